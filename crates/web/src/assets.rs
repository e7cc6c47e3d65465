//! Styles, scripts and shapes: embedded, and served under a path that carries their digest.
//!
//! What shrinks is packed as tightly as it can be, once, and kept: a sixth less than what is packed anew for each request
//! (docs/adr/0017).

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use aws_lc_rs::digest;
use axum::{
    Extension,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode};
use data_encoding::HEXLOWER;
use rust_embed::Embed;

use crate::headers::Embedded;

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

/// Those of them that only pages of the desk need; whoever has no desk, and is most often on a telephone, does not wait for them. A test
/// holds that they style nothing else.
pub const DESK_STYLES: [&str; 10] =
    ["nav", "board", "log", "policy", "live", "sheet", "affairs", "house", "preview", "notice"];

/// The styles of the desk, and of all other pages.
const DESK_STYLE: &str = "chancery.css";
const PORTAL_STYLE: &str = "portal.css";

/// The scripts of the desk, joined: each file would be a request, and a slow line is slow by turns, not by octets.
const DESK_SCRIPT: &str = "desk.js";

/// What stands around each of them: the names of one are none of another's, and one that fails stops no other.
const SCRIPT_HEAD: &str = "try {\n";
const SCRIPT_END: &str = "} catch (error) {\nreportError(error);\n}\n";

const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// The script that pages about passkeys load themselves, whoever sees them.
const PASSKEY_SCRIPT: &str = "passkey-form.js";

/// The script that the page of time zones loads itself for whoever has no desk.
const ZONE_SCRIPT: &str = "time-zone.js";

/// The script that pages with something to type load themselves for whoever has no desk.
const TYPED_SCRIPT: &str = "typed-words.js";

/// The script that goes before it: what is typed is sent, and then waited for.
const BUSY_SCRIPT: &str = "page-busy.js";

/// How tightly Brotli packs: as it can. It is done once.
const BROTLI_QUALITY: i32 = 11;

/// Codings that are looked at in what a browser says that it takes.
const CODINGS_MAX: usize = 20;

/// The style file for paper, last because it overrides the others.
const STYLE_PRINT: &str = "print";

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Folder;

struct Asset {
    digest: String,
    media_type: &'static str,
    bytes: Bytes,
    /// Packed by Brotli; empty where that is no shorter. Made when it is first asked for.
    packed: OnceLock<Bytes>,
    /// True once somebody packs it.
    is_begun: AtomicBool,
}

impl Asset {
    /// Returns it packed; empty where that is no shorter, and while another request packs it: nobody waits for that one, or a burst
    /// behind a start would hold a thread each.
    async fn packed(&'static self) -> Bytes {
        if let Some(packed) = self.packed.get() {
            return packed.clone();
        }
        if self.is_begun.swap(true, Ordering::Relaxed) {
            return Bytes::new();
        }
        let packed = tokio::task::spawn_blocking(|| self.packed.get_or_init(|| pack(&self.bytes)));
        packed.await.cloned().unwrap_or_default()
    }
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(read);

/// Returns the path of an asset; it changes whenever the asset does.
pub fn href(name: &str) -> String {
    ASSETS.get(name).map_or_else(String::new, |asset| path(name, asset))
}

/// Serves one asset; an old digest is gone, so that a stale page never meets a newer script.
pub async fn show(Path((digest, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(&name).filter(|asset| asset.digest == digest) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    if takes_brotli(&asked) {
        let packed = asset.packed().await;
        if !packed.is_empty() {
            let packing = [(header::CONTENT_ENCODING, "br")];
            return (headers, packing, Extension(Embedded), packed).into_response();
        }
    }
    (headers, Extension(Embedded), asset.bytes.clone()).into_response()
}

/// Says whether a browser takes Brotli (RFC 9110 §12.5.3). They say so over TLS, and at `localhost`.
fn takes_brotli(asked: &HeaderMap) -> bool {
    let asked = asked.get_all(header::ACCEPT_ENCODING).iter();
    let codings = asked.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    codings.take(CODINGS_MAX).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim();
        let weight = weight.strip_prefix(['q', 'Q']).and_then(|weight| weight.strip_prefix('='));
        let weight = weight.map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("br") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Returns the bits of a window that holds all of it, within what Brotli knows (RFC 7932 §9.1). The packer's memory goes by it, not by
/// what is packed: with the widest, which is usual, 14 MB for each asset.
fn window_bits(n_bytes: usize) -> i32 {
    const BITS_MIN: u32 = 16;
    const BITS_MAX: u32 = 22;
    let bits = (usize::BITS - n_bytes.leading_zeros() + 1).clamp(BITS_MIN, BITS_MAX);
    i32::try_from(bits).unwrap_or(22)
}

/// Packs as tightly as Brotli can; empty where that is no shorter.
fn pack(bytes: &[u8]) -> Bytes {
    let params = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: bytes.len(),
        lgwin: window_bits(bytes.len()),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    let is_done = brotli::BrotliCompress(&mut &*bytes, &mut packed, &params).is_ok();
    match is_done && packed.len() < bytes.len() {
        true => packed.into(),
        false => Bytes::new(),
    }
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
        let bytes = match bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        let asset = Asset {
            digest,
            media_type,
            bytes,
            packed: OnceLock::new(),
            is_begun: AtomicBool::new(false),
        };
        assets.insert(name.to_owned(), asset);
    };
    for (name, leaves_out) in [(DESK_STYLE, &[][..]), (PORTAL_STYLE, &DESK_STYLES[..])] {
        let styles = STYLES.iter().chain([&STYLE_PRINT]);
        let styles = styles.filter(|style| !leaves_out.contains(style));
        let css: String = styles.map(|style| style_text(style)).collect();
        add(name, "text/css; charset=utf-8", css.into_bytes().into());
    }
    for name in ["sprite.svg", "mark.svg"] {
        if let Some(file) = Folder::get(name) {
            add(name, "image/svg+xml", file.data);
        }
    }
    let mut desk = String::new();
    let scripts = scripts();
    let joined = |name: &str| {
        let text = scripts.get(name).map(String::as_str).unwrap_or_default();
        [SCRIPT_HEAD, text, SCRIPT_END].concat()
    };
    for (name, text) in &scripts {
        if [PASSKEY_SCRIPT, ZONE_SCRIPT].contains(&name.as_str()) {
            add(name, SCRIPT_TYPE, text.clone().into_bytes().into());
        }
        if name == TYPED_SCRIPT {
            let both = [joined(BUSY_SCRIPT), joined(TYPED_SCRIPT)].concat();
            add(name, SCRIPT_TYPE, both.into_bytes().into());
        }
        if name != PASSKEY_SCRIPT {
            desk.push_str(&joined(name));
        }
    }
    add(DESK_SCRIPT, SCRIPT_TYPE, desk.into_bytes().into());
    assets
}

/// Returns the text of a style file as it is served.
pub fn style_text(name: &str) -> String {
    Folder::get(&format!("css/{name}.css")).map(|file| lean(&file.data)).unwrap_or_default()
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
    fn whoever_has_no_desk_waits_for_half_of_the_styles() {
        let (all, some) = (&ASSETS[DESK_STYLE].bytes, &ASSETS[PORTAL_STYLE].bytes);
        assert!(some.len() * 5 < all.len() * 3, "{} of {} octets", some.len(), all.len());
        let named: BTreeSet<_> = STYLES.into_iter().collect();
        assert!(DESK_STYLES.iter().all(|name| named.contains(name)));
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
        let show = async |digest: &str| {
            show(Path((digest.to_owned(), name())), HeaderMap::new()).await.status()
        };
        assert_eq!(show(&asset.digest).await, StatusCode::OK);
        assert_eq!(show("0123456789abcdef").await, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn who_takes_brotli_gets_it_and_finds_the_same_in_it() {
        let asset = &ASSETS["chancery.css"];
        let asked = HeaderMap::from_iter([(header::ACCEPT_ENCODING, "gzip, br".parse().unwrap())]);
        let path = (asset.digest.clone(), "chancery.css".to_owned());
        let answer = show(Path(path), asked).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        let packed = axum::body::to_bytes(answer.into_body(), asset.bytes.len()).await.unwrap();
        assert!(packed.len() < asset.bytes.len() / 5, "{} octets", packed.len());
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, asset.bytes);
    }

    #[tokio::test]
    async fn nobody_waits_while_another_packs() {
        let asset = &ASSETS["mark.svg"];
        asset.is_begun.store(true, Ordering::Relaxed);
        let asked = HeaderMap::from_iter([(header::ACCEPT_ENCODING, "br".parse().unwrap())]);
        let answer = show(Path((asset.digest.clone(), "mark.svg".to_owned())), asked).await;
        assert_eq!(answer.headers().get(header::CONTENT_ENCODING), None);
        assert_eq!(answer.status(), StatusCode::OK);
    }

    #[test]
    fn who_does_not_take_brotli_gets_none() {
        let check = |asked: &'static str, expect| {
            let value = axum::http::HeaderValue::from_static(asked);
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]);
            assert_eq!(takes_brotli(&headers), expect, "{asked}");
        };
        check("gzip, deflate, br, zstd", true);
        check("BR;q=0.5", true);
        check("gzip, br;q=0", false);
        check("gzip, br; Q=0", false);
        check("gzip, br;q=x", false);
        check("gzip, brotli", false);
        check("", false);
    }

    #[test]
    fn what_grows_is_not_packed() {
        assert_eq!(pack(b""), Bytes::new());
        assert_eq!(pack(b"a"), Bytes::new());
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
