#![doc = include_str!("../README.md")]

mod accept;
mod access;
mod affairs;
mod agreements;
mod analysis;
mod approvals;
mod archive;
mod arrival;
mod arrivals;
mod assign;
mod assurances;
mod at_hand;
mod authorities;
mod board;
mod board_reads;
mod changes;
mod close;
mod config;
mod confirm;
mod consents;
mod deeds;
mod deputies;
mod desk;
mod destinations;
mod destroy;
mod disputes;
mod drafts;
mod emergencies;
mod entered;
mod error;
mod export;
mod factors;
mod field_changes;
mod fields;
mod files;
mod filters;
mod find;
mod founding;
mod guides;
mod handovers;
mod history;
mod holds;
mod house_mails;
mod house_settings;
mod idempotency;
mod jobs;
mod jottings;
mod judge;
mod key_bindings;
mod lately;
mod leave;
mod legal;
mod live;
mod log;
mod look;
mod mac;
mod mail_authorities;
mod mandates;
mod many;
mod media_types;
mod minting;
mod move_case;
mod note;
mod notice;
mod people;
mod places;
mod policies;
mod presence;
mod proposals;
mod queue_rooms;
mod queues;
mod readings;
mod receive;
mod redemptions;
mod regroup;
mod rehash;
mod reply;
mod report;
mod requests;
mod reviews;
mod rotate;
mod saved_views;
mod search;
mod seats_on_board;
mod sessions;
mod sheets;
mod show;
mod signature_keys;
mod signed_answers;
mod signing;
pub mod somebody;
mod spots;
mod staff_notices;
mod templates;
mod threading;
mod timeline;
mod tokens;
mod traffic;
mod twins;
mod undo;
mod unseal;
mod verify;
mod views;
mod visits;
mod words;

pub use accept::{NewIntake, Waiting};
pub use access::AccessLook;
pub use affairs::{LinkView, LinkedCase, Merged, PartView, Split, SplitDraft};
pub use agreements::{AgreementView, OwnAgreements, agreement_digest};
pub use analysis::{Analysis, AnalysisLimits, REPLAYED_DAYS, REPLAYED_MAX, Replay, ReplayShift};
pub use approvals::{Carried, LAPSE_HOURS, MOTION_LAPSE_HOURS};
pub use archive::{
    ARCHIVE_CASES_MAX, ARCHIVE_LOOKS_MAX, ARCHIVE_SECS_MAX, ArchiveNews, ArchivePlace,
    ArchivedFile, OwnArchive, OwnHoldings,
};
pub use assurances::{ASSURANCE_NOTICE, AssuranceDraft, AssuranceView, CaseAssurance};
pub use at_hand::AtHand;
pub use authorities::{AuthorityView, Opening};
pub use authority::{
    Admission, Answer, Decision, Denial, Grant, Lacks, Level, Matrix, PolicyText, Remedy, Rule,
    Shift,
};
pub use board::{BoardFilter, BoardPage};
pub use changes::{Change, ChangePage};
pub use config::{Console, DeskConfig, Profile};
pub use consents::{
    CONSENT_ACTS, CONSENT_HOURS_MAX, CONSENT_NOTICE, CONSENT_USES_MAX, ConsentChoice, ConsentDraft,
    ConsentView,
};
pub use db::{
    ApiToken, ApprovalState, CaseAt, ConsentState, CopyCount, FieldLook, JobCount, PolicyEdition,
    PolicyFile, ReviewEnd, SheetUse,
};
pub use deeds::{Deed, FileChange, NamedPerson, PlaceGift, PolicyChange};
pub use desk::{Desk, DeskParts};
pub use destinations::{DestinationDraft, DestinationView, TargetDraft};
pub use disputes::{
    AppealDraft, Claimant, CompletionDraft, DirectionDraft, DirectionView, DisputeBoard,
    DisputeDraft, DisputeItem, DisputePage, HearingView, HolderDraft, IssuerPublicKey, OpenRuling,
    OwnDispute, OwnRuling, OwnStatement, OwnTextPart, PrecedentDraft, PublishedParagraph,
    PublishedRuling, PublishedSignature, RulingDraft, RulingPreview, RulingShown, RulingView,
    SeatView, SignatureView, SignedRuling, StatementDraft,
};
pub use drafts::{DRAFTS_MAX, Draft, DraftItem, DraftText, Keeping};
pub use emergencies::{EMERGENCY_HOURS_MAX, EMERGENCY_NOTICE, EmergencyDraft, EmergencyView};
pub use entered::Entered;
pub use error::DeskError;
pub use export::OwnExport;
pub use factors::{FACTOR_NOTICE, FactorChange, FactorView, OwnFactors};
pub use field_changes::FieldChange;
pub use fields::FieldView;
pub use guides::{CaseGuides, GuideOffer, GuideRunView, StepView, TickView, Unfinished};
pub use handovers::{
    HANDOVER_MAIL, HandoverBoard, HandoverDraft, HandoverMark, HandoverPreview, HandoverView,
};
pub use history::CaseEvent;
pub use holds::HoldView;
pub use house_settings::{
    HouseSetting, HouseSettings, SETTING_NOTE_CHARS_MAX, SettingChange, SettingDraft,
};
pub use idempotency::{Claim, ClaimedKey, KEPT_HOURS, KeptAnswer, KeyedRequest};
pub use jobs::JobOutcome;
pub use jottings::{
    JOTTING_CHARS_MAX, JOTTING_FIELDS_MAX, JOTTINGS_MAX, Jotted, Jotting, JottingFields,
};
pub use leave::{Departure, DepartureFault};
pub use legal::{LEGAL_NOTICE, LegalDraft, LegalView};
pub use live::{LISTENERS_MAX, LISTENERS_PER_SESSION_MAX, LiveFeed, LiveNews, LivePage, Told};
pub use log::{LogEntry, LogFilter};
pub use mandates::MandateDraft;
pub use many::{ChosenCase, MANY_MAX, MovedCase};
pub use note::NoteDraft;
pub use notice::CHANNEL_NOTICE;
pub use places::{Check, NewMember, PLACE_NOTICE};
pub use policies::{EditionView, Handbook, PolicyDraft, PolicyFileView};
pub use presence::{PRESENT_SECS, Present};
pub use proposals::ApprovalView;
pub use queue_rooms::QueueRoom;
pub use queues::QueueDraft;
pub use receive::Received;
pub use redemptions::{Presented, Receipt, Redemption};
pub use reply::{ReplyDraft, ReplyOrigin};
pub use requests::{
    LookView, NewRequest, OWN_FILES_BYTES_MAX, OWN_FILES_MAX, OwnConversation, OwnFile, OwnMessage,
    OwnRequest,
};
pub use reviews::ReviewPlace;
pub use saved_views::{
    SavedView, VIEW_COUNT_MAX, VIEW_DROPPED_HOURS, VIEW_NAME_CHARS_MAX, VIEWS_MAX,
};
pub use search::SearchPage;
pub use sessions::SessionView;
pub use sheets::{
    NewSheet, SheetDraft, SheetEditionView, SheetFault, SheetFilter, SheetPage, SheetView,
    WORDS_TOGETHER,
};
pub use show::{CasePage, Since};
pub use signature_keys::{
    NewSignatureKey, SIGNATURE_KEYS_MAX, SignatureKeyChange, SignatureKeyView,
};
pub use spots::{MessageSpot, Spots};
pub use staff_notices::{NAMED_NOTICE, Ringing, STAFF_NOTICE};
pub use templates::{
    FilledTemplate, TEMPLATE_CHARS_MAX, TEMPLATE_NAMES, TemplateName, TemplateOffer,
};
pub use timeline::{Beyond, WINDOW_MAX, Window};
pub use tokens::{Revoked, TOKEN_NOTICE};
pub use traffic::{FAILED_DAYS, Traffic};
pub use unseal::{Original, OriginalFile, OriginalHtml};
pub use verify::{LogReport, Verification};
pub use views::{
    AttachmentView, CaseView, DeliveryView, MessageView, PersonView, QueueView, StaffView, Waits,
};
pub use visits::{VISIT_SECS, VISITS_SHOWN, VisitUnder, VisitView};
