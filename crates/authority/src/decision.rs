//! Decisions: what the gate answers, in words for people and in facts for the log.

use std::fmt;

use audit::{Ground, PolicyRef, Refusal};
use model::{Act, AuthorityKind, Eyes, Role};

use crate::{
    approval::ApprovalFault,
    words::{act_words, authority_words},
};

/// The gate's answer.
#[derive(Clone, Debug)]
#[must_use]
pub enum Decision {
    /// The act may be done.
    Allowed(Grant),
    /// It may not.
    Denied(Denial),
}

impl Decision {
    /// Says whether the act may be done, by one alone.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(Grant { eyes: None, .. }))
    }

    /// Says whether the act may be done, alone or with another.
    pub const fn is_possible(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// By what right an act may be done.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The act.
    pub act: Act,
    /// The rule, in one sentence for people.
    pub sentence: String,
    /// The clause it comes from.
    pub clause: String,
    /// The second pair of eyes that is still missing; without it no permit is minted.
    pub eyes: Option<Eyes>,
    /// All that a permit rests on.
    pub ground: Box<Ground>,
}

impl Grant {
    /// Makes the refusal of an act that only lacks its second pair of eyes.
    pub fn wants_a_second(self) -> Denial {
        let steps = vec![Step::CallSecond];
        let policy = self.ground.policies.first().cloned();
        let remedies =
            policy.map(|policy| Remedy { sentence: remedy_sentence(&steps), steps, policy });
        let rule = self.sentence.clone();
        let sentence = format!("This takes two people. The rule: {rule}");
        self.refused(Why::TakesTwo { rule }, sentence, remedies.into_iter().collect())
    }

    /// Turns what the policies would allow into a refusal.
    pub(crate) fn refused(self, why: Why, sentence: String, remedies: Vec<Remedy>) -> Denial {
        let mut ground = self.ground;
        // A refusal uses no authority.
        ground.authorities.clear();
        Denial {
            act: self.act,
            why: Box::new(why),
            sentence,
            clause: self.clause,
            policies: ground.policies.clone(),
            remedies,
            refusal: Box::new(Refusal { ground: *ground }),
        }
    }
}

/// A refusal that helps: what refused, and what would do. It holds no personal data.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The act.
    pub act: Act,
    /// Why not, for whoever words it in another language.
    pub why: Box<Why>,
    /// Why not, in words for people.
    pub sentence: String,
    /// The clause that refuses, or that says who may.
    pub clause: String,
    /// The policies that refused; none means that none allowed it.
    pub policies: Vec<PolicyRef>,
    /// What would help; computed, so each of them would.
    pub remedies: Vec<Remedy>,
    /// What is recorded.
    pub refusal: Box<Refusal>,
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is refused: {} ({})", self.act.as_str(), self.sentence, self.clause)
    }
}

impl std::error::Error for Denial {}

/// Why an act is refused. With the act, all that its sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A policy forbids it, whose sentence this is.
    Forbidden,
    /// Nothing gives the right to it.
    NoRight {
        /// The sentence of the standing rule that gives it to somebody, where there is one.
        rule: Option<String>,
    },
    /// It takes two.
    TakesTwo {
        /// The sentence of the rule.
        rule: String,
    },
    /// It takes two, and what another approved does not serve.
    NotApproved(ApprovalFault),
    /// What is sealed is opened only under an authority.
    Sealed,
    /// What was shown is no token of this installation; only programs show any.
    NoToken,
}

/// One way to get what was refused. With these steps taken, the same request is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What is done, in this order.
    pub steps: Vec<Step>,
    /// The same in words for people.
    pub sentence: String,
    /// The policy that would then allow it, with its clause.
    pub policy: PolicyRef,
}

/// Something people can bring about so that a refused act is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Sign in by a one-time link.
    SignIn,
    /// Sign in by a passkey, or show a second factor.
    SignInStrongly,
    /// Sign in, instead of using a token.
    UseSession,
    /// Have it done on the command line of the installation.
    UseCommandLine,
    /// Have the case reopened.
    ReopenCase,
    /// Take the case.
    TakeCase,
    /// Be given the case by those who sort its queue.
    BeAssigned,
    /// Be given a role.
    HoldRole(Role),
    /// Leave it to a colleague.
    LeaveToColleague,
    /// Leave it to the author of the message.
    LeaveToAuthor,
    /// Call a second pair of eyes: propose it, and another who may do the same approves.
    CallSecond,
    /// Show an authority of this kind.
    ShowAuthority(AuthorityKind),
}

impl Step {
    /// Returns what to do, in words.
    pub fn words(self) -> String {
        match self {
            Self::SignIn => "sign in".to_owned(),
            Self::SignInStrongly => {
                "sign in with a passkey, or confirm with a code under “Sign-in and sessions”"
                    .to_owned()
            }
            Self::UseSession => "sign in and do it yourself, not by a token".to_owned(),
            Self::UseCommandLine => {
                "have it done on the command line of the installation".to_owned()
            }
            Self::ReopenCase => "have the case reopened".to_owned(),
            Self::TakeCase => "take the case".to_owned(),
            Self::BeAssigned => "have the case given to you".to_owned(),
            Self::HoldRole(role) => {
                format!("be given the role {}", role.title())
            }
            Self::LeaveToColleague => "leave it to a colleague".to_owned(),
            Self::LeaveToAuthor => "leave it to the author of the message".to_owned(),
            Self::CallSecond => {
                "call a second pair of eyes: propose it, and another who may do the same approves"
                    .to_owned()
            }
            Self::ShowAuthority(kind) => authority_words(kind).to_owned(),
        }
    }
}

/// Returns `Sign in, then take the case.`
pub fn remedy_sentence(steps: &[Step]) -> String {
    let words = steps.iter().map(|step| step.words()).collect::<Vec<_>>().join(", then ");
    format!("{}.", first_upper(&words))
}

/// Returns the words with a capital at their beginning.
pub fn first_upper(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// Returns the sentence of a refusal that no policy made: none allowed the act.
pub fn no_right_sentence(act: Act, rule: Option<&str>) -> String {
    let lack = format!("Nothing here gives you the right to {}.", act_words(act));
    match rule {
        Some(rule) => format!("{lack} The rule: {rule}"),
        None => lack,
    }
}
