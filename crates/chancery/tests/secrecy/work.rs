//! A house at work: mails taken in, and every sort of act done on some of their cases.

use desk::{BoardFilter, DraftText, NewRequest, NoteDraft, ReplyDraft, Window};
use model::{
    Actor, CaseNumber, DraftKind, IncomingMail, JottingSpot, PersonId, Personal, QueueName, Role,
};
use testkit::{
    SoftPasskey,
    house::{Member, TestHouse},
};

use crate::mails;

/// Every so many mails one is worked on: often enough for each language to have several.
const WORKED_EVERY: usize = 8;

/// The staff: between them they see every queue.
pub struct Staff {
    /// Triage and support.
    pub tessa: Member,
    /// Support.
    pub egon: Member,
    /// Disputes.
    pub carla: Member,
    /// Systems.
    pub sid: Member,
}

impl Staff {
    /// Invites them.
    pub async fn of(house: &TestHouse) -> Self {
        Self {
            tessa: house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await,
            egon: house.member("egon", &[Role::SupportEngineer]).await,
            carla: house.member("carla", &[Role::CaseManager]).await,
            sid: house.member("sid", &[Role::SystemAdministrator]).await,
        }
    }

    /// Shows a case as the first of them who may see it.
    pub async fn show(&self, house: &TestHouse, number: CaseNumber) -> desk::CasePage {
        for member in [&self.tessa, &self.carla, &self.sid] {
            if let Ok(page) = house.desk.show(&member.actor, number).await {
                return page;
            }
        }
        panic!("somebody sees every queue")
    }
}

/// Takes the mails in and works on some of them. Returns the case of each.
pub async fn fill(house: &TestHouse, raws: &[&[u8]]) -> Vec<CaseNumber> {
    let staff = Staff::of(house).await;
    let mut numbers = Vec::new();
    for (index, raw) in raws.iter().enumerate() {
        let number = mails::take_in(house, raw).await;
        numbers.push(number);
        if index % WORKED_EVERY == 0 {
            Box::pin(work_on(house, &staff, number, &mails::read(raw))).await;
        }
    }
    for member in [&staff.tessa, &staff.egon, &staff.carla, &staff.sid] {
        let actor = &member.actor;
        house.desk.board(actor, BoardFilter::default()).await.unwrap();
        house.desk.queue_views(actor).await.unwrap();
        house.desk.changes(actor, 0).await.unwrap();
    }
    house.wait_secs(60);
    while !house.leave().await.is_empty() {}
    while house.desk.sequence().await.unwrap() > 0 {}
    assert!(house.desk.verify_log(None).await.unwrap().report.is_sound());
    numbers
}

/// Does everything that a case meets, saying names and texts of the mail again wherever words are typed.
async fn work_on(house: &TestHouse, staff: &Staff, number: CaseNumber, mail: &IncomingMail) {
    let (tessa, egon) = (&staff.tessa, &staff.egon);
    let desk = &house.desk;
    let page = staff.show(house, number).await;
    let requester = house.requester(page.view.case.requester_id);
    let words = mail.subject.expose().clone();
    let name = mail.from.as_ref().and_then(|from| from.name.as_ref());
    let name = name.map_or_else(|| "you".to_owned(), |name| name.expose().clone());
    // A refusal is recorded, with what was asked for and by whom.
    assert!(desk.unseal(&egon.actor, number, page.messages[0].message.id, None).await.is_err());
    desk.search(&tessa.actor, &words.chars().take(200).collect::<String>()).await.unwrap();
    if let Some(from) = &mail.from {
        desk.find_person(&egon.actor, &from.address).await.unwrap();
    }
    if desk.case(&tessa.actor, number).await.is_err() {
        return;
    }
    let support = QueueName::parse("support").unwrap();
    desk.move_case(&tessa.actor, number, &support, None).await.unwrap();
    // Taken by oneself, so that a look says why, and the reason is sealed too.
    desk.assign(&egon.actor, number, egon.staff.id, None).await.unwrap();
    let message = &page.messages[0];
    let reason: String = format!("asked by {name}: {words}").chars().take(300).collect();
    desk.unseal(&egon.actor, number, message.message.id, Some(&reason)).await.unwrap();
    for file in &message.attachments {
        let id = message.message.id;
        desk.unseal_file(&egon.actor, number, id, file.id, Some(&reason)).await.unwrap();
    }
    let quoted = || Personal::new(format!("Dear {name},\n\n> {}\n", mail.text.expose()));
    desk.note(&egon.actor, number, NoteDraft { text: quoted() }).await.unwrap();
    for kind in DraftKind::ALL {
        let draft = DraftText { kind, text: quoted(), n_seen: 1, follows: None };
        desk.keep_draft(&egon.actor, number, draft).await.unwrap();
    }
    let reply = ReplyDraft { text: quoted(), n_seen: None };
    desk.reply(&egon.actor, number, reply).await.unwrap();
    house.wait_secs(16);
    house.leave().await;
    desk.own_requests(&requester).await.unwrap();
    desk.own_request(&requester, number, Window::Newest).await.unwrap();
    desk.own_looks(&requester).await.unwrap();
    desk.own_add(&requester, number, quoted(), Vec::new()).await.unwrap();
    let typed = || vec![("text".to_owned(), quoted())];
    for spot in [JottingSpot::Request, JottingSpot::Answer(number)] {
        desk.keep_jotting(&requester, spot, typed(), None).await.unwrap();
    }
    let text = format!("{name}: {words}");
    let subject: String = format!("About {words}").chars().take(300).collect();
    let new = NewRequest {
        subject: Personal::new(subject),
        text: Personal::new(text),
        files: Vec::new(),
    };
    desk.own_new(&requester, new).await.unwrap();
    sign_in(house, page.view.case.requester_id, &words).await;
    desk.close(&egon.actor, number, None).await.unwrap();
    desk.reopen(&tessa.actor, number, None).await.unwrap();
    let _ = desk.board(&Actor::Visitor, BoardFilter::default()).await;
}

/// Sets up by what a requester signs in, naming it all by words of their mail, and shows it once.
async fn sign_in(house: &TestHouse, id: PersonId, words: &str) {
    const ORIGIN: &str = "https://desk.example";
    let site = house.sign_in.clone().at_site(ORIGIN);
    let secret = site.issue_link(id).await.unwrap();
    let peer = std::net::IpAddr::from([192, 0, 2, 1]);
    // Whoever has worn out the brake of this place comes again after a while.
    house.wait_secs(20);
    let actor = site.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    let session = actor.session_id().unwrap();
    let own = house.desk.own_factors(&actor).await.unwrap();
    if own.needs_proof() {
        return;
    }
    let label = Personal::new(words.to_owned());
    let password = Personal::new(format!("{words} and more words"));
    if let Ok(ready) = site.choose_password(id, &password).await {
        house.desk.add_factor(&actor, &ready, None).await.unwrap();
    }
    site.begin_totp(id, session, &label).await.unwrap();
    // Keys of software have the id they are told; each person's is their own.
    let number = id.uuid().as_bytes().iter().fold(0, |sum: u8, octet| sum.wrapping_add(*octet));
    let mut key = SoftPasskey::new(ORIGIN, number);
    let asked = site.begin_passkey(id, session, &label).await.unwrap().unwrap();
    let answer = Personal::new(key.create(asked.expose()));
    let name = Personal::new(words.chars().take(60).collect::<String>());
    let Ok(ready) = site.finish_passkey(id, session, &name, &answer).await else { return };
    // Two persons may have come to one number, and the second is refused.
    if house.desk.add_factor(&actor, &ready, None).await.is_err() {
        return;
    }
    let digest = authority::shown_digest("session", &[words.as_bytes()]);
    let offer = site.begin_proof(id, session, digest).await.unwrap();
    let answer = key.get(offer.passkey_options_json.unwrap().expose());
    let answer = authority::ProofAnswer::Passkey(Personal::new(answer));
    site.finish_proof(id, session, digest, &answer).await.unwrap();
}
