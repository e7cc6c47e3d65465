//! Which acts a test carries out, as the run itself tells it; and for each act, one test in which it is.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use model::Act;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber,
    span::{Attributes, Id, Record},
};

/// What a commit tells: it has written the entry of an act.
const ENTERED: &str = "acts.entered";
/// What a reading by a standing right tells, which leaves no entry: that it was asked for and allowed, before anything is read.
const READ: &str = "acts.read";

/// The acts that read and leave no entry. All others are carried out when their entry is written.
pub const READING: &[Act] = &[
    Act::CaseList,
    Act::CaseSearch,
    Act::HandoverList,
    Act::HandoverShow,
    Act::DestinationList,
    Act::FactorList,
    Act::SessionList,
    Act::QueueList,
    Act::StaffList,
    Act::LogShow,
    Act::LogProve,
    Act::ChangeList,
    Act::AuthorityList,
    Act::PersonAuthorities,
    Act::ApprovalList,
    Act::PolicyShow,
    Act::TemplateShow,
    Act::GuideShow,
    Act::HouseShow,
];

/// For each act, one test of the desk in which it is carried out: file and name. The run of that test fails where it is
/// not, on either database; `crates/desk/tests/carried_out.rs` looks whether one is missing.
pub const CARRIED_OUT: &[(Act, &str)] = &[
    (Act::CaseOpen, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::CaseAdd, "disputes::what_is_said_to_one_party_stays_there"),
    (Act::CaseList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::CaseShow, "visits::a_reading_is_entered_and_uses_it_once"),
    (Act::CaseSearch, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::CaseMove, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::CaseAssign, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::CaseNote, "walk::a_note_is_no_reply"),
    (Act::CaseReply, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::CaseClose, "carried_out::an_ended_case_is_taken_up_again"),
    (Act::CaseReopen, "carried_out::an_ended_case_is_taken_up_again"),
    (Act::CaseJudge, "own::whoever_asked_says_whether_it_helped"),
    (Act::CaseMarkLegal, "legal::a_hold_blocks_destruction_until_counsel_ends_it"),
    (Act::CaseLink, "affairs::links_show_what_one_may_see"),
    (Act::CaseUnlink, "affairs::links_show_what_one_may_see"),
    (Act::CaseMerge, "affairs::taken_apart_they_are_what_they_were"),
    (Act::CaseSeparate, "affairs::taken_apart_they_are_what_they_were"),
    (Act::CaseSplit, "affairs::chosen_messages_become_a_case"),
    (Act::CaseHandOver, "handovers::it_stays_with_its_giver_until_a_queue_accepts_it"),
    (Act::HandoverList, "handovers::it_stays_with_its_giver_until_a_queue_accepts_it"),
    (Act::HandoverShow, "handovers::it_stays_with_its_giver_until_a_queue_accepts_it"),
    (Act::HandoverAccept, "handovers::it_stays_with_its_giver_until_a_queue_accepts_it"),
    (Act::HandoverDecline, "handovers::whoever_gave_it_hears_why_it_was_declined"),
    (Act::HandoverWithdraw, "handovers::what_nobody_accepts_comes_back_louder"),
    (Act::HandoverLapse, "handovers::what_nobody_accepts_comes_back_louder"),
    (Act::DestinationList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::DestinationCreate, "handovers::only_administrators_keep_destinations"),
    (Act::DestinationEdit, "handovers::whoever_gets_it_is_there_when_it_is_given"),
    (Act::DestinationRetire, "handovers::only_administrators_keep_destinations"),
    (Act::DisputeFile, "disputes::a_dispute_is_filed_heard_ruled_and_published"),
    (Act::DisputeShow, "disputes::what_is_said_to_one_party_stays_there"),
    (Act::DisputeTake, "disputes::a_dispute_is_filed_heard_ruled_and_published"),
    (Act::DisputeDecline, "disputes::all_decline_and_it_ends"),
    (Act::DisputeLeave, "disputes::a_seat_is_handed_back"),
    (Act::DisputeEnd, "disputes::all_decline_and_it_ends"),
    (Act::DisputeComplete, "disputes::a_mail_to_disputes_files_one"),
    (Act::DisputeHear, "disputes::what_is_said_to_one_party_stays_there"),
    (Act::DisputeConfer, "disputes::what_is_said_to_one_party_stays_there"),
    (Act::DisputeShare, "disputes::what_is_said_to_one_party_stays_there"),
    (Act::DisputeRule, "disputes::a_dispute_is_filed_heard_ruled_and_published"),
    (Act::DisputeAppeal, "disputes::an_appeal_needs_two_of_three"),
    (Act::RulingSign, "disputes::an_appeal_needs_two_of_three"),
    (Act::RulingRelease, "disputes::a_dispute_is_filed_heard_ruled_and_published"),
    (Act::MessageUnseal, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::MessageSend, "walk::a_mail_is_received_triaged_opened_and_answered"),
    (Act::MessageUndo, "walk::undo_wins_only_from_held"),
    (Act::MessageConfirm, "walk::a_suggestion_is_confirmed_by_the_staff"),
    (Act::MessageReport, "walk::a_report_lands_on_its_copy"),
    (Act::PersonFind, "carried_out::a_person_is_found_and_sees_what_is_theirs"),
    (Act::PersonRequests, "carried_out::a_person_is_found_and_sees_what_is_theirs"),
    (Act::PersonLooks, "carried_out::a_person_is_found_and_sees_what_is_theirs"),
    (Act::PersonExport, "own::all_of_it_is_taken_away_on_record"),
    (Act::PersonDestroy, "by_two::two_destroy_a_person"),
    (Act::FactorList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::FactorAdd, "factors::a_first_factor_needs_no_proof_and_the_next_one_does"),
    (Act::FactorRemove, "assurances::it_counts_beside_what_they_held_then"),
    (Act::SessionList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::SessionEnd, "factors::sessions_are_seen_and_ended_by_their_owner"),
    (Act::PersonAssure, "assurances::two_say_that_somebody_was_met"),
    (Act::AssuranceEnd, "assurances::one_takes_it_back"),
    (Act::HoldEnd, "legal::a_hold_blocks_destruction_until_counsel_ends_it"),
    (Act::QueueList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::QueueEdit, "house::a_queue_without_staff_is_seen"),
    (Act::StaffList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::StaffInvite, "board::the_board_gives_places_by_motion"),
    (Act::StaffRemove, "board::a_member_of_the_board_is_removed_by_the_others"),
    (Act::FactorReset, "board::two_reset_how_somebody_signs_in"),
    (Act::BoardFound, "board::who_has_a_place_keeps_their_name_at_the_founding"),
    (Act::BoardJoin, "board::a_board_is_founded_by_two_who_take_their_seats"),
    (Act::DeputyName, "board::a_deputy_is_no_second"),
    (Act::NoticeChoose, "staff_notices::choices_are_ones_own_and_on_record"),
    (Act::AgreementAccept, "board::checking::roles_lie_idle_until_the_check_and_the_agreement"),
    (Act::AgreementShow, "board::agreeing::what_was_agreed_to_is_seen_by_oneself_and_counsel"),
    (Act::TokenCreate, "carried_out::tokens_and_keys_begin_and_end"),
    (Act::TokenRevoke, "carried_out::tokens_and_keys_begin_and_end"),
    (Act::KeySign, "carried_out::tokens_and_keys_begin_and_end"),
    (Act::KeyRotate, "carried_out::tokens_and_keys_begin_and_end"),
    (Act::LogShow, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::LogProve, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::ChangeList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::FieldShow, "signed_answers::a_signed_quote_grants"),
    (Act::FieldEdit, "signed_answers::a_signed_quote_grants"),
    (Act::FieldDisclose, "carried_out::telling::what_every_member_may_learn_is_told_on_record"),
    (Act::ConsentAsk, "signed_answers::a_signed_quote_declines"),
    (Act::ConsentGive, "signed_answers::a_signed_quote_grants"),
    (Act::ConsentDecline, "signed_answers::a_signed_quote_declines"),
    (Act::AuthorityList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::AuthorityPresent, "shown::what_is_carried_elsewhere_is_refused_in_words_and_entered"),
    (Act::AuthorityGive, "mandates::what_is_moved_seconded_and_proved_is_minted"),
    (Act::AuthorityWithdraw, "mandates::any_member_takes_it_back_alone"),
    (Act::PersonAuthorities, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::EmergencyDeclare, "emergencies::a_finding_ends_a_dispute_that_nobody_took"),
    (Act::EmergencyReview, "emergencies::a_finding_ends_a_dispute_that_nobody_took"),
    (Act::ApprovalList, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::ApprovalPropose, "by_two::two_destroy_a_person"),
    (Act::ApprovalApprove, "by_two::two_destroy_a_person"),
    (Act::ApprovalDecline, "by_two::what_was_declined_or_taken_back_is_not_done"),
    (Act::PolicyShow, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::PolicyChange, "by_two::the_policies_are_changed_by_two_and_taken_back"),
    (Act::TemplateShow, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::TemplateEdit, "sheets::editions_follow_each_other_and_lead_back"),
    (Act::GuideShow, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::GuideEdit, "guides::a_newer_edition_changes_nothing_that_is_at_work"),
    (Act::GuideStart, "guides::a_guide_is_worked_along_and_every_tick_is_on_record"),
    (Act::GuideTick, "guides::a_guide_is_worked_along_and_every_tick_is_on_record"),
    (Act::GuideUntick, "guides::a_guide_is_worked_along_and_every_tick_is_on_record"),
    (Act::GuideStop, "guides::a_guide_is_worked_along_and_every_tick_is_on_record"),
    (Act::HouseShow, "carried_out::what_is_read_by_a_standing_right_leaves_no_entry"),
    (Act::SettingChange, "house::a_changed_setting_is_obeyed_at_once_and_taken_back"),
    (Act::DeliveryRetry, "house::what_waits_is_counted_and_tried_now"),
];

/// Runs a test; fails it where an act that it is named for was not carried out in it.
pub async fn watch(test: &str, run: impl Future<Output = ()>) {
    let done = Arc::<Mutex<BTreeSet<Act>>>::default();
    Box::pin(run).with_subscriber(Recorder(done.clone())).await;
    let done = done.lock().unwrap_or_else(PoisonError::into_inner);
    let test = test.replace("::sqlite::", "::").replace("::postgres::", "::");
    let missing: Vec<_> = CARRIED_OUT
        .iter()
        .filter(|(act, named)| *named == test && !done.contains(act))
        .map(|(act, _)| act.as_str())
        .collect();
    assert!(missing.is_empty(), "{test} is named for acts that were not done in it: {missing:?}");
}

struct Recorder(Arc<Mutex<BTreeSet<Act>>>);

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        [ENTERED, READ].contains(&metadata.target())
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut told = Told(None);
        event.record(&mut told);
        let is_entered = event.metadata().target() == ENTERED;
        // Some readings are asked for by an act that writes: they are not that act.
        if let Some(act) = told.0.filter(|act| is_entered || READING.contains(act)) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(act);
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Told(Option<Act>);

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "act" {
            self.0 = Act::of_str(value);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
