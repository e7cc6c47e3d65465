//! The languages of the interface: which one a reader gets, and the sentences of the pages in it.
//!
//! Every sentence of a page is a message of Project Fluent in `locales/{en,cs,de}/*.ftl`, named after the page that says it. English is
//! complete, and stands in wherever another language has no message. Tests hold that all languages have the same
//! messages with the same variables, that every message is said somewhere, and that no page says anything else.
//!
//! What lower floors word themselves, such as sentences of policies, has no English message: it is English as they give it. The other
//! languages have theirs in `locales/{cs,de}/floors/*.ftl`.

mod choice;
mod messages;
#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
};

use askama::filters::HtmlSafe;
use fluent_bundle::{FluentArgs, FluentValue};

pub use model::Locale;
use model::{KnownReading, Zone};

pub use choice::choose;
#[cfg(test)]
use choice::negotiate;

/// For whom a task writes.
#[derive(Clone, Debug)]
pub struct Reader {
    /// In which language they read.
    pub locale: Locale,
    /// True where they chose it, or their browser asks for it; not where English stands in for another.
    pub is_locale_known: bool,
    /// By whose clock they read.
    pub zone: Zone,
    /// True where they chose that clock.
    pub is_zone_chosen: bool,
    /// The page that they asked for, to come back to from a choice of language.
    pub back: String,
}

tokio::task_local! {
    static READER: Reader;
}

impl Reader {
    /// Does something for this reader.
    #[cfg(test)]
    pub fn sync_scope<T>(self, act: impl FnOnce() -> T) -> T {
        READER.sync_scope(self, act)
    }

    /// Answers a request for this reader.
    pub async fn scope<F: Future>(self, answer: F) -> F::Output {
        READER.scope(self, answer).await
    }
}

/// Returns the page that the reader asked for.
pub fn back() -> String {
    READER.try_with(|reader| reader.back.clone()).unwrap_or_else(|_| "/".to_owned())
}

/// Returns the language of the reader whose request is being answered; English where there is none.
pub fn current() -> Locale {
    READER.try_with(|reader| reader.locale).unwrap_or_default()
}

/// Returns by whose clock that reader reads; universal time where there is none.
pub fn zone() -> Zone {
    READER.try_with(|reader| reader.zone.clone()).unwrap_or_default()
}

/// Returns what that reader's browser says of how they read: what was chosen in it, and the language that it asks for.
pub fn known() -> KnownReading {
    let known = |reader: &Reader| KnownReading {
        locale: reader.is_locale_known.then_some(reader.locale),
        zone: reader.is_zone_chosen.then(|| reader.zone.clone()),
    };
    READER.try_with(known).unwrap_or_default()
}

/// Returns the name of a zone as people write it.
pub fn zone_words(zone: &Zone) -> String {
    zone.name().replace('_', " ")
}

/// Returns the name of that reader's zone as people write it.
pub fn zone_here() -> String {
    zone_words(&zone())
}

/// Returns the languages that can be chosen.
pub fn choices() -> [Choice; 3] {
    Locale::ALL.map(|locale| Choice {
        tag: locale.tag(),
        own_name: locale.own_name(),
        is_current: locale.is_current(),
    })
}

/// A language that can be chosen.
pub struct Choice {
    /// Its tag.
    pub tag: &'static str,
    /// Its name for itself.
    pub own_name: &'static str,
    /// True where the reader reads in it.
    pub is_current: bool,
}

/// What is said of a language while something is written in it.
pub trait Spoken {
    /// Does something in this language, by the clock of the reader that is there.
    fn sync_scope<T>(self, act: impl FnOnce() -> T) -> T;

    /// True where the reader reads in this language.
    fn is_current(&self) -> bool;
}

impl Spoken for Locale {
    fn sync_scope<T>(self, act: impl FnOnce() -> T) -> T {
        let zone = zone();
        READER.sync_scope(
            Reader {
                locale: self,
                is_locale_known: true,
                zone,
                is_zone_chosen: false,
                back: "/".to_owned(),
            },
            act,
        )
    }

    fn is_current(&self) -> bool {
        *self == current()
    }
}

/// A sentence in the reader's language, with the values that it names.
pub struct Words {
    key: Cow<'static, str>,
    args: Vec<(&'static str, FluentValue<'static>)>,
}

/// Says a message: `say("cases-nobody")`, `say("cases-open").with("n", 7)`.
pub const fn say(key: &'static str) -> Words {
    Words { key: Cow::Borrowed(key), args: Vec::new() }
}

/// Says the message of one of several names: `say_of("state", "open")` says `state-open`.
pub fn say_of(kind: &'static str, name: &str) -> Words {
    Words { key: Cow::Owned(format!("{kind}-{name}")), args: Vec::new() }
}

impl Words {
    /// Puts a value in. Numbers choose the plural.
    pub fn with(mut self, name: &'static str, value: impl Value) -> Self {
        self.args.push((name, value.value()));
        self
    }

    /// Says it in the reader's language, or what a lower floor says in English where the message is not in that language: no English
    /// message repeats what a floor below says, so the pages and the API never differ.
    pub fn or_english(self, english: &str) -> String {
        let said = messages::said(current(), &self.key, &self.fluent_args());
        said.unwrap_or_else(|| english.to_owned())
    }

    /// Says it in English.
    pub fn in_english(&self) -> String {
        messages::format(Locale::English, &self.key, &self.fluent_args())
    }

    fn fluent_args(&self) -> FluentArgs<'static> {
        let mut args = FluentArgs::with_capacity(self.args.len());
        for (name, value) in &self.args {
            args.set(*name, value.clone());
        }
        args
    }

    /// Takes the message's own marks (links, emphasis) as HTML; the values are text and are escaped.
    pub fn html(self) -> Html {
        let escape = |value: FluentValue<'static>| match value {
            FluentValue::String(text) => FluentValue::String(Cow::Owned(escaped(&text))),
            other => other,
        };
        let args = self.args.into_iter().map(|(name, value)| (name, escape(value)));
        Html(Self { key: self.key, args: args.collect() })
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&messages::format(current(), &self.key, &self.fluent_args()))
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.to_string()
    }
}

/// A sentence with marks of its own.
pub struct Html(Words);

impl Display for Html {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl HtmlSafe for Html {}

/// What a message can name.
pub trait Value {
    /// Returns it as Fluent takes it.
    fn value(self) -> FluentValue<'static>;
}

impl<T: Value + Clone> Value for &T {
    fn value(self) -> FluentValue<'static> {
        self.clone().value()
    }
}

impl Value for &str {
    fn value(self) -> FluentValue<'static> {
        FluentValue::String(Cow::Owned(self.to_owned()))
    }
}

impl Value for String {
    fn value(self) -> FluentValue<'static> {
        FluentValue::String(Cow::Owned(self))
    }
}

impl Value for Words {
    fn value(self) -> FluentValue<'static> {
        self.to_string().value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Value for $number {
            fn value(self) -> FluentValue<'static> {
                FluentValue::from(self)
            }
        }
    )*};
}

numbers!(u8, i8, u16, i16, u32, i32, u64, i64, usize);

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
