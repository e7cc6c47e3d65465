//! `smtp://[user:pass@]host:port` and `smtps://…`, read once at start.

use std::{fmt, net::IpAddr};

use model::Personal;

/// The port of mail over TLS from the start (RFC 8314 §3.3).
const SMTPS_PORT: u16 = 465;

/// Characters of a relay setting.
const URL_CHARS_MAX: usize = 1_000;

/// What is wrong with a relay setting. It does not repeat the setting, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelayError {
    /// It is not a relay address.
    #[error(
        "not a relay; it looks like smtp://host:port, smtp://user:password@host:port, smtps://host or folder:/path"
    )]
    Url,
    /// A folder is not named from the root on.
    #[error(
        "the relay's folder is not named from the root on; it looks like folder:/var/tmp/outbox"
    )]
    Folder,
    /// It names no port.
    #[error("the relay has no port; it looks like smtp://host:25")]
    Port,
    /// The certificate to trust cannot be read.
    #[error("the relay's root certificate is not readable PEM")]
    Root,
}

/// How the connection is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Not at all: to this machine itself.
    Plain,
    /// STARTTLS, or nothing is sent.
    StartTls,
    /// TLS from the start.
    Tls,
}

/// A relay setting, read.
#[derive(Clone)]
pub(super) struct RelayUrl {
    pub(super) scheme: Scheme,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) login: Option<(String, Personal<String>)>,
}

impl RelayUrl {
    pub(super) fn parse(url: &str) -> Result<Self, RelayError> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(RelayError::Url)?;
        if url.len() > URL_CHARS_MAX || url.chars().any(char::is_control) {
            return Err(RelayError::Url);
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(login_of(login)?), place),
            None => (None, rest),
        };
        let (host, port) = place_of(place)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "smtps" => Scheme::Tls,
            "smtp" if is_loopback(&host) => Scheme::Plain,
            "smtp" => Scheme::StartTls,
            _ => return Err(RelayError::Url),
        };
        let port = match (port, scheme) {
            (Some(port), _) => port,
            (None, Scheme::Tls) => SMTPS_PORT,
            (None, _) => return Err(RelayError::Port),
        };
        Ok(Self { scheme, host, port, login })
    }
}

impl fmt::Display for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.scheme == Scheme::Tls { "smtps" } else { "smtp" };
        let login = if self.login.is_some() { "…@" } else { "" };
        let is_v6 = self.host.contains(':');
        let (open, close) = if is_v6 { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{login}{open}{}{close}:{}", self.host, self.port)
    }
}

fn login_of(login: &str) -> Result<(String, Personal<String>), RelayError> {
    let (user, password) = login.split_once(':').ok_or(RelayError::Url)?;
    let user = percent_decoded(user).filter(|user| !user.is_empty()).ok_or(RelayError::Url)?;
    let password = percent_decoded(password).ok_or(RelayError::Url)?;
    Ok((user, Personal::new(password)))
}

fn place_of(place: &str) -> Result<(String, Option<u16>), RelayError> {
    let (host, port) = if let Some(rest) = place.strip_prefix('[') {
        let (host, rest) = rest.split_once(']').ok_or(RelayError::Url)?;
        host.parse::<std::net::Ipv6Addr>().map_err(|_| RelayError::Url)?;
        (host, rest.strip_prefix(':'))
    } else {
        match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        }
    };
    let is_host =
        !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || "-._:".contains(c));
    if !is_host {
        return Err(RelayError::Url);
    }
    let port = port.map(str::parse).transpose().map_err(|_| RelayError::Port)?;
    if port == Some(0) {
        return Err(RelayError::Port);
    }
    Ok((host.to_owned(), port))
}

/// Tells whether a host is this machine by its very name, without asking anyone.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Read<'a> = (Scheme, &'a str, u16, Option<(&'a str, &'a str)>);

    fn check(url: &str, expect: Result<Read<'_>, RelayError>) {
        let read = RelayUrl::parse(url);
        let read = read.as_ref().map_err(|e| *e).map(|r| {
            let login = r.login.as_ref().map(|(u, p)| (u.as_str(), p.expose().as_str()));
            (r.scheme, r.host.as_str(), r.port, login)
        });
        assert_eq!(read, expect, "{url}");
    }

    #[test]
    fn reads_settings() {
        check("smtp://127.0.0.1:25", Ok((Scheme::Plain, "127.0.0.1", 25, None)));
        check("smtp://localhost:2525/", Ok((Scheme::Plain, "localhost", 2525, None)));
        check("smtp://[::1]:25", Ok((Scheme::Plain, "::1", 25, None)));
        check("smtp://mx.x.example:587", Ok((Scheme::StartTls, "mx.x.example", 587, None)));
        check(
            "smtp://u:p@mx.x.example:587",
            Ok((Scheme::StartTls, "mx.x.example", 587, Some(("u", "p")))),
        );
        check(
            "smtps://u%40x:p%3A%25@mx.x.example",
            Ok((Scheme::Tls, "mx.x.example", 465, Some(("u@x", "p:%")))),
        );
        check("smtps://127.0.0.1", Ok((Scheme::Tls, "127.0.0.1", 465, None)));
        check(
            "smtp://127.0.0.1.x.example:25",
            Ok((Scheme::StartTls, "127.0.0.1.x.example", 25, None)),
        );
        check("smtp://mx.x.example", Err(RelayError::Port));
        check("smtp://mx.x.example:0", Err(RelayError::Port));
        check("smtp://mx.x.example:99999", Err(RelayError::Port));
        check("http://mx.x.example:25", Err(RelayError::Url));
        check("mx.x.example:25", Err(RelayError::Url));
        check("smtp://u@mx.x.example:25", Err(RelayError::Url));
        check("smtp://:25", Err(RelayError::Url));
        check("", Err(RelayError::Url));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_shows_the_password(url in "(smtps?://)?(u:secret%?[0-9a-f]{0,2}@)?[\\[\\]a-z.:0-9@]{0,20}|\\PC{0,40}") {
            if let Ok(read) = RelayUrl::parse(&url) {
                prop_assert!(!read.to_string().contains("secret%") && !read.to_string().contains(":secret"));
            }
        }
    }
}
