//! Languages by name, as the reader calls them.

use crate::say_of;

/// The languages that mail is most often written in, by ISO 639-3, with the tag that a browser knows them by.
const TAGS: [(&str, &str); 34] = [
    ("ara", "ar"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("spa", "es"),
    ("swe", "sv"),
    ("tur", "tr"),
    ("ukr", "uk"),
];

/// Returns the codes of those languages.
pub fn codes() -> impl Iterator<Item = &'static str> {
    TAGS.iter().map(|(code, _)| *code)
}

/// Returns the name of a language, or its code where we have none; empty for none.
pub fn name(code: Option<&str>) -> String {
    let code = code.unwrap_or_default();
    match codes().any(|known| known == code) {
        true => say_of("language", code).to_string(),
        false => code.to_owned(),
    }
}

/// Returns the tag for `lang` (BCP 47), or the code where we have none.
pub fn tag(code: &str) -> String {
    let known = TAGS.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, tag)| tag).to_owned()
}
