//! Serves every page from its sample values on loopback, with the real headers, to be looked at.

use std::sync::Arc;

use axum::{Router, extract::Path, http::StatusCode, response::Html, routing::get};
use testkit::{FixedClock, SeededChance};
use web::{Config, Rules};

/// Where the gallery listens unless told otherwise.
const LISTEN: &str = "127.0.0.1:8089";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| LISTEN.to_owned());
    let rules = Rules {
        config: Arc::new(Config::new(&format!("http://{listen}"))?),
        clock: Arc::new(FixedClock::noon()),
        chance: Arc::new(SeededChance::new(1)),
    };
    let gallery = Router::new().route("/", get(list)).route("/{name}", get(show));
    let app = web::under_the_rules(Router::new().nest("/gallery", gallery), &rules);
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    axum::serve(listener, app).await?;
    Ok(())
}

async fn list() -> Html<String> {
    let line =
        |sample: web::Sample| format!("<li><a href=\"/gallery/{0}\">{0}</a></li>", sample.name);
    Html(web::samples().into_iter().map(line).collect())
}

async fn show(Path(name): Path<String>) -> Result<Html<String>, StatusCode> {
    let sample = web::samples().into_iter().find(|sample| sample.name == name);
    let html = sample.ok_or(StatusCode::NOT_FOUND)?.html;
    html.map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
