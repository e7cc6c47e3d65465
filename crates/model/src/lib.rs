#![doc = include_str!("../README.md")]

mod act;
mod actor;
mod address;
mod affair;
mod authority;
mod case;
mod chance;
mod clock;
mod delivery;
mod destination;
mod dispute;
mod draft;
mod due;
mod eyes;
mod factor;
mod field;
mod filter;
mod guide;
mod handover;
mod ids;
mod jotting;
mod locale;
mod mail;
mod mandate;
mod meeting;
mod message;
mod notice;
mod number;
mod personal;
mod queue;
mod quote;
mod reading;
mod resource;
mod role;
mod ruling;
mod setting;
mod sheet;
mod signed;
mod status;
mod title;
mod tribunal;
mod zone;

pub use act::Act;
pub use actor::{Actor, AuthorityKind, AuthorityRef, Identity, PersonActor, StaffActor, Via};
pub use address::{Address, AddressError};
pub use affair::{AffairError, Before, LinkKind, Mergeable, SPLIT_MAX, may_merge, may_split};
pub use authority::{
    EMERGENCY_SECS_MAX, Holder, Issuer, LIST_MAX, MOTION_DAYS_MAX, N_USES_MAX, Scope, Terms,
    TermsError,
};
pub use case::{Assignment, Case, CaseError, CaseState, Class};
pub use chance::Chance;
pub use clock::{Clock, micros, timestamp_of_micros};
pub use delivery::{Delivery, DeliveryState, DeliveryTarget};
pub use destination::{AUDIENCE_CLASSES, DESTINATIONS_MAX, Destination, DestinationFault, Target};
pub use dispute::{Bars, Part, Stage, Viewer, Visibility};
pub use draft::{DraftKind, DraftKindError};
pub use due::Due;
pub use eyes::Eyes;
pub use factor::{FactorKind, ProofWay, SignInWay};
pub use field::{Field, FieldKey, FieldKeyError, Held, Relation, ToMember};
pub use filter::{
    Assigned, Completion, Completions, FILTER_CHARS_MAX, FILTER_TERMS_MAX, FILTER_VALUES_MAX,
    Filter, FilterClock, FilterError, FilterFacts, FilterReader, KEYS as FILTER_KEYS, LANGUAGES,
    Language, Mark, SOON_SECS, Side, Span, Term, Test,
};
pub use guide::{Guide, GuideFault, GuideLink, STEPS_MAX, StandingTick, Step, TickRefusal};
pub use handover::{
    HANDOVER_CLASS, HANDOVER_CLOSED, HANDOVER_CONFLICT, HANDOVER_DISPUTE, HANDOVER_ENDED,
    HANDOVER_GONE, HANDOVER_LAPSED, HANDOVER_LEGAL, HANDOVER_NOT_STAFF, HANDOVER_NOTE_CHARS_MAX,
    HANDOVER_OWN, HANDOVER_RETIRED, HANDOVER_THERE, HANDOVER_TWICE, HANDOVER_WORDS_CHARS_MAX,
    Handover, HandoverAsked, HandoverError, HandoverState, HandoverTold, may_hand_over, quotes,
};
pub use ids::*;
pub use jotting::{JottingPlace, JottingSpot};
pub use locale::Locale;
pub use mail::{
    Attachment, AutomaticReason, DeliveryReport, IncomingMail, Mailbox, OutgoingMail,
    ReportOutcome, is_direction_mark, one_line,
};
pub use mandate::{Mandate, MandateError};
pub use meeting::{
    ASSURANCE_DAYS, DocumentKind, MEETING_CHARS_MAX, MEETING_DAYS_MAX, Meeting, MeetingError,
};
pub use message::{Direction, Message, MessageKind};
pub use notice::{DAY_HOURS, NoticeChoices, NoticeEvent, NoticeMail, NoticeWays, QuietHours};
pub use number::{CaseKind, CaseNumber, MotionNumber, NumberError, RulingNumber};
pub use personal::Personal;
pub use queue::{Queue, QueueName, QueueNameError};
pub use quote::{Asked, Granted, QuoteFault, QuotedAnswer, quoted_request};
pub use reading::{KnownReading, Reading};
pub use resource::{DisputeAsked, Resource};
pub use role::{Role, RoleConflict, check_roles};
pub use ruling::{
    APPEAL_DAYS, DirectionError, DirectionHolder, Ruling, RulingDirection, RulingState,
    SIGNATURES_OF_PANEL, may_appeal, signatures_needed,
};
pub use setting::{LiveSetting, LiveSettings, SettingError};
pub use sheet::{Sheet, SheetEdition, SheetHead, SheetKind, SheetName, SheetNameError};
pub use signed::{SignatureFault, SignatureWay, SignedMail, SignedText};
pub use status::status_reason;
pub use title::Title;
pub use tribunal::{Nominee, PANEL_SEATS, Seat, SeatError, Tribunal};
pub use zone::{ZONE_CHARS_MAX, Zone};
