//! What is known of a case's requester: each field with what this reader may do with it, by what right, and how to get
//! the right where it lacks; the authorities and the requests for consent of the case.

use authority::{Decision, Denial, Grant, Remedy, Step};
use desk::{AuthorityView, Entered};
use jiff::Timestamp;
use model::{
    Act, AuthorityId, AuthorityKind, CaseNumber, Field, FieldKey, Held, Personal, ToMember,
};

use crate::{
    State, floors,
    locale::Words,
    moment::{self, Moment},
    pages::{
        authorities::{AuthorityItem, doings},
        consents::Answer,
        denials::{ask_href, dispute_href, glass_href},
        disclosures,
    },
    say,
    trouble::Trouble,
};

/// What is known of the requester, for the column at the right.
pub struct Known {
    /// The fields of this installation.
    pub fields: Vec<FieldItem>,
    /// What the reader may use here, the latest first.
    pub authorities: Vec<AuthorityItem>,
    /// What the requester was asked.
    pub consents: Vec<AskedItem>,
    /// Where a dispute is filed, where a ruling would help to anything that the reader lacks here.
    pub dispute: Option<String>,
    /// Where glass is broken, where that would help to it.
    pub glass: Option<String>,
    /// Why the reader cannot break it now, where it would help.
    pub unbroken: Option<String>,
    /// Where the reader says that they met the requester.
    pub met: Option<String>,
}

/// One field of the requester.
pub struct FieldItem {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// True where it is held in another system.
    pub is_elsewhere: bool,
    /// What its own rule lets others learn.
    pub rule: String,
    /// Seeing and changing it.
    pub rights: Vec<FieldRight>,
    /// Where the person is asked, where their consent would help.
    pub ask: Option<String>,
    /// Where somebody is told it; `None` where it is never told here.
    pub tell: Option<String>,
    /// What was opened or may be told, on this page alone.
    pub shown: Option<ShownItem>,
}

/// A right to a field, or the lack of one.
pub struct FieldRight {
    /// True where it is held.
    pub is_held: bool,
    /// What it is: `see it`, `change it`.
    pub words: Words,
    /// The clause that decides.
    pub clause: String,
    /// The rule in a sentence.
    pub sentence: String,
    /// What the right rests on: `2 of 3 uses left, 22 h`; empty where it stands by itself.
    pub rest: String,
    /// How it is used here.
    pub way: FieldWay,
}

/// How a right to a field is used.
pub enum FieldWay {
    /// Not here.
    None,
    /// One button.
    Button {
        /// Where it posts to.
        path: String,
        /// What it says.
        label: Words,
    },
    /// At another place.
    Link {
        /// Where.
        href: String,
        /// What the link says.
        label: Words,
    },
    /// By taking the authority to the system that holds the field.
    Take {
        /// Where it posts to.
        path: String,
        /// Which systems there are.
        audiences: Vec<String>,
    },
}

/// What was opened or may be told.
pub struct ShownItem {
    /// To whom it may be told; `None` where it was opened.
    pub told_to: Option<String>,
    /// The value; `None` where none is held.
    pub value: Option<Personal<String>>,
}

/// A value that an act released.
pub struct OpenedField {
    /// The value; `None` where none is held.
    pub value: Option<Personal<String>>,
}

/// A value on its way to the page.
pub struct Shown {
    /// Of which field.
    pub key: FieldKey,
    /// To whom it may be told; `None` where it was opened.
    pub told_to: Option<String>,
    /// What was released.
    pub field: OpenedField,
}

/// What the requester was asked.
pub struct AskedItem {
    /// What for, one line for each act.
    pub doings: Vec<String>,
    /// What became of it.
    pub standing: Answer,
    /// When it was asked.
    pub at: Moment,
    /// For how long it can be answered.
    pub left: String,
    /// How the mail was signed that answered it, by the word for it.
    pub signed: Option<&'static str>,
}

/// Gathers what is known of the requester of a case.
pub async fn known(
    state: &State,
    entered: &Entered<'_>,
    rights: &[Decision],
    mut shown: Option<Shown>,
) -> Result<Known, Trouble> {
    let (desk, number, now) = (&state.desk, entered.case().number, state.now());
    let held = desk.case_authorities(entered).await?;
    let mut known = Known {
        fields: Vec::new(),
        authorities: Vec::new(),
        consents: asked(state, entered).await?,
        dispute: None,
        glass: None,
        unbroken: None,
        met: desk.may_assure(entered).then(|| format!("/cases/{number}/assurances/new")),
    };
    for denial in rights.iter().filter_map(denial) {
        known.note_ways(denial, number);
    }
    for field in desk.fields() {
        let acts = [Act::FieldShow, Act::FieldEdit];
        let decisions = desk.field_rights(entered, &field.key, &acts).await?;
        for denial in decisions.iter().filter_map(denial) {
            known.note_ways(denial, number);
        }
        let mut item = FieldItem::new(state, field, number, &decisions, &held, now);
        if let Some(found) = shown.take_if(|found| found.key == field.key) {
            item.shown = Some(ShownItem { told_to: found.told_to, value: found.field.value });
        }
        known.fields.push(item);
    }
    // Nobody is led to a refusal, which would be recorded.
    if known.glass.is_some()
        && let Some(Decision::Denied(denial)) = desk.declare_right(entered).await?
    {
        known.glass = None;
        known.unbroken = Some(floors::refusal(&denial));
    }
    known.authorities = held.into_iter().map(|view| AuthorityItem::new(desk, view, now)).collect();
    Ok(known)
}

impl Known {
    /// Says whether an act brought something here, so that it stands open.
    pub fn has_shown(&self) -> bool {
        self.fields.iter().any(|field| field.shown.is_some())
    }

    /// Says whether there is anything to say.
    pub const fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.authorities.is_empty() && self.consents.is_empty()
    }

    /// Notes which ways lead further; they are the same for all that is lacking, and are shown once.
    fn note_ways(&mut self, denial: &Denial, number: CaseNumber) {
        if would_help(denial, AuthorityKind::Ruling) {
            self.dispute = Some(dispute_href(number));
        }
        if would_help(denial, AuthorityKind::Emergency) {
            self.glass = Some(glass_href(number));
        }
    }
}

impl FieldItem {
    fn new(
        state: &State,
        field: &Field,
        number: CaseNumber,
        decisions: &[Decision],
        held: &[AuthorityView],
        now: Timestamp,
    ) -> Self {
        let is_elsewhere = field.held == Held::Console;
        let right = |decision: &Decision| {
            let way = match decision {
                Decision::Denied(_) => FieldWay::None,
                Decision::Allowed(grant) => way_of(state, grant, number, field),
            };
            FieldRight::new(decision, held, now, way)
        };
        let denials = decisions.iter().filter_map(denial);
        let ask = denials
            .filter(|denial| would_help(denial, AuthorityKind::Consent))
            .map(|denial| ask_href(number, denial.act, Some(&field.key)));
        let is_told = field.to_member != ToMember::Redirect && !is_elsewhere;
        Self {
            key: field.key.to_string(),
            label: field.label.clone(),
            is_elsewhere,
            rule: disclosures::rule(field.to_member, field.elsewhere.as_deref()),
            rights: decisions.iter().map(right).collect(),
            ask: ask.into_iter().next(),
            tell: is_told.then(|| format!("/cases/{number}/fields/{}/disclosures/new", field.key)),
            shown: None,
        }
    }
}

impl FieldRight {
    fn new(decision: &Decision, held: &[AuthorityView], now: Timestamp, way: FieldWay) -> Self {
        let words = |act| match act {
            Act::FieldEdit => say("case-known-change"),
            _ => say("case-known-see"),
        };
        match decision {
            Decision::Allowed(grant) => {
                let used = grant.ground.uses;
                let view = used.and_then(|used| held.iter().find(|view| view.terms.id == used.id));
                Self {
                    is_held: true,
                    words: match (grant.act, grant.eyes) {
                        (Act::FieldEdit, Some(_)) => say("case-known-change-by-two"),
                        (act, _) => words(act),
                    },
                    clause: grant.clause.clone(),
                    sentence: floors::sentence(&grant.sentence),
                    rest: view.map(|view| rest(view, now)).unwrap_or_default(),
                    way,
                }
            }
            Decision::Denied(denial) => Self {
                is_held: false,
                words: words(denial.act),
                clause: denial.clause.clone(),
                sentence: floors::refusal(denial),
                rest: String::new(),
                way,
            },
        }
    }
}

fn rest(view: &AuthorityView, now: Timestamp) -> String {
    let n_max = view.terms.n_uses_max;
    let n_left = i64::from(n_max).saturating_sub(view.n_used).max(0);
    let left = moment::left(view.terms.expires_at, now);
    say("case-uses-left").with("n", n_left).with("max", n_max).with("left", left).to_string()
}

/// Returns how a right to a field that somebody has is used: what another system holds, by taking an authority there.
pub fn way_of(state: &State, grant: &Grant, number: CaseNumber, field: &Field) -> FieldWay {
    match &grant.ground.uses {
        Some(used) if field.held == Held::Console => take(state, used.id),
        None if field.held == Held::Console => FieldWay::None,
        _ => way(grant.act, number, field),
    }
}

fn way(act: Act, number: CaseNumber, field: &Field) -> FieldWay {
    let path = format!("/cases/{number}/fields/{}", field.key);
    match act {
        Act::FieldEdit => {
            FieldWay::Link { href: format!("{path}/edit"), label: say("case-known-change-button") }
        }
        _ => FieldWay::Button {
            path: format!("{path}/showing"),
            label: say("case-known-open-button"),
        },
    }
}

fn take(state: &State, id: AuthorityId) -> FieldWay {
    let consoles = &state.desk.settings().consoles;
    if consoles.is_empty() {
        return FieldWay::None;
    }
    let audiences = consoles.iter().map(|console| console.name.clone()).collect();
    FieldWay::Take { path: format!("/authorities/{id}/presentations"), audiences }
}

async fn asked(state: &State, entered: &Entered<'_>) -> Result<Vec<AskedItem>, Trouble> {
    let now = state.now();
    let views = state.desk.case_consents(entered).await?;
    let item = |view: desk::ConsentView| AskedItem {
        doings: doings(&state.desk, &view.row.acts, &view.row.fields),
        standing: Answer::of(&view),
        at: Moment::new(view.row.asked_at, now),
        left: moment::left(view.row.lapses_at, now),
        signed: view.row.signed_way.map(model::SignatureWay::as_str),
    };
    Ok(views.into_iter().map(item).collect())
}

const fn denial(decision: &Decision) -> Option<&Denial> {
    match decision {
        Decision::Denied(denial) => Some(denial),
        Decision::Allowed(_) => None,
    }
}

/// Says whether an authority of a kind, and nothing beside it, would do.
fn would_help(denial: &Denial, kind: AuthorityKind) -> bool {
    let is_this = |remedy: &Remedy| matches!(remedy.steps.as_slice(), [Step::ShowAuthority(of)] | [Step::ShowAuthority(of), Step::CallSecond] if *of == kind);
    denial.remedies.iter().any(is_this)
}

impl Known {
    /// Returns sample values: one field opened, one that may be told, one that is held elsewhere.
    pub fn sample() -> Self {
        let path = |rest: &str| format!("/cases/s20261121.30/{rest}");
        let held = |words, rest: &str, way| FieldRight {
            is_held: true,
            words,
            clause: "000 SP 8.1".to_owned(),
            sentence: "With the person's consent, a support engineer of the queue learns a field."
                .to_owned(),
            rest: rest.to_owned(),
            way,
        };
        let lack = |words| FieldRight {
            is_held: false,
            words,
            clause: "000 SP 8.1".to_owned(),
            sentence: "Nothing here gives you the right to change this for this person.".to_owned(),
            rest: String::new(),
            way: FieldWay::None,
        };
        let item = |key: &str, label: &str, to_member, rights| FieldItem {
            key: key.to_owned(),
            label: label.to_owned(),
            is_elsewhere: false,
            rule: disclosures::rule(to_member, Some("the assurance pages")),
            rights,
            ask: Some(path(&format!("consents/new?act=field.edit&field={key}"))),
            tell: Some(path(&format!("fields/{key}/disclosures/new"))),
            shown: None,
        };
        let open = FieldWay::Button {
            path: path("fields/date_of_birth/showing"),
            label: say("case-known-open-button"),
        };
        let take = FieldWay::Take {
            path: "/authorities/0199d0c2-0000-7000-8000-0000000000a2/presentations".to_owned(),
            audiences: vec!["accounts".to_owned()],
        };
        let see = held(say("case-known-see"), "2 of 3 uses left, 22 h", open);
        let lack_change = lack(say("case-known-change"));
        Self {
            fields: vec![
                item("date_of_birth", "Date of birth", ToMember::Ask, vec![see, lack_change]),
                item("status", "Status level", ToMember::Tell, vec![lack(say("case-known-see"))]),
                FieldItem {
                    is_elsewhere: true,
                    tell: None,
                    ask: None,
                    ..item(
                        "passphrase",
                        "Passphrase",
                        ToMember::Redirect,
                        vec![held(say("case-known-change"), "1 of 1 uses left, 6 days", take)],
                    )
                },
            ],
            authorities: vec![AuthorityItem::sample()],
            consents: vec![
                AskedItem {
                    doings: vec!["change Date of birth".to_owned()],
                    standing: Answer::Asked,
                    at: crate::samples::minutes_ago(30),
                    left: "13 days".to_owned(),
                    signed: None,
                },
                AskedItem {
                    doings: vec!["open its sealed messages".to_owned()],
                    standing: Answer::Declined,
                    at: crate::samples::minutes_ago(2000),
                    left: String::new(),
                    signed: Some("openpgp"),
                },
            ],
            dispute: Some("/cases/s20261121.30/dispute".to_owned()),
            glass: Some(path("emergencies/new")),
            unbroken: None,
            met: Some(path("assurances/new")),
        }
    }

    /// Returns sample values of a page on which a field was opened, and another may be told.
    pub fn sample_opened() -> Self {
        let mut known = Self::sample();
        let values = [(None, Some("4 March 1981")), (Some("another member"), None)];
        for (item, (told_to, value)) in known.fields.iter_mut().zip(values) {
            let value = value.map(|value| Personal::new(value.to_owned()));
            item.shown = Some(ShownItem { told_to: told_to.map(str::to_owned), value });
        }
        known
    }

    /// Returns sample values of a house without fields.
    pub const fn sample_empty() -> Self {
        Self {
            fields: Vec::new(),
            authorities: Vec::new(),
            consents: Vec::new(),
            dispute: None,
            glass: None,
            unbroken: None,
            met: None,
        }
    }
}
