//! The pages, one module per noun, and the routes between them.

pub mod approvals;
pub mod assignments;
pub mod attachments;
pub mod cases;
pub mod closures;
pub mod denials;
pub mod destructions;
pub mod entries;
pub mod help;
pub mod htmls;
pub mod joinings;
pub mod links;
pub mod looks;
pub mod mails;
pub mod messages;
pub mod notes;
pub mod people;
pub mod placements;
pub mod policies;
pub mod profiles;
pub mod replies;
pub mod requests;
pub mod searches;
pub mod signins;
pub mod verifications;

use axum::{
    Router, middleware,
    routing::{get, post},
};

use crate::{State, caller, rules};

/// Builds the routes of all pages, under the rules.
pub fn router(state: State) -> Router {
    let seated =
        staff_routes().merge(own_routes()).layer(middleware::from_fn(caller::require_seat));
    let routes = public_routes()
        .merge(seated)
        .layer(middleware::from_fn_with_state(state.clone(), caller::recognise));
    let rules = state.rules.clone();
    rules::under_the_rules(routes.with_state(state), &rules)
}

/// Returns the path of a one-time link, for who puts it into a mail or prints it.
pub fn link_path(secret: &str) -> String {
    format!("/links/{secret}")
}

fn public_routes() -> Router<State> {
    Router::new()
        .route("/", get(signins::start))
        .route("/sign-in", get(signins::new).post(signins::create))
        .route("/sign-in/sent", get(signins::show))
        .route("/links/{secret}", get(links::show).post(links::create))
        .route("/audit/checkpoint", get(entries::checkpoint_text))
}

fn staff_routes() -> Router<State> {
    Router::new()
        .route("/cases", get(cases::list))
        .route("/searches", get(searches::show))
        .route("/cases/{number}", get(cases::show::show))
        .route("/cases/{number}/placement", post(placements::update))
        .route("/cases/{number}/assignment", post(assignments::update))
        .route("/cases/{number}/joining", post(joinings::create))
        .route("/cases/{number}/closure", post(closures::create))
        .route("/cases/{number}/reopening", post(closures::destroy))
        .route("/cases/{number}/notes", post(notes::create))
        .route("/cases/{number}/replies", post(replies::create))
        .route("/cases/{number}/replies/preview", post(replies::show))
        .route("/cases/{number}/replies/edit", post(replies::edit))
        .route("/cases/{number}/messages/{id}/unsealing", post(messages::show))
        .route("/cases/{number}/messages/{id}/html/unsealing", post(htmls::show))
        .route("/cases/{number}/messages/{id}/mail/unsealing", post(mails::show))
        .route("/cases/{number}/messages/{id}/confirmation", post(messages::update))
        .route("/cases/{number}/messages/{id}/retraction", post(messages::destroy))
        .route(
            "/cases/{number}/messages/{id}/attachments/{file}/unsealing",
            post(attachments::show),
        )
        .route("/people", get(people::new).post(people::show))
        .route("/log", get(entries::list))
        .route("/log/verification", post(verifications::create))
        .route("/log/{index}", get(entries::show))
        .route("/log/{index}/proof", get(entries::prove))
        .route("/profile", get(profiles::edit))
        .route("/profile/key", post(profiles::update))
        .route("/profile/keys", post(profiles::update_keys))
        .route("/help", get(help::show))
        .merge(two_routes())
}

/// What takes two people, and the rules that say so.
fn two_routes() -> Router<State> {
    use policies::editions;
    Router::new()
        .route("/approvals", get(approvals::list))
        .route("/approvals/{id}", get(approvals::show))
        .route("/approvals/{id}/approval", post(approvals::update))
        .route("/approvals/{id}/decline", post(approvals::destroy))
        .route("/approvals/{id}/completion", post(approvals::create))
        .route("/people/destruction", get(destructions::new).post(destructions::create))
        .route("/policies", get(policies::list))
        .route("/policies/edit", get(policies::edit))
        .route("/policies/analysis", post(policies::show))
        .route("/policies/proposal", post(policies::create))
        .route("/policies/editions", get(editions::list))
        .route("/policies/editions/{number}", get(editions::show))
        .route("/policies/editions/{number}/reversion", post(editions::create))
}

fn own_routes() -> Router<State> {
    Router::new()
        .route("/me", get(requests::list))
        .route("/me/requests", post(requests::create))
        .route("/me/requests/new", get(requests::new))
        .route("/me/requests/{number}", get(requests::show))
        .route("/me/requests/{number}/messages", post(requests::update))
        .route("/me/looks", get(looks::list))
        .route("/sign-out", post(signins::destroy))
}
