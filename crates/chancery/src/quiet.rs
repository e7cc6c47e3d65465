//! Libraries that log what they read: mails, that is. They are never heard, whatever `CHANCERY_LOG` says.

use tracing_subscriber::filter::{FilterFn, filter_fn};

/// Their names: the HTML parser logs every token at level TRACE.
const TALKATIVE: [&str; 2] = ["html5ever", "markup5ever"];

/// Lets everything pass that others log.
pub fn quiet() -> FilterFn {
    filter_fn(|line| {
        let room = line.target().split("::").next().unwrap_or_default();
        !TALKATIVE.contains(&room)
    })
}
