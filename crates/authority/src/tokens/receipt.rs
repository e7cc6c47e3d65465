//! Receipts: what the installation signs when another system redeemed a use.

use jiff::Timestamp;
use model::{Act, AuthorityId, CaseNumber, EntryId, FieldKey, PersonId};

/// What a receipt's signature is over begins with this line, so that it is mistaken for nothing else.
const HEAD: &str = "chancery receipt v1";

/// What was redeemed.
#[derive(Clone, Debug)]
pub struct Redeemed<'a> {
    /// Which authority.
    pub authority_id: AuthorityId,
    /// The entry of the log.
    pub entry_id: EntryId,
    /// The system that redeemed it.
    pub audience: &'a str,
    /// The act.
    pub act: Act,
    /// On which field.
    pub field: &'a FieldKey,
    /// Whose.
    pub person_id: PersonId,
    /// In which case.
    pub case: CaseNumber,
    /// When.
    pub at: Timestamp,
}

/// Returns the lines that are signed; each ends in a line feed.
pub fn receipt_text(redeemed: &Redeemed<'_>) -> String {
    format!(
        "{HEAD}\nauthority {}\nentry {}\naudience {}\nact {}\nfield {}\nperson {}\ncase {}\nat {}\n",
        redeemed.authority_id,
        redeemed.entry_id,
        redeemed.audience,
        redeemed.act.as_str(),
        redeemed.field,
        redeemed.person_id,
        redeemed.case,
        redeemed.at.as_second(),
    )
}
