//! Languages by their English names.

/// The languages that mail is most often written in, by ISO 639-3, with the tag that a browser knows them by.
const NAMES: [(&str, &str, &str); 34] = [
    ("ara", "ar", "Arabic"),
    ("bul", "bg", "Bulgarian"),
    ("cat", "ca", "Catalan"),
    ("ces", "cs", "Czech"),
    ("cmn", "zh", "Chinese"),
    ("dan", "da", "Danish"),
    ("deu", "de", "German"),
    ("ell", "el", "Greek"),
    ("eng", "en", "English"),
    ("est", "et", "Estonian"),
    ("fin", "fi", "Finnish"),
    ("fra", "fr", "French"),
    ("heb", "he", "Hebrew"),
    ("hin", "hi", "Hindi"),
    ("hrv", "hr", "Croatian"),
    ("hun", "hu", "Hungarian"),
    ("ind", "id", "Indonesian"),
    ("ita", "it", "Italian"),
    ("jpn", "ja", "Japanese"),
    ("kor", "ko", "Korean"),
    ("lat", "la", "Latin"),
    ("lav", "lv", "Latvian"),
    ("lit", "lt", "Lithuanian"),
    ("nld", "nl", "Dutch"),
    ("nob", "nb", "Norwegian"),
    ("pol", "pl", "Polish"),
    ("por", "pt", "Portuguese"),
    ("ron", "ro", "Romanian"),
    ("rus", "ru", "Russian"),
    ("slk", "sk", "Slovak"),
    ("spa", "es", "Spanish"),
    ("swe", "sv", "Swedish"),
    ("tur", "tr", "Turkish"),
    ("ukr", "uk", "Ukrainian"),
];

/// Returns the codes of those languages.
pub fn codes() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(code, ..)| *code)
}

/// Returns the English name of a language, or its code where we have none; empty for none.
pub fn name(code: Option<&str>) -> String {
    let code = code.unwrap_or_default();
    let known = NAMES.iter().find(|(known, ..)| *known == code);
    known.map_or(code, |(.., name)| name).to_owned()
}

/// Returns the tag for `lang` (BCP 47), or the code where we have none.
pub fn tag(code: &str) -> String {
    let known = NAMES.iter().find(|(known, ..)| *known == code);
    known.map_or(code, |(_, tag, _)| tag).to_owned()
}
