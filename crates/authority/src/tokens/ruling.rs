//! Rulings as they are signed: a text of ids and digests, which says nothing of what was ruled and binds all of it.
//!
//! The full text names people and is not published. What is published is its redacted text, of which a publisher may
//! strike more. Each paragraph therefore has a *mark*, the SHA-256 of a salt and the paragraph; the statement binds all
//! marks, and for each paragraph that was published as it was signed its salt is published, too. A struck paragraph's salt
//! is not, so that nobody tries out what stood there. `docs/rulings.md` says it to others.

use aws_lc_rs::digest;
use jiff::Timestamp;
use model::{Identity, PersonId, Role, RulingNumber};

use super::grant::hex;

/// What a signature is over begins with this line, so that it is mistaken for nothing else.
const HEAD: &str = "chancery ruling v1";

/// What somebody signs.
#[derive(Clone, Debug)]
pub struct RulingStatement<'a> {
    /// Its number.
    pub number: RulingNumber,
    /// True where the dispute goes on after it.
    pub is_interim: bool,
    /// True where only the parties and the board read it.
    pub is_sealed: bool,
    /// Keyed digest of the full text and the directions, which was shown and proved.
    pub digest: &'a [u8; 32],
    /// The marks of its redacted paragraphs.
    pub marks: &'a [[u8; 32]],
    /// Who signs.
    pub person_id: PersonId,
    /// As what.
    pub role: Role,
    /// How sure the installation was of who they are.
    pub identity: Identity,
    /// When.
    pub at: Timestamp,
}

/// Returns the lines that are signed; each ends in a line feed.
pub fn ruling_statement(said: &RulingStatement<'_>) -> String {
    format!(
        "{HEAD}\nnumber {}\nkind {}\ntext {}\ndigest {}\nparagraphs {} {}\nsigner {}\nsigner-role {}\n\
         signer-identity {}\nat {}\n",
        said.number,
        if said.is_interim { "interim" } else { "final" },
        if said.is_sealed { "sealed" } else { "published" },
        hex(said.digest),
        said.marks.len(),
        hex(&sha256(&[&said.marks.concat()])),
        said.person_id,
        said.role.as_str(),
        said.identity.as_str(),
        said.at.as_second(),
    )
}

/// Returns the paragraphs of a ruling's text: its lines that are not blank.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Returns the salt of a paragraph. Whoever knows it, and the paragraph, knows the mark; it tells no other's.
pub fn paragraph_salt(seed: &[u8; 32], index: usize) -> [u8; 32] {
    sha256(&[b"chancery ruling salt", seed, &(index as u64).to_be_bytes()])
}

/// Returns the mark of a paragraph.
pub fn paragraph_mark(salt: &[u8; 32], paragraph: &str) -> [u8; 32] {
    sha256(&[salt, paragraph.as_bytes()])
}

/// Returns the SHA-256 of a statement in hex, by which it is spoken of.
pub fn statement_digest(statement: &str) -> String {
    hex(&sha256(&[statement.as_bytes()]))
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(context.finish().as_ref()) {
        *to = *from;
    }
    out
}
