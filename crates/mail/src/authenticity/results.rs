//! `Authentication-Results` (RFC 8601): what the mail server before us found out.

/// Octets of a field that are read.
const FIELD_OCTETS_MAX: usize = 16 * 1024;

/// One field, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Results {
    /// Who wrote it.
    pub(super) authserv_id: String,
    /// The domains for which a method passed, each in its own property.
    pub(super) vouchers: Vec<String>,
}

/// Reads a field; what is not understood vouches for nothing.
pub(super) fn read(value: &str) -> Option<Results> {
    let value = value.get(..value.floor_char_boundary(FIELD_OCTETS_MAX))?;
    let bare = without_comments_and_quotes(value);
    let mut pieces = bare.split(';');
    // The version may stand behind the id.
    let authserv_id = pieces.next()?.split_whitespace().next()?.to_owned();
    let vouchers = pieces.filter_map(voucher).collect();
    Some(Results { authserv_id, vouchers })
}

/// Returns the domain that one result vouches for.
fn voucher(result: &str) -> Option<String> {
    let spaced = result.replace('=', " = ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let [method, "=", "pass", properties @ ..] = words.as_slice() else { return None };
    // A version may follow the method (RFC 8601 §2.2).
    let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let property = |name: &str| {
        properties.windows(3).find_map(|window| match window {
            [found, "=", value] if found.eq_ignore_ascii_case(name) => Some((*value).to_owned()),
            _ => None,
        })
    };
    let found = match method.as_str() {
        "dkim" => property("header.d"),
        "spf" => property("smtp.mailfrom"),
        "dmarc" => property("header.from"),
        _ => None,
    }?;
    let domain = found.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    (!domain.is_empty()).then_some(domain)
}

/// Takes comments out (they nest) and quotes off; what stood in quotes cannot separate results.
fn without_comments_and_quotes(value: &str) -> String {
    let mut bare = String::with_capacity(value.len());
    let mut depth: usize = 0;
    let mut is_quoted = false;
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if is_quoted || depth > 0 => {
                chars.next();
            }
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ';' | '=' | ' ' | '\t' if is_quoted => bare.push('_'),
            _ => bare.push(c),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: &str, id: &str, vouchers: &[&str]) {
        let expect = Results {
            authserv_id: id.to_owned(),
            vouchers: vouchers.iter().map(|v| (*v).to_owned()).collect(),
        };
        assert_eq!(read(value), Some(expect), "{value}");
    }

    #[test]
    fn reads_what_servers_write() {
        check(" mx.us.example; dkim=pass header.d=x.example", "mx.us.example", &["x.example"]);
        check(
            "mx.us.example 1; spf=pass (ok) smtp.mailfrom=jana@x.example",
            "mx.us.example",
            &["x.example"],
        );
        check(
            "mx;\r\n dkim=pass (2048-bit key) header.d=x.example header.i=@x.example header.b=ab;\r\n dmarc=pass header.from=x.example",
            "mx",
            &["x.example", "x.example"],
        );
        check("mx; dkim = pass header.d = \"x.example\"", "mx", &["x.example"]);
        check("mx; none", "mx", &[]);
        check("mx; dkim=fail header.d=x.example", "mx", &[]);
        check("mx; iprev=pass policy.iprev=192.0.2.1", "mx", &[]);
        check("mx; spf=pass smtp.helo=x.example", "mx", &[]);
        check("mx; dkim=fail reason=\"; dkim=pass header.d=x.example\"", "mx", &[]);
        check("mx; dkim=fail (; dkim=pass header.d=x.example)", "mx", &[]);
        assert_eq!(read(""), None);
    }

    proptest! {
        #[test]
        fn never_panics(value in "([a-z.]{0,5}|;|=|\\(|\\)|\"|\\\\| |dkim=pass|header\\.d=)*") {
            read(&value);
        }
    }
}
