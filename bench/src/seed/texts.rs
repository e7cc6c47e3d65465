//! A pool of support mails, redacted by the real redactor, from which the seeded messages are drawn.

use redact::{Known, Labels, RedactConfig, Redactor};

use crate::dice::Dice;

/// Texts in the pool.
const TEXTS: usize = 400;

/// Sentences of the shortest and the longest text.
const SENTENCES: (u64, u64) = (3, 9);

/// A redacted text.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its subject.
    pub subject: String,
    /// Who wrote, as the header has it.
    pub from: String,
    /// What was written.
    pub text: String,
    /// The values behind its placeholders: part, place, value.
    pub values: Vec<(usize, usize, String)>,
}

const NAMES: [&str; 12] = [
    "Jana Novakova",
    "Peter Gruber",
    "Maria Rossi",
    "Anders Lindqvist",
    "Sofia Papadaki",
    "Tomasz Wozniak",
    "Claire Dubois",
    "Miguel Torres",
    "Ingrid Haugen",
    "Ahmed Mansour",
    "Eva Horvath",
    "John Whitfield",
];

// The first of each list are used most.
const THINGS: [&str; 40] = [
    "certificate",
    "account",
    "password",
    "private key",
    "assurance",
    "points",
    "domain",
    "signature",
    "server",
    "browser",
    "mail client",
    "login",
    "root certificate",
    "expiry date",
    "confirmation mail",
    "programme",
    "membership",
    "invoice",
    "meeting",
    "form",
    "name",
    "date of birth",
    "revocation list",
    "request",
    "smart card",
    "keystore",
    "intermediate",
    "passphrase",
    "wildcard entry",
    "organisation",
    "code signing",
    "mailing list",
    "arbitration",
    "timestamp",
    "hardware token",
    "proxy",
    "firewall rule",
    "export file",
    "fingerprint",
    "backup",
];
const STATES: [&str; 24] = [
    "does not work",
    "has expired",
    "cannot be renewed",
    "is not accepted",
    "was refused",
    "is missing",
    "was revoked by mistake",
    "shows the wrong name",
    "is not trusted any more",
    "cannot be found",
    "was lost",
    "is still pending",
    "was never sent",
    "ends with an error",
    "has the wrong purpose",
    "was changed without me",
    "is listed twice",
    "cannot be imported",
    "was stolen last week",
    "is too short",
    "hangs for minutes",
    "appears in the log",
    "belongs to somebody else",
    "needs a second signature",
];
const OPENINGS: [&str; 10] = [
    "Hello, my {thing} {state}.",
    "Good morning, since yesterday the {thing} {state}.",
    "Dear support, could you please look at my {thing}, it {state}.",
    "I tried again and the {thing} {state}.",
    "Thank you for the quick answer, but the {thing} still {state}.",
    "We are a small school and our {thing} {state}.",
    "After the update the {thing} {state}.",
    "My colleague {name} says that the {thing} {state}.",
    "Somebody called me because the {thing} {state}.",
    "For the third time this month the {thing} {state}.",
];
const MIDDLES: [&str; 16] = [
    "The {thing} was issued in {month} and the {thing} {state}.",
    "I followed the guide step by step.",
    "When I open the page, the {thing} {state} and nothing else happens.",
    "My telephone is +43 664 {digits}.",
    "You can also write to {mail} about the {thing}.",
    "The message says that the {thing} {state}.",
    "I use it for my {thing} and for the {thing} of our club.",
    "Please tell me what you need from me.",
    "{name} assured me in {month}, and the {thing} {state}.",
    "On the other computer the {thing} {state} as well.",
    "I have attached a picture of the {thing}.",
    "It is urgent because the {thing} {state} on Monday.",
    "I looked into the wiki, where the {thing} is described differently.",
    "The address of the machine is 192.0.2.{octet} and the {thing} {state}.",
    "Before that the {thing} had worked for years.",
    "Our administrator has no access to the {thing}.",
];
const CLOSINGS: [&str; 6] = [
    "Kind regards\n{name}",
    "Thank you in advance,\n{name}",
    "Best wishes from {name}",
    "Many thanks",
    "With friendly greetings\n{name}\n{mail}",
    "I look forward to your answer.\n{name}",
];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];

/// Writes the pool.
pub fn pool(dice: &mut Dice) -> Vec<Text> {
    let redactor = Redactor::new(&RedactConfig::default());
    (0..TEXTS).map(|_| text(&redactor, dice)).collect()
}

fn text(redactor: &Redactor, dice: &mut Dice) -> Text {
    let name = dice.pick(&NAMES).copied().unwrap_or_default();
    let mail = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let mut known = Known::new();
    known.push_mailbox(Some(name), &mail, None);
    let mut labels = Labels::new();
    let mut values = Vec::new();
    // The hash only has to tell values apart here.
    let key = |kind: redact::PlaceholderKind, folded: &str| {
        let mut sum = Dice::new(folded.bytes().fold(kind.as_str().len() as u64, |sum, byte| {
            sum.wrapping_mul(131).wrapping_add(u64::from(byte))
        }));
        (u128::from(sum.throw()) << 64 | u128::from(sum.throw())).to_be_bytes()
    };
    let mut twin = |part: usize, text: &str| {
        let redacted = redactor.redact(text, &known, &mut labels, &key);
        for (place, occurrence) in redacted.occurrences.into_iter().enumerate() {
            values.push((part, place, occurrence.value.into_exposed()));
        }
        redacted.text
    };
    let subject = twin(0, &fill("{thing} {state}", name, &mail, dice));
    let from = twin(1, &format!("{name} <{mail}>"));
    let mut body =
        dice.pick(&OPENINGS).map(|text| fill(text, name, &mail, dice)).unwrap_or_default();
    for _ in 0..SENTENCES.0 + dice.below(SENTENCES.1 - SENTENCES.0) {
        let sentence = dice.pick(&MIDDLES).copied().unwrap_or_default();
        body.push(' ');
        body.push_str(&fill(sentence, name, &mail, dice));
    }
    let closing = dice.pick(&CLOSINGS).copied().unwrap_or_default();
    body.push_str("\n\n");
    body.push_str(&fill(closing, name, &mail, dice));
    let text = twin(2, &body);
    Text { subject, from, text, values }
}

fn fill(template: &str, name: &str, mail: &str, dice: &mut Dice) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((slot, after)) = behind.split_once('}') else { break };
        match slot {
            "thing" => filled.push_str(dice.pick_early(&THINGS).copied().unwrap_or_default()),
            "state" => filled.push_str(dice.pick_early(&STATES).copied().unwrap_or_default()),
            "month" => filled.push_str(dice.pick(&MONTHS).copied().unwrap_or_default()),
            "digits" => filled.push_str(&(1_000_000 + dice.below(9_000_000)).to_string()),
            "octet" => filled.push_str(&(1 + dice.below(254)).to_string()),
            "name" => filled.push_str(name),
            _ => filled.push_str(mail),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
