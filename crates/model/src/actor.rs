//! Who acts, how they came in, and what gives them the right.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Act, ApiTokenId, PersonId, Role, SessionId, StaffId};

/// Whoever acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known: a visitor, or a peer's machine.
    Visitor,
    /// A person from outside, known by an address or a session.
    Person(PersonActor),
    /// A member of the staff.
    Staff(StaffActor),
    /// The command line of the installation, acting under the founding motion.
    Founder,
}

impl Actor {
    /// Returns the human behind it, if one is known.
    pub const fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person.id),
            Self::Staff(staff) => Some(staff.person_id),
            Self::Visitor | Self::Founder => None,
        }
    }

    /// Returns the session that it came in by.
    pub const fn session_id(&self) -> Option<SessionId> {
        match self {
            Self::Person(PersonActor { via: Via::Session(id), .. })
            | Self::Staff(StaffActor { via: Via::Session(id), .. }) => Some(*id),
            _ => None,
        }
    }

    /// Returns how sure we are who it is.
    pub const fn identity(&self) -> Identity {
        match self {
            Self::Person(person) => person.identity,
            Self::Staff(staff) => staff.identity,
            Self::Visitor | Self::Founder => Identity::Unknown,
        }
    }
}

/// A person from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonActor {
    /// Who it is.
    pub id: PersonId,
    /// How sure we are of that.
    pub identity: Identity,
    /// How they came in.
    pub via: Via,
    /// What their program is limited to, where a program of a member of the staff asks for them.
    pub scopes: Option<BTreeSet<Act>>,
}

/// A member of the staff, as read when they came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffActor {
    /// Who it is.
    pub id: StaffId,
    /// The same human as a person.
    pub person_id: PersonId,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
    /// Counts changes of the roles; a permit rests on the one it saw.
    pub role_edition: i64,
    /// How sure we are that it is them.
    pub identity: Identity,
    /// How they came in.
    pub via: Via,
    /// The acts a token is limited to; `None` is everything the roles allow.
    pub scopes: Option<BTreeSet<Act>>,
}

/// How an actor came in; a permit rests on it still standing at the write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Via {
    /// A signed-in browser.
    Session(SessionId),
    /// A bearer token.
    Token(ApiTokenId),
    /// A received mail.
    Mail,
    /// A job that finishes what the actor began.
    Job,
    /// The command line.
    CommandLine,
    /// None of these.
    Nothing,
}

/// How sure we are who somebody is; in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// Anybody can claim it.
    Unknown,
    /// The mail came from the address, by DKIM or SPF in alignment.
    AddressControlled,
    /// A one-time link to the address was followed.
    SignedIn,
    /// A passkey was used, or a code of an authenticator app beside a link or a password.
    Strong,
    /// Somebody of the staff met them and saw who they are.
    Assured,
}

impl Identity {
    /// Every level, in rising order.
    pub const ALL: [Self; 5] =
        [Self::Unknown, Self::AddressControlled, Self::SignedIn, Self::Strong, Self::Assured];

    /// Reads the word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }

    /// Returns this level and all below it: what somebody so known is known well enough for.
    pub fn reached(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |level| *level <= self)
    }

    /// Returns the word that is stored and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::AddressControlled => "address_controlled",
            Self::SignedIn => "signed_in",
            Self::Strong => "strong",
            Self::Assured => "assured",
        }
    }
}

/// What gives the right to an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityKind {
    /// A policy grants it standing.
    Clause,
    /// The person concerned gave it.
    Consent,
    /// An arbitrator ruled it.
    Ruling,
    /// A ruling that stands for a class of cases.
    Precedent,
    /// The board decided it.
    Motion,
    /// Break-glass.
    Emergency,
}

impl AuthorityKind {
    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Clause, Self::Consent, Self::Ruling, Self::Precedent, Self::Motion, Self::Emergency];

    /// Returns the word that is stored and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Consent => "consent",
            Self::Ruling => "ruling",
            Self::Precedent => "precedent",
            Self::Motion => "motion",
            Self::Emergency => "emergency",
        }
    }
}

/// One authority that an act used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityRef {
    /// Its kind.
    pub kind: AuthorityKind,
    /// Its number or id: a clause, a ruling's number, `founding`.
    pub id: String,
}
