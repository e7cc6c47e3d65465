//! Libraries that log what they read: mails, answers of browsers. They are never heard, whatever `CHANCERY_LOG` says.

use tracing_subscriber::filter::{FilterFn, filter_fn};

/// Their names: the HTML parser logs every token at level TRACE, the passkeys' parsers what they cannot read at ERROR,
/// where nothing is wrong with us, and that of OpenPGP whose key it was at WARN.
const TALKATIVE: [&str; 6] =
    ["html5ever", "markup5ever", "pgp", "webauthn_rs", "webauthn_rs_core", "webauthn_rs_proto"];

/// Lets everything pass that others log.
pub fn quiet() -> FilterFn {
    filter_fn(|line| {
        let room = line.target().split("::").next().unwrap_or_default();
        !TALKATIVE.contains(&room)
    })
}
