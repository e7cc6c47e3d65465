//! The messages of all languages, read once.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use tracing::error;
use unic_langid::LanguageIdentifier;

use super::Locale;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Locale::ALL.map(bundle));

/// Says a message in a language, else in English, else its key: a page never fails for a word.
pub fn format(locale: Locale, key: &str, args: &FluentArgs<'_>) -> String {
    [locale, Locale::English]
        .into_iter()
        .find_map(|locale| said(locale, key, args))
        .unwrap_or_else(|| key.to_owned())
}

/// Says a message in a language that has it.
pub fn said(locale: Locale, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let [english, czech, german] = &*BUNDLES;
    let bundle = match locale {
        Locale::English => english,
        Locale::Czech => czech,
        Locale::German => german,
    };
    let pattern = bundle.get_message(key)?.value()?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
    if !faults.is_empty() {
        // The fault names variables of the message, never their values.
        error!(key, locale = locale.tag(), ?faults, "a message could not be said as it is written");
    }
    Some(text)
}

fn bundle(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks of isolation are for languages that are written in the other direction than the values in them.
    bundle.set_use_isolating(locale.direction() == "rtl");
    for (name, text) in texts(locale) {
        let resource =
            FluentResource::try_new(text.into_owned()).unwrap_or_else(|(read, faults)| {
                error!(name, ?faults, "a file of messages has faults");
                read
            });
        if let Err(faults) = bundle.add_resource(resource) {
            error!(name, ?faults, "a file of messages says what another says already");
        }
    }
    bundle
}

/// Returns the files of a language, by name.
pub(super) fn texts(locale: Locale) -> Vec<(String, Cow<'static, str>)> {
    let prefix = format!("{}/", locale.tag());
    let of_locale = Files::iter().filter(|name| name.starts_with(&prefix));
    let text = |name: Cow<'static, str>| {
        let data = Files::get(&name)?.data;
        Some((name.into_owned(), Cow::Owned(String::from_utf8(data.into_owned()).ok()?)))
    };
    of_locale.filter_map(text).collect()
}
