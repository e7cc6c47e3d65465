//! What is attached to a message: named and measured for all, opened only by an act.

use authority::Decision;
use desk::MessageView;
use model::Personal;

use crate::{pages::cases::message::Looker, say, twin::Twin};

/// The files of a message.
pub struct Files {
    /// The files, in the order of the mail.
    pub rows: Vec<FileRow>,
    /// True for who took the case themself, and so gives a reason for each look.
    pub needs_reason: bool,
    /// Why the form came back.
    pub error: Option<String>,
}

/// One file.
pub struct FileRow {
    /// Its redacted name; empty where it has none.
    pub name: Twin,
    /// Its name as sent, on a page where the seal was lifted.
    pub own_name: Option<Personal<String>>,
    /// The type that the sender declared, and its length: `application/pdf, 312 kB`.
    pub facts: String,
    /// Where opening it is posted to, while this reader may.
    pub path: Option<String>,
    /// Where looking at it is posted to, while this reader may.
    pub preview: Option<String>,
}

impl Files {
    /// Lists the files of a message for a reader; `path` is where those who may open them find each by its id.
    pub fn new(view: &MessageView, looker: &Looker<'_>, path: &str) -> Self {
        let may_open =
            looker.decision_on(view).is_some_and(Decision::is_allowed) && view.text.is_some();
        let open = |file: &desk::AttachmentView, noun: &str| {
            let is_offered = may_open && !file.is_destroyed;
            is_offered.then(|| format!("{path}/{}/{noun}", file.id))
        };
        let row = |file: &desk::AttachmentView| FileRow {
            name: Twin::of(file.name.as_ref()),
            own_name: None,
            facts: format!("{}, {}", file.media_type, size(file.n_bytes)),
            path: open(file, "unsealing"),
            preview: open(file, "preview"),
        };
        Self {
            rows: view.attachments.iter().map(row).collect(),
            needs_reason: looker.needs_reason,
            error: None,
        }
    }

    /// Returns no files.
    pub const fn none() -> Self {
        Self { rows: Vec::new(), needs_reason: false, error: None }
    }

    /// Returns sample values: two files, one of them with something taken out of its name.
    pub fn sample() -> Self {
        let path = "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000001/attachments";
        let row = |name: &str, facts: &str, id: &str| FileRow {
            name: Twin::new(name),
            own_name: None,
            facts: facts.to_owned(),
            path: Some(format!("{path}/0199d0c2-0000-7000-8000-0000000000{id}/unsealing")),
            preview: Some(format!("{path}/0199d0c2-0000-7000-8000-0000000000{id}/preview")),
        };
        let rows = vec![
            row("identity-card-[person 1].pdf", "application/pdf, 312 kB", "f1"),
            row("error.png", "image/png, 1.4 MB", "f2"),
        ];
        Self { rows, needs_reason: true, error: None }
    }

    /// Shows the names as they were sent.
    pub fn lift(&mut self, names: Vec<Personal<String>>) {
        for (row, name) in self.rows.iter_mut().zip(names) {
            row.own_name = Some(name);
        }
    }

    /// Returns the path of the first file that may be opened: where the form goes without a button.
    pub fn first_path(&self) -> Option<&str> {
        self.rows.iter().find_map(|row| row.path.as_deref())
    }

    /// Takes the ways to open them away.
    pub fn keep(&mut self) {
        for row in &mut self.rows {
            row.path = None;
            row.preview = None;
        }
    }
}

/// Writes a length in three figures at most.
pub fn size(n_bytes: i64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if n_bytes < 1000 {
        return format!("{n_bytes} B");
    }
    let mut tenths = n_bytes / 100;
    for unit in UNITS {
        if tenths < 100 {
            return say("case-file-size")
                .with("whole", tenths / 10)
                .with("tenth", tenths % 10)
                .with("unit", unit)
                .to_string();
        }
        if tenths < 10_000 {
            return format!("{} {unit}", tenths / 10);
        }
        tenths /= 1000;
    }
    say("case-file-very-large").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let check = |n_bytes, expect: &str| assert_eq!(size(n_bytes), expect, "{n_bytes}");
        check(0, "0 B");
        check(999, "999 B");
        check(1000, "1.0 kB");
        check(9_999, "9.9 kB");
        check(10_000, "10 kB");
        check(312_400, "312 kB");
        check(999_999, "999 kB");
        check(1_400_000, "1.4 MB");
        check(25_000_000, "25 MB");
        check(i64::MAX, "very large");
    }
}
