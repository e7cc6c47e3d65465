//! The settings of this door.

use crate::Networks;

/// What the installation says about its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Scheme, host and port under which browsers reach the pages, without a path.
    origin: String,
    /// The proxies that are believed about whom they speak for.
    proxies: Networks,
}

/// Why a setting cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The public address is not the root of a site.
    #[error("web.public_url must look like https://desk.example.org, without a path")]
    PublicUrl,
}

impl Config {
    /// Reads the public address of the pages.
    pub fn new(public_url: &str) -> Result<Self, ConfigError> {
        let url = public_url.strip_suffix('/').unwrap_or(public_url).to_ascii_lowercase();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_host = |host: &str| {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
            !host.is_empty() && host.chars().all(is_allowed)
        };
        if !host.is_some_and(is_host) {
            return Err(ConfigError::PublicUrl);
        }
        Ok(Self { origin: url, proxies: Networks::default() })
    }

    /// Believes these proxies about whom they speak for; without them, nobody is believed.
    pub fn trusting(self, proxies: Networks) -> Self {
        Self { proxies, ..self }
    }

    /// Returns the proxies that are believed.
    pub const fn proxies(&self) -> &Networks {
        &self.proxies
    }

    /// Returns scheme, host and port, as browsers write them into `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Says whether browsers reach the pages by TLS.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expect: Option<&str>) {
        let config = Config::new(url).ok();
        assert_eq!(config.as_ref().map(Config::origin), expect, "{url}");
    }

    #[test]
    fn takes_the_root_of_a_site() {
        check("https://Desk.example.org/", Some("https://desk.example.org"));
        check("http://127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("http://[::1]:8080", Some("http://[::1]:8080"));
        check("desk.example.org", None);
        check("ftp://desk.example.org", None);
        check("https://desk.example.org/chancery", None);
        check("https://user@desk.example.org", None);
        check("https://", None);
    }
}
