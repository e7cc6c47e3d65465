//! People: found by their exact address only, and each time on record.

use askama::Template;

use crate::{
    frame::{Frame, Here},
    pages::cases::CaseRow,
};

/// Asks for an address; it is posted, so that it is in no address line.
#[derive(Template)]
#[template(path = "people/new.html")]
pub struct PersonNew {
    /// What stands around.
    pub frame: Frame,
    /// Why the form came back.
    pub error: Option<String>,
}

/// Shows the cases of the person within the reader's own queues.
#[derive(Template)]
#[template(path = "people/show.html")]
pub struct PersonShow {
    /// What stands around.
    pub frame: Frame,
    /// Their cases; none looks the same as nobody of that address.
    pub rows: Vec<CaseRow>,
    /// The clause that gave the right.
    pub clause: String,
}

impl PersonNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_staff(Here::People, ""), error: None }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("This is not a mail address; it looks like name@example.org.".to_owned());
        Self { error, ..Self::sample() }
    }
}

impl PersonShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let rows = CaseRow::samples().into_iter().skip(1).take(2).collect();
        Self { frame: Frame::sample_staff(Here::People, ""), rows, clause: "001 §1.4".to_owned() }
    }

    /// Returns sample values where nothing was found.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}
