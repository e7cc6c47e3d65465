//! Serves every page from its sample values on loopback, with the real headers, to be looked at.

use std::sync::Arc;

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
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    axum::serve(listener, web::gallery(&rules)).await?;
    Ok(())
}
