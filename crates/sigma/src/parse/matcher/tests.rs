//! Values, modifiers and what becomes of them.

use super::*;
use crate::parse::modifier::modifiers;

fn made(names: &str, scalar: &Scalar) -> Result<Vec<Matcher>, String> {
    let names: Vec<&str> = names.split('|').filter(|name| !name.is_empty()).collect();
    let modifiers = modifiers(&names).map_err(|reason| reason.to_string())?;
    matchers(scalar, &modifiers, &Placeholders::new(), &mut Budget::default())
        .map_err(|reason| reason.to_string())
}

fn shown(matcher: &Matcher) -> String {
    match matcher {
        Matcher::Text { pattern, is_cased: false } => pattern.to_string(),
        Matcher::Text { pattern, is_cased: true } => format!("cased {pattern}"),
        Matcher::Regex(regex) => format!("re {regex}"),
        Matcher::FieldRef { field, part, .. } => format!("field {field} {part:?}"),
        Matcher::Cidr(cidr) => format!("{}/{}", cidr.network, cidr.prefix),
        other => format!("{other:?}"),
    }
}

fn check(names: &str, text: &str, expect: &[&str]) {
    let found: Vec<String> = match made(names, &Scalar::Text(text.to_owned())) {
        Ok(matchers) => matchers.iter().map(shown).collect(),
        Err(reason) => vec![reason],
    };
    assert_eq!(found, expect, "{names}: {text}");
}

#[test]
fn positions_add_wildcards_once() {
    check("contains", "a", &["*a*"]);
    check("contains", "*a*", &["*a*"]);
    check("startswith", "a*", &["a*"]);
    check("endswith", r"\cmd.exe", &[r"*\\cmd.exe"]);
    check("contains", r"a\*", &[r"*a\**"]);
    check("contains|cased", "a", &["cased *a*"]);
}

#[test]
fn encodings_chain_in_their_order() {
    check("base64", "foobar", &["Zm9vYmFy"]);
    check("base64offset|contains", "foobar", &["*Zm9vYmFy*", "*Zvb2Jhc*", "*mb29iYX*"]);
    check("wide|base64offset|contains", "ab", &["*YQBiA*", "*EAYg*", "*hAGIA*"]);
    check("utf16|base64", "cmd", &["//5jAG0AZAA="]);
    check("wide", "ab", &["a\0b\0"]);
    check("wide", "a*b", &["a\0*b\0"]);
    check("utf16be", "ab", &["\0a\0b"]);
    check("base64", "a*", &["modifier `base64` does not fit the value `a*`"]);
}

#[test]
fn expressions_are_bound_by_positions() {
    check("re", "a.b", &["re a.b"]);
    check("re|startswith", "a", &[r"re \A(?:a)"]);
    check("re|contains", "a", &["re a"]);
    check(
        "re",
        "(?=x)",
        &[
            "bad regular expression: error: look-around, including look-ahead and look-behind, is not supported",
        ],
    );
    assert!(
        made("re", &Scalar::Text(r"(\w{100}){1000}".into()))
            .unwrap_err()
            .contains("size of the expression")
    );
    assert!(made("re", &Scalar::Text("(".repeat(200))).is_err());
}

#[test]
fn networks_are_checked() {
    check("cidr", "10.0.0.0/8", &["10.0.0.0/8"]);
    check("cidr", "::1", &["::1/128"]);
    check("cidr", "10.0.0.1/8", &["bad network `10.0.0.1/8`: it has bits behind its prefix"]);
    check("cidr", "10.0.0.0/33", &["bad network `10.0.0.0/33`: no prefix"]);
    check("cidr", "here", &["bad network `here`: no address"]);
}

#[test]
fn types_must_fit() {
    check("gt", "5", &["modifier `gt` does not fit the value `5`"]);
    check("exists", "yes", &["modifier `exists` does not fit the value `yes`"]);
    check("fieldref", "a*", &["modifier `fieldref` does not fit the value `a*`"]);
    check("fieldref|endswith", "Image", &["field Image End"]);
    assert!(made("contains", &Scalar::Null).is_err());
    assert!(made("hour", &Scalar::Float(1.5)).is_err());
    assert!(matches!(made("hour|gte", &Scalar::Int(22)).unwrap()[0], Matcher::Time { .. }));
    assert!(matches!(made("exists", &Scalar::Bool(true)).unwrap()[0], Matcher::Exists(true)));
    assert!(matches!(made("", &Scalar::Null).unwrap()[0], Matcher::Null));
    assert_eq!(shown(&made("contains", &Scalar::Int(5)).unwrap()[0]), "*5*");
}
