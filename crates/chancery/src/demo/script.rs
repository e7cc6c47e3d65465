//! What is told: people, cases and the tour, read from `content/demo`, and the order in which it happens.

use std::{borrow::Cow, fmt, sync::Arc};

use anyhow::{Context, bail};
use jiff::{SignedDuration, Timestamp};
use model::PersonId;
use rust_embed::Embed;
use serde::{Deserialize, Serialize};

/// The domain of the house.
pub const DOMAIN: &str = "linden.example";

/// The staff are there this long before the first mail.
const BEFORE: SignedDuration = SignedDuration::from_hours(48);

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../content/demo"]
struct Folder;

/// Everything that is told.
pub struct Script {
    pub people: Vec<Person>,
    pub cases: Vec<CaseScript>,
    pub tour: Vec<TourStep>,
    steps: Vec<Step>,
}

/// Somebody of the staff.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub key: String,
    pub name: String,
    pub address: String,
    pub roles: Vec<String>,
    pub line: Said,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    people: Vec<Person>,
}

/// Words in each language of the house.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Said {
    pub en: String,
    pub cs: String,
    pub de: String,
}

/// Words as they are written; in demonstrations of an earlier version in English alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Each { en: String, cs: String, de: String },
    English(String),
}

impl From<Written> for Said {
    fn from(written: Written) -> Self {
        match written {
            Written::Each { en, cs, de } => Self { en, cs, de },
            Written::English(en) => Self { en, cs: String::new(), de: String::new() },
        }
    }
}

impl From<Said> for web::DemoWords {
    fn from(Said { en, cs, de }: Said) -> Self {
        Self { en, cs, de }
    }
}

/// A step of the tour, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TourStep {
    pub title: Said,
    pub words: Said,
    /// The key of one of the staff, or the file's stem of a case for its requester.
    pub seat: String,
    /// A path; `{stem}` is the number of the case in the file of that stem.
    pub path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tour {
    steps: Vec<TourStep>,
}

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseScript {
    #[serde(skip)]
    pub stem: String,
    pub queue: String,
    pub state: String,
    /// The key of whoever works on it; empty is nobody.
    pub assigned: String,
    pub messages: Vec<MessageScript>,
}

/// One message of a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageScript {
    pub kind: MessageKind,
    #[serde(default)]
    pub from: String,
    #[serde(deserialize_with = "duration")]
    pub ago: SignedDuration,
    #[serde(default)]
    pub subject: String,
    pub text: String,
}

/// Who says it to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    Mail,
    Reply,
    Note,
}

/// Something that happens.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: Timestamp,
    pub case: usize,
    pub stem: Arc<str>,
    pub what: What,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The message of this index arrives.
    Mail(usize),
    /// The case is sorted and given to whoever works on it.
    Take,
    /// They write the message of this index.
    Say(usize),
    /// They close it.
    Close,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.stem, self.what)
    }
}

impl Script {
    /// Reads it, to be told so that it ends at a moment.
    pub fn read(now: Timestamp) -> anyhow::Result<Self> {
        let people = toml::from_str::<People>(&text("people.toml")?).context("people.toml")?.people;
        let tour = toml::from_str::<Tour>(&text("tour.toml")?).context("tour.toml")?.steps;
        let mut cases = Vec::new();
        for name in Folder::iter().filter(|name| name.starts_with("cases/")) {
            let mut case: CaseScript =
                toml::from_str(&text(&name)?).with_context(|| name.to_string())?;
            let stem = name.trim_start_matches("cases/").trim_end_matches(".toml");
            stem.clone_into(&mut case.stem);
            if case.messages.first().is_none_or(|message| message.kind != MessageKind::Mail) {
                bail!("{name}: a case begins with a mail");
            }
            cases.push(case);
        }
        let mut steps: Vec<Step> =
            cases.iter().enumerate().flat_map(|(index, case)| case.steps(index, now)).collect();
        // What has one moment keeps the order of its case.
        steps.sort_by_key(|step| (step.at, step.case, step.what));
        Ok(Self { people, cases, tour, steps })
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How long the story is.
    pub fn longest(&self) -> SignedDuration {
        let all = self.cases.iter().flat_map(|case| &case.messages).map(|message| message.ago);
        all.max().unwrap_or_default() + BEFORE
    }
}

impl CaseScript {
    fn steps(&self, index: usize, now: Timestamp) -> Vec<Step> {
        let stem: Arc<str> = self.stem.as_str().into();
        let step = |at, what| Step { at, case: index, stem: stem.clone(), what };
        let minutes = SignedDuration::from_mins;
        let mut steps = Vec::new();
        let mut is_taken = self.assigned.is_empty();
        let mut last = now;
        for (n, message) in self.messages.iter().enumerate() {
            let at = now - message.ago;
            last = at;
            if message.kind == MessageKind::Mail {
                steps.push(step(at, What::Mail(n)));
                continue;
            }
            if !is_taken {
                // Whoever answers has had the case for a moment.
                let before = self.messages.get(n.saturating_sub(1)).map_or(at, |it| now - it.ago);
                steps.push(step((at - minutes(20)).max(before + minutes(1)).min(at), What::Take));
                is_taken = true;
            }
            steps.push(step(at, What::Say(n)));
        }
        if !is_taken {
            steps.push(step((last + minutes(25)).min(now), What::Take));
        }
        if matches!(self.state.as_str(), "resolved" | "closed") {
            steps.push(step((last + minutes(90)).min(now), What::Close));
        }
        steps
    }
}

fn text(name: &str) -> anyhow::Result<String> {
    let file = Folder::get(name).with_context(|| format!("content/demo has no {name}"))?;
    let bytes: Cow<'static, [u8]> = file.data;
    String::from_utf8(bytes.into_owned()).with_context(|| format!("{name} is not UTF-8"))
}

fn duration<'de, D: serde::Deserializer<'de>>(from: D) -> Result<SignedDuration, D::Error> {
    let text = String::deserialize(from)?;
    let span: jiff::Span = text.parse().map_err(serde::de::Error::custom)?;
    let marker = jiff::SpanRelativeTo::days_are_24_hours();
    span.to_duration(marker).map_err(serde::de::Error::custom)
}

/// Who sits where in the house that was made, and what the tour shows there.
#[derive(Serialize, Deserialize)]
pub struct Seats {
    pub seats: Vec<Seat>,
    pub steps: Vec<SeenStep>,
}

#[derive(Serialize, Deserialize)]
pub struct Seat {
    pub key: String,
    pub person_id: String,
    pub name: String,
    pub part: String,
    pub line: Said,
}

#[derive(Serialize, Deserialize)]
pub struct SeenStep {
    pub title: Said,
    pub words: Said,
    pub seat: String,
    pub path: String,
}

impl From<Seats> for web::Demo {
    fn from(seats: Seats) -> Self {
        let seat = |seat: Seat| {
            let person_id: PersonId = seat.person_id.parse().ok()?;
            let Seat { key, name, part, line, .. } = seat;
            Some(web::DemoSeat { key, person_id, name, part, line: line.into() })
        };
        let step = |step: SeenStep| {
            let SeenStep { title, words, seat, path } = step;
            web::DemoStep { title: title.into(), words: words.into(), seat, path }
        };
        Self {
            seats: seats.seats.into_iter().filter_map(seat).collect(),
            steps: seats.steps.into_iter().map(step).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use model::Role;

    use super::*;

    #[test]
    fn the_tour_is_told_in_every_language() {
        let script =
            Script::read(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365)).unwrap();
        let lines = script.people.iter().map(|person| &person.line);
        let steps = script.tour.iter().flat_map(|step| [&step.title, &step.words]);
        for Said { en, cs, de } in lines.chain(steps) {
            assert!(!en.is_empty() && !cs.is_empty() && !de.is_empty(), "{en}");
            assert!(en != cs && en != de, "{en}");
        }
    }

    /// In which language a letter is: by its script, or else by the small words that stand in it most.
    fn language_of(text: &str) -> &'static str {
        const SMALL: [(&str, &[&str]); 6] = [
            ("en", &["the", "and", "is", "my", "that", "not"]),
            ("cs", &["že", "jsem", "mi", "není", "prosím", "který"]),
            ("de", &["und", "ich", "nicht", "der", "das", "ist"]),
            ("es", &["que", "el", "los", "mi", "por", "una"]),
            ("fr", &["je", "les", "vous", "est", "mon", "pas"]),
            ("pl", &["się", "nie", "mój", "jest", "czy", "dzień"]),
        ];
        if text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}')) {
            return "ja";
        }
        if text.chars().any(|c| matches!(c, '\u{0620}'..='\u{064a}')) {
            return "ar";
        }
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        let count = |small: &[&str]| words.iter().filter(|word| small.contains(word)).count();
        SMALL.into_iter().max_by_key(|(_, small)| count(small)).map_or("", |(name, _)| name)
    }

    #[test]
    fn sixty_cases_in_eight_languages_meet_all_roles() {
        let script = Script::read(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(script.cases.len(), 60);
        let roles = script.people.iter().flat_map(|person| &person.roles);
        let roles: BTreeSet<Role> = roles.map(|role| Role::of_str(role).unwrap()).collect();
        assert_eq!(roles, Role::ALL.into_iter().collect());
        let firsts = script.cases.iter().filter_map(|case| case.messages.first());
        let mut n_letters: BTreeMap<&str, usize> = BTreeMap::new();
        for first in firsts {
            *n_letters.entry(language_of(&first.text)).or_default() += 1;
        }
        let languages: Vec<_> = n_letters.keys().copied().collect();
        assert_eq!(languages, ["ar", "cs", "de", "en", "es", "fr", "ja", "pl"], "{n_letters:?}");
    }

    #[test]
    fn seats_of_an_earlier_version_are_read() {
        let said: Said = serde_json::from_str("\"Leads disputes.\"").unwrap();
        assert_eq!((said.en.as_str(), said.cs.as_str()), ("Leads disputes.", ""));
        let again: Said = serde_json::from_str(&serde_json::to_string(&said).unwrap()).unwrap();
        assert_eq!(again.en, said.en);
    }
}
