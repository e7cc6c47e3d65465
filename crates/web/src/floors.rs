//! What lower floors word in English, for readers of other languages. Each takes the English words where the reader's language has none.

mod faults;
mod house;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::LazyLock};

use authority::{Denial, PolicyText, Remedy, Step, Why};
use desk::{StaffView, somebody};
use model::{Act, Personal, Title};

pub use faults::fault;
pub use house::{house, setting};

use crate::{
    locale::{Locale, Spoken},
    say, say_of,
};

/// The policies that Chancery comes with: their names by their sentences.
static STANDING: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    PolicyText::standing_sentences().into_iter().map(|(id, sentence)| (sentence, id)).collect()
});

/// Returns what an act is called after "You may": `answer this case`.
pub fn act_words(act: Act) -> String {
    let name = act.as_str().replace('.', "-");
    say_of("act", &name).or_english(authority::act_words(act))
}

/// Returns the sentence of a policy. One that the house wrote itself is said as it was written.
pub fn sentence(english: &str) -> String {
    // The policies are not read for who reads them as they are.
    let id = if Locale::English.is_current() { None } else { STANDING.get(english) };
    id.map_or_else(|| english.to_owned(), |id| say_of("policy", id).or_english(english))
}

/// Returns why an act is refused.
pub fn refusal(denial: &Denial) -> String {
    reason(denial.act, &denial.why, &denial.sentence)
}

fn reason(act: Act, why: &Why, english: &str) -> String {
    let words = match why {
        Why::Forbidden => return sentence(english),
        // Programs alone are told so.
        Why::NoToken => return english.to_owned(),
        Why::NoRight { rule: None } => say("refusal-no-right").with("act", act_words(act)),
        Why::NoRight { rule: Some(rule) } => {
            say("refusal-no-right-rule").with("act", act_words(act)).with("rule", sentence(rule))
        }
        Why::TakesTwo { rule } => say("refusal-takes-two").with("rule", sentence(rule)),
        Why::NotApproved(fault) => say_of("unapproved", fault.as_str()),
        Why::Sealed => say("refusal-sealed"),
    };
    words.or_english(english)
}

/// Returns one way to get what was refused: `Sign in, then take the case.`
pub fn remedy(remedy: &Remedy) -> String {
    if Locale::English.is_current() {
        return remedy.sentence.clone();
    }
    let steps = remedy.steps.iter().map(|step| step_words(*step));
    let then = |first: String, next: String| {
        say("step-then").with("first", first).with("next", next).to_string()
    };
    format!("{}.", capitalised(&steps.reduce(then).unwrap_or_default()))
}

fn step_words(step: Step) -> String {
    let words = match step {
        Step::SignIn => say("step-sign-in"),
        Step::SignInStrongly => say("step-sign-in-strongly"),
        Step::UseSession => say("step-use-session"),
        Step::UseCommandLine => say("step-use-command-line"),
        Step::ReopenCase => say("step-reopen-case"),
        Step::TakeCase => say("step-take-case"),
        Step::BeAssigned => say("step-be-assigned"),
        Step::HoldRole(role) => say("step-hold-role").with("role", say_of("role", role.as_str())),
        Step::LeaveToColleague => say("step-leave-to-colleague"),
        Step::LeaveToAuthor => say("step-leave-to-author"),
        Step::CallSecond => say("step-call-second"),
        Step::ShowAuthority(kind) => say_of("step-show", kind.as_str()),
    };
    words.or_english(&step.words())
}

/// Returns the title of a member of the staff: `Support engineer 3`.
pub fn title(card: &StaffView) -> String {
    titled(&card.title)
}

/// Returns who somebody is, as the desk says it: a title, alone or behind a name, or what stands for one.
pub fn who(english: Personal<String>) -> Personal<String> {
    english.map(|english| titled(&english))
}

/// Returns the same where no name stands before the title, and so nothing is to be kept.
pub fn titled(english: &str) -> String {
    if Locale::English.is_current() {
        return english.to_owned();
    }
    if let Some(title) = Title::of_str(english) {
        return title_words(title);
    }
    if let Some((name, behind)) = english.rsplit_once(", ")
        && let Some(title) = Title::of_str(behind)
    {
        return format!("{name}, {}", title_words(title));
    }
    let words = match english {
        somebody::COMMAND_LINE => say("title-command-line"),
        somebody::REQUESTER => say("title-requester"),
        somebody::YOU => say("title-you"),
        somebody::OTHER_PARTY => say("title-other-party"),
        somebody::STAFF => return capitalised(&say("title-staff").or_english(english)),
        somebody::LEFT => say("title-left"),
        somebody::SOMEBODY => say("title-somebody"),
        _ => return english.to_owned(),
    };
    words.or_english(english)
}

fn title_words(title: Title) -> String {
    let words = match title.role {
        Some(role) => say_of("role", role.as_str()).to_string(),
        None => say("title-staff").or_english("staff"),
    };
    format!("{} {}", capitalised(&words), title.index)
}

/// Returns the words with a capital at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
