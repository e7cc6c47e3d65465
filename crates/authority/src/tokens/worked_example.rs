//! The worked examples of `docs/tokens.md` and `docs/rulings.md` are made here, so that the documents cannot say what is
//! not so.

use std::{collections::BTreeSet, fmt::Write};

use data_encoding::BASE64URL_NOPAD;
use model::{
    Act, AuthorityId, AuthorityKind, CaseId, EntryId, FieldKey, Holder, Identity, Issuer, PersonId,
    PresentationId, Role, Scope, SessionId, StaffId, Terms,
};
use testkit::SeededChance;

use super::{
    IssuerKey, Narrowing, Outline, Presentation, Redeemed, RulingStatement, TokenKey,
    TokenVerifier, grant::hex, grant_digest, grant_text, narrow, paragraph_mark, paragraph_salt,
    paragraphs, receipt_text, ruling_statement, statement_digest,
};

const TOKENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tokens.md");
const RULINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rulings.md");
const BEGIN: &str = "<!-- example: made by a test, INSTA_UPDATE=always writes it -->\n";
const END: &str = "<!-- end of example -->\n";

/// Columns of a token in the document.
const COLUMNS: usize = 100;

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u32) -> T {
    format!("0199a1c2-7d00-7000-8000-{n:012}").parse().unwrap()
}

fn terms() -> Terms {
    Terms {
        id: id::<AuthorityId>(1),
        kind: AuthorityKind::Consent,
        number: None,
        issuer: Issuer { person_id: id::<PersonId>(2), role: None, identity: Identity::Strong },
        holder: Holder::Role(Role::SupportEngineer),
        scope: Scope::Case(id::<CaseId>(3)),
        persons: [id::<PersonId>(2)].into(),
        acts: [Act::FieldEdit].into(),
        fields: ["name", "passphrase"].map(|key| FieldKey::parse(key).unwrap()).into(),
        not_before: "2026-11-21T12:00:00Z".parse().unwrap(),
        expires_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        n_uses_max: 1,
    }
}

fn fenced(out: &mut String, words: &str, text: &str) {
    write!(out, "{words}\n\n```\n{}\n```\n\n", text.trim_end()).unwrap();
}

fn wrapped(bytes: &[u8]) -> String {
    let text = BASE64URL_NOPAD.encode(bytes);
    let lines = text.as_bytes().chunks(COLUMNS).map(|line| std::str::from_utf8(line).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

fn block(token: &[u8], index: usize) -> String {
    Outline::of(token).unwrap().blocks[index].source.clone()
}

fn example() -> String {
    let (key, chance) = (TokenKey::of_seed(&[1; 32]).unwrap(), SeededChance::new(1));
    let issuer = IssuerKey::of_seed(&[2; 32]).unwrap();
    let token = key.mint(&terms(), &issuer, &chance).unwrap();
    let read = key.verifier().read(&token).unwrap();
    let fields = BTreeSet::from([FieldKey::parse("passphrase").unwrap()]);
    let to = Narrowing {
        fields: fields.clone(),
        staff_id: Some(id::<StaffId>(4)),
        expires_at: Some("2026-11-21T14:00:00Z".parse().unwrap()),
        ..Narrowing::default()
    };
    let narrowed = narrow(&key.verifier(), &token, &to, &chance).unwrap();
    let presentation = Presentation {
        id: id::<PresentationId>(5),
        staff_id: id::<StaffId>(4),
        identity: Identity::Strong,
        session_id: id::<SessionId>(6),
        audience: "accounts".to_owned(),
        expires_at: "2026-11-21T13:05:00Z".parse().unwrap(),
    };
    let presented = key.present(&narrowed, &presentation, &chance).unwrap();
    let receipt = receipt_text(&Redeemed {
        authority_id: terms().id,
        entry_id: id::<EntryId>(7),
        audience: "accounts",
        act: Act::FieldEdit,
        field: fields.first().unwrap(),
        person_id: id::<PersonId>(2),
        case: "s20261121.17".parse().unwrap(),
        at: "2026-11-21T13:01:00Z".parse().unwrap(),
    });
    let signature = key.sign(receipt.as_bytes()).unwrap();
    assert!(key.verifier().is_signed(receipt.as_bytes(), &signature));
    let mut out = String::new();
    let seeds = "The installation's key has the seed of 32 octets `01`, the issuer's of 32 octets `02`. Their public halves:";
    let keys = format!("{}\ned25519/{}", key.verifier().text(), issuer.public_hex());
    fenced(&mut out, seeds, &keys);
    fenced(
        &mut out,
        "The grant that the issuer saw and signed, and its SHA-256:",
        &grant_text(&terms()),
    );
    fenced(&mut out, "", &hex(&grant_digest(&terms())));
    fenced(&mut out, "Block 0, the authority block:", &block(&token, 0));
    fenced(
        &mut out,
        "Block 1, the grant, a third-party block signed by the issuer's key:",
        &block(&token, 1),
    );
    fenced(
        &mut out,
        "The token (broken into lines here, one line in truth) and its block id:",
        &wrapped(&token),
    );
    fenced(&mut out, "", &read.block_id);
    let words = "A copy narrowed to one field, one engineer and two hours has this block more:";
    fenced(&mut out, words, &block(&narrowed, 2));
    let words = "Presented to the console `accounts`, it has this third-party block, signed by the installation's key:";
    fenced(&mut out, words, &block(&presented, 3));
    fenced(&mut out, "The presentation, as the console gets it:", &wrapped(&presented));
    fenced(&mut out, "The receipt for its redemption, and the signature over it:", &receipt);
    fenced(&mut out, "", &BASE64URL_NOPAD.encode(&signature));
    out.replace("\n\n\n", "\n").trim_start_matches('\n').to_owned()
}

/// The second paragraph is published less a word: its salt is withheld.
fn ruling_example() -> String {
    let signer = IssuerKey::of_seed(&[3; 32]).unwrap();
    let signed = "RULING\n\nThe account of [person 1] in Brno is unlocked.\n";
    let published = "RULING\n\nThe account of [person 1] in […] is unlocked.\n";
    let salts: Vec<[u8; 32]> = (0..2).map(|index| paragraph_salt(&[4; 32], index)).collect();
    let marks: Vec<[u8; 32]> =
        paragraphs(signed).zip(&salts).map(|(words, salt)| paragraph_mark(salt, words)).collect();
    let statement = ruling_statement(&RulingStatement {
        number: "d20261121.1/r1".parse().unwrap(),
        is_interim: false,
        is_sealed: false,
        digest: &[5; 32],
        marks: &marks,
        person_id: id::<PersonId>(8),
        role: Role::Arbitrator,
        identity: Identity::Strong,
        at: "2026-11-21T14:00:00Z".parse().unwrap(),
    });
    let signature = signer.sign(&statement).unwrap();
    let key = format!("ed25519/{}", signer.public_hex());
    let verifier = TokenVerifier::parse(&key).unwrap();
    assert!(verifier.is_signed(statement.as_bytes(), &signature));
    let mut out = String::new();
    fenced(&mut out, "The arbitrator's key has the seed of 32 octets `03`. Its public half:", &key);
    fenced(&mut out, "The published text, one word struck:", published);
    for (index, (words, salt)) in paragraphs(published).zip(&salts).enumerate() {
        let is_whole = paragraph_mark(salt, words) == marks[index];
        assert_eq!(is_whole, index == 0, "only what stands as it was signed has its mark");
        let salt = if is_whole { hex(salt) } else { "withheld".to_owned() };
        let lines = format!("text {words}\nsalt {salt}\nmark {}", hex(&marks[index]));
        fenced(&mut out, &format!("Paragraph {}:", index + 1), &lines);
    }
    fenced(&mut out, "The statement, its SHA-256, and the signature over it:", &statement);
    fenced(&mut out, "", &statement_digest(&statement));
    fenced(&mut out, "", &BASE64URL_NOPAD.encode(&signature));
    out.replace("\n\n\n", "\n").trim_start_matches('\n').to_owned()
}

#[test]
fn the_document_of_tokens_has_the_example() {
    check(TOKENS, &example());
}

#[test]
fn the_document_of_rulings_has_the_example() {
    check(RULINGS, &ruling_example());
}

fn check(path: &str, example: &str) {
    let document = std::fs::read_to_string(path).unwrap();
    let (before, rest) = document.split_once(BEGIN).expect("the example has a beginning");
    let (said, after) = rest.split_once(END).expect("the example has an end");
    let example = format!("\n{}\n\n", example.trim());
    if said != example && std::env::var("INSTA_UPDATE").is_ok_and(|word| word == "always") {
        std::fs::write(path, format!("{before}{BEGIN}{example}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(said, example, "{path} is behind: INSTA_UPDATE=always writes it");
}
