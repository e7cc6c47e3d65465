//! A refusal that helps: which clause refused, which authority would do, and how to get it.

use askama::Template;
use authority::{Denial, Remedy, Step};
use model::{Act, AuthorityKind, CaseNumber, FieldKey, StaffId};

use crate::{
    floors,
    frame::{Frame, Here},
    locale::Words,
    say,
    trouble::Refused,
};

/// A refused act.
#[derive(Template)]
#[template(path = "denials/show.html")]
pub struct DenialShow {
    /// What stands around.
    pub frame: Frame,
    /// What was refused, in words: `You may not open the original of this message`.
    pub heading: String,
    /// The clause that refused; empty where simply no rule allows it.
    pub clause: String,
    /// The policy that refused, by its anchor in the handbook; empty where none did or the reader may not see it.
    pub policy: String,
    /// The sentence of the policy, or that no rule allows it.
    pub sentence: String,
    /// What would do.
    pub ways: Vec<Way>,
    /// True where the act was tried, and so stands in the log.
    pub is_recorded: bool,
    /// Where one came from.
    pub back: Option<BackLink>,
}

/// One way to get what was refused.
pub struct Way {
    /// What to do, in words: `Take the case.`
    pub sentence: String,
    /// The clause that would then allow it.
    pub clause: String,
    /// The policy that it stands in, by its anchor in the handbook; empty where the reader may not see it.
    pub policy: String,
    /// How it is begun here; `None` shows the way as text.
    pub button: Option<WayButton>,
}

/// A button that begins a way.
pub enum WayButton {
    /// It is done at once.
    Take {
        /// Where it posts to.
        path: String,
        /// To whom the case is to be given.
        staff: &'static str,
        /// What it says.
        label: Words,
    },
    /// It leads to the page where it begins.
    Link {
        /// Where.
        href: String,
        /// What it says.
        label: Words,
    },
}

/// Where one came from.
pub struct BackLink {
    /// The address.
    pub href: String,
    /// What the link says.
    pub label: String,
}

impl DenialShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let way = |sentence: &str, clause: &str| Way {
            sentence: sentence.to_owned(),
            clause: clause.to_owned(),
            policy: "message-unseal-assigned".to_owned(),
            button: None,
        };
        let button = WayButton::Take {
            path: "/cases/s20261121.30/assignment".to_owned(),
            staff: "me",
            label: say("denials-take-case"),
        };
        let link = |href: &str, label| Some(WayButton::Link { href: href.to_owned(), label });
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            heading: heading("open the original of this message"),
            clause: "SP 8.1".to_owned(),
            policy: "core-unseal-assigned".to_owned(),
            sentence: "Support engineers have no inherent authority. Only who is assigned to the \
                       case opens its originals."
                .to_owned(),
            ways: vec![
                Way { button: Some(button), ..way("Take the case.", "000 SP 8.1") },
                Way {
                    button: link("/cases/s20261121.30/consents/new", say("denials-ask-member")),
                    ..way("Ask the person concerned to consent.", "000 SP 8.1")
                },
                Way {
                    button: link("/cases/s20261121.30/dispute", say("denials-file-dispute")),
                    ..way("File a dispute; an arbitrator may rule it.", "000 Requests")
                },
                way("Cite a ruling that stands for cases like this one.", "000 Requests"),
            ],
            is_recorded: true,
            back: Some(BackLink {
                href: "/cases/s20261121.30".to_owned(),
                label: say("denials-back").with("number", "s20261121.30").to_string(),
            }),
        }
    }

    /// Returns sample values of what takes two.
    pub fn sample_by_two() -> Self {
        let href = "/cases/s20261121.30/fields/date_of_birth/edit".to_owned();
        let rule = "With the consent of a person whose identity is not in doubt, two of the support engineers change a field.";
        Self {
            heading: heading("change this"),
            policy: "ours-edit".to_owned(),
            sentence: format!("This takes two people. The rule: {rule}"),
            ways: vec![Way {
                sentence: "Call a second pair of eyes: propose it, and another who may do the same approves.".to_owned(),
                clause: "000 SP 8.1".to_owned(),
                policy: "ours-edit".to_owned(),
                button: Some(WayButton::Link { href, label: say("denials-call-second") }),
            }],
            ..Self::sample()
        }
    }

    /// Returns sample values of a refusal without a way.
    pub fn sample_final() -> Self {
        Self {
            frame: Frame::sample_requester(),
            heading: heading("browse the log"),
            clause: String::new(),
            policy: String::new(),
            sentence: "No rule allows it to you.".to_owned(),
            ways: Vec::new(),
            is_recorded: false,
            back: Some(BackLink { href: "/".to_owned(), label: "Back to the start".to_owned() }),
        }
    }
}

impl DenialShow {
    /// Words a refusal of what was asked for at a path.
    pub fn new(frame: Frame, refused: &Refused, path: &str) -> Self {
        let denial = &refused.denial;
        let case = path.strip_prefix("/cases/").and_then(|rest| rest.split('/').next());
        // Only what is a number comes into an address again.
        let number = case.and_then(|text| text.parse::<CaseNumber>().ok());
        let back = match number {
            Some(number) if path != format!("/cases/{number}") => BackLink {
                href: format!("/cases/{number}"),
                label: say("denials-back").with("number", number.to_string()).to_string(),
            },
            _ => BackLink { href: "/".to_owned(), label: say("denials-start").to_string() },
        };
        let is_reader = frame.is_staff();
        let anchor = |id: &str| if is_reader { id.to_owned() } else { String::new() };
        let refused_by = denial.policies.first();
        let mut ways = ways(denial, number, path);
        if !is_reader {
            ways.iter_mut().for_each(|way| way.policy.clear());
        }
        Self {
            frame,
            heading: heading(&floors::act_words(denial.act)),
            clause: denial.clause.clone(),
            policy: refused_by.map(|policy| anchor(&policy.id)).unwrap_or_default(),
            sentence: floors::refusal(denial),
            ways,
            is_recorded: refused.is_recorded,
            back: Some(back),
        }
    }
}

/// Says what was refused.
fn heading(act: &str) -> String {
    say("denials-heading").with("act", act).to_string()
}

/// Returns the ways to what was refused at a path, for a reader of the handbook.
pub fn ways(denial: &Denial, number: Option<CaseNumber>, path: &str) -> Vec<Way> {
    denial.remedies.iter().map(|remedy| way(remedy, denial.act, number, path)).collect()
}

/// Only a way that can be gone from here, in one step, gets a button; where a second pair of eyes comes after it, the page that it
/// leads to says so.
fn way(remedy: &Remedy, act: Act, number: Option<CaseNumber>, path: &str) -> Way {
    let link = |href: String, label| Some(WayButton::Link { href, label });
    let steps = match remedy.steps.as_slice() {
        [first @ .., Step::CallSecond] if !first.is_empty() => first,
        steps => steps,
    };
    let button = match (steps, number) {
        ([Step::TakeCase], Some(number)) => Some(WayButton::Take {
            path: format!("/cases/{number}/assignment"),
            staff: "me",
            label: say("denials-take-case"),
        }),
        ([Step::ShowAuthority(AuthorityKind::Consent)], Some(number)) => {
            link(ask_href(number, act, field_of_path(path).as_ref()), say("denials-ask-member"))
        }
        ([Step::ShowAuthority(AuthorityKind::Ruling)], Some(number)) => {
            link(dispute_href(number), say("denials-file-dispute"))
        }
        ([Step::ShowAuthority(AuthorityKind::Emergency)], Some(number)) => {
            link(glass_href(number), say("denials-break-glass"))
        }
        ([Step::CallSecond], _) => {
            second_href(act, number, path).and_then(|href| link(href, say("denials-call-second")))
        }
        ([Step::SignInStrongly], _) => {
            link("/security/proofs/new".to_owned(), say("denials-confirm"))
        }
        _ => None,
    };
    Way {
        sentence: floors::remedy(remedy),
        clause: remedy.policy.clause.clone(),
        policy: remedy.policy.id.clone(),
        button,
    }
}

/// Returns where the requester of a case is asked to consent, with what a refusal knows filled in.
pub fn ask_href(number: CaseNumber, act: Act, field: Option<&FieldKey>) -> String {
    let field = field.map(|key| format!("&field={key}")).unwrap_or_default();
    format!("/cases/{number}/consents/new?act={}{field}", act.as_str())
}

/// Returns where a dispute is filed from a case.
pub fn dispute_href(number: CaseNumber) -> String {
    format!("/cases/{number}/dispute")
}

/// Returns where glass is broken over a case.
pub fn glass_href(number: CaseNumber) -> String {
    format!("/cases/{number}/emergencies/new")
}

/// Returns where what takes two is proposed, filled in as far as an address may tell: for this case, field or member. Whose data
/// it is about is typed there, because addresses of people stand in no address of a page.
fn second_href(act: Act, number: Option<CaseNumber>, path: &str) -> Option<String> {
    match act {
        Act::PolicyChange => Some("/policies".to_owned()),
        Act::PersonDestroy => Some("/people/destruction".to_owned()),
        Act::FactorReset => Some("/people/reset".to_owned()),
        Act::StaffInvite => Some("/staff/places/new".to_owned()),
        Act::StaffRemove => {
            let id = path.strip_prefix("/staff/").and_then(|rest| rest.split('/').next());
            let id = id.and_then(|text| text.parse::<StaffId>().ok());
            Some(id.map_or_else(|| "/staff".to_owned(), |id| format!("/staff#{id}")))
        }
        Act::AuthorityGive => Some(match number {
            Some(number) => format!("/motions/new?case={number}"),
            None => "/motions/new".to_owned(),
        }),
        Act::PersonAssure => number.map(|number| format!("/cases/{number}/assurances/new")),
        Act::FieldEdit => {
            let (number, key) = number.zip(field_of_path(path))?;
            Some(format!("/cases/{number}/fields/{key}/edit"))
        }
        // Nobody can propose anything else, and the gate offers no second for it.
        _ => None,
    }
}

/// Only what is a key comes into an address again.
fn field_of_path(path: &str) -> Option<FieldKey> {
    let rest = path.split_once("/fields/")?.1;
    FieldKey::parse(rest.split('/').next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_takes_two_leads_to_where_it_is_proposed() {
        let path = "/cases/s20261121.30/fields/status";
        let number = "s20261121.30".parse().ok();
        let href = |act, number, path| second_href(act, number, path).unwrap();
        for act in Act::PROPOSABLE {
            assert!(href(act, number, path).starts_with('/'), "{}", act.as_str());
        }
        assert_eq!(href(Act::FieldEdit, number, path), format!("{path}/edit"));
        assert_eq!(href(Act::AuthorityGive, number, path), "/motions/new?case=s20261121.30");
        assert_eq!(href(Act::AuthorityGive, None, "/"), "/motions/new");
        let id = "0199d0c2-0000-7000-8000-000000000003";
        let ending = format!("/staff/{id}/ending");
        assert_eq!(href(Act::StaffRemove, None, &ending), format!("/staff#{id}"));
        assert_eq!(href(Act::StaffRemove, None, "/staff/<b>/ending"), "/staff");
        assert_eq!(second_href(Act::CaseReply, number, path), None);
    }
}
