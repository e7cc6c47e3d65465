//! Search words: hashed anew at the start if need be, and after each destruction.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How often it is looked at even when nobody rang: a slow writer may have brought words under an old key.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Runs until the house stops.
pub async fn run(house: House, stop: CancellationToken) {
    loop {
        let hashed = tokio::select! {
            () = stop.cancelled() => return,
            hashed = house.desk.rehash_words() => hashed,
        };
        match hashed {
            Ok(0) => {}
            Ok(n) => tracing::info!("search words of {n} messages are under a new key"),
            Err(error) => {
                tracing::error!("search words wait to be hashed anew: {error}");
                tokio::time::sleep(super::PAUSE_AFTER_FAILURE).await;
                continue;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = house.desk.words_due() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}
