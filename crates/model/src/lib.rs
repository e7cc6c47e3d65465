#![doc = include_str!("../README.md")]

mod act;
mod actor;
mod address;
mod authority;
mod case;
mod chance;
mod clock;
mod delivery;
mod due;
mod factor;
mod field;
mod ids;
mod mail;
mod message;
mod number;
mod personal;
mod queue;
mod resource;
mod role;

pub use act::Act;
pub use actor::{Actor, AuthorityKind, AuthorityRef, Identity, PersonActor, StaffActor, Via};
pub use address::{Address, AddressError};
pub use authority::{
    EMERGENCY_SECS_MAX, Holder, Issuer, LIST_MAX, N_USES_MAX, Scope, Terms, TermsError,
};
pub use case::{Assignment, Case, CaseError, CaseState, Class};
pub use chance::Chance;
pub use clock::{Clock, micros, timestamp_of_micros};
pub use delivery::{Delivery, DeliveryState, DeliveryTarget};
pub use due::Due;
pub use factor::{FactorKind, ProofWay, SignInWay};
pub use field::{Field, FieldKey, FieldKeyError, Held, Relation, ToMember};
pub use ids::*;
pub use mail::{
    Attachment, AutomaticReason, DeliveryReport, IncomingMail, Mailbox, OutgoingMail, ReportOutcome,
};
pub use message::{Direction, Message, MessageKind};
pub use number::{CaseKind, CaseNumber, NumberError};
pub use personal::Personal;
pub use queue::{Queue, QueueName, QueueNameError};
pub use resource::Resource;
pub use role::{Role, RoleConflict, check_roles};
