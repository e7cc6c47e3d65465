//! The pages, one module per noun, and the routes between them.

pub mod cases;
pub mod denials;
pub mod entries;
pub mod help;
pub mod links;
pub mod looks;
pub mod people;
pub mod profiles;
pub mod replies;
pub mod requests;
pub mod searches;
pub mod signins;

use axum::{Router, http::StatusCode, middleware, routing::get};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

use crate::{State, answer, assets, headers};

/// Builds the routes of all pages.
pub fn router(state: State) -> Router {
    under_the_rules(Router::new(), state)
}

/// Puts routes under the rules that hold for every answer, and adds the assets and the page of last resort.
pub fn under_the_rules(routes: Router<State>, state: State) -> Router {
    routes
        .route("/assets/{digest}/{name}", get(assets::show))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(RequestBodyLimitLayer::new(answer::FORM_BYTES_MAX))
        .layer(middleware::from_fn_with_state(state.clone(), answer::refuse_foreign))
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), answer::identify))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .with_state(state)
}
