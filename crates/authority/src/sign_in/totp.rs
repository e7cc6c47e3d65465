//! Codes of authenticator apps (TOTP, RFC 6238): six digits that change every half minute.

use data_encoding::BASE32_NOPAD;
use jiff::Timestamp;
use model::{Chance, Personal};
use totp_rs::{Algorithm, Builder};
use zeroize::Zeroizing;

/// Octets of a secret (RFC 4226 §4 recommends 160 bits).
const SECRET_BYTES: usize = 20;

/// Digits of a code. With the brakes of signing in, guessing one takes years.
const DIGITS: u8 = 6;

/// Seconds for which a code is shown (RFC 6238 §5.2).
const STEP_SECS: u64 = 30;

/// Steps before and after the present whose codes are taken: the app's clock may be half a minute off (the same).
const STEPS_ASTRAY_MAX: u16 = 1;

/// The letters of a shown secret that stand together.
const GROUP_CHARS: usize = 4;

/// What an app and the house share.
pub struct TotpSecret(Zeroizing<Vec<u8>>);

/// A secret on its way into an app.
pub struct ShownTotp {
    /// What apps read from a picture; the door draws it.
    pub uri: Personal<String>,
    /// The same to type, in groups of four letters.
    pub text: Personal<String>,
}

impl TotpSecret {
    pub fn draw(chance: &dyn Chance) -> Self {
        Self(Zeroizing::new(chance.bytes::<SECRET_BYTES>().to_vec()))
    }

    /// A secret that nobody has, for the same work where there is none.
    pub fn decoy() -> Self {
        Self(Zeroizing::new(vec![0; SECRET_BYTES]))
    }

    /// Reads it back.
    pub fn read(octets: Vec<u8>) -> Option<Self> {
        let octets = Zeroizing::new(octets);
        (octets.len() == SECRET_BYTES).then_some(Self(octets))
    }

    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// Shows it to whoever it is made for.
    pub fn show(&self, issuer: &str, account: &Personal<String>) -> ShownTotp {
        let text = BASE32_NOPAD.encode(&self.0);
        let (issuer, account) = (encoded(issuer), encoded(account.expose()));
        let uri = format!(
            "otpauth://totp/{issuer}:{account}?secret={text}&issuer={issuer}\
             &algorithm=SHA1&digits={DIGITS}&period={STEP_SECS}"
        );
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(GROUP_CHARS).map(|group| group.iter().collect::<String>());
        let text = groups.collect::<Vec<_>>().join(" ");
        ShownTotp { uri: Personal::new(uri), text: Personal::new(text) }
    }

    /// Returns the step whose code this is, of those that are near enough. That each is taken once is for whoever
    /// keeps the last one.
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        if code.len() != usize::from(DIGITS) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(STEPS_ASTRAY_MAX)
            .with_step_duration(STEP_SECS)
            .with_secret(self.0.to_vec())
            .build()
            .ok()?;
        let secs = u64::try_from(now.as_second()).ok()?;
        totp.check(&code, secs).and_then(|step| i64::try_from(step).ok())
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn secret() -> TotpSecret {
        TotpSecret::read(b"12345678901234567890".to_vec()).unwrap()
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(secs).unwrap()
    }

    /// RFC 6238, appendix B, SHA-1: eight digits there, of which six-digit codes are the last six.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let check = |secs: i64, code: &str| {
            assert_eq!(secret().step_of(code, at(secs)), Some(secs / 30), "{secs}");
        };
        check(59, "287082");
        check(1_111_111_109, "081804");
        check(1_111_111_111, "050471");
        check(1_234_567_890, "005924");
        check(2_000_000_000, "279037");
        check(20_000_000_000, "353130");
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let step = 1_111_111_111 / 30;
        for (steps_later, expect) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let now = at((step + steps_later) * 30);
            assert_eq!(secret().step_of("050471", now).is_some(), expect, "{steps_later}");
        }
        // The step is the code's own, whenever it comes.
        assert_eq!(secret().step_of("050471", at((step + 1) * 30)), Some(step));
    }

    #[test]
    fn a_secret_is_shown_to_apps_and_to_eyes() {
        let shown = secret().show("desk.example", &Personal::new("jana@mail.example".to_owned()));
        assert_eq!(shown.text.expose(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            shown.uri.expose(),
            "otpauth://totp/desk.example:jana%40mail.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=desk.example&algorithm=SHA1&digits=6&period=30"
        );
    }

    proptest! {
        #[test]
        fn no_code_panics(code in "\\PC{0,12}|[0-9 ]{0,12}", secs in any::<i32>()) {
            let _ = secret().step_of(&code, at(i64::from(secs)));
        }
    }
}
