//! Tokens forged, cut, widened, narrowed, presented.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use model::{
    Act, AuthorityId, AuthorityKind, CaseId, CaseKind, FieldKey, Holder, Identity, Issuer,
    PersonId, PresentationId, QueueName, Role, Scope, SessionId, StaffId, Terms,
};
use proptest::prelude::*;
use testkit::SeededChance;
use uuid::Uuid;

use super::*;

fn key() -> TokenKey {
    TokenKey::of_seed(&[1; 32]).unwrap()
}

fn issuer() -> IssuerKey {
    IssuerKey::of_seed(&[2; 32]).unwrap()
}

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn terms() -> Terms {
    Terms {
        id: AuthorityId::from_uuid(uuid(1)),
        kind: AuthorityKind::Consent,
        number: None,
        issuer: Issuer {
            person_id: PersonId::from_uuid(uuid(2)),
            role: None,
            identity: Identity::Strong,
        },
        holder: Holder::Role(Role::SupportEngineer),
        scope: Scope::Case(CaseId::from_uuid(uuid(3))),
        persons: [PersonId::from_uuid(uuid(2))].into(),
        acts: [Act::FieldShow, Act::FieldEdit].into(),
        fields: ["name", "date_of_birth"].map(|key| FieldKey::parse(key).unwrap()).into(),
        not_before: "2026-11-21T12:00:00Z".parse().unwrap(),
        expires_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        n_uses_max: 3,
    }
}

fn minted(terms: &Terms) -> Vec<u8> {
    key().mint(terms, &issuer(), &SeededChance::new(1)).unwrap()
}

fn asked() -> Asked {
    Asked {
        act: Act::FieldShow,
        staff_id: Some(StaffId::from_uuid(uuid(4))),
        roles: [Role::SupportEngineer].into(),
        case_id: Some(CaseId::from_uuid(uuid(3))),
        class: Some((CaseKind::Request, QueueName::parse("support").unwrap())),
        person_id: Some(PersonId::from_uuid(uuid(2))),
        field: Some(FieldKey::parse("name").unwrap()),
        at: "2026-11-21T13:00:00Z".parse().unwrap(),
    }
}

#[test]
fn reads_back_what_was_minted() {
    let class = Scope::Class { kind: CaseKind::Request, queue: None };
    let precedent = Terms {
        kind: AuthorityKind::Precedent,
        number: Some("d20261121.1/r1".to_owned()),
        scope: class,
        persons: BTreeSet::new(),
        holder: Holder::Staff(StaffId::from_uuid(uuid(4))),
        issuer: Issuer { role: Some(Role::Arbitrator), ..terms().issuer },
        ..terms()
    };
    for terms in [terms(), precedent] {
        let bytes = minted(&terms);
        let token = key().verifier().read(&bytes).unwrap();
        assert_eq!(token.terms, terms);
        assert!(!token.is_narrowed);
        assert_eq!(token.presentation, None);
        assert!(key().verifier().holds(&bytes, &asked()).unwrap());
    }
}

#[test]
fn the_public_key_alone_verifies() {
    let verifier = TokenVerifier::parse(&key().verifier().text()).unwrap();
    assert!(verifier.read(&minted(&terms())).is_ok());
    let other = TokenKey::of_seed(&[9; 32]).unwrap().verifier();
    assert_eq!(other.read(&minted(&terms())).unwrap_err(), TokenFault::Signature);
}

/// The block of the installation alone is no authority: the issuer must have signed these very terms.
#[test]
fn neither_key_gives_an_authority_alone() {
    let root = key();
    let bare = biscuit_auth::Biscuit::from(minted(&terms()), root.verifier().0).unwrap();
    // Another person's key signs the digest of the same terms.
    let other = IssuerKey::of_seed(&[3; 32]).unwrap();
    let forged = Terms { n_uses_max: 9, ..terms() };
    let grant = biscuit_auth::builder::fact(
        "grant",
        &[biscuit_auth::builder::string(&grant::hex(&grant_digest(&forged)))],
    );
    let stranger =
        mint::signed_by(&bare, &other.0, grant, &SeededChance::new(3)).unwrap().to_vec().unwrap();
    // It changes nothing: the terms are those of the authority block, whoever else signs what.
    assert_eq!(root.verifier().read(&stranger).unwrap().terms, terms());
    // An installation that writes terms its issuer did not sign is found out.
    let mint = |terms: &Terms, digest_of: &Terms| {
        let mut block = biscuit_auth::Biscuit::builder();
        for fact in mint::facts(terms, &issuer().public_hex()) {
            block = block.fact(fact).unwrap();
        }
        let token = block.build(root.pair()).unwrap();
        let digest = grant::hex(&grant_digest(digest_of));
        let grant = biscuit_auth::builder::fact("grant", &[biscuit_auth::builder::string(&digest)]);
        mint::signed_by(&token, &issuer().0, grant, &SeededChance::new(4))
            .unwrap()
            .to_vec()
            .unwrap()
    };
    assert!(root.verifier().read(&mint(&forged, &forged)).is_ok());
    assert_eq!(root.verifier().read(&mint(&forged, &terms())).unwrap_err(), TokenFault::NotGranted);
}

#[test]
fn narrowing_only_narrows() {
    let verifier = key().verifier();
    let chance = SeededChance::new(5);
    let mut at = asked().at;
    at += SignedDuration::from_hours(1);
    let narrowing = Narrowing {
        acts: [Act::FieldShow].into(),
        fields: [FieldKey::parse("name").unwrap()].into(),
        persons: [PersonId::from_uuid(uuid(2))].into(),
        staff_id: Some(StaffId::from_uuid(uuid(4))),
        expires_at: Some(at),
    };
    let narrowed = narrow(&verifier, &minted(&terms()), &narrowing, &chance).unwrap();
    let token = verifier.read(&narrowed).unwrap();
    assert!(token.is_narrowed);
    assert_eq!(token.block_id, verifier.read(&minted(&terms())).unwrap().block_id);
    let check = |change: fn(&mut Asked), expect: bool| {
        let mut asked = asked();
        change(&mut asked);
        assert_eq!(verifier.holds(&narrowed, &asked), Ok(expect), "{asked:?}");
    };
    check(|_| {}, true);
    check(|asked| asked.act = Act::FieldEdit, false);
    check(|asked| asked.field = Some(FieldKey::parse("date_of_birth").unwrap()), false);
    check(|asked| asked.staff_id = Some(StaffId::from_uuid(uuid(5))), false);
    check(|asked| asked.at += SignedDuration::from_hours(2), false);
    // To narrow to more than there was gives no more than there was.
    let wider = Narrowing { acts: [Act::MessageUnseal].into(), ..Narrowing::default() };
    let wider = narrow(&verifier, &narrowed, &wider, &chance).unwrap();
    let asked = Asked { act: Act::MessageUnseal, ..asked() };
    assert_eq!(verifier.holds(&wider, &asked), Ok(false));
}

#[test]
fn each_check_of_the_terms_refuses_alone() {
    let token = minted(&terms());
    let check = |change: fn(&mut Asked)| {
        let mut asked = asked();
        change(&mut asked);
        assert_eq!(key().verifier().holds(&token, &asked), Ok(false), "{asked:?}");
    };
    check(|asked| asked.act = Act::MessageUnseal);
    check(|asked| asked.roles = [Role::Triage].into());
    check(|asked| asked.person_id = Some(PersonId::from_uuid(uuid(9))));
    check(|asked| asked.field = Some(FieldKey::parse("passphrase").unwrap()));
    check(|asked| asked.at = "2026-11-22T12:00:00Z".parse().unwrap());
    check(|asked| asked.at = "2026-11-21T11:59:59Z".parse().unwrap());
    check(|asked| asked.case_id = Some(CaseId::from_uuid(uuid(9))));
    check(|asked| asked.case_id = None);
}

#[test]
fn what_does_not_hold_is_named() {
    let asked = Asked { act: Act::MessageUnseal, roles: BTreeSet::new(), ..asked() };
    let lacks = key().verifier().lacks(&minted(&terms()), &asked).unwrap();
    let checks = lacks.iter().map(|lack| (lack.block_index, lack.check.as_str()));
    assert_eq!(
        checks.collect::<Vec<_>>(),
        [
            (0, "check if asked_act($act), act($act)"),
            (0, "check if asked_holder($kind, $id), holder($kind, $id)")
        ]
    );
}

/// Octets can be looked at without any key, and then say nothing about who made them.
#[test]
fn an_outline_needs_no_key() {
    let outline = Outline::of(&minted(&terms())).unwrap();
    assert_eq!(outline.terms, terms());
    assert_eq!(outline.issuer_key, format!("ed25519/{}", issuer().public_hex()));
    assert_eq!(outline.blocks.len(), 2);
    assert_eq!(outline.blocks[1].signed_by.as_ref(), Some(&outline.issuer_key));
    let foreign = TokenKey::of_seed(&[9; 32]).unwrap();
    let foreign = foreign.mint(&terms(), &issuer(), &SeededChance::new(1)).unwrap();
    assert_eq!(Outline::of(&foreign).unwrap().terms, terms());
    assert_eq!(Outline::of(b"no token").unwrap_err(), TokenFault::Form);
}

/// A copy that nobody could read any more is not made.
#[test]
fn narrowing_ends_before_a_token_grows_too_long() {
    let verifier = key().verifier();
    let to = Narrowing { acts: [Act::FieldShow].into(), ..Narrowing::default() };
    let mut token = minted(&terms());
    for _ in 2..BLOCKS_MAX {
        token = narrow(&verifier, &token, &to, &SeededChance::new(7)).unwrap();
        assert!(verifier.read(&token).is_ok());
    }
    let fault = narrow(&verifier, &token, &to, &SeededChance::new(7)).unwrap_err();
    assert_eq!(fault, TokenFault::TooLong);
}

#[test]
fn a_presentation_is_the_installations_word() {
    let chance = SeededChance::new(6);
    let presentation = Presentation {
        id: PresentationId::from_uuid(uuid(7)),
        staff_id: StaffId::from_uuid(uuid(4)),
        identity: Identity::SignedIn,
        session_id: SessionId::from_uuid(uuid(8)),
        audience: "accounts".to_owned(),
        expires_at: "2026-11-21T12:05:00Z".parse().unwrap(),
    };
    let bytes = key().present(&minted(&terms()), &presentation, &chance).unwrap();
    let token = key().verifier().read(&bytes).unwrap();
    assert_eq!(token.presentation, Some(presentation.clone()));
    assert_eq!(Outline::of(&bytes).unwrap().presentation, Some(presentation));
    assert_eq!(key().verifier().holds(&bytes, &asked()), Ok(true));
    // Nobody else's word counts.
    let said = biscuit_auth::builder::fact(
        "presented",
        &[
            biscuit_auth::builder::string(&uuid(7).to_string()),
            biscuit_auth::builder::string(&uuid(4).to_string()),
            biscuit_auth::builder::string("signed_in"),
            biscuit_auth::builder::string(&uuid(8).to_string()),
            biscuit_auth::builder::string("accounts"),
            mint::moment("2026-11-21T12:05:00Z".parse().unwrap()),
        ],
    );
    let token = biscuit_auth::Biscuit::from(minted(&terms()), key().verifier().0).unwrap();
    let forged = mint::signed_by(&token, &issuer().0, said, &chance).unwrap().to_vec().unwrap();
    assert_eq!(key().verifier().read(&forged).unwrap().presentation, None);
}

#[test]
fn the_grant_has_one_text() {
    insta::assert_snapshot!(grant_text(&terms()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_changed_octet_passes(at in 0_usize..2_000, bit in 0_u32..8) {
        let mut bytes = minted(&terms());
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        // What still reads says the same: the last key may be another, or a field nobody reads.
        if let Ok(token) = key().verifier().read(&bytes) {
            prop_assert_eq!(token.terms, terms());
        }
    }

    #[test]
    fn no_octets_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0_usize..2_000) {
        let _ = key().verifier().read(&bytes);
        let token = minted(&terms());
        let cut = cut % token.len();
        prop_assert!(key().verifier().read(&token[..cut]).is_err());
    }
}
