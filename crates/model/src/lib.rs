#![doc = include_str!("../README.md")]

mod act;
mod actor;
mod address;
mod case;
mod chance;
mod clock;
mod delivery;
mod due;
mod eyes;
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
pub use case::{Assignment, Case, CaseError, CaseState, Class};
pub use chance::Chance;
pub use clock::{Clock, micros, timestamp_of_micros};
pub use delivery::{Delivery, DeliveryState, DeliveryTarget};
pub use due::Due;
pub use eyes::Eyes;
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
