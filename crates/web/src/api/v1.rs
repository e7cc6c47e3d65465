//! The first version of the API: its routes and its OpenAPI document, which is made of them.

mod affairs;
mod approvals;
mod assignments;
mod assurances;
mod authorities;
mod cases;
mod changes;
mod closures;
mod confirmations;
mod consents;
mod destinations;
mod disclosures;
mod disputes;
mod document;
mod drafts;
mod emergencies;
mod entries;
mod exports;
mod fields;
mod file_unsealings;
mod guides;
mod handovers;
mod html_unsealings;
mod issuer_keys;
mod looks;
mod mail_unsealings;
mod mandates;
mod messages;
mod notes;
mod own_disputes;
mod people;
mod policies;
mod proofs;
mod queues;
mod redemptions;
mod replies;
mod requests;
mod rights;
mod rulings;
mod sessions;
mod staff;
mod templates;
mod unsealings;

pub use assurances::AssuranceBody;
pub use authorities::AuthorityBody;
pub use consents::ConsentBody;
pub use fields::ValueBody;
pub use looks::{FieldLookBody, LookBody, VisitBody};
pub use own_disputes::{OwnDisputeBody, OwnRulingBody, OwnStatementBody};
pub use requests::{OwnMessageBody, OwnRequestBody};

use axum::{Extension, Router, http::StatusCode, middleware};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{caller, idempotency};
use crate::State;

/// Builds the routes.
pub fn router(state: &State) -> Router<State> {
    let keep = middleware::from_fn_with_state(state.clone(), idempotency::keep);
    let admit = middleware::from_fn_with_state(state.clone(), caller::admit);
    let known = document::taking_keys(repeatable()).route_layer(keep).merge(once());
    let for_callers = document::needing_a_token(known).merge(document::needing_a_session(proved()));
    let api = document::of_nothing()
        .merge(for_callers.route_layer(admit))
        .merge(document::needing_a_console(consoles()))
        .merge(public());
    let (routes, document) = api.split_for_parts();
    routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(Extension(document::Text::of(document)))
}

/// Routes whose POST takes an `Idempotency-Key`.
fn repeatable() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(cases::list))
        .routes(routes!(cases::show, cases::update))
        .routes(routes!(rights::list))
        .routes(routes!(assignments::create))
        .routes(routes!(closures::create, closures::destroy))
        .routes(routes!(closures::create_reopening))
        .routes(routes!(drafts::show, drafts::update, drafts::destroy))
        .routes(routes!(notes::create))
        .routes(routes!(replies::create))
        .routes(routes!(replies::destroy))
        .routes(routes!(replies::create_retraction))
        .routes(routes!(messages::list))
        .routes(routes!(confirmations::create))
        .routes(routes!(queues::list, queues::create))
        .routes(routes!(queues::update))
        .routes(routes!(staff::list))
        .routes(routes!(entries::list))
        .routes(routes!(entries::show))
        .routes(routes!(entries::show_proof))
        .routes(routes!(changes::list))
        .routes(routes!(requests::list, requests::create))
        .routes(routes!(requests::show))
        .routes(routes!(requests::create_message))
        .routes(routes!(requests::create_outcome))
        .routes(routes!(exports::create))
        .routes(routes!(looks::list))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::destroy))
        .merge(of_affairs())
        .merge(of_handovers())
        .merge(of_sheets())
        .merge(of_disputes())
        .merge(authority())
        .merge(of_two())
}

/// Routes of what takes two people, and of the policies.
fn of_two() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(approvals::list))
        .routes(routes!(approvals::show))
        .routes(routes!(approvals::create))
        .routes(routes!(approvals::create_decline))
        .routes(routes!(approvals::create_completion))
        .routes(routes!(approvals::create_destruction))
        .routes(routes!(approvals::create_reset))
        .routes(routes!(approvals::create_motion))
        .routes(routes!(approvals::create_place))
        .routes(routes!(policies::list))
        .routes(routes!(policies::list_editions))
        .routes(routes!(policies::create_analysis))
        .routes(routes!(policies::create))
        .routes(routes!(policies::create_reversion))
}

/// Routes of cases that belong together.
fn of_affairs() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(affairs::show))
        .routes(routes!(affairs::create_link))
        .routes(routes!(affairs::destroy_link))
        .routes(routes!(affairs::create_merge))
        .routes(routes!(affairs::destroy_merge))
        .routes(routes!(affairs::create_split))
}

/// Routes of cases on their way.
fn of_handovers() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(destinations::list))
        .routes(routes!(handovers::list))
        .routes(routes!(handovers::create))
        .routes(routes!(handovers::create_preview))
        .routes(routes!(handovers::create_acceptance))
        .routes(routes!(handovers::create_decline))
        .routes(routes!(handovers::destroy))
}

/// Routes of templates, and of guides beside cases.
fn of_sheets() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(templates::list, templates::create))
        .routes(routes!(templates::show))
        .routes(routes!(templates::create_edition))
        .routes(routes!(templates::create_preview))
        .routes(routes!(guides::list, guides::create))
        .routes(routes!(guides::create_tick))
        .routes(routes!(guides::destroy_tick))
}

/// Routes of disputes and legal inquiries.
fn of_disputes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(disputes::list))
        .routes(routes!(disputes::show))
        .routes(routes!(disputes::create))
        .routes(routes!(disputes::create_legal))
        .routes(routes!(disputes::create_seat))
        .routes(routes!(disputes::create_departure))
        .routes(routes!(disputes::create_refusal))
        .routes(routes!(disputes::create_statement))
        .routes(routes!(disputes::show_ruling))
        .routes(routes!(disputes::create_release))
        .routes(routes!(own_disputes::list, own_disputes::create))
        .routes(routes!(own_disputes::show))
        .routes(routes!(own_disputes::create_statement))
        .routes(routes!(own_disputes::create_appeal))
}

/// Routes of authority that take an `Idempotency-Key` too.
fn authority() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(fields::list))
        .routes(routes!(fields::update))
        .routes(routes!(fields::list_own))
        .routes(routes!(consents::list, consents::create))
        .routes(routes!(consents::list_own))
        .routes(routes!(authorities::list))
        .routes(routes!(authorities::destroy))
        .routes(routes!(authorities::list_own))
        .routes(routes!(authorities::list_of_board))
        .routes(routes!(assurances::list_own, assurances::destroy_own))
        .routes(routes!(emergencies::list))
        .routes(routes!(emergencies::create_review))
        .routes(routes!(consents::create_decline))
}

/// Routes whose POST opens what is sealed: each is an act of its own, and no answer is kept.
fn once() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(unsealings::create))
        .routes(routes!(html_unsealings::create))
        .routes(routes!(mail_unsealings::create))
        .routes(routes!(file_unsealings::create))
        .routes(routes!(people::create_search))
        .routes(routes!(fields::create_showing))
        .routes(routes!(fields::create_proposal))
        .routes(routes!(disclosures::create))
}

/// Routes that begin a proof or take one, which is good once: for who is signed in. No answer is kept.
fn proved() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(consents::create_grant_preview))
        .routes(routes!(consents::create_grant))
        .routes(routes!(emergencies::create_preview))
        .routes(routes!(emergencies::create))
}

/// Routes for everyone.
fn public() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(document::show))
        .routes(routes!(entries::show_checkpoint))
        .routes(routes!(rulings::list))
        .routes(routes!(rulings::show))
        .routes(routes!(issuer_keys::list))
        .routes(routes!(issuer_keys::show))
        .routes(routes!(redemptions::show_key))
}

/// Routes for systems outside, known by secrets of their own.
fn consoles() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(redemptions::create))
}
