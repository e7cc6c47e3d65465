//! The entry: what a write leaves in the log, stored once as canonical bytes.

use jiff::Timestamp;
use model::{
    Act, ApprovalId, AuthorityRef, CaseId, EntryId, PersonId, Via, micros, timestamp_of_micros,
};
use serde::{Deserialize, Serialize};

use crate::permit::{Ground, PolicyRef, Who};

/// Octets of the largest entry; ids and clauses never come near it.
pub const ENTRY_BYTES_MAX: usize = 16 * 1024;

/// How an act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// The gate refused it.
    Refused,
}

impl Outcome {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// One line of the record. The order of the fields is the order of the canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The form of the bytes, 1.
    pub v: u8,
    /// Its id.
    pub id: EntryId,
    /// When it was decided, in UTC microseconds.
    at: i64,
    /// Who acted.
    pub who: Who,
    /// How they came in.
    pub via: Via,
    /// What they did.
    pub act: Act,
    /// How it ended.
    pub outcome: Outcome,
    /// To what kind of thing.
    pub resource_kind: String,
    /// To which one.
    pub resource_id: String,
    /// The case it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// The person whose data it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// The authorities used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<AuthorityRef>,
    /// The policies that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyRef>,
    /// The second pair of eyes, where the act took two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Who>,
    /// The approval that was proposed, decided or used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_id: Option<ApprovalId>,
    /// The edition of the policies.
    pub edition: String,
    /// Keyed digest (HMAC-SHA256 under the log key) of what was written, hex; empty for a refusal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

/// Why bytes are not an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// They are not the JSON of an entry.
    #[error("entry bytes cannot be read")]
    Unreadable(#[source] serde_json::Error),
    /// They are an entry in another spelling.
    #[error("entry bytes are not canonical")]
    NotCanonical,
    /// They are too long.
    #[error("entry is longer than {ENTRY_BYTES_MAX} octets")]
    TooLong,
}

impl Entry {
    /// Makes the entry of an act that was permitted and done.
    pub fn done(id: EntryId, ground: Ground, digest: &[u8]) -> Self {
        let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::of_ground(id, ground, Outcome::Done, digest)
    }

    /// Makes the entry of an act that was refused.
    pub fn refused(id: EntryId, ground: Ground) -> Self {
        Self::of_ground(id, ground, Outcome::Refused, String::new())
    }

    /// Names the approval that the act proposed or decided.
    #[must_use]
    pub fn about_approval(self, id: Option<ApprovalId>) -> Self {
        Self { approval_id: id.or(self.approval_id), ..self }
    }

    fn of_ground(id: EntryId, ground: Ground, outcome: Outcome, digest: String) -> Self {
        let approval_id = ground.second.as_ref().map(|second| second.approval_id);
        Self {
            v: 1,
            id,
            at: micros(ground.at),
            who: ground.who,
            via: ground.via,
            act: ground.act,
            outcome,
            resource_kind: ground.resource_kind.to_owned(),
            resource_id: ground.resource_id,
            case_id: ground.case.map(|(id, _)| id),
            person_id: ground.person_id,
            authorities: ground.authorities,
            policies: ground.policies,
            second: ground.second.map(|second| second.who),
            approval_id,
            edition: ground.edition,
            digest,
        }
    }

    /// Returns when it was decided.
    pub fn at(&self) -> Timestamp {
        timestamp_of_micros(self.at)
    }

    /// Returns the one spelling: compact JSON, fields in the order of the struct, empty ones left out.
    pub fn canonical(&self) -> Result<Vec<u8>, EntryError> {
        let bytes = serde_json::to_vec(self).map_err(EntryError::Unreadable)?;
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLong);
        }
        Ok(bytes)
    }

    /// Reads canonical bytes; any other spelling is refused.
    pub fn of_canonical(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLong);
        }
        let entry: Self = serde_json::from_slice(bytes).map_err(EntryError::Unreadable)?;
        if entry.canonical()? != bytes {
            return Err(EntryError::NotCanonical);
        }
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    use model::{AuthorityKind, StaffId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ground() -> Ground {
        Ground {
            who: Who {
                kind: "staff".to_owned(),
                id: StaffId::from_uuid(Uuid::from_u128(2)).to_string(),
                roles: vec!["triage".to_owned()],
            },
            staff: None,
            via: Via::Job,
            act: Act::CaseReply,
            resource_kind: "case",
            resource_id: "c".to_owned(),
            case: Some((CaseId::from_uuid(Uuid::from_u128(3)), 4)),
            person_id: None,
            authorities: Vec::new(),
            uses: None,
            policies: vec![PolicyRef { id: "reply".to_owned(), clause: "000 SP 8.1".to_owned() }],
            second: None,
            edition: "e1".to_owned(),
            at: timestamp_of_micros(1_795_262_400_000_000),
        }
    }

    fn id(number: u128) -> EntryId {
        EntryId::from_uuid(Uuid::from_u128(number))
    }

    /// What the bytes look like is a promise: old ones must stay readable and canonical.
    const CANONICAL: &str = concat!(
        r#"{"v":1,"id":"00000000-0000-0000-0000-000000000001","at":1795262400000000,"#,
        r#""who":{"kind":"staff","id":"00000000-0000-0000-0000-000000000002","roles":["triage"]},"#,
        r#""via":{"kind":"job"},"act":"case.reply","outcome":"done","resource_kind":"case","#,
        r#""resource_id":"c","case_id":"00000000-0000-0000-0000-000000000003","#,
        r#""policies":[{"id":"reply","clause":"000 SP 8.1"}],"edition":"e1","digest":"00ff"}"#,
    );

    #[test]
    fn the_canonical_bytes_stay() {
        let entry = Entry::done(id(1), ground(), &[0x00, 0xff]);
        assert_eq!(String::from_utf8(entry.canonical().unwrap()).unwrap(), CANONICAL);
        assert_eq!(Entry::of_canonical(CANONICAL.as_bytes()).unwrap(), entry);
        assert_eq!(entry.at(), ground().at);
    }

    #[test]
    fn a_refusal_has_no_digest() {
        let entry = Entry::refused(id(1), ground());
        assert_eq!(entry.outcome, Outcome::Refused);
        let text = String::from_utf8(entry.canonical().unwrap()).unwrap();
        assert!(text.contains(r#""outcome":"refused""#) && !text.contains("digest"), "{text}");
    }

    #[test]
    fn other_spellings_are_refused() {
        let check = |from: &str, to: &str, expect: &str| {
            let error =
                Entry::of_canonical(CANONICAL.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), expect, "{from} as {to}");
        };
        for (from, to) in [
            (":", ": "),
            ("{", " {"),
            (r#""v":1,"#, r#""v":1,"authorities":[],"#),
            ("case.reply", "c\\u0061se.reply"),
            ("00000000-0000-0000-0000-000000000001", "00000000000000000000000000000001"),
            (r#","edition":"e1","digest":"00ff""#, r#","digest":"00ff","edition":"e1""#),
        ] {
            check(from, to, "entry bytes are not canonical");
        }
        for (from, to) in [
            ("{", "[{"),
            ("case.reply", "case.burn"),
            (r#""v":1"#, r#""v":1,"v":1"#),
            (r#""v":1"#, r#""v":1,"more":1"#),
            (r#""v":1,"#, ""),
            (r#""digest":"00ff"}"#, r#""digest":"00ff"}}"#),
        ] {
            check(from, to, "entry bytes cannot be read");
        }
    }

    #[test]
    fn entries_have_a_limit() {
        let mut long = ground();
        long.resource_id = "a".repeat(ENTRY_BYTES_MAX);
        let error = Entry::done(id(1), long, &[]).canonical().unwrap_err();
        assert!(matches!(error, EntryError::TooLong));
        let error = Entry::of_canonical(&vec![b'['; ENTRY_BYTES_MAX + 1]).unwrap_err();
        assert!(matches!(error, EntryError::TooLong));
        assert!(Entry::of_canonical(&vec![b'['; ENTRY_BYTES_MAX]).is_err());
    }

    prop_compose! {
        fn any_entry()(
            ids in any::<[u128; 3]>(), at in any::<i64>(), act in prop::sample::select(Act::ALL),
            texts in any::<[String; 8]>(), roles in prop::collection::vec(any::<String>(), 0..3),
            has in any::<[bool; 4]>(), digest in prop::collection::vec(any::<u8>(), 0..40),
        ) -> Entry {
            let [kind, who_id, resource_id, authority, policy, clause, edition, other] = texts;
            let ground = Ground {
                who: Who { kind, id: who_id, roles },
                via: Via::Nothing,
                act,
                resource_id,
                case: has[0].then(|| (CaseId::from_uuid(Uuid::from_u128(ids[0])), 1)),
                person_id: has[1].then(|| PersonId::from_uuid(Uuid::from_u128(ids[1]))),
                authorities: vec![AuthorityRef { kind: AuthorityKind::Motion, id: authority }],
                uses: None,
                policies: has[2]
                    .then(|| PolicyRef { id: policy, clause: clause + &other })
                    .into_iter()
                    .collect(),
                edition,
                at: timestamp_of_micros(at),
                ..ground()
            };
            if has[3] { Entry::done(id(ids[2]), ground, &digest) } else { Entry::refused(id(ids[2]), ground) }
        }
    }

    proptest! {
        #[test]
        fn every_entry_reads_back(entry in any_entry()) {
            let bytes = entry.canonical().unwrap();
            prop_assert_eq!(Entry::of_canonical(&bytes).unwrap(), entry);
        }

        #[test]
        fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            prop_assert!(Entry::of_canonical(&bytes).is_err());
        }

        #[test]
        fn whatever_is_read_is_canonical(
            entry in any_entry(), at in any::<prop::sample::Index>(),
            byte in prop::sample::select(&b"\0 \"\\{}[],:019aZ-\xc3"[..]), is_insertion in any::<bool>(),
        ) {
            let mut bytes = entry.canonical().unwrap();
            let at = at.index(bytes.len());
            if is_insertion { bytes.insert(at, byte) } else { bytes[at] = byte }
            if let Ok(read) = Entry::of_canonical(&bytes) {
                prop_assert_eq!(read.canonical().unwrap(), bytes);
            }
        }
    }
}
