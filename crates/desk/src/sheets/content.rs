//! What Chancery comes with: templates and guides, written by us and embedded.

use model::{QueueName, Role, SheetKind, SheetName};

use crate::DeskError;

/// A sheet that Chancery comes with.
#[derive(Clone, Debug)]
pub struct StandingSheet {
    pub kind: SheetKind,
    pub name: SheetName,
    pub language: &'static str,
    pub title: String,
    pub role: Option<Role>,
    /// The queues it is for, as far as a house has them; none is all.
    pub queues: Vec<QueueName>,
    pub text: String,
}

/// A file: its name, the language's code, and what it says.
type File = (&'static str, &'static str, &'static str);

// A macro because `include_str!` wants the path as a literal.
macro_rules! files {
    ($folder:literal, $code:literal, $language:literal: $($name:literal),* $(,)?) => {
        &[$((
            $name,
            $code,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../content/", $folder, "/", $language, "/", $name, ".txt"
            )),
        )),*]
    };
}

macro_rules! templates {
    ($code:literal, $language:literal) => {
        files!("templates", $code, $language:
            "abuse-received", "acknowledge", "ask-details", "assurance-how", "assurance-missing",
            "certificate-expired", "certificate-revoke", "certificate-untrusted", "closing", "data-delete",
            "data-request", "dispute-how", "legal-inquiry", "name-change", "not-us", "organisation-admin-left",
            "organisation-how", "recovery-begin", "recovery-done", "recovery-first-part", "recovery-witness",
            "sign-in-trouble", "waiting-for-you",
        )
    };
}

const TEMPLATES: [&[File]; 3] =
    [templates!("eng", "en"), templates!("ces", "cs"), templates!("deu", "de")];

const GUIDES: [&[File]; 3] = [
    files!("guides", "eng", "en":
        "abuse-report", "administrator-left", "data-request", "name-change", "password-recovery"),
    files!("guides", "ces", "cs": "password-recovery"),
    files!("guides", "deu", "de": "password-recovery"),
];

/// Returns the sheets of a kind that Chancery comes with.
pub fn standing_sheets(kind: SheetKind) -> Result<Vec<StandingSheet>, DeskError> {
    let files = match kind {
        SheetKind::Template => TEMPLATES,
        SheetKind::Guide => GUIDES,
    };
    files.into_iter().flatten().map(|file| read(kind, file)).collect()
}

fn read(kind: SheetKind, file: &File) -> Result<StandingSheet, DeskError> {
    let (name, language, content) = file;
    let broken = || DeskError::Content { what: "a sheet that Chancery comes with" };
    let (head, text) = content.split_once("---\n").ok_or_else(broken)?;
    let mut sheet = StandingSheet {
        kind,
        name: SheetName::parse(name).map_err(|_| broken())?,
        language,
        title: String::new(),
        role: None,
        queues: Vec::new(),
        text: text.trim_end().to_owned(),
    };
    for line in head.lines() {
        let (key, value) = line.split_once(": ").ok_or_else(broken)?;
        match key {
            "title" => sheet.title = value.to_owned(),
            "role" => sheet.role = Some(Role::of_str(value).ok_or_else(broken)?),
            "queues" => {
                for name in value.split(", ") {
                    sheet.queues.push(QueueName::parse(name).map_err(|_| broken())?);
                }
            }
            _ => return Err(broken()),
        }
    }
    if sheet.title.is_empty() { Err(broken()) } else { Ok(sheet) }
}

#[cfg(test)]
mod tests;
