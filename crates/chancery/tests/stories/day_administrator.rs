//! An administrator's first day: an empty folder, a command, and by evening a house that takes mail, answers, and is well.

use std::{fs, path::Path, process::Command};

use testkit::{Chromium, Screen};

use crate::{
    api::{Api, text},
    ground::{CHANNEL, Scripts, sign_in_by_mail},
    house::{DOMAIN, House},
    postfix::Postfix,
    smtp, stories, until,
    walk::verified,
};

/// Who comes to have a place, by which name, trusted with what. What changes the rules takes two, so there is a second
/// administrator.
const STAFF: [(&str, &str, &str); 3] = [
    ("anna", "Anna Administrator", "administrator"),
    ("tessa", "Tessa Triage", "triage"),
    ("egon", "Egon Engineer", "support engineer"),
];

const EGON: &str = "egon@desk.example";
const JANA: &str = "jana.novakova@customer.example";
const SUBJECT: &str = "When is the next meeting";
const PASSPHRASE: &str = "open sesame";
const REPLY: &str = "Your reply to the requester";

stories!(
    an_administrator_sets_a_house_up_from_nothing,
    an_administrator_without_scripts_sets_a_house_up_from_nothing,
);

async fn an_administrator_sets_a_house_up_from_nothing(house: House) {
    tell(house, Scripts::On).await;
}

async fn an_administrator_without_scripts_sets_a_house_up_from_nothing(house: House) {
    tell(house, Scripts::Off).await;
}

async fn tell(mut house: House, scripts: Scripts) {
    let postfix = Postfix::start(house.lmtp).await;
    house.begins_with_nothing();
    house.set("CHANCERY_MAIL_RELAY", &format!("smtp://{}", postfix.address));
    house.set("CHANCERY_MAIL_CHANNEL", CHANNEL);
    house.call_localhost();
    house.start().await;

    // The first of all comes by the command line; from then on it is pages.
    let adam = browser(&house, scripts).await;
    let address = format!("adam@{DOMAIN}");
    let invite = ["staff", "invite", "--address", &address, "--name", "Adam Administrator"];
    let link = house.run(&[&invite[..], &["--role", "administrator"]].concat());
    adam.open_link(link.trim_end()).await;
    adam.press("Sign me in").await;
    adam.is_at("/cases").await;
    reads_the_rules(&adam).await;
    for (local, name, role) in STAFF {
        gives_a_place(&adam, local, name, role).await;
    }
    founds_a_queue(&adam).await;

    // Egon comes in by a link that he asks for himself, brings his own key, and finds the templates.
    let egon = browser(&house, scripts).await;
    sign_in_by_mail(&egon, &house, &postfix, EGON).await;
    egon.is_at("/cases").await;
    brings_his_key(&egon, house.desk()).await;
    finds_the_templates(&egon).await;

    // The first mail lies where it was sent to. It is answered, and signed by the key that he brought.
    let mail = format!(
        "From: Jana <{JANA}>\nTo: members@{DOMAIN}\nSubject: {SUBJECT}\nMessage-ID: <1@customer.example>\n\n\
         And where?\n"
    );
    smtp::swaks(house.smtp, JANA, &format!("members@{DOMAIN}"), &mail);
    let token = house.run(&["token", "create", "--staff", EGON]);
    let api = Api::new(house.web, token.trim_end());
    let cases = api.wait_for_cases("members", 1).await;
    let number = text(&cases[0], "number").to_owned();
    answers(&egon, &number).await;
    let answer = postfix.wait_for(JANA, 1).await;
    assert!(answer.text().contains("On Friday, here."), "{}", answer.text());
    let own = fs::read_to_string(house.desk().join("cert.pem")).unwrap();
    let signer = verified(house.desk(), &answer.bytes, &own);
    assert_eq!(signer.as_deref(), Some(EGON));

    adam.go("/health").await;
    adam.sees(&["database", "8 queues", "witness"]).await;
    drop((adam, egon));
    is_well(house).await;
}

async fn browser(house: &House, scripts: Scripts) -> Chromium {
    let chromium = Chromium::open(&house.origin, house.web.ip(), Screen::Desk).await;
    chromium.runs_scripts(scripts == Scripts::On).await;
    chromium
}

/// Who may do what stands in sentences, and is in force since the founding.
async fn reads_the_rules(adam: &Chromium) {
    adam.go("/policies").await;
    adam.sees(&["Who may do what", "the founding", "Administrators create and change queues."])
        .await;
}

async fn gives_a_place(adam: &Chromium, local: &str, name: &str, role: &str) {
    adam.go("/staff").await;
    adam.follow("Give a place").await;
    adam.fill("Their own address at the organisation", &format!("{local}@{DOMAIN}")).await;
    adam.fill("Their name", name).await;
    adam.tick(role, true).await;
    adam.press("Give it").await;
    adam.sees(&["The place is given", name]).await;
}

/// A queue of the association's own, staffed by those who have just come.
async fn founds_a_queue(adam: &Chromium) {
    adam.go("/queues").await;
    adam.follow("Make a queue").await;
    adam.fill("Name, and what stands before the @ of its address", "members").await;
    adam.fill("Answers within", "4").await;
    adam.choose("of", "hours").await;
    for role in ["triage", "support engineer"] {
        adam.tick(role, true).await;
    }
    adam.press("Make it").await;
    adam.sees(&["The queue is kept", "members@desk.example"]).await;
}

/// A key from elsewhere, as an authority for mail gives them.
async fn brings_his_key(egon: &Chromium, folder: &Path) {
    makes_key(folder);
    egon.go("/profile").await;
    egon.attach("as a PKCS#12 file", &folder.join("egon.p12")).await;
    egon.fill("Its passphrase", "wrong").await;
    egon.press("Keep this key").await;
    egon.sees(&["the passphrase does not open the key file"]).await;
    egon.attach("as a PKCS#12 file", &folder.join("egon.p12")).await;
    egon.fill("Its passphrase", PASSPHRASE).await;
    egon.press("Keep this key").await;
    egon.sees(&["The key is kept"]).await;
}

fn makes_key(folder: &Path) {
    let openssl = |words: &[&str]| {
        let done = Command::new("openssl").current_dir(folder).args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let to_whom = format!("subjectAltName=email:{EGON}");
    let files = ["-keyout", "key.pem", "-out", "cert.pem", "-nodes", "-days", "30"];
    let kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=Egon"];
    let uses = ["-addext", to_whom.as_str(), "-addext", "extendedKeyUsage=emailProtection"];
    openssl(&[&["req", "-x509"][..], &kind, &files, &uses].concat());
    let pass = format!("pass:{PASSPHRASE}");
    let from = ["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem"];
    openssl(&[&from[..], &["-out", "egon.p12", "-passout", pass.as_str()]].concat());
}

/// What Chancery comes with was taken over when the house was founded, so nothing waits to be.
async fn finds_the_templates(egon: &Chromium) {
    egon.go("/templates").await;
    egon.sees(&["We have your message", "Getting back in: how it begins", "Czech"]).await;
    egon.misses(&["Take them over"]).await;
}

async fn answers(egon: &Chromium, number: &str) {
    egon.go("/cases?q=queue:members").await;
    egon.sees(&[SUBJECT, "members"]).await;
    egon.follow(SUBJECT).await;
    egon.is_at(&format!("/cases/{number}")).await;
    egon.press("Take it").await;
    egon.sees(&["The case is yours now"]).await;
    egon.fill(REPLY, "On Friday, here.").await;
    egon.press("Send").await;
    egon.sees(&["The reply is held"]).await;
}

/// In the evening the house is ready, the doctor finds one thing to do, and the log is sound.
async fn is_well(mut house: House) {
    until("the house is ready", crate::api::BOARD_TIME, async || {
        (house.readiness().await.0 == 200).then_some(())
    })
    .await;
    let doctor = house.command(&["doctor"]).out;
    assert!(doctor.contains("8 queues"), "{doctor}");
    // A witness elsewhere is the one thing that a single machine does not have.
    let lacks: Vec<_> = doctor.lines().filter(|line| line.starts_with("look")).collect();
    assert!(lacks.len() == 1 && lacks[0].contains("audit.witness"), "{doctor}");
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
    assert!(house.stop().success());
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}
