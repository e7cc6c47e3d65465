//! What a name and a declared type say that a file is. They are the sender's word: compared, never followed.

use crate::{Family, Kind, Lie};

/// Ends of names and what they promise.
const ENDS: &[(&[&str], Family)] = &[
    (
        &[
            "avif", "bmp", "gif", "heic", "heif", "ico", "jpe", "jpeg", "jpg", "png", "tif",
            "tiff", "webp",
        ],
        Family::Picture,
    ),
    (
        &[
            "asc", "cfg", "conf", "crt", "csv", "eml", "ics", "ini", "json", "log", "md", "pem",
            "sql", "toml", "tsv", "txt", "vcf", "yaml", "yml",
        ],
        Family::Text,
    ),
    (&["htm", "html", "svg", "xhtml", "xml"], Family::Markup),
    (
        &["doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx"],
        Family::Document,
    ),
    (&["7z", "bz2", "gz", "rar", "tar", "tgz", "xz", "zip", "zst"], Family::Archive),
    (&["avi", "flac", "m4a", "mkv", "mov", "mp3", "mp4", "ogg", "wav", "webm"], Family::Media),
];

/// Ends of names by which a system runs what it is asked to open; documents with macros and discs that open like folders
/// are among them.
const RUN_BY_NAME: [&str; 41] = [
    "app", "apk", "appx", "bat", "chm", "cmd", "com", "command", "cpl", "desktop", "dll", "docm",
    "exe", "hta", "img", "iso", "jar", "js", "jse", "lnk", "msc", "msi", "msix", "pif", "pkg",
    "pptm", "ps1", "py", "reg", "scf", "scr", "sh", "url", "vb", "vbe", "vbs", "vhd", "wsf", "wsh",
    "xll", "xlsm",
];

/// Beginnings of declared types and what they promise.
const DECLARED: &[(&str, Family)] = &[
    ("image/svg", Family::Markup),
    ("image/", Family::Picture),
    ("text/html", Family::Markup),
    ("text/xml", Family::Markup),
    ("application/xml", Family::Markup),
    ("text/", Family::Text),
    ("application/json", Family::Text),
    ("message/", Family::Text),
    ("application/pdf", Family::Document),
    ("application/zip", Family::Archive),
    ("audio/", Family::Media),
    ("video/", Family::Media),
];

/// Returns the kind that a plain text is said to be, where that changes only how it is shown.
pub fn narrowed(kind: Kind, name: &str, media_type: &str) -> Kind {
    if kind != Kind::Text {
        return kind;
    }
    match (end_of(name).as_str(), media_type) {
        (_, "message/rfc822" | "message/global") | ("eml", _) => Kind::Mail,
        (_, "text/csv") | ("csv" | "tsv", _) => Kind::Table,
        _ => kind,
    }
}

/// Returns what is said of a file that its bytes are not.
pub fn lie(kind: Kind, name: &str, media_type: &str) -> Option<Lie> {
    let end = end_of(name);
    let promised =
        ENDS.iter().find(|(ends, _)| ends.contains(&end.as_str())).map(|(_, family)| *family);
    if promised.is_some_and(|promised| !keeps(kind, promised)) {
        return Some(Lie::Name(format!(".{end}")));
    }
    let promised = DECLARED.iter().find(|(beginning, _)| media_type.starts_with(beginning));
    promised
        .filter(|(_, promised)| !keeps(kind, *promised))
        .map(|_| Lie::Declared(media_type.to_owned()))
}

/// Says whether opening a file of this name runs it.
pub fn runs(name: &str) -> bool {
    let end = end_of(name);
    // What ends so tells Windows where to go: `appref-ms`, `settingcontent-ms`, `search-ms`.
    RUN_BY_NAME.contains(&end.as_str()) || end.ends_with("-ms")
}

/// Says whether a kind is what was promised.
fn keeps(kind: Kind, promised: Family) -> bool {
    let family = kind.family();
    match promised {
        _ if family == promised || kind == Kind::Empty => true,
        // A text may hold anything that is written; a picture or a document may not be a page or a program.
        Family::Text => matches!(family, Family::Markup | Family::Unknown),
        Family::Markup => family == Family::Text,
        // Office documents are archives by their bytes where their parts come late.
        Family::Document => family == Family::Archive,
        // Their beginnings are many; what is no picture, text or program may be one.
        Family::Media | Family::Archive => family == Family::Unknown,
        Family::Picture | Family::Program | Family::Unknown => false,
    }
}

/// Returns what stands behind the last point, in small letters; signs that nobody sees do not count.
fn end_of(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let seen = seen.trim_end_matches([' ', '.']);
    seen.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default()
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
