//! Probes for machines: alive, ready, metrics. They say nothing about anybody.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;

use crate::{Rules, answer, headers};

/// What the house says about itself, handed in by whoever wires it.
#[derive(Clone)]
pub struct Probes {
    /// Looks at each part: its name, whether it is good, and in words.
    pub ready: Ready,
    /// Renders the metrics in Prometheus' text format.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
}

/// Looks at the parts of the house.
pub type Ready = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Vec<Part>> + Send>> + Send + Sync>;

/// One part of the house, as it was found.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub name: &'static str,
    /// True when it is as it should be.
    pub is_good: bool,
    /// True when nothing can be taken in without it; the others only degrade the house.
    pub is_needed: bool,
    /// What was found.
    pub words: String,
}

/// Builds the routes of the probes; their answers carry the headers of every other.
pub fn router(probes: Probes, rules: &Rules) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(probes)
        .layer(middleware::from_fn(answer::hurry))
        .layer(middleware::from_fn_with_state(rules.clone(), headers::add))
}

async fn ready(State(probes): State<Probes>) -> Response {
    let parts = (probes.ready)().await;
    let is_ready = parts.iter().all(|part| part.is_good || !part.is_needed);
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let parts: serde_json::Map<_, _> = parts
        .into_iter()
        .map(|part| {
            let state = match (part.is_good, part.is_needed) {
                (true, _) => "ready",
                (false, true) => "not ready",
                (false, false) => "degraded",
            };
            (part.name.to_owned(), json!({ "state": state, "words": part.words }))
        })
        .collect();
    (status, Json(json!({ "ready": is_ready, "parts": parts }))).into_response()
}

async fn metrics(State(probes): State<Probes>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, (probes.metrics)()).into_response()
}
