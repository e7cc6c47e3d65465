//! Every page, rendered from its sample values: for the tests, and for looking at them.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use model::Due;

use crate::{
    errors::ErrorShow,
    moment::{Clock, Moment},
    pages::{
        agreements::AgreementShow,
        approvals::{ApprovalList, ApprovalShow},
        apps::AppNew,
        assurances::{AssuranceList, AssuranceNew},
        authorities::AuthorityList,
        cases::{CaseList, case::CaseShow},
        channels::ChannelList,
        closures::ClosureNew,
        commands::CommandList,
        consents::{ConsentList, ConsentNew, ConsentShow},
        demos::DemoShow,
        denials::DenialShow,
        destinations::{DestinationList, edit::DestinationEdit},
        destructions::DestructionNew,
        disclosures::DisclosureNew,
        disputes::{
            DisputeList,
            filings::FilingNew,
            own::{OwnDisputeList, OwnDisputeNew, OwnDisputeShow},
            rulings::{RulingNew, RulingShow, RulingSign},
            show::DisputeShow,
        },
        drafts::{DraftConflict, DraftList, DraftShow},
        emergencies::{EmergencyList, EmergencyNew, EmergencyShow},
        entries::{EntryList, EntryShow},
        factors::{FactorList, FactorShow},
        fields::{FieldEdit, FieldList},
        galleries::GalleryList,
        grants::GrantNew,
        handovers::{HandoverList, HandoverNew},
        health::HealthShow,
        help::HelpShow,
        holders::HolderList,
        links::{LinkShow, LinkSpent},
        looks::LookList,
        motions::{MotionGive, MotionList, MotionNew},
        notices::NoticeEdit,
        passkeys::PasskeyNew,
        passwords::PasswordEdit,
        people::{PersonNew, PersonShow},
        places::PlaceNew,
        policies::{
            PolicyEdit, PolicyList, PolicyShow,
            editions::{EditionList, EditionShow},
        },
        presentations::PresentationShow,
        previews::PreviewShow,
        profiles::ProfileEdit,
        proofs::ProofNew,
        queues::{QueueList, edit::QueueEdit, retirements::QueueRetire},
        recoveries::{RecoveryNew, RecoveryShow},
        replies::{ReplyConflict, ReplyPreview},
        requests::{RequestList, RequestNew, RequestShow},
        rulings::{PublishedShow, RulingList},
        saved_views::SavedViewList,
        settings::SettingList,
        sheets::{SheetList, edit::SheetEdit, history::SheetEditionShow, show::SheetShow},
        signature_keys::{SignatureKeyNew, SignatureKeyPreview, SignatureKeyShow},
        signins::{SignInNew, SignInShow},
        splits::SplitNew,
        staff::StaffList,
        time_zones::TimeZoneEdit,
        tokens::{TokenList, TokenShow},
        verifications::VerificationShow,
    },
};

/// A page rendered from sample values.
pub struct Sample {
    /// Its template and variant: `cases-list`, `cases-list-empty`.
    pub name: &'static str,
    /// The page.
    pub html: Result<String, askama::Error>,
}

/// Renders every page from its sample values.
pub fn samples() -> Vec<Sample> {
    let error = |status| ErrorShow::sample(status).render();
    let sample = |name, html| Sample { name, html };
    let mut samples = of_two();
    samples.extend(of_sheets());
    samples.extend(of_house());
    samples.extend(vec![
        sample("apps-new", AppNew::sample().render()),
        sample("apps-new-invalid", AppNew::sample_invalid().render()),
        sample("authorities-list", AuthorityList::sample().render()),
        sample("authorities-list-empty", AuthorityList::sample_empty().render()),
        sample("cases-list", CaseList::sample().render()),
        sample("cases-list-empty", CaseList::sample_empty().render()),
        sample("cases-list-moved", CaseList::sample_moved().render()),
        sample("cases-list-unreadable", CaseList::sample_unreadable().render()),
        sample("cases-show", CaseShow::sample().render()),
        sample("cases-show-came-back", CaseShow::sample_came_back().render()),
        sample("cases-show-drafted", CaseShow::sample_drafted().render()),
        sample("cases-show-hostile", CaseShow::sample_hostile().render()),
        sample("cases-show-idle", CaseShow::sample_idle().render()),
        sample("cases-show-foreign", CaseShow::sample_foreign().render()),
        sample("cases-show-framed", CaseShow::sample_framed().render()),
        sample("cases-show-invalid", CaseShow::sample_invalid().render()),
        sample("cases-show-legal", CaseShow::sample_legal().render()),
        sample("cases-show-lifted", CaseShow::sample_lifted().render()),
        sample("cases-show-merged", CaseShow::sample_merged().render()),
        sample("cases-show-on-its-way", CaseShow::sample_on_its_way().render()),
        sample("cases-show-opened", CaseShow::sample_opened().render()),
        sample("cases-show-window", CaseShow::sample_window().render()),
        sample("commands-list", CommandList::sample().render()),
        sample("commands-list-empty", CommandList::sample_empty().render()),
        sample("consents-list", ConsentList::sample().render()),
        sample("consents-list-empty", ConsentList::sample_empty().render()),
        sample("consents-new", ConsentNew::sample().render()),
        sample("consents-new-invalid", ConsentNew::sample_invalid().render()),
        sample("consents-show", ConsentShow::sample().render()),
        sample("consents-show-declined", ConsentShow::sample_declined().render()),
        sample("consents-show-signed", ConsentShow::sample_signed().render()),
        sample("consents-show-invalid", ConsentShow::sample_invalid().render()),
        sample("denials-show", DenialShow::sample().render()),
        sample("denials-show-final", DenialShow::sample_final().render()),
        sample("disclosures-new", DisclosureNew::sample().render()),
        sample("disclosures-new-invalid", DisclosureNew::sample_invalid().render()),
        sample("drafts-edit", DraftConflict::sample().render()),
        sample("drafts-edit-gone", DraftConflict::sample_gone().render()),
        sample("drafts-list", DraftList::sample().render()),
        sample("drafts-list-empty", DraftList::sample_empty().render()),
        sample("drafts-show", DraftShow::sample().render()),
        sample("emergencies-list", EmergencyList::sample().render()),
        sample("emergencies-list-empty", EmergencyList::sample_empty().render()),
        sample("emergencies-list-invalid", EmergencyList::sample_invalid().render()),
        sample("emergencies-new", EmergencyNew::sample().render()),
        sample("emergencies-new-invalid", EmergencyNew::sample_invalid().render()),
        sample("emergencies-show", EmergencyShow::sample().render()),
        sample("emergencies-show-impossible", EmergencyShow::sample_impossible().render()),
        sample("disputes-list", DisputeList::sample().render()),
        sample("disputes-list-empty", DisputeList::sample_empty().render()),
        sample("disputes-new", FilingNew::sample().render()),
        sample("disputes-new-invalid", FilingNew::sample_invalid().render()),
        sample("disputes-own-list", OwnDisputeList::sample().render()),
        sample("disputes-own-list-empty", OwnDisputeList::sample_empty().render()),
        sample("disputes-own-new", OwnDisputeNew::sample().render()),
        sample("disputes-own-show", OwnDisputeShow::sample().render()),
        sample("disputes-own-show-decided", OwnDisputeShow::sample_decided().render()),
        sample("disputes-ruling", RulingShow::sample().render()),
        sample("disputes-ruling-to-sign", RulingShow::sample_to_sign().render()),
        sample("disputes-sign", RulingSign::sample().render()),
        sample("disputes-sign-impossible", RulingSign::sample_impossible().render()),
        sample("disputes-show", DisputeShow::sample().render()),
        sample("disputes-show-filed", DisputeShow::sample_filed().render()),
        sample("entries-list", EntryList::sample().render()),
        sample("entries-show", EntryShow::sample().render()),
        sample("errors-show-broken", error(StatusCode::INTERNAL_SERVER_ERROR)),
        sample("errors-show-forbidden", error(StatusCode::FORBIDDEN)),
        sample("errors-show-missing", error(StatusCode::NOT_FOUND)),
        sample("signature-keys-new", SignatureKeyNew::sample().render()),
        sample("signature-keys-new-invalid", SignatureKeyNew::sample_invalid().render()),
        sample("signature-keys-preview", SignatureKeyPreview::sample().render()),
        sample(
            "signature-keys-preview-impossible",
            SignatureKeyPreview::sample_impossible().render(),
        ),
        sample("signature-keys-show", SignatureKeyShow::sample().render()),
        sample("factors-list", FactorList::sample().render()),
        sample("factors-list-empty", FactorList::sample_empty().render()),
        sample("factors-list-keys", FactorList::sample_keys().render()),
        sample("factors-list-held-back", FactorList::sample_held_back().render()),
        sample("factors-show", FactorShow::sample().render()),
        sample("factors-show-app", FactorShow::sample_app().render()),
        sample("fields-edit", FieldEdit::sample().render()),
        sample("fields-edit-invalid", FieldEdit::sample_invalid().render()),
        sample("fields-list", FieldList::sample().render()),
        sample("fields-list-empty", FieldList::sample_empty().render()),
        sample("grants-new", GrantNew::sample().render()),
        sample("grants-new-impossible", GrantNew::sample_impossible().render()),
        sample("grants-new-invalid", GrantNew::sample_invalid().render()),
        sample("help-show", HelpShow::sample().render()),
        sample("holders-list", HolderList::sample().render()),
        sample("holders-list-empty", HolderList::sample_empty().render()),
        sample("links-create", LinkSpent::sample().render()),
        sample("links-show", LinkShow::sample().render()),
        sample("looks-list", LookList::sample().render()),
        sample("looks-list-empty", LookList::sample_empty().render()),
        sample("notices-edit", NoticeEdit::sample().render()),
        sample("notices-edit-elsewhere", NoticeEdit::sample_elsewhere().render()),
        sample("notices-edit-invalid", NoticeEdit::sample_invalid().render()),
        sample("passkeys-new", PasskeyNew::sample().render()),
        sample("passkeys-new-invalid", PasskeyNew::sample_invalid().render()),
        sample("passwords-edit", PasswordEdit::sample().render()),
        sample("passwords-edit-invalid", PasswordEdit::sample_invalid().render()),
        sample("people-new", PersonNew::sample().render()),
        sample("people-new-invalid", PersonNew::sample_invalid().render()),
        sample("people-show", PersonShow::sample().render()),
        sample("people-show-empty", PersonShow::sample_empty().render()),
        sample("presentations-show", PresentationShow::sample().render()),
        sample("presentations-show-copied", PresentationShow::sample_copied().render()),
        sample("previews-show", PreviewShow::sample().render()),
        sample("previews-show-lie", PreviewShow::sample_lie().render()),
        sample("previews-show-mail", PreviewShow::sample_mail().render()),
        sample("previews-show-program", PreviewShow::sample_program().render()),
        sample("profiles-edit", ProfileEdit::sample().render()),
        sample("profiles-edit-conflict", ProfileEdit::sample_conflict().render()),
        sample("profiles-edit-without-key", ProfileEdit::sample_without_key().render()),
        sample("proofs-new", ProofNew::sample().render()),
        sample("proofs-new-impossible", ProofNew::sample_impossible().render()),
        sample("proofs-new-invalid", ProofNew::sample_invalid().render()),
        sample("recoveries-new", RecoveryNew::sample().render()),
        sample("recoveries-show", RecoveryShow::sample().render()),
        sample("replies-edit", ReplyConflict::sample().render()),
        sample("replies-edit-many", ReplyConflict::sample_many().render()),
        sample("replies-show", ReplyPreview::sample().render()),
        sample("requests-list", RequestList::sample().render()),
        sample("requests-list-empty", RequestList::sample_empty().render()),
        sample("requests-new", RequestNew::sample().render()),
        sample("requests-new-invalid", RequestNew::sample_invalid().render()),
        sample("requests-show", RequestShow::sample().render()),
        sample("requests-show-helped", RequestShow::sample_helped().render()),
        sample("requests-show-window", RequestShow::sample_window().render()),
        sample("rulings-list", RulingList::sample().render()),
        sample("rulings-list-empty", RulingList::sample_empty().render()),
        sample("rulings-new", RulingNew::sample().render()),
        sample("rulings-new-invalid", RulingNew::sample_invalid().render()),
        sample("rulings-show", PublishedShow::sample().render()),
        sample("rulings-show-sealed", PublishedShow::sample_sealed().render()),
        sample("saved-views-list", SavedViewList::sample().render()),
        sample("saved-views-list-invalid", SavedViewList::sample_invalid().render()),
        sample("signins-new", SignInNew::sample().render()),
        sample("signins-new-invalid", SignInNew::sample_invalid().render()),
        sample("signins-new-refused", SignInNew::sample_refused().render()),
        sample("signins-show", SignInShow::sample().render()),
        sample("verifications-show", VerificationShow::sample().render()),
        sample("verifications-show-broken", VerificationShow::sample_broken().render()),
    ]);
    samples
}

/// The pages of templates and guides.
fn of_sheets() -> Vec<Sample> {
    let sample = |name, html| Sample { name, html };
    vec![
        sample("closures-new", ClosureNew::sample().render()),
        sample("sheets-edit", SheetEdit::sample().render()),
        sample("sheets-edit-guide", SheetEdit::sample_guide().render()),
        sample("sheets-edit-invalid", SheetEdit::sample_invalid().render()),
        sample("sheets-edition", SheetEditionShow::sample().render()),
        sample("sheets-list", SheetList::sample().render()),
        sample("sheets-list-empty", SheetList::sample_empty().render()),
        sample("sheets-show", SheetShow::sample().render()),
        sample("sheets-show-astray", SheetShow::sample_astray().render()),
        sample("sheets-show-guide", SheetShow::sample_guide().render()),
    ]
}

/// The pages of whoever runs the house.
fn of_house() -> Vec<Sample> {
    let sample = |name, html| Sample { name, html };
    vec![
        sample("channels-list", ChannelList::sample().render()),
        sample("channels-list-empty", ChannelList::sample_empty().render()),
        sample("destinations-edit", DestinationEdit::sample().render()),
        sample("destinations-edit-invalid", DestinationEdit::sample_invalid().render()),
        sample("destinations-list", DestinationList::sample().render()),
        sample("destinations-list-empty", DestinationList::sample_empty().render()),
        sample("handovers-list", HandoverList::sample().render()),
        sample("handovers-list-empty", HandoverList::sample_empty().render()),
        sample("handovers-new", HandoverNew::sample().render()),
        sample("handovers-new-preview", HandoverNew::sample_preview().render()),
        sample("health-show", HealthShow::sample().render()),
        sample("health-show-well", HealthShow::sample_well().render()),
        sample("queues-edit", QueueEdit::sample().render()),
        sample("queues-edit-invalid", QueueEdit::sample_invalid().render()),
        sample("queues-list", QueueList::sample().render()),
        sample("queues-list-reading", QueueList::sample_reading().render()),
        sample("queues-retire", QueueRetire::sample().render()),
        sample("queues-retire-empty", QueueRetire::sample_empty().render()),
        sample("queues-retire-staying", QueueRetire::sample_staying().render()),
        sample("settings-list", SettingList::sample().render()),
        sample("settings-list-invalid", SettingList::sample_invalid().render()),
        sample("settings-list-reading", SettingList::sample_reading().render()),
    ]
}

/// The pages of what takes two people.
fn of_two() -> Vec<Sample> {
    let sample = |name, html| Sample { name, html };
    vec![
        sample("approvals-list", ApprovalList::sample().render()),
        sample("approvals-list-empty", ApprovalList::sample_empty().render()),
        sample("approvals-show", ApprovalShow::sample().render()),
        sample("approvals-show-declined", ApprovalShow::sample_declined().render()),
        sample("agreements-show", AgreementShow::sample().render()),
        sample("agreements-show-accepted", AgreementShow::sample_accepted().render()),
        sample("approvals-show-motion", ApprovalShow::sample_motion().render()),
        sample("approvals-show-failed", ApprovalShow::sample_failed().render()),
        sample("destructions-new", DestructionNew::sample().render()),
        sample("destructions-new-reset", DestructionNew::sample_reset().render()),
        sample("destructions-new-invalid", DestructionNew::sample_invalid().render()),
        sample("policies-edit", PolicyEdit::sample().render()),
        sample("policies-edit-invalid", PolicyEdit::sample_invalid().render()),
        sample("policies-edition", EditionShow::sample().render()),
        sample("policies-editions", EditionList::sample().render()),
        sample("policies-list", PolicyList::sample().render()),
        sample("policies-list-reading", PolicyList::sample_reading().render()),
        sample("policies-show", PolicyShow::sample().render()),
        sample("policies-show-same", PolicyShow::sample_same().render()),
        sample("gallery", GalleryList::sample().render()),
        sample("demo", DemoShow::sample().render()),
        sample("splits-new", SplitNew::sample().render()),
        sample("splits-new-invalid", SplitNew::sample_invalid().render()),
        sample("splits-new-window", SplitNew::sample_window().render()),
        sample("staff-list", StaffList::sample().render()),
        sample("staff-list-founding", StaffList::sample_founding().render()),
        sample("motions-list", MotionList::sample().render()),
        sample("motions-list-empty", MotionList::sample_empty().render()),
        sample("motions-new", MotionNew::sample().render()),
        sample("motions-new-invalid", MotionNew::sample_invalid().render()),
        sample("motions-give", MotionGive::sample().render()),
        sample("motions-give-invalid", MotionGive::sample_invalid().render()),
        sample("motions-give-impossible", MotionGive::sample_impossible().render()),
        sample("assurances-new", AssuranceNew::sample().render()),
        sample("assurances-new-elsewhere", AssuranceNew::sample_elsewhere().render()),
        sample("assurances-new-invalid", AssuranceNew::sample_invalid().render()),
        sample("assurances-list", AssuranceList::sample().render()),
        sample("assurances-list-empty", AssuranceList::sample_empty().render()),
        sample("approvals-show-authority", ApprovalShow::sample_authority().render()),
        sample("approvals-show-meeting", ApprovalShow::sample_meeting().render()),
        sample("staff-places-new", PlaceNew::sample().render()),
        sample("staff-places-new-invalid", PlaceNew::sample_invalid().render()),
        sample("time-zones-edit", TimeZoneEdit::sample().render()),
        sample("time-zones-edit-invalid", TimeZoneEdit::sample_invalid().render()),
        sample("tokens-list", TokenList::sample().render()),
        sample("tokens-list-invalid", TokenList::sample_invalid().render()),
        sample("tokens-show", TokenShow::sample().render()),
    ]
}

/// Returns the moment at which all samples are seen: noon of 2026-11-21, UTC.
pub fn now() -> Timestamp {
    model::timestamp_of_micros(1_795_262_400_000_000)
}

/// Returns a moment before that.
pub fn minutes_ago(minutes: i64) -> Moment {
    Moment::new(now() - SignedDuration::from_mins(minutes), now())
}

/// Returns a clock of four hours that runs out so many minutes after that, or before.
pub fn clock(minutes: i64) -> Clock {
    let target_secs = 4 * 60 * 60;
    let since = now() + SignedDuration::from_mins(minutes) - SignedDuration::from_secs(target_secs);
    Clock::new(Due { since, target_secs }, now())
}
