//! The rules that hold for every answer, and what they stand on.

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, middleware, routing::get};
use model::{Chance, Clock};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

use crate::{Config, answer, assets, headers, locale, packing, uploads};

/// What the rules stand on; cheap to clone.
#[derive(Clone)]
pub struct Rules {
    /// The settings of this door.
    pub config: Arc<Config>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws request ids and visit cookies.
    pub chance: Arc<dyn Chance>,
}

/// Puts routes under the rules, and adds the assets and the page of last resort.
pub fn under_the_rules(routes: Router, rules: &Rules) -> Router {
    under_the_rules_with(routes, Router::new(), rules)
}

/// The same, with routes that take files and so may be sent more.
pub fn under_the_rules_with(routes: Router, uploads: Router, rules: &Rules) -> Router {
    let uploads = uploads
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(uploads::UPLOAD_BYTES_MAX));
    routes
        .route("/assets/{digest}/{name}", get(assets::show))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(RequestBodyLimitLayer::new(answer::FORM_BYTES_MAX))
        .merge(uploads)
        .layer(middleware::from_fn_with_state(rules.clone(), answer::refuse_foreign))
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(rules.clone(), answer::identify))
        .layer(middleware::from_fn_with_state(rules.clone(), locale::choose))
        .layer(packing::layer())
        .layer(middleware::from_fn(packing::choose))
        .layer(middleware::from_fn_with_state(rules.clone(), headers::add))
}
