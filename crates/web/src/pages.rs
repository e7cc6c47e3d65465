//! The pages, one module per noun, and the routes between them.

pub mod agreements;
pub mod approvals;
pub mod apps;
pub mod assignments;
pub mod assurances;
pub mod attachments;
pub mod authorities;
pub mod case_links;
pub mod cases;
pub mod channels;
pub mod closures;
pub mod commands;
pub mod completions;
pub mod consents;
pub mod demos;
pub mod denials;
pub mod destinations;
pub mod destructions;
pub mod disclosures;
pub mod disputes;
pub mod drafts;
pub mod emergencies;
pub mod entries;
pub mod exports;
pub mod factors;
pub mod feeds;
pub mod fields;
pub mod galleries;
pub mod grants;
pub mod guide_runs;
pub mod guides;
pub mod handovers;
pub mod health;
pub mod help;
pub mod holders;
pub mod htmls;
pub mod joinings;
pub mod jottings;
pub mod languages;
pub mod leads;
pub mod legal;
pub mod links;
pub mod live;
pub mod looks;
pub mod mails;
pub mod merges;
pub mod messages;
pub mod motions;
pub mod notes;
pub mod notices;
pub mod passkeys;
pub mod passwords;
pub mod people;
pub mod placements;
pub mod places;
pub mod policies;
pub mod presentations;
pub mod previews;
pub mod profiles;
pub mod proofs;
pub mod queues;
pub mod recoveries;
pub mod replies;
pub mod requests;
pub mod reviews;
pub mod rulings;
pub mod saved_views;
pub mod searches;
pub mod sessions;
pub mod settings;
pub mod sheets;
pub mod signature_keys;
pub mod signins;
pub mod splits;
pub mod staff;
pub mod templates;
pub mod time_zones;
pub mod tokens;
pub mod verifications;

use axum::{Router, middleware, routing};

use crate::{
    State, caller,
    routes::{Routes, get, post},
    rules, unsent,
};

/// Builds the routes of all pages, under the rules.
pub fn router(state: State) -> Router {
    let give_back = middleware::from_fn_with_state(state.clone(), unsent::give_back);
    let seated = staff_routes()
        .merge(authority_routes())
        .merge(own_routes())
        .merge(security_routes())
        .merge(dispute_routes())
        .merge(house_routes())
        .into_router()
        .merge(gallery_routes())
        .layer(middleware::from_fn_with_state(state.clone(), leads::ask_first))
        .layer(middleware::from_fn(caller::require_seat))
        .layer(give_back.clone());
    let uploads = upload_routes().into_router();
    let uploads = uploads.layer(middleware::from_fn(caller::require_seat)).layer(give_back);
    let recognise = middleware::from_fn_with_state(state.clone(), caller::recognise);
    let routes = public_routes().into_router().merge(seated).layer(recognise.clone());
    let uploads = uploads.layer(recognise);
    let rules = state.rules.clone();
    rules::under_the_rules_with(routes.with_state(state.clone()), uploads.with_state(state), &rules)
}

/// Builds the routes of the gallery alone, under the rules: each page in each of its states, from sample values.
pub fn gallery(rules: &rules::Rules) -> Router {
    rules::under_the_rules(gallery_routes(), rules)
}

/// Returns the path of a one-time link, for who puts it into a mail or prints it.
pub fn link_path(secret: &str) -> String {
    format!("/links/{secret}")
}

fn public_routes() -> Routes {
    Routes::new()
        .route("/", get(signins::start))
        .route("/sign-in", get(signins::new).post(signins::create))
        .route("/sign-in/sent", get(signins::show))
        .route("/sign-in/passkey/challenge", post(signins::challenge))
        .route("/sign-in/passkey", post(signins::create_by_passkey))
        .route("/sign-in/password", post(signins::create_by_password))
        .route("/language", post(languages::update))
        .route("/time-zone", get(time_zones::edit).post(time_zones::update))
        .route("/links/{secret}", get(links::show).post(links::create))
        .route("/demo", get(demos::show))
        .route("/demo/seats", post(demos::create))
        .route("/audit/checkpoint", get(entries::checkpoint_text))
        .route("/rulings", get(rulings::list))
        .route("/rulings/feed.atom", get(feeds::list))
        .route("/rulings/{number}/{index}", get(rulings::show))
}

fn gallery_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/gallery", routing::get(galleries::list))
        .route("/gallery/{name}", routing::get(galleries::show))
}

fn staff_routes() -> Routes {
    Routes::new()
        .route("/cases", get(cases::list))
        .route("/cases/placements", get(placements::list).post(placements::create))
        .route("/cases/assignments", get(placements::list).post(assignments::create))
        .route("/filters/completions", get(completions::list))
        .route("/views", get(saved_views::list).post(saved_views::create))
        .route("/views/{id}", post(saved_views::update))
        .route("/views/{id}/ending", post(saved_views::destroy))
        .route("/views/{id}/return", post(saved_views::restore))
        .route("/commands", get(commands::list))
        .route("/searches", get(searches::show))
        .route("/cases/{number}", get(cases::show::show))
        .route("/cases/{number}/placement", post(placements::update))
        .route("/cases/{number}/assignment", post(assignments::update))
        .route("/cases/{number}/joining", post(joinings::create))
        .merge(affair_routes())
        .merge(handover_routes())
        .route("/cases/{number}/closure", post(closures::create))
        .route("/cases/{number}/reopening", post(closures::destroy))
        .route("/cases/{number}/notes", post(notes::create))
        .route("/cases/{number}/drafts", post(drafts::create))
        .route("/cases/{number}/drafts/{kind}/removal", post(drafts::destroy))
        .route("/drafts", get(drafts::list))
        .route("/live", get(live::show))
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
        .route("/cases/{number}/messages/{id}/attachments/{file}/preview", post(previews::show))
        .route("/people", get(people::new).post(people::show))
        .route("/log", get(entries::list))
        .route("/log/verification", post(verifications::create))
        .route("/log/{index}", get(entries::show))
        .route("/log/{index}/proof", get(entries::prove))
        .route("/profile", get(profiles::edit))
        .route("/profile/key", post(profiles::update))
        .route("/profile/keys", post(profiles::update_keys))
        .route("/profile/bindings", post(profiles::update_bindings))
        .route("/profile/notices", get(notices::edit).post(notices::update))
        .route("/help", get(help::show))
        .merge(two_routes())
        .merge(sheet_routes())
}

/// Cases that belong together.
fn affair_routes() -> Routes {
    Routes::new()
        .route("/cases/{number}/links", post(case_links::create))
        .route("/cases/{number}/links/{id}/removal", post(case_links::destroy))
        .route("/cases/{number}/merge", post(merges::create))
        .route("/cases/{number}/merges/{id}/undoing", post(merges::destroy))
        .route("/cases/{number}/splits", post(splits::create))
        .route("/cases/{number}/splits/new", get(splits::new))
}

/// Cases on their way, and where to.
fn handover_routes() -> Routes {
    use {
        destinations::{edit, retirements},
        handovers::endings,
    };
    Routes::new()
        .route("/destinations", get(destinations::list).post(edit::create))
        .route("/destinations/new", get(edit::new))
        .route("/destinations/{id}", post(edit::update))
        .route("/destinations/{id}/edit", get(edit::edit))
        .route("/destinations/{id}/retirement", post(retirements::create))
        .route("/destinations/{id}/return", post(retirements::destroy))
        .route("/cases/{number}/handovers", post(handovers::create))
        .route("/cases/{number}/handovers/new", get(handovers::new))
        .route("/handovers", get(handovers::list))
        .route("/handovers/{id}/acceptance", post(endings::create))
        .route("/handovers/{id}/decline", post(endings::update))
        .route("/handovers/{id}/withdrawal", post(endings::destroy))
}

/// Templates, guides, and guides beside cases.
fn sheet_routes() -> Routes {
    use {guide_runs as runs, guides as g, templates as t};
    Routes::new()
        .route("/templates", get(t::list).post(t::create))
        .route("/templates/new", get(t::new))
        .route("/templates/preview", post(t::preview))
        .route("/templates/adoption", post(t::create_adoption))
        .route("/templates/{id}", get(t::show).post(t::update))
        .route("/templates/{id}/edit", get(t::edit))
        .route("/templates/{id}/editions/{number}", get(t::show_edition))
        .route("/templates/{id}/editions/{number}/reversion", post(t::create_reversion))
        .route("/guides", get(g::list).post(g::create))
        .route("/guides/new", get(g::new))
        .route("/guides/preview", post(g::preview))
        .route("/guides/adoption", post(g::create_adoption))
        .route("/guides/{id}", get(g::show).post(g::update))
        .route("/guides/{id}/edit", get(g::edit))
        .route("/guides/{id}/editions/{number}", get(g::show_edition))
        .route("/guides/{id}/editions/{number}/reversion", post(g::create_reversion))
        .route("/cases/{number}/replies/template", post(replies::fill))
        .route("/cases/{number}/guides", post(runs::create))
        .route("/cases/{number}/guides/{id}/ticks", post(runs::update))
        .route("/cases/{number}/guides/{id}/ticks/undoing", post(runs::undo))
        .route("/cases/{number}/guides/{id}/ending", post(runs::destroy))
}

/// What takes two people, and the rules that say so.
fn two_routes() -> Routes {
    use policies::editions;
    Routes::new()
        .route("/approvals", get(approvals::list))
        .route("/approvals/{id}", get(approvals::show))
        .route("/approvals/{id}/approval", post(approvals::update))
        .route("/approvals/{id}/decline", post(approvals::destroy))
        .route("/approvals/{id}/completion", post(approvals::create))
        .route("/approvals/{id}/motion", post(approvals::create_motion))
        .route("/people/destruction", get(destructions::new).post(destructions::create))
        .route("/people/reset", get(destructions::new_reset).post(destructions::create_reset))
        .route("/staff", get(staff::list))
        .route("/motions", get(motions::list).post(motions::create))
        .route("/motions/new", get(motions::new))
        .route("/motions/{id}/withdrawal", post(motions::destroy))
        .route("/approvals/{id}/grant", get(motions::show_grant).post(motions::create_grant))
        .route("/staff/seats", post(staff::create_seat))
        .route("/staff/places/new", get(places::new))
        .route("/staff/places", post(places::create))
        .route("/staff/{id}/ending", post(staff::destroy))
        .route("/staff/{id}/agreements", post(agreements::show_of))
        .route("/tokens", get(tokens::list).post(tokens::create))
        .route("/tokens/{id}/ending", post(tokens::destroy))
        .route("/profile/deputy", post(profiles::update_deputy))
        .route("/policies", get(policies::list))
        .route("/policies/edit", get(policies::edit))
        .route("/policies/analysis", post(policies::show))
        .route("/policies/proposal", post(policies::create))
        .route("/policies/editions", get(editions::list))
        .route("/policies/editions/{number}", get(editions::show))
        .route("/policies/editions/{number}/reversion", post(editions::create))
}

/// The pages of whoever runs the house.
fn house_routes() -> Routes {
    use queues::retirements;
    Routes::new()
        .route("/health", get(health::show))
        .route("/channels", get(channels::list))
        .route("/channels/retry", post(channels::create_retry))
        .route("/queues", get(queues::list).post(queues::edit::create))
        .route("/queues/new", get(queues::edit::new))
        .route("/queues/{name}", post(queues::edit::update))
        .route("/queues/{name}/edit", get(queues::edit::edit))
        .route("/queues/{name}/retirement", get(retirements::new).post(retirements::create))
        .route("/queues/{name}/return", post(retirements::destroy))
        .route("/settings", get(settings::list))
        .route("/settings/{key}", post(settings::update))
        .route("/settings/changes/{number}/undoing", post(settings::destroy))
}

fn dispute_routes() -> Routes {
    use disputes as d;
    Routes::new()
        .route("/cases/{number}/dispute", get(d::filings::new).post(d::filings::create))
        .route("/cases/{number}/legal", post(legal::create))
        .route("/cases/{number}/holds/{id}/end", post(legal::destroy))
        .route("/disputes", get(d::list))
        .route("/disputes/{number}", get(d::show::show))
        .route("/disputes/{number}/seats", post(d::seats::create))
        .route("/disputes/{number}/departure", post(d::seats::destroy))
        .route("/disputes/{number}/refusal", post(d::endings::create))
        .route("/disputes/{number}/ending", post(d::endings::destroy))
        .route("/disputes/{number}/parts", post(d::completions::create))
        .route("/disputes/{number}/statements", post(d::statements::create))
        .route("/disputes/{number}/statements/{id}/sharing", post(d::statements::update))
        .route("/disputes/{number}/rulings", post(d::rulings::create))
        .route("/disputes/{number}/rulings/new", get(d::rulings::new).post(d::rulings::edit))
        .route("/disputes/{number}/rulings/preview", post(d::rulings::preview))
        .route("/disputes/{number}/rulings/{index}", get(d::rulings::show))
        .route("/disputes/{number}/rulings/{index}/signature", post(d::rulings::update))
        .route("/disputes/{number}/rulings/{index}/release", post(d::releases::create))
        .route("/me/disputes", get(d::own::list).post(d::own::create))
        .route("/me/disputes/new", get(d::own::new))
        .route("/me/disputes/{number}", get(d::own::show))
        .route("/me/disputes/{number}/statements", post(d::own::update))
        .route("/me/disputes/{number}/parts", post(d::own_parts::create))
        .route("/me/disputes/{number}/rulings/{index}/appeal", post(d::appeals::create))
}

fn authority_routes() -> Routes {
    Routes::new()
        .route("/cases/{number}/consents", post(consents::create))
        .route("/cases/{number}/consents/new", get(consents::new))
        .route("/cases/{number}/assurances", post(assurances::create))
        .route("/cases/{number}/assurances/new", get(assurances::new))
        .route("/cases/{number}/assurances/ending", post(assurances::destroy))
        .route("/cases/{number}/fields/{key}", post(fields::update))
        .route("/cases/{number}/fields/{key}/proposal", post(fields::create))
        .route("/cases/{number}/fields/{key}/edit", get(fields::edit))
        .route("/cases/{number}/fields/{key}/showing", post(fields::show))
        .route("/cases/{number}/fields/{key}/disclosures", post(disclosures::create))
        .route("/cases/{number}/fields/{key}/disclosures/new", get(disclosures::new))
        .route("/cases/{number}/emergencies", post(emergencies::create))
        .route("/cases/{number}/emergencies/new", get(emergencies::new))
        .route("/cases/{number}/emergencies/preview", post(emergencies::show))
        .route("/authorities", get(authorities::list))
        .route("/authorities/{id}/presentations", post(presentations::create))
        .route("/authorities/{id}/withdrawal", post(authorities::destroy))
        .route("/emergencies", get(emergencies::list))
        .route("/emergencies/{id}/ending", post(emergencies::destroy))
        .route("/emergencies/{id}/review", post(reviews::create))
}

/// What takes files.
fn upload_routes() -> Routes {
    Routes::new()
        .route("/me/requests", post(requests::create))
        .route("/me/requests/{number}/messages", post(requests::update))
}

fn own_routes() -> Routes {
    Routes::new()
        .route("/me", get(requests::list))
        .route("/me/requests/new", get(requests::new))
        .route("/me/requests/{number}", get(requests::show))
        .route("/me/requests/{number}/messages/{id}/files/{file}", post(requests::show_file))
        .route("/me/requests/{number}/outcome", post(requests::judge))
        .route("/me/export", post(exports::create))
        .route("/me/looks", get(looks::list))
        .route("/me/assurances", get(assurances::list_own))
        .route("/me/assurances/ending", post(assurances::destroy_own))
        .route("/me/fields", get(fields::list))
        .route("/agreement", get(agreements::show).post(agreements::create))
        .route("/me/authorities", get(holders::list))
        .route("/me/authorities/{id}/withdrawal", post(holders::destroy))
        .route("/consents", get(consents::list))
        .route("/consents/{id}", get(consents::show))
        .route("/consents/{id}/grant/preview", post(grants::new))
        .route("/consents/{id}/grant", post(grants::create))
        .route("/consents/{id}/refusal", post(grants::destroy))
        .route("/jottings/{place}", post(jottings::create))
        .route("/jottings/{place}/{about}", post(jottings::create))
        .route("/sign-out", post(signins::destroy))
}

fn security_routes() -> Routes {
    Routes::new()
        .route("/security", get(factors::list))
        .route("/security/factors/{id}", get(factors::show))
        .route("/security/factors/{id}/removal", post(factors::destroy))
        .route("/security/passkeys", post(passkeys::create))
        .route("/security/passkeys/new", get(passkeys::new))
        .route("/security/app", post(apps::create))
        .route("/security/app/new", get(apps::new))
        .route("/security/password", post(passwords::update))
        .route("/security/password/edit", get(passwords::edit))
        .route("/security/recovery", post(recoveries::create))
        .route("/security/recovery/new", get(recoveries::new))
        .route("/security/signature-keys", post(signature_keys::create))
        .route("/security/signature-keys/new", get(signature_keys::new))
        .route("/security/signature-keys/preview", post(signature_keys::preview))
        .route("/security/signature-keys/{id}", get(signature_keys::show))
        .route("/security/signature-keys/{id}/removal", post(signature_keys::destroy))
        .route("/security/proofs", post(proofs::create))
        .route("/security/proofs/new", get(proofs::new))
        .route("/security/sessions/endings", post(sessions::destroy_others))
        .route("/security/sessions/{id}/ending", post(sessions::destroy))
}
