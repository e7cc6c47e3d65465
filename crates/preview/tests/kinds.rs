//! What files are, whatever they are called.

use preview::{Body, Kind, Lie, Sent, look};
use proptest::prelude::*;

fn check(name: &str, media_type: &str, bytes: &[u8], expect: (Kind, Option<&str>, bool)) {
    let preview = look(Sent { name, media_type, bytes });
    let lie = preview.lie.map(|lie| match lie {
        Lie::Name(end) => end,
        Lie::Declared(declared) => declared,
    });
    assert_eq!((preview.kind, lie.as_deref(), preview.is_program), expect, "{name}");
}

#[test]
fn kinds_are_told_by_their_bytes() {
    let plain = |name: &str, bytes: &[u8], kind| {
        check(name, "application/octet-stream", bytes, (kind, None, false));
    };
    plain("a.pdf", b"%PDF-1.7\n", Kind::Pdf);
    plain("a.docx", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", Kind::Office);
    plain(
        "a.odt",
        b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.text",
        Kind::Office,
    );
    plain("a.zip", b"PK\x03\x04\x14\0\0\0\0\0x.txt", Kind::Archive);
    plain("a.txt", b"MZ is how this line of text begins", Kind::Text);
    plain("a.txt", b"BM as well", Kind::Text);
    plain("a.log", b"\x1b[31mred\x1b[0m\n", Kind::Text);
    plain("a.json", b"{\"a\": 1}\n", Kind::Json);
    plain("a.csv", b"a;b\n1;2\n", Kind::Table);
    plain("a.eml", b"From: a@x.example\r\n\r\nText", Kind::Mail);
    plain("a.pem", b"-----BEGIN CERTIFICATE-----\n", Kind::Pem);
    plain("a.svg", b"<?xml version=\"1.0\"?><svg><script/></svg>", Kind::Svg);
    plain("a.html", b"<!-- --><!DOCTYPE html>", Kind::Html);
    plain("empty", b"", Kind::Empty);
    plain("a.bin", b"\0\x01\x02\x03", Kind::Unknown);
    plain("a.heic", b"\0\0\0\x18ftypheic\0\0", Kind::OtherPicture);
    plain("a.mp4", b"\0\0\0\x18ftypisom\0\0", Kind::Media);
}

#[test]
fn a_name_that_lies_is_told() {
    let html = b"<html><script>alert(1)</script></html>";
    check("photo.jpg", "image/jpeg", html, (Kind::Html, Some(".jpg"), false));
    check("photo.jpg", "image/jpeg", b"MZ\x90\0\x03\0\0\0", (Kind::Program, Some(".jpg"), true));
    check(
        "invoice.pdf",
        "application/pdf",
        b"\x7fELF\x02\x01\x01\0",
        (Kind::Program, Some(".pdf"), true),
    );
    check("notes.txt", "text/plain", b"MZ\x90\0\x03\0\0\0", (Kind::Program, Some(".txt"), true));
    check("picture", "image/png", html, (Kind::Html, Some("image/png"), false));
    check(
        "report.pdf",
        "application/pdf",
        b"#!/bin/sh\nrm -rf ~\n",
        (Kind::Script, Some(".pdf"), true),
    );
    // It says what it is, and runs all the same.
    check(
        "invoice.pdf.exe",
        "application/octet-stream",
        b"MZ\x90\0\x03\0\0\0",
        (Kind::Program, None, true),
    );
    check("update.js", "text/plain", b"var a = 1;", (Kind::Text, None, true));
    // It is what it says, with macros that run when it is opened.
    check(
        "form.docm",
        "",
        b"PK\x03\x04\x14\0\x06\0[Content_Types].xml",
        (Kind::Office, None, true),
    );
    check("Setup.appref-ms", "text/plain", b"https://x.example/", (Kind::Text, None, true));
    // The name reads `invoice-exe.pdf` where signs are obeyed.
    check("invoice-\u{202e}fdp.exe", "", b"MZ\x90\0", (Kind::Program, None, true));
    check("invoice.exe\u{61c}", "", b"MZ\x90\0", (Kind::Program, None, true));
    check("invoice.exe\u{200b} ", "", b"MZ\x90\0", (Kind::Program, None, true));
}

#[test]
fn what_is_written_is_read_as_text() {
    for bytes in [&b"<html><script>x</script>"[..], b"#!/bin/sh\nx", b"<svg></svg>", b"plain"] {
        let preview = look(Sent { name: "", media_type: "", bytes });
        assert!(matches!(preview.body, Body::Text(_)), "{:?}", preview.kind);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn any_file_is_looked_at(
        beginning in prop::sample::select(vec![
            &b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ",
            b"RIFF\x10\0\0\0WEBPVP8L", b"RIFF\x10\0\0\0WEBPVP8X", b"<svg", b"PK\x03\x04", b"\xff\xfe",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
        name in ".{0,40}",
        media_type in "[a-z/.+-]{0,30}",
    ) {
        let bytes = [beginning, &rest].concat();
        let _ = look(Sent { name: &name, media_type: &media_type, bytes: &bytes });
    }
}
