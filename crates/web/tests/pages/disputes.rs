//! A dispute through the pages: filed in the portal, taken, heard, ruled with a direction, published; and a
//! legal inquiry whose reply form is gone.

use axum::http::StatusCode;
use desk::{DisputeDraft, RulingDraft};
use model::{Address, PersonId, Personal, Role, Seat};
use testkit::house::{Member, TestHouse, mail_from};

use crate::{
    authority::{App, hidden},
    browser::{Browser, site},
};

struct Desk {
    house: TestHouse,
    egon: Member,
    arno: Member,
    cleo: Member,
    petra: Member,
    jana: PersonId,
    request: String,
}

async fn desk() -> Desk {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    let petra = house.member("petra", &[Role::Publisher]).await;
    let mail =
        mail_from("Jana Nováková", "jana@mail.example", "Locked", "Metropolitan police here.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let jana = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let request = number.to_string();
    Desk { house, egon, arno, cleo, petra, jana: jana.unwrap(), request }
}

#[tokio::test]
async fn from_filing_to_publication() {
    let desk = desk().await;
    let site = site(&desk.house);
    let jana = Browser::signed_in(&desk.house, &site, desk.jana).await;
    jana.get("/me/disputes").await.is(StatusCode::OK).shows(&["party to no dispute"]);
    jana.get(&format!("/me/disputes/new?origin={}", desk.request)).await.shows(&[&desk.request]);
    let parts = [
        ("complaint", "I am Jana Nováková and locked out."),
        ("respondent", ""),
        ("address", ""),
        ("role", ""),
        ("relief", "Unlock it."),
        ("origin", &desk.request),
    ];
    let back = jana.post("/me/disputes", &parts).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["respondent-error", "I am Jana Nováková"]);
    let whole =
        parts.map(|(name, value)| (name, if name == "respondent" { "Support" } else { value }));
    let filed = jana.post("/me/disputes", &whole).await.to().to_owned();
    let own = filed.split('?').next().unwrap().to_owned();
    jana.get(&filed).await.shows(&[
        "The dispute is filed",
        "I am Jana Nováková",
        "waits for an arbitrator",
    ]);
    // What comes back follows what its own window saw, not what another one kept meanwhile.
    let jotting = own.replace("/me/disputes/", "/jottings/own_statement/");
    jana.post(&jotting, &[("text", "From another window")]).await.to();
    let empty = [("text", " "), ("jotting", "0")];
    let back = jana.post(&format!("{own}/statements"), &empty).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["name=\"jotting\" value=\"0\""]);

    let arno = Browser::of_member(&desk.house, &site, &desk.arno).await;
    let page = own.replace("/me", "");
    arno.get("/disputes").await.shows(&["Waiting for you", "open for you: arbitrator", &page]);
    arno.get(&page).await.is(StatusCode::OK).hides(&["Nováková"]).shows(&["[person 1]"]);
    let seat = [("seat", "arbitrator"), ("staff", "me")];
    arno.get(arno.post(&format!("{page}/seats"), &seat).await.to())
        .await
        .shows(&["The seat is taken"]);
    // He names the case manager, whom the page offers.
    let cleo = desk.cleo.staff.id.to_string();
    arno.get(&page).await.shows(&[&cleo]);
    arno.post(&format!("{page}/seats"), &[("seat", "case_manager"), ("staff", &cleo)]).await.to();
    let say = [("text", "Who told you so?"), ("visibility", "")];
    let back = arno.post(&format!("{page}/statements"), &say).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["say to whom", "Who told you so?"]);
    let say = [("text", "Who told you so?"), ("visibility", "claimant")];
    arno.post(&format!("{page}/statements"), &say).await.to();
    desk.house.wait_secs(16);
    assert_eq!(desk.house.leave().await.len(), 1);
    jana.get(&own).await.shows(&["Who told you so?", "arno Staffname"]);
    jana.post(&format!("{own}/statements"), &[("text", "Egon did.")]).await.to();
    arno.get(&page).await.shows(&["Egon did.", "Share it with both parties"]);

    // The form grows by a direction without a script, and keeps what was typed.
    arno.get(&format!("{page}/rulings/new")).await.shows(&["Add a direction"]);
    let typed =
        [("facts", "Jana Nováková was locked out."), ("considerations", "c"), ("decision", "d")];
    let grown = [&typed[..], &[("change", "add")]].concat();
    let grown = arno.post(&format!("{page}/rulings/new"), &grown).await;
    grown.is(StatusCode::OK).shows(&["Direction 1", "Jana Nováková was locked out."]);
    let direction = [
        ("d0_holder", "role:support_engineer"),
        ("d0_act", "message.unseal"),
        ("d0_fields", ""),
        ("d0_until", "2026-12-01"),
        ("d0_uses", "x"),
    ];
    let wrong = [&typed[..], &direction].concat();
    let preview = format!("{page}/rulings/preview");
    let back = arno.post(&preview, &wrong).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["direction 1: say how often", "2026-12-01"]);
    let right = direction.map(|(name, value)| (name, if value == "x" { "1" } else { value }));
    let whole = [&typed[..], &right].concat();
    // Nothing to show yet: the text can be taken back to the form, and a proof is asked for.
    let shown = arno.post(&preview, &whole).await;
    shown.is(StatusCode::OK).shows(&["You have neither", "Jana Nováková was locked out."]);
    let app = App::set_up(&desk.house, &arno).await;
    let shown = arno.post(&preview, &whole).await;
    shown.is(StatusCode::OK).shows(&["Sign it with the code", "d0_act", "It is in force at once"]);
    shown.hides(&["recovery code"]);
    let rulings = format!("{page}/rulings");
    let unproven = [&whole[..], &[("code", "000000")]].concat();
    let back = arno.post(&rulings, &unproven).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["proof-error", "Jana Nováková was locked out."]);
    let code = app.code(&desk.house);
    // The code was given for these words and signs no others.
    let proven = [&whole[..], &[("code", code.as_str())]].concat();
    let made = arno.post(&rulings, &proven).await;
    let ruling = made.to().split('?').next().unwrap().to_owned();
    let shown = arno.get(&ruling).await;
    shown
        .shows(&["in force", "any support engineer", &desk.request])
        .hides(&["Nováková", "Publish<"]);
    jana.get(&own).await.shows(&["It is decided", "Ask a panel of three"]);

    let nobody = Browser::new(&site);
    nobody.get("/rulings").await.shows(&["No ruling was published yet"]);
    let petra = Browser::of_member(&desk.house, &site, &desk.petra).await;
    petra.get("/disputes").await.shows(&["Waiting for their publication"]);
    petra.get(&page).await.is(StatusCode::FORBIDDEN);
    let strike = [("strikes", "no such words")];
    let back = petra.post(&format!("{ruling}/release"), &strike).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["does not stand in the text"]);
    petra.post(&format!("{ruling}/release"), &[("strikes", "locked out")]).await.to();
    nobody.get("/rulings").await.shows(&["d20261121.1/r1"]);
    let public = nobody.get("/rulings/d20261121.1/r1").await;
    public
        .shows(&["[person 1]", "[…]", "chancery ruling v1", "signer-role arbitrator"])
        .hides(&["Nováková", "locked out"]);
    nobody.get("/rulings/d20261121.1/1").await.is(StatusCode::NOT_FOUND);
    let feed = nobody.get("/rulings/feed.atom").await;
    feed.is(StatusCode::OK).shows(&["<entry>", "/rulings/d20261121.1/r1"]).hides(&["Nováková"]);

    let wrong = [("complaint", "It is wrong."), ("relief", "")];
    let index = ruling.rsplit('/').next().unwrap();
    let path = format!("{own}/rulings/{index}/appeal");
    jana.post(&path, &wrong).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    let appeal = [("complaint", "It is wrong."), ("relief", "Rule again.")];
    let review = jana.post(&path, &appeal).await;
    assert!(review.to().starts_with("/me/disputes/d20261121.2"), "{}", review.to());
}

#[tokio::test]
async fn the_board_signs_a_sealed_ruling_by_a_proof_of_it() {
    let desk = desk().await;
    let boris = desk.house.member("boris", &[Role::BoardMember]).await;
    let site = site(&desk.house);
    let words = |words: &str| Personal::new(words.to_owned());
    let filing = DisputeDraft {
        complaint: words("It was locked."),
        respondent: words("Support"),
        relief: words("Unlock it."),
        ..DisputeDraft::default()
    };
    let me = desk.house.requester(desk.jana);
    let number = desk.house.desk.own_file(&me, None, filing).await.unwrap();
    for (member, seat) in [(&desk.arno, Seat::Arbitrator), (&desk.cleo, Seat::CaseManager)] {
        desk.house.desk.take_seat(&member.actor, number, seat, member.staff.id).await.unwrap();
    }
    let ruling = RulingDraft {
        facts: words("It was locked."),
        considerations: words("By mistake."),
        decision: words("It is unlocked."),
        is_interim: false,
        is_sealed: true,
        directions: Vec::new(),
    };
    desk.house.rule(&desk.arno, number, ruling).await.unwrap();
    let browser = Browser::of_member(&desk.house, &site, &boris).await;
    let path = format!("/disputes/{number}/rulings/1");
    browser.get(&path).await.is(StatusCode::OK).shows(&["It is unlocked.", "You have neither"]);
    let app = App::set_up(&desk.house, &browser).await;
    let page = browser.get(&path).await;
    page.shows(&["Sign it with the code", "1 of 2"]);
    let digest = hidden(&page.html, "digest");
    let sign = format!("{path}/signature");
    let wrong = browser.post(&sign, &[("digest", &digest), ("code", "000000")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["proof-error", "It is unlocked."]);
    let code = app.code(&desk.house);
    let other = browser.post(&sign, &[("digest", "00"), ("code", &code)]).await;
    other.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["not the one that waits"]);
    let signed = browser.post(&sign, &[("digest", &digest), ("code", &code)]).await;
    assert_eq!(signed.to(), format!("{path}?done=signed"));
    browser.get(signed.to()).await.shows(&["in force", "2 of 2"]);
    // That it exists is for everyone, and who signed; what it says is not.
    let public = Browser::new(&site).get(&format!("/rulings/{number}/r1")).await;
    public.shows(&["signer-role arbitrator", "signer-role board_member", "text sealed"]);
    public.hides(&["It is unlocked."]);
}

#[tokio::test]
async fn a_refusal_leads_to_a_prefilled_dispute() {
    let desk = desk().await;
    let site = site(&desk.house);
    let other = desk.house.member("erik", &[Role::SupportEngineer]).await;
    let erik = Browser::of_member(&desk.house, &site, &other).await;
    let page = desk.house.desk.show(&desk.egon.actor, desk.request.parse().unwrap()).await.unwrap();
    let message = page.messages[0].message.id;
    let path = format!("/cases/{}/messages/{message}/unsealing", desk.request);
    let form = format!("/cases/{}/dispute", desk.request);
    let refused = erik.post(&path, &[("reason", "curious")]).await;
    refused.is(StatusCode::FORBIDDEN).shows(&["File a dispute", &form]);
    erik.get(&form)
        .await
        .is(StatusCode::OK)
        .shows(&[&format!("In {} something is needed", desk.request)]);
    let parts = [
        ("complaint", "I need to see it."),
        ("respondent", "The team"),
        ("relief", "Let me."),
        ("claimant", "me"),
    ];
    let filed = erik.post(&form, &parts).await;
    erik.get(filed.to()).await.shows(&["I need to see it."]);
    let egon = Browser::of_member(&desk.house, &site, &desk.egon).await;
    egon.get(&format!("/cases/{}", desk.request)).await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_legal_inquiry_has_no_reply_form() {
    let desk = desk().await;
    let site = site(&desk.house);
    let egon = Browser::of_member(&desk.house, &site, &desk.egon).await;
    let path = format!("/cases/{}", desk.request);
    egon.get(&path).await.shows(&[
        "This may be a legal inquiry",
        "metropolitan police",
        "/replies\"",
    ]);
    let wrong = egon.post(&format!("{path}/legal"), &[("named", "nobody")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY);
    let marked = egon.post(&format!("{path}/legal"), &[("named", "karel@other.example")]).await;
    let shown = egon.get(marked.to()).await;
    shown
        .shows(&["Nobody answers it until an arbitrator", "2 holds", "/disputes/d20261121.1"])
        .shows(&["answered by the arbitrator of its dispute and nobody else"])
        .hides(&["/replies\"", "End this hold"]);
    let reply =
        egon.post(&format!("{path}/replies"), &[("text", "It is her."), ("n_seen", "9")]).await;
    reply.is(StatusCode::FORBIDDEN);

    let arno = Browser::of_member(&desk.house, &site, &desk.arno).await;
    let dispute = "/disputes/d20261121.1";
    arno.post(&format!("{dispute}/seats"), &[("seat", "arbitrator"), ("staff", "me")]).await.to();
    egon.get(&path).await.shows(&["Only Arbitrator", "answers it"]);
    arno.get(&path).await.shows(&["/replies\""]);
    let counsel = desk.house.member("carla", &[Role::Counsel]).await;
    let carla = Browser::of_member(&desk.house, &site, &counsel).await;
    let page = carla.get(&path).await;
    page.shows(&["End this hold", "/notes\""]).hides(&["/replies\""]);
    let end = page.action("/end");
    carla.get(carla.post(&end, &[]).await.to()).await.shows(&["The hold has ended"]);
}
