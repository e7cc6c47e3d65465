//! The ground that the stories of authority share: a house that knows fields and sends mail, staff, and members who write.

use std::time::Duration;

use serde_json::json;
use testkit::{Chromium, Screen};

use crate::{
    api::{Api, text},
    house::{DOMAIN, House},
    paper::Visitor,
    postfix::{Delivered, Postfix},
    smtp, until,
};

/// The team's channel.
pub const CHANNEL: &str = "team@channel.example";

/// Time until a mail is where it should be.
const MAIL_TIME: Duration = Duration::from_secs(30);

/// Time until an entry has its place in the log.
const LOG_TIME: Duration = Duration::from_secs(10);

/// What the house knows of its members.
const FIELDS: &str = "
[[fields]]
key = \"date_of_birth\"
label = \"Date of birth\"

[[fields]]
key = \"passphrase\"
label = \"Passphrase\"
held = \"console\"
";

/// Names are held here, where no console holds them.
const NAME_HERE: &str = "
[[fields]]
key = \"name\"
label = \"Name\"
";

/// Whether a browser runs the scripts of pages. Without them every act is a link or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// It runs them.
    On,
    /// It runs none, from its first page on.
    Off,
}

/// Somebody of the staff: a program that acts for them, and a link that signs them in, once.
pub struct Member {
    pub api: Api,
    pub address: String,
    link: String,
}

/// A house in the middle of its world. Egon is the engineer to whom Tessa gives the cases.
pub struct Ground {
    pub house: House,
    pub postfix: Postfix,
    pub tessa: Member,
    pub egon: Member,
}

impl Ground {
    /// Starts a house and its mail server.
    pub async fn lay(house: House) -> Self {
        Self::lay_with(house, NAME_HERE).await
    }

    /// Starts them with further settings.
    pub async fn lay_with(mut house: House, settings: &str) -> Self {
        let postfix = Postfix::start(house.lmtp).await;
        house.set("CHANCERY_MAIL_RELAY", &format!("smtp://{}", postfix.address));
        house.set("CHANCERY_MAIL_CHANNEL", CHANNEL);
        if !house.origin.contains("localhost") {
            house.call_localhost();
        }
        house.add_settings(FIELDS);
        house.add_settings(settings);
        house.start().await;
        let tessa = Member::of(&house, "tessa", "Tessa Triage", &["triage"]);
        let egon = Member::of(&house, "egon", "Egon Engineer", &["support_engineer"]);
        Self { house, postfix, tessa, egon }
    }

    /// Invites somebody.
    pub fn member(&self, local: &str, name: &str, roles: &[&str]) -> Member {
        Member::of(&self.house, local, name, roles)
    }

    /// A mail comes in and lies in triage; returns the case's number.
    pub async fn mail(&self, from: (&str, &str), subject: &str, words: &str) -> String {
        let (name, address) = from;
        let n_before = self.tessa.api.cases("triage").await.len();
        let id = subject.replace(|c: char| !c.is_ascii_alphanumeric(), "");
        let mail = format!(
            "From: {name} <{address}>\nTo: support@{DOMAIN}\nSubject: {subject}\nMessage-ID: <{id}.{address}>\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{words}\n"
        );
        smtp::swaks(self.house.smtp, address, &format!("support@{DOMAIN}"), &mail);
        let cases = self.tessa.api.wait_for_cases("triage", n_before + 1).await;
        let newest = cases.iter().max_by_key(|case| text(case, "opened_at").to_owned());
        text(newest.unwrap(), "number").to_owned()
    }

    /// A mail comes in, and triage gives it to Egon.
    pub async fn request(&self, from: (&str, &str), subject: &str, words: &str) -> String {
        let number = self.mail(from, subject, words).await;
        self.tessa.api.give(&number, &self.egon.address).await;
        number
    }

    /// Returns the id that the house shows of whom Egon finds by an address; a console knows them by it.
    pub async fn person(&self, address: &str) -> String {
        let found = self.egon.api.make("/people/search", json!({ "address": address })).await;
        text(&found["person"], "id").to_owned()
    }

    /// Egon asks the requester of a case for this much; returns the id of the request.
    pub async fn asks(&self, number: &str, acts: &[&str], fields: &[&str], n_uses: u32) -> String {
        let body = json!({
            "acts": acts, "fields": fields, "words": "To do what you asked for.",
            "hours": 48, "n_uses_max": n_uses,
        });
        let asked = self.egon.api.make(&format!("/cases/{number}/consents"), body).await;
        text(&asked, "id").to_owned()
    }

    /// The house knows something of a member: they asked once to have it written down, and agreed that Egon does.
    pub async fn knows(&self, from: (&str, &str), key: &str, value: &str) -> Visitor {
        let number = self.request(from, "Please note this about me", "As on my papers.").await;
        let id = self.asks(&number, &["field.edit"], &[key], 1).await;
        let mut member = self.visitor(from.1).await;
        member.adds_passkey().await;
        member.agrees(&id, &["field.edit"], &[key], "1").await;
        let changed = self.egon.api.change_field(&number, key, value, 0).await;
        assert_eq!(changed.status, 204, "{changed:?}");
        member
    }

    /// Waits for a mail to an address that says this.
    pub async fn mail_to(&self, address: &str, words: &str) -> Delivered {
        until(&format!("a mail to {address} with {words:?}"), MAIL_TIME, async || {
            let mails = self.postfix.delivered(address);
            mails.into_iter().find(|mail| mail.text().contains(words))
        })
        .await
    }

    /// Waits until the log has so many entries of an act, and returns what became of each, the newest first.
    pub async fn outcomes(&self, auditor: &Member, act: &str, n_entries: usize) -> Vec<String> {
        until(&format!("{n_entries} entries of {act}"), LOG_TIME, async || {
            let page = auditor.api.read(&format!("/log?act={act}")).await;
            let entries = page["entries"].as_array().unwrap();
            let outcomes = entries.iter().map(|entry| text(entry, "outcome").to_owned());
            (entries.len() >= n_entries).then(|| outcomes.collect())
        })
        .await
    }

    /// Opens a Chromium that knows nobody yet.
    pub async fn chromium(&self, screen: Screen) -> Chromium {
        Chromium::open(&self.house.origin, self.house.web.ip(), screen).await
    }

    /// Opens a Chromium in which somebody of the staff is signed in.
    pub async fn desk_of(&self, member: &Member) -> Chromium {
        self.desk_with(member, Scripts::On).await
    }

    /// Opens one that runs scripts, or none.
    pub async fn desk_with(&self, member: &Member, scripts: Scripts) -> Chromium {
        let chromium = self.chromium(Screen::Desk).await;
        chromium.runs_scripts(scripts == Scripts::On).await;
        chromium.open_link(&member.link).await;
        chromium.press("Sign me in").await;
        chromium.is_at("/cases").await;
        chromium
    }

    /// Opens a plain browser in which somebody of the staff is signed in.
    pub async fn visit_of(&self, member: &Member) -> Visitor {
        Visitor::by_link(self.house.browser(), &self.house.origin, &member.link).await
    }

    /// Opens a Chromium on a telephone, in which a member asks for a link and signs in by it.
    pub async fn telephone_of(&self, address: &str) -> Chromium {
        self.portal_of(address, Scripts::On).await
    }

    /// Opens a Chromium, in which a member asks for a link and signs in by it: on a telephone, or without scripts at a
    /// desk, because the driver's taps wait for scripts.
    pub async fn portal_of(&self, address: &str, scripts: Scripts) -> Chromium {
        let screen = if scripts == Scripts::On { Screen::Telephone } else { Screen::Desk };
        let chromium = self.chromium(screen).await;
        chromium.runs_scripts(scripts == Scripts::On).await;
        sign_in_by_mail(&chromium, &self.house, &self.postfix, address).await;
        chromium.is_at("/me").await;
        chromium
    }

    /// Opens a plain browser in which a member signs in by a link.
    pub async fn visitor(&self, address: &str) -> Visitor {
        let mut browser = self.house.browser();
        let n_links = links_to(&self.house, &self.postfix, address).len();
        let page = browser.get("/sign-in").await;
        let sent = browser.submit(&page, "/sign-in", &[("address", address)]).await;
        assert_eq!(sent.status, 303, "{sent:?}");
        let link = link_to(&self.house, &self.postfix, address, n_links).await;
        Visitor::by_link(browser, &self.house.origin, &link).await
    }

    /// The story is over: the log is sound while the house serves, and after it has stopped.
    pub fn ends_sound(mut self) {
        self.is_sound();
        assert!(self.house.stop().success());
        self.is_sound();
    }

    /// The log is sound at this moment.
    pub fn is_sound(&self) {
        let said = self.house.run(&["audit", "verify"]);
        assert!(said.starts_with("sound: "), "{said}");
    }
}

impl Member {
    fn of(house: &House, local: &str, name: &str, roles: &[&str]) -> Self {
        let (api, link) = house.invite(local, name, roles);
        Self { api, address: format!("{local}@{DOMAIN}"), link }
    }
}

/// Somebody asks for a link in a Chromium, and signs in by the one that comes by mail.
pub async fn sign_in_by_mail(chromium: &Chromium, house: &House, postfix: &Postfix, address: &str) {
    let n_links = links_to(house, postfix, address).len();
    chromium.go("/sign-in").await;
    chromium.fill("Your mail address", address).await;
    chromium.press("Send me a link").await;
    chromium.is_at("/sign-in/sent").await;
    chromium.open_link(&link_to(house, postfix, address, n_links).await).await;
    chromium.press("Sign me in").await;
}

/// Waits for one more link than somebody had been sent.
async fn link_to(house: &House, postfix: &Postfix, address: &str, n_before: usize) -> String {
    until(&format!("a link to {address}"), MAIL_TIME, async || {
        let mut links = links_to(house, postfix, address);
        (links.len() > n_before).then(|| links.pop()).flatten()
    })
    .await
}

fn links_to(house: &House, postfix: &Postfix, address: &str) -> Vec<String> {
    let start = format!("{}/links/", house.origin);
    let texts = postfix.delivered(address).into_iter().map(|mail| mail.text());
    let link = |text: String| {
        text.split_whitespace().find(|word| word.starts_with(&start)).map(str::to_owned)
    };
    texts.filter_map(link).collect()
}

/// Adds a passkey on the pages of whoever is signed in.
pub async fn add_passkey(chromium: &Chromium) {
    chromium.go("/security/passkeys/new").await;
    chromium.fill("What you call it", "telephone").await;
    chromium.press("Add it").await;
    chromium.is_at("/security").await;
}

/// Agrees in a Chromium, with the passkey in it, to all that was asked.
pub async fn agrees_to_all(chromium: &Chromium, id: &str) {
    chromium.go(&format!("/consents/{id}")).await;
    chromium.press("Look at it once more").await;
    chromium.sees(&["This is what you agree to"]).await;
    chromium.press("with a passkey").await;
    chromium.is_at("/me/authorities").await;
    chromium.sees(&["You agreed"]).await;
}
