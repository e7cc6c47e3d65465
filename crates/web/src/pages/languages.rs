//! The language of the pages: chosen once, kept by the browser, without an account; for who has one, their mails are in it, too.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::KnownReading;
use serde::Deserialize;

use crate::{
    caller::Caller,
    cookies::{self, Jar},
    form::Ours,
    locale::Locale,
    trouble::Trouble,
};

/// Octets of the longest page that is come back to.
const BACK_BYTES_MAX: usize = 2048;

/// A choice of language.
#[derive(Deserialize)]
pub struct LanguageForm {
    language: String,
    #[serde(default)]
    back: String,
}

/// Keeps the choice and leads back to where it was made.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<LanguageForm>,
) -> Result<Response, Trouble> {
    let locale = Locale::of_tag(&form.language).ok_or(Trouble::NotFound)?;
    // The language alone: a zone that stands in this browser may be an old choice, or another's.
    let chosen = KnownReading { locale: Some(locale), zone: None };
    state.desk.keep_reading(&caller.actor, chosen).await?;
    let cookie = cookies::keep(&state.rules.config, Jar::Language, locale.tag().to_owned());
    Ok((CookieJar::new().add(cookie), Redirect::to(back(&form.back))).into_response())
}

/// Returns the page that is come back to; the first one where what was sent is none of ours.
pub fn back(path: &str) -> &str {
    if is_page_of_ours(path) { path } else { "/" }
}

/// Says whether a redirect to this stays in the house: browsers take `//` and `/\` for the name of another.
fn is_page_of_ours(path: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && c != '\\';
    path.len() <= BACK_BYTES_MAX
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_leads_nowhere_else() {
        for (path, expect) in [
            ("/cases?q=state:open", true),
            ("/", true),
            ("", false),
            ("//elsewhere.example", false),
            ("/\\elsewhere.example", false),
            ("https://elsewhere.example", false),
            ("/a\r\nset-cookie: b", false),
        ] {
            assert_eq!(is_page_of_ours(path), expect, "{path}");
        }
    }
}
