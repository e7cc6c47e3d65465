//! Styles, scripts and shapes: embedded, and served under a path that carries their digest.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use aws_lc_rs::digest;
use axum::{
    Extension,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use rust_embed::Embed;

use crate::headers::Part;

/// Octets of the SHA-256 digest that stand in a path; enough to tell editions apart.
const DIGEST_BYTES_SHOWN: usize = 8;

/// The style files in the order in which they are joined; the first declares the layers.
const STYLES: [&str; 27] = [
    "layers",
    "tokens",
    "reset",
    "type",
    "button",
    "form",
    "state",
    "seal",
    "frame",
    "nav",
    "board",
    "case",
    "message",
    "authority",
    "denial",
    "log",
    "policy",
    "portal",
    "security",
    "dispute",
    "live",
    "sheet",
    "affairs",
    "house",
    "tour",
    "preview",
    "notice",
];

/// The scripts of the desk, joined: each file would be a request, and a slow line is slow by turns, not by octets.
const DESK_SCRIPT: &str = "desk.js";

/// What stands around each of them: the names of one are none of another's, and one that fails stops no other.
const SCRIPT_HEAD: &str = "try {\n";
const SCRIPT_END: &str = "} catch (error) {\nreportError(error);\n}\n";

const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// The script that pages about passkeys load themselves, whoever sees them.
const PASSKEY_SCRIPT: &str = "passkey-form.js";

/// The style file for paper, last because it overrides the others.
const STYLE_PRINT: &str = "print";

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Folder;

struct Asset {
    digest: String,
    media_type: &'static str,
    bytes: Cow<'static, [u8]>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(read);

/// Returns the path of an asset; it changes whenever the asset does.
pub fn href(name: &str) -> String {
    ASSETS.get(name).map_or_else(String::new, |asset| path(name, asset))
}

/// Serves one asset; an old digest is gone, so that a stale page never meets a newer script.
pub async fn show(Path((digest, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.get(&name).filter(|asset| asset.digest == digest) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, Extension(Part), asset.bytes.clone()).into_response()
}

fn path(name: &str, asset: &Asset) -> String {
    format!("/assets/{}/{name}", asset.digest)
}

fn read() -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let mut add = |name: &str, media_type, bytes: Cow<'static, [u8]>| {
        let digest = digest::digest(&digest::SHA256, &bytes);
        let shown = digest.as_ref().get(..DIGEST_BYTES_SHOWN).unwrap_or_default();
        let digest = HEXLOWER.encode(shown);
        assets.insert(name.to_owned(), Asset { digest, media_type, bytes });
    };
    let styles = STYLES.iter().chain([&STYLE_PRINT]);
    let files = styles.filter_map(|name| Folder::get(&format!("css/{name}.css")));
    let css: String = files.map(|file| lean(&file.data)).collect();
    add("chancery.css", "text/css; charset=utf-8", css.into_bytes().into());
    for name in ["sprite.svg", "mark.svg"] {
        if let Some(file) = Folder::get(name) {
            add(name, "image/svg+xml", file.data);
        }
    }
    let mut desk = String::new();
    for (name, text) in scripts() {
        if name == PASSKEY_SCRIPT {
            add(&name, SCRIPT_TYPE, text.into_bytes().into());
            continue;
        }
        for part in [SCRIPT_HEAD, &text, SCRIPT_END] {
            desk.push_str(part);
        }
    }
    add(DESK_SCRIPT, SCRIPT_TYPE, desk.into_bytes().into());
    assets
}

/// Returns the scripts in the order of their names.
fn scripts() -> BTreeMap<String, String> {
    let file = |path: Cow<'static, str>| {
        let name = path.strip_prefix("js/")?;
        Some((name.to_owned(), lean(&Folder::get(&path)?.data)))
    };
    Folder::iter().filter_map(file).collect()
}

/// Leaves out what only people read: comments, and the space before a line. Each line stays one, so that what a browser
/// says of it can be found.
fn lean(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut rest = text.as_ref();
    let mut spoken = String::new();
    while let Some((before, behind)) = rest.split_once("/*") {
        spoken.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, behind)| behind);
    }
    spoken.push_str(rest);
    let lines = spoken.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_style_file_is_joined() {
        let listed = STYLES.iter().chain([&STYLE_PRINT]).map(|name| format!("css/{name}.css"));
        let listed: BTreeSet<_> = listed.collect();
        let there = Folder::iter().filter(|path| path.starts_with("css/"));
        let there: BTreeSet<_> = there.map(Cow::into_owned).collect();
        assert_eq!(listed, there);
    }

    #[test]
    fn scripts_can_be_joined() {
        let desk = String::from_utf8_lossy(&ASSETS[DESK_SCRIPT].bytes).into_owned();
        for (name, text) in scripts() {
            let is_module = |line: &str| line.starts_with("import ") || line.starts_with("export ");
            assert!(!text.lines().any(is_module), "{name} cannot stand in a block");
            assert!(text.ends_with('\n'), "{name} would hide what stands behind it");
            let joined = [SCRIPT_HEAD, &text, SCRIPT_END].concat();
            assert_eq!(desk.contains(&joined), name != PASSKEY_SCRIPT, "{name}");
        }
    }

    #[test]
    fn what_only_people_read_is_left_out() {
        let check = |text: &str, expect: &str| assert_eq!(lean(text.as_bytes()), expect, "{text}");
        check("/* Why. */\na {\n  b: c; /* d\n e */ f: g;\n}\n", "a {\nb: c;  f: g;\n}\n");
        check("// Why.\n\nlet a = 1; // b\n  // c\n  d();\n", "let a = 1; // b\nd();\n");
    }

    #[test]
    fn nothing_that_a_browser_reads_is_left_out() {
        for path in Folder::iter().filter(|path| path.ends_with(".js") || path.ends_with(".css")) {
            let text = String::from_utf8_lossy(&Folder::get(&path).unwrap().data).into_owned();
            let is_whole = text.lines().all(|line| line.matches('`').count() % 2 == 0);
            assert!(is_whole, "{path}: a text of several lines would lose the space before them");
            let is_quoted = text
                .lines()
                .any(|line| line.split('"').skip(1).step_by(2).any(|quoted| quoted.contains("/*")));
            assert!(!is_quoted, "{path}: what looks like a comment stands in a text");
        }
    }

    #[tokio::test]
    async fn only_the_present_digest_is_served() {
        let asset = &ASSETS["chancery.css"];
        let name = || "chancery.css".to_owned();
        let found = show(Path((asset.digest.clone(), name()))).await;
        assert_eq!(found.status(), StatusCode::OK);
        let stale = show(Path(("0123456789abcdef".to_owned(), name()))).await;
        assert_eq!(stale.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn every_shape_a_template_names_is_in_the_sprite() {
        let sprite = String::from_utf8_lossy(&ASSETS["sprite.svg"].bytes).into_owned();
        let states = model::CaseState::ALL.map(model::CaseState::as_str);
        let deliveries = model::DeliveryState::ALL.map(model::DeliveryState::as_str);
        for name in states.into_iter().chain(deliveries) {
            assert!(sprite.contains(&format!("id=\"{name}\"")), "no shape {name}");
        }
    }
}
