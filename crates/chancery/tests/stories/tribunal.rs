//! Those who sit in disputes, and what they rule.

use std::time::UNIX_EPOCH;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, Member, add_passkey},
    paper::Visitor,
};

/// Days that a direction holds.
const DIRECTION_DAYS: i64 = 7;

/// What a ruling says in words.
pub const FACTS: &str = "It was asked for what is known of Jana Nováková.";
pub const WHY: &str = "Both sides were heard, and nobody spoke against it.";
pub const DECISION: &str = "It is to be done, once and no more than that.";

/// Arno rules, Cleo leads the case.
pub struct Tribunal {
    pub arno: Member,
    pub cleo: Member,
}

/// What a ruling gives any support engineer to do.
pub struct Direction {
    /// The act, and its words on the form.
    pub act: (&'static str, &'static str),
    pub field: &'static str,
    /// Whether it is about the other party and not about whomever the case is about.
    pub is_about_respondent: bool,
    pub n_uses: &'static str,
    /// The queue of whose requests it is a precedent.
    pub precedent: Option<&'static str>,
}

impl Tribunal {
    /// Invites them.
    pub fn of(ground: &Ground) -> Self {
        Self {
            arno: ground.member("arno", "Arno Arbitrator", &["arbitrator"]),
            cleo: ground.member("cleo", "Cleo Casemanager", &["case_manager"]),
        }
    }

    /// Both take their seats in a dispute.
    pub async fn sits(&self, dispute: &str) {
        self.takes(&self.arno, dispute, "arbitrator").await;
        self.takes(&self.cleo, dispute, "case_manager").await;
    }

    /// One of them takes a seat.
    pub async fn takes(&self, member: &Member, dispute: &str, seat: &str) {
        let path = format!("/disputes/{dispute}/seats");
        member.api.make(&path, json!({ "seat": seat, "staff": "me" })).await;
    }

    /// One of them takes a seat on the page, and stays there.
    pub async fn takes_there(&self, ground: &Ground, member: &Member, dispute: &str) -> Chromium {
        let desk = ground.desk_of(member).await;
        desk.go(&format!("/disputes/{dispute}")).await;
        desk.press("Take it").await;
        desk.sees(&["The seat is taken"]).await;
        desk
    }

    /// Returns the number of the dispute that waits.
    pub async fn waiting(&self) -> String {
        let board = self.arno.api.read("/disputes").await;
        text(&board["waiting"][0], "number").to_owned()
    }

    /// Says something to the parties.
    pub async fn says(&self, dispute: &str, words: &str) {
        let body = json!({ "text": words, "visibility": "all_parties" });
        self.cleo.api.make(&format!("/disputes/{dispute}/statements"), body).await;
    }

    /// Returns the ruling as the arbitrator sees it.
    pub async fn ruling(&self, dispute: &str) -> Value {
        self.arno.api.read(&format!("/disputes/{dispute}/rulings/r1")).await
    }
}

impl Direction {
    /// The arbitrator writes the ruling on the page.
    pub async fn ruled(&self, arno: &Chromium, dispute: &str) {
        // A ruling is signed on a fresh proof of just it.
        add_passkey(arno).await;
        arno.go(&format!("/disputes/{dispute}")).await;
        arno.follow("Write a ruling").await;
        arno.fill("Facts", FACTS).await;
        arno.fill("Considerations", WHY).await;
        arno.fill("Ruling", DECISION).await;
        arno.press("Add a direction").await;
        arno.sees(&["Direction 1"]).await;
        arno.choose("Who", "any support engineer").await;
        arno.tick(self.act.1, true).await;
        arno.fill("Fields, by key", self.field).await;
        if self.is_about_respondent {
            arno.tick("the respondent", true).await;
        }
        arno.pick_day("Until", &until_day()).await;
        arno.fill("Uses", self.n_uses).await;
        if let Some(queue) = self.precedent {
            arno.choose("Stands as precedent", "for every request").await;
            arno.choose("of the queue", queue).await;
        }
        arno.press("Go on to sign it").await;
        arno.sees(&[DECISION]).await;
        arno.press("with a passkey").await;
        arno.sees(&["The ruling is written", "in force", DECISION]).await;
    }

    /// The arbitrator sends the same form from a plain browser: no program rules.
    pub async fn ruled_plainly(&self, arno: &mut Visitor, dispute: &str) {
        arno.adds_passkey().await;
        let form = arno.get(&format!("/disputes/{dispute}/rulings/new")).await;
        let until = until_day();
        let mut fields = vec![
            ("facts", FACTS),
            ("considerations", WHY),
            ("decision", DECISION),
            ("d0_holder", "role:support_engineer"),
            ("d0_act", self.act.0),
            ("d0_fields", self.field),
            ("d0_until", until.as_str()),
            ("d0_uses", self.n_uses),
        ];
        if self.is_about_respondent {
            fields.push(("d0_person", "respondent"));
        }
        if let Some(queue) = self.precedent {
            fields.extend([("d0_precedent", "request"), ("d0_queue", queue)]);
        }
        let path = format!("/disputes/{dispute}/rulings");
        let shown = arno.post(&form, &format!("{path}/preview"), &fields).await.ok();
        shown.shows(&[DECISION]);
        let page = arno.proves(&shown, &path).await.ok();
        page.shows(&["The ruling is written", "in force"]);
    }
}

fn until_day() -> String {
    let now = i64::try_from(UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    let until = Timestamp::from_second(now).unwrap();
    let until = until + SignedDuration::from_hours(24 * DIRECTION_DAYS);
    until.strftime("%Y-%m-%d").to_string()
}
