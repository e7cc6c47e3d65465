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
        approvals::{ApprovalList, ApprovalShow},
        cases::{CaseList, case::CaseShow},
        denials::DenialShow,
        destructions::DestructionNew,
        entries::{EntryList, EntryShow},
        help::HelpShow,
        links::{LinkShow, LinkSpent},
        looks::LookList,
        people::{PersonNew, PersonShow},
        policies::{
            PolicyEdit, PolicyList, PolicyShow,
            editions::{EditionList, EditionShow},
        },
        profiles::ProfileEdit,
        replies::{ReplyConflict, ReplyPreview},
        requests::{RequestList, RequestNew, RequestShow},
        searches::SearchShow,
        signins::{SignInNew, SignInShow},
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
    samples.extend(vec![
        sample("cases-list", CaseList::sample().render()),
        sample("cases-list-empty", CaseList::sample_empty().render()),
        sample("cases-show", CaseShow::sample().render()),
        sample("cases-show-foreign", CaseShow::sample_foreign().render()),
        sample("cases-show-framed", CaseShow::sample_framed().render()),
        sample("cases-show-invalid", CaseShow::sample_invalid().render()),
        sample("cases-show-lifted", CaseShow::sample_lifted().render()),
        sample("denials-show", DenialShow::sample().render()),
        sample("denials-show-final", DenialShow::sample_final().render()),
        sample("entries-list", EntryList::sample().render()),
        sample("entries-show", EntryShow::sample().render()),
        sample("errors-show-broken", error(StatusCode::INTERNAL_SERVER_ERROR)),
        sample("errors-show-forbidden", error(StatusCode::FORBIDDEN)),
        sample("errors-show-missing", error(StatusCode::NOT_FOUND)),
        sample("help-show", HelpShow::sample().render()),
        sample("links-create", LinkSpent::sample().render()),
        sample("links-show", LinkShow::sample().render()),
        sample("looks-list", LookList::sample().render()),
        sample("looks-list-empty", LookList::sample_empty().render()),
        sample("people-new", PersonNew::sample().render()),
        sample("people-new-invalid", PersonNew::sample_invalid().render()),
        sample("people-show", PersonShow::sample().render()),
        sample("people-show-empty", PersonShow::sample_empty().render()),
        sample("profiles-edit", ProfileEdit::sample().render()),
        sample("profiles-edit-without-key", ProfileEdit::sample_without_key().render()),
        sample("replies-edit", ReplyConflict::sample().render()),
        sample("replies-show", ReplyPreview::sample().render()),
        sample("requests-list", RequestList::sample().render()),
        sample("requests-list-empty", RequestList::sample_empty().render()),
        sample("requests-new", RequestNew::sample().render()),
        sample("requests-new-invalid", RequestNew::sample_invalid().render()),
        sample("requests-show", RequestShow::sample().render()),
        sample("searches-show", SearchShow::sample().render()),
        sample("searches-show-empty", SearchShow::sample_empty().render()),
        sample("signins-new", SignInNew::sample().render()),
        sample("signins-new-invalid", SignInNew::sample_invalid().render()),
        sample("signins-show", SignInShow::sample().render()),
        sample("verifications-show", VerificationShow::sample().render()),
        sample("verifications-show-broken", VerificationShow::sample_broken().render()),
    ]);
    samples
}

/// The pages of what takes two people.
fn of_two() -> Vec<Sample> {
    let sample = |name, html| Sample { name, html };
    vec![
        sample("approvals-list", ApprovalList::sample().render()),
        sample("approvals-list-empty", ApprovalList::sample_empty().render()),
        sample("approvals-show", ApprovalShow::sample().render()),
        sample("approvals-show-declined", ApprovalShow::sample_declined().render()),
        sample("approvals-show-failed", ApprovalShow::sample_failed().render()),
        sample("destructions-new", DestructionNew::sample().render()),
        sample("destructions-new-invalid", DestructionNew::sample_invalid().render()),
        sample("policies-edit", PolicyEdit::sample().render()),
        sample("policies-edit-invalid", PolicyEdit::sample_invalid().render()),
        sample("policies-edition", EditionShow::sample().render()),
        sample("policies-editions", EditionList::sample().render()),
        sample("policies-list", PolicyList::sample().render()),
        sample("policies-list-reading", PolicyList::sample_reading().render()),
        sample("policies-show", PolicyShow::sample().render()),
        sample("policies-show-same", PolicyShow::sample_same().render()),
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
