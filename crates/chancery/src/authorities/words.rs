//! The terms of a token in words, for people at a terminal.

use std::io::{self, Write};

use authority::Presentation;
use jiff::Timestamp;
use model::{Holder, Role, Scope, Terms};

use crate::shown::Shown;

/// Columns of the words before what they stand for.
const WORD_COLUMNS: usize = 14;

/// Writes the terms, a line each.
pub fn write_terms(out: &mut impl Write, terms: &Terms, block_id: &str) -> io::Result<()> {
    let mut line = |word: &str, text: &str| writeln!(out, "{word:<WORD_COLUMNS$}{}", Shown(text));
    line("authority", &terms.id.to_string())?;
    line("kind", terms.kind.as_str())?;
    if let Some(number) = &terms.number {
        line("from", number)?;
    }
    let issuer = &terms.issuer;
    let role = issuer.role.map_or("the person concerned", Role::as_str);
    let identity = issuer.identity.as_str();
    line("given by", &format!("{}, as {role}, known: {identity}", issuer.person_id))?;
    match terms.holder {
        Holder::Staff(id) => line("to", &format!("the member of the staff {id}"))?,
        Holder::Role(role) => line("to", &format!("whoever holds the role {}", role.as_str()))?,
    }
    line("for", &scope(&terms.scope))?;
    line("about", &list(terms.persons.iter(), "whoever asks in such a case"))?;
    line("acts", &list(terms.acts.iter().map(|act| act.as_str()), "none"))?;
    line("fields", &list(terms.fields.iter(), "none named"))?;
    line("time", &format!("{} until before {}", terms.not_before, terms.expires_at))?;
    line("uses", &format!("{} at most", terms.n_uses_max))?;
    line("block id", block_id)
}

/// Writes where a token was taken to.
pub fn write_presentation(out: &mut impl Write, shown: &Presentation) -> io::Result<()> {
    let words = format!(
        "to {} by the member of the staff {}, known: {}, until before {}; good once, as {}",
        shown.audience,
        shown.staff_id,
        shown.identity.as_str(),
        shown.expires_at,
        shown.id
    );
    writeln!(out, "{:<WORD_COLUMNS$}{}", "presented", Shown(&words))
}

fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Case(id) => format!("the case {id}"),
        Scope::Class { kind, queue: Some(queue) } => {
            format!("each {} in the queue {}", kind.as_str(), queue.as_str())
        }
        Scope::Class { kind, queue: None } => format!("each {}", kind.as_str()),
    }
}

fn list(items: impl Iterator<Item = impl ToString>, none: &str) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    if items.is_empty() { none.to_owned() } else { items.join(", ") }
}

/// Says how the terms stand to a moment.
pub fn in_time(terms: &Terms, at: Timestamp) -> Result<(), String> {
    if at < terms.not_before {
        return Err(format!("does not hold yet: it begins at {}", terms.not_before));
    }
    if at >= terms.expires_at {
        return Err(format!("has expired: it held until before {}", terms.expires_at));
    }
    Ok(())
}

/// Returns where a token was taken to, as JSON.
pub fn presentation_json(shown: &Presentation) -> serde_json::Value {
    serde_json::json!({
        "id": shown.id,
        "staff_id": shown.staff_id,
        "identity": shown.identity.as_str(),
        "session_id": shown.session_id,
        "audience": shown.audience,
        "expires_at": shown.expires_at,
    })
}
