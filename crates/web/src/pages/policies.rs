//! Policies: the handbook of who may do what, and the form by which it becomes another.

pub mod analyses;
pub mod editions;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Deed, DeskError, Handbook, Level, PolicyDraft, PolicyFileView, Rule};
use model::{Act, Identity, Resource};
use serde::Deserialize;

use crate::{
    caller::Caller,
    diff, floors,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::{
        approvals::{FileDiff, proposer},
        policies::analyses::AnalysisView,
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Acts of a policy that are read in passing. Some of the fixed core decide on nearly all there are.
const ACTS_SHOWN: usize = 16;

/// The policies in force, as a handbook.
#[derive(Template)]
#[template(path = "policies/list.html")]
pub struct PolicyList {
    /// What stands around.
    pub frame: Frame,
    /// The edition in force.
    pub edition: EditionRow,
    /// Files of which this version comes with a newer text.
    pub newer: Vec<String>,
    /// True where the reader may propose.
    pub may_change: bool,
    /// The policies, file by file.
    pub chapters: Vec<Chapter>,
}

/// An edition in short.
pub struct EditionRow {
    /// Its number.
    pub number: i64,
    /// Its digest.
    pub digest: String,
    /// Since when it is in force.
    pub at: Moment,
    /// Who proposed it.
    pub proposer: String,
    /// Who approved it.
    pub second: Option<String>,
    /// Why.
    pub note: String,
    /// The edition whose texts it takes up again.
    pub reverts: Option<i64>,
}

/// The policies of one file.
pub struct Chapter {
    /// The file.
    pub file: String,
    /// What it is about: `case`.
    pub noun: String,
    /// True where it is compiled in.
    pub is_fixed: bool,
    /// The policies.
    pub policies: Vec<PolicyItem>,
}

/// One policy, for reading.
pub struct PolicyItem {
    /// Its name, and its anchor.
    pub id: String,
    /// The clause.
    pub clause: String,
    /// The sentence.
    pub sentence: String,
    /// True where it allows.
    pub is_permit: bool,
    /// What it decides on, in words.
    pub acts: String,
    /// How many those are, where too many to be read in passing: they are folded then.
    pub n_folded: Option<usize>,
    /// Whom it speaks of, in words; empty where of no role.
    pub roles: String,
    /// How well somebody must be known for it, in words.
    pub levels: String,
    /// What it needs beside, in words; empty where nothing.
    pub needs: String,
    /// The policy as written.
    pub text: String,
}

/// A file to be changed.
#[derive(Template)]
#[template(path = "policies/edit.html")]
pub struct PolicyEdit {
    /// What stands around.
    pub frame: Frame,
    /// Its name.
    pub file: String,
    /// What it says.
    pub text: String,
    /// True where there is no such file yet.
    pub is_new: bool,
    /// True where this version comes with a newer text than the one in force was made from.
    pub is_newer: bool,
    /// How this version's text differs from the one in force; empty where it does not.
    pub standing: Vec<diff::Line>,
    /// Why it shall change.
    pub note: String,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A change before it is proposed.
#[derive(Template)]
#[template(path = "policies/show.html")]
pub struct PolicyShow {
    /// What stands around.
    pub frame: Frame,
    /// The file, with what becomes of its lines.
    pub file: FileDiff,
    /// What it shall say.
    pub text: String,
    /// Why.
    pub note: String,
    /// What it would change.
    pub analysis: AnalysisView,
}

impl PolicyList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let item = |id: &str, sentence: &str, is_permit, acts: &str, roles: &str, needs: &str| {
            PolicyItem {
                id: id.to_owned(),
                clause: "000 SP 8.1".to_owned(),
                sentence: sentence.to_owned(),
                is_permit,
                acts: acts.to_owned(),
                n_folded: (id == "core-unseal-closed").then_some(17),
                roles: roles.to_owned(),
                levels: match is_permit {
                    true => say("policies-level-staff")
                        .with("level", say_of("policies-identity", "strong"))
                        .to_string(),
                    false => say("policies-level-whoever").to_string(),
                },
                needs: needs.to_owned(),
                text: format!("@id(\"{id}\")\npermit (principal, action, resource);"),
            }
        };
        Self {
            frame: Frame::sample_staff(Here::Policies, ""),
            edition: EditionRow::sample(),
            newer: vec!["case.cedar".to_owned()],
            may_change: true,
            chapters: vec![
                Chapter {
                    file: "fixed/fixed.cedar".to_owned(),
                    noun: say("policies-fixed-core").to_string(),
                    is_fixed: true,
                    policies: vec![item(
                        "core-unseal-closed",
                        "The messages of a closed case stay sealed.",
                        false,
                        "open this sealed message",
                        "",
                        "",
                    )],
                },
                Chapter {
                    file: "person.cedar".to_owned(),
                    noun: "person".to_owned(),
                    is_fixed: false,
                    policies: vec![item(
                        "person-destroy-two",
                        "Administrators and counsel destroy a person's keys, two of them together.",
                        true,
                        "destroy the keys of this person",
                        "counsel, administrator",
                        "two people: one acts, another approves",
                    )],
                },
            ],
        }
    }

    /// Returns sample values of a reader who changes nothing.
    pub fn sample_reading() -> Self {
        Self { newer: Vec::new(), may_change: false, ..Self::sample() }
    }
}

impl EditionRow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            number: 3,
            digest: "6f1d2c3b4a596877".to_owned(),
            at: crate::samples::minutes_ago(60 * 26),
            proposer: "Administrator 2".to_owned(),
            second: Some("Counsel 4".to_owned()),
            note: "Team leaders look after their own queues.".to_owned(),
            reverts: None,
        }
    }

    /// Words an edition.
    pub fn new(view: &desk::EditionView, now: jiff::Timestamp) -> Self {
        let edition = &view.edition;
        let who = match (&view.proposer, edition.number) {
            (None, 1) => say("policies-founding").to_string(),
            (card, _) => proposer(card.as_ref()),
        };
        Self {
            number: edition.number,
            digest: view.digest.clone(),
            at: Moment::new(edition.in_force_from, now),
            proposer: who,
            second: view.second.as_ref().map(floors::title),
            note: edition.note.clone(),
            reverts: edition.reverts,
        }
    }

    /// Says who proposed it, and who approved it.
    pub fn authors(&self) -> String {
        let Some(second) = &self.second else { return self.proposer.clone() };
        say("policies-by-two").with("proposer", &self.proposer).with("second", second).to_string()
    }
}

impl PolicyEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        let text = "// Queues.\n";
        Self {
            frame: Frame::sample_staff(Here::Policies, ""),
            file: "queue.cedar".to_owned(),
            text: text.to_owned(),
            is_new: false,
            is_newer: true,
            standing: diff::lines(text, "// Queues: seeing and changing them.\n"),
            note: String::new(),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self {
            file: "ours.cedar".to_owned(),
            text: "permit (principal, action, resource);".to_owned(),
            is_new: true,
            is_newer: false,
            standing: Vec::new(),
            note: "To try it.".to_owned(),
            error: Some("ours.cedar:1: the policy has no @id(\"…\")".to_owned()),
            ..Self::sample()
        }
    }
}

impl PolicyShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let text = "// Queues: seeing and changing them.\n";
        Self {
            frame: Frame::sample_staff(Here::Policies, ""),
            file: FileDiff {
                file: "queue.cedar".to_owned(),
                is_removed: false,
                lines: diff::lines("// Queues.\n", text),
            },
            text: text.to_owned(),
            note: "It says more.".to_owned(),
            analysis: AnalysisView::sample(),
        }
    }

    /// Returns sample values of a change that changes no answer.
    pub fn sample_same() -> Self {
        Self { analysis: AnalysisView::sample_same(), ..Self::sample() }
    }
}

/// Which file.
#[derive(Deserialize)]
pub struct FileQuery {
    #[serde(default)]
    file: String,
}

/// A file as somebody wants it.
#[derive(Clone, Deserialize)]
pub struct PolicyForm {
    file: String,
    text: String,
    note: String,
}

impl From<PolicyForm> for PolicyDraft {
    fn from(form: PolicyForm) -> Self {
        let is_removed = form.text.trim().is_empty();
        Self { file: form.file, text: (!is_removed).then_some(form.text), note: form.note }
    }
}

/// Shows the handbook.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let book = state.desk.handbook(&caller.actor).await?;
    page(&PolicyList {
        frame: caller.frame(&state, Here::Policies).await?,
        edition: EditionRow::new(&book.edition, state.now()),
        chapters: chapters(&book),
        newer: book.newer,
        may_change: book.may_change,
    })
}

/// Shows the form of one file.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<FileQuery>,
) -> Result<Response, Trouble> {
    caller.must(&state, Act::PolicyChange, &Resource::House)?;
    let view = state.desk.policy_file(&caller.actor, query.file.trim()).await?;
    page(&edit_of(&state, &caller, view).await?)
}

/// Checks and analyses a change, and shows what it would change.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PolicyForm>,
) -> Result<Response, Trouble> {
    let change = match state.desk.policy_change(&caller.actor, form.clone().into()).await {
        Ok(change) => change,
        Err(DeskError::Invalid { words, .. }) => return again(&state, &caller, form, words).await,
        Err(error) => return Err(error.into()),
    };
    let analysis = state.desk.analyse(&caller.actor, &change).await?;
    let now = state.desk.policy_file(&caller.actor, &form.file).await?;
    let before = now.text.unwrap_or_default();
    let after = change.files.into_iter().next().and_then(|file| file.text);
    page(&PolicyShow {
        frame: caller.frame(&state, Here::Policies).await?,
        file: FileDiff {
            lines: diff::lines(&before, after.as_deref().unwrap_or_default()),
            is_removed: after.is_none(),
            file: form.file,
        },
        text: after.unwrap_or_default(),
        note: form.note,
        analysis: AnalysisView::new(&analysis),
    })
}

/// Proposes a change.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PolicyForm>,
) -> Result<Response, Trouble> {
    match state.desk.policy_change(&caller.actor, form.clone().into()).await {
        Ok(change) => {
            let id = state.desk.propose(&caller.actor, &Deed::ChangePolicies(change)).await?;
            Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response())
        }
        Err(DeskError::Invalid { words, .. }) => again(&state, &caller, form, words).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(
    state: &crate::State,
    caller: &Caller,
    form: PolicyForm,
    words: String,
) -> Result<Response, Trouble> {
    let view = state.desk.policy_file(&caller.actor, &form.file).await;
    let base = match view {
        Ok(view) => edit_of(state, caller, view).await?,
        // The name itself is what is wrong.
        Err(DeskError::Invalid { .. }) => {
            let (file, text) = (form.file.clone(), None);
            let view = PolicyFileView { file, text, standing: None, is_newer: false };
            edit_of(state, caller, view).await?
        }
        Err(error) => return Err(error.into()),
    };
    let came_back = PolicyEdit { text: form.text, note: form.note, error: Some(words), ..base };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &came_back)
}

async fn edit_of(
    state: &crate::State,
    caller: &Caller,
    view: PolicyFileView,
) -> Result<PolicyEdit, Trouble> {
    let is_new = view.text.is_none();
    let text = view.text.unwrap_or_default();
    let standing = view.standing.as_deref().map(|standing| diff::lines(&text, standing));
    Ok(PolicyEdit {
        frame: caller.frame(state, Here::Policies).await?,
        file: view.file,
        is_new,
        is_newer: view.is_newer,
        standing: standing.unwrap_or_default(),
        // Where there is no such file yet, what this version comes with is the better beginning.
        text: if is_new { view.standing.unwrap_or_default() } else { text },
        note: String::new(),
        error: None,
    })
}

fn chapters(book: &Handbook) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let files = book.files.iter().map(String::as_str);
    let fixed = book.rules.iter().filter(|rule| rule.is_fixed()).map(|rule| rule.file.as_str());
    for file in fixed.take(1).chain(files) {
        let rules = book.rules.iter().filter(|rule| rule.file == file);
        let is_fixed = rules.clone().any(Rule::is_fixed);
        let stem = file.strip_suffix(".cedar").unwrap_or(file);
        chapters.push(Chapter {
            file: file.to_owned(),
            noun: if is_fixed { say("policies-fixed-core").to_string() } else { stem.to_owned() },
            is_fixed,
            policies: rules.map(|rule| item(rule, book.staff_level)).collect(),
        });
    }
    chapters
}

/// Says how well somebody must be known, for one of the levels of a policy.
fn level_words(level: Level, is_permit: bool, staff_level: Identity) -> String {
    let named = |identity: Identity| say_of("policies-identity", identity.as_str());
    let words = match level {
        Level::Any if is_permit => say("policies-level-any"),
        Level::Any => say("policies-level-whoever"),
        Level::OfStaff => say("policies-level-staff").with("level", named(staff_level)),
        Level::Asked(identity) => named(identity),
        Level::OfIssuer(identity) => say("policies-level-issuer").with("level", named(identity)),
        Level::NotAsked(identity) => say("policies-level-not").with("level", named(identity)),
        Level::NotOfIssuer(identity) => {
            say("policies-level-issuer-not").with("level", named(identity))
        }
    };
    words.to_string()
}

fn item(rule: &Rule, staff_level: Identity) -> PolicyItem {
    let is_everything = rule.acts.len() == Act::ALL.len();
    let acts = if is_everything {
        say("policies-everything").to_string()
    } else {
        rule.acts.iter().map(|act| floors::act_words(*act)).collect::<Vec<_>>().join("; ")
    };
    let roles = rule.roles.iter().map(|role| say_of("role", role.as_str()).to_string());
    let token = rule.authority.map(|kind| {
        let kind = say_of("authorities-kind", kind.as_str());
        say("policies-token").with("kind", kind).to_string()
    });
    let eyes = rule.eyes.map(|eyes| say_of("policies-eyes", eyes.as_str()).to_string());
    let levels = rule.levels.iter();
    let levels = levels.map(|level| level_words(*level, rule.is_permit, staff_level));
    PolicyItem {
        levels: levels.collect::<Vec<_>>().join("; "),
        id: rule.id.clone(),
        clause: rule.clause.clone(),
        sentence: floors::sentence(&rule.sentence),
        is_permit: rule.is_permit,
        acts,
        n_folded: Some(rule.acts.len()).filter(|n| *n > ACTS_SHOWN && !is_everything),
        roles: roles.collect::<Vec<_>>().join(", "),
        needs: [token, eyes].into_iter().flatten().collect::<Vec<_>>().join("; "),
        text: rule.text.clone(),
    }
}
