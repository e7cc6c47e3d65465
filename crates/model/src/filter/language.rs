//! Languages as filters name them: two letters where there are two, else three.

/// The languages that mail is most often written in: ISO 639-1, ISO 639-3, English name.
pub const LANGUAGES: [(&str, &str, &str); 34] = [
    ("ar", "ara", "Arabic"),
    ("bg", "bul", "Bulgarian"),
    ("ca", "cat", "Catalan"),
    ("cs", "ces", "Czech"),
    ("zh", "cmn", "Chinese"),
    ("da", "dan", "Danish"),
    ("de", "deu", "German"),
    ("el", "ell", "Greek"),
    ("en", "eng", "English"),
    ("et", "est", "Estonian"),
    ("fi", "fin", "Finnish"),
    ("fr", "fra", "French"),
    ("he", "heb", "Hebrew"),
    ("hi", "hin", "Hindi"),
    ("hr", "hrv", "Croatian"),
    ("hu", "hun", "Hungarian"),
    ("id", "ind", "Indonesian"),
    ("it", "ita", "Italian"),
    ("ja", "jpn", "Japanese"),
    ("ko", "kor", "Korean"),
    ("la", "lat", "Latin"),
    ("lv", "lav", "Latvian"),
    ("lt", "lit", "Lithuanian"),
    ("nl", "nld", "Dutch"),
    ("nb", "nob", "Norwegian"),
    ("pl", "pol", "Polish"),
    ("pt", "por", "Portuguese"),
    ("ro", "ron", "Romanian"),
    ("ru", "rus", "Russian"),
    ("sk", "slk", "Slovak"),
    ("es", "spa", "Spanish"),
    ("sv", "swe", "Swedish"),
    ("tr", "tur", "Turkish"),
    ("uk", "ukr", "Ukrainian"),
];

/// A language by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language([u8; 3]);

impl Language {
    /// Reads a code of two letters that we know, or any of three.
    pub fn parse(text: &str) -> Option<Self> {
        let three = LANGUAGES.iter().find(|(two, ..)| *two == text).map_or(text, |found| found.1);
        let bytes: [u8; 3] = three.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_lowercase).then_some(Self(bytes))
    }

    /// Returns the code of ISO 639-3, as cases bear it.
    pub fn code(&self) -> &str {
        // Only ASCII letters are taken in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns the code that filters show: two letters where there are two.
    pub fn shown(&self) -> &str {
        let found = LANGUAGES.iter().find(|(_, three, _)| *three == self.code());
        found.map_or(self.code(), |(two, ..)| two)
    }
}
