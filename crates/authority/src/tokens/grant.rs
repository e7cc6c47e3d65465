//! The grant: the terms as canonical text. Its digest is what an issuer is shown, proves and signs.

use std::{collections::BTreeSet, fmt::Write};

use aws_lc_rs::digest;
use model::{Holder, Scope, Terms};

/// Returns the terms as text, one line each, in one spelling only.
pub fn grant_text(terms: &Terms) -> String {
    let mut text =
        format!("chancery authority v1\nid {}\nkind {}\n", terms.id, terms.kind.as_str());
    let mut line = |word: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{word} {value}");
    };
    line("number", terms.number.as_deref().unwrap_or("-"));
    line("issuer", &terms.issuer.person_id.to_string());
    line("issuer-role", terms.issuer.role.map_or("-", model::Role::as_str));
    line("issuer-identity", terms.issuer.identity.as_str());
    match terms.holder {
        Holder::Staff(id) => line("holder-staff", &id.to_string()),
        Holder::Role(role) => line("holder-role", role.as_str()),
    }
    match &terms.scope {
        Scope::Case(id) => line("case", &id.to_string()),
        Scope::Class { kind, queue } => {
            let queue = queue.as_ref().map_or("-", model::QueueName::as_str);
            line("class", &format!("{} {queue}", kind.as_str()));
        }
    }
    for id in &terms.persons {
        line("person", &id.to_string());
    }
    // By name: the order of our own list of acts is nobody else's business, and may change.
    for act in terms.acts.iter().map(|act| act.as_str()).collect::<BTreeSet<_>>() {
        line("act", act);
    }
    for key in &terms.fields {
        line("field", key.as_str());
    }
    line("not-before", &terms.not_before.as_second().to_string());
    line("expires", &terms.expires_at.as_second().to_string());
    line("uses", &terms.n_uses_max.to_string());
    text
}

/// Returns the SHA-256 of the grant's text.
pub fn grant_digest(terms: &Terms) -> [u8; 32] {
    let hash = digest::digest(&digest::SHA256, grant_text(terms).as_bytes());
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(hash.as_ref()) {
        *to = *from;
    }
    out
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
