//! Sample values of requests for consent.

use model::{Act, Personal};

use super::{
    Answer, Choice, ConsentItem, ConsentList, ConsentNew, ConsentShow, act_alone, act_asked,
};
use crate::{
    frame::{Frame, Here},
    samples::minutes_ago,
    say_of,
};

impl ConsentNew {
    /// Returns sample values, prefilled from a refusal.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: "s20261121.30".to_owned(),
            acts: vec![
                choice("message.unseal", &act_asked(Act::MessageUnseal), false),
                choice("field.show", &act_asked(Act::FieldShow), true),
                choice("field.edit", &act_asked(Act::FieldEdit), false),
                choice("field.disclose", &act_asked(Act::FieldDisclose), false),
            ],
            fields: fields(false),
            words: String::new(),
            hours: "72".to_owned(),
            n_uses: "3".to_owned(),
            hours_max: 720,
            uses_max: 20,
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let words = "say in up to 500 characters why; the person reads it".to_owned();
        Self { error: Some(("words", words)), ..Self::sample() }
    }
}

impl ConsentItem {
    /// Returns sample values of one that waits.
    pub fn sample() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000c1".to_owned(),
            number: "s20261121.30".to_owned(),
            asker: Personal::new("Egon Staffname, Support engineer".to_owned()),
            holder: say_of("role", "support_engineer").to_string(),
            doings: vec![
                "see your Date of birth, Name".to_owned(),
                "change your Date of birth, Name".to_owned(),
            ],
            words: Personal::new(
                "To compare what you wrote with your account before we set a new passphrase."
                    .to_owned(),
            ),
            hours: 72,
            n_uses_max: 3,
            standing: Answer::Asked,
            asked_at: minutes_ago(30),
            lapses_at: minutes_ago(-20_130),
            left: "13 days".to_owned(),
            signed: None,
        }
    }

    fn sample_of(standing: Answer, minutes: i64) -> Self {
        Self { standing, asked_at: minutes_ago(minutes), ..Self::sample() }
    }
}

impl ConsentList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            waiting: vec![ConsentItem::sample()],
            answered: vec![
                ConsentItem::sample_of(Answer::Given, 2_000),
                ConsentItem::sample_of(Answer::Declined, 3_000),
                ConsentItem::sample_of(Answer::Lapsed, 30_000),
            ],
        }
    }

    /// Returns sample values of who was never asked.
    pub fn sample_empty() -> Self {
        Self { waiting: Vec::new(), answered: Vec::new(), ..Self::sample() }
    }
}

impl ConsentShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            item: ConsentItem::sample(),
            acts: vec![
                choice("field.show", &act_alone(Act::FieldShow), true),
                choice("field.edit", &act_alone(Act::FieldEdit), true),
            ],
            fields: fields(true).into_iter().take(2).collect(),
            hours: "72".to_owned(),
            n_uses: "3".to_owned(),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = "agree to at least one of what was asked, or decline".to_owned();
        Self { error: Some(error), ..Self::sample() }
    }

    /// Returns sample values of one that was declined.
    pub fn sample_declined() -> Self {
        Self {
            item: ConsentItem::sample_of(Answer::Declined, 3_000),
            acts: Vec::new(),
            fields: Vec::new(),
            ..Self::sample()
        }
    }

    /// Returns sample values of one that was given by signed mail.
    pub fn sample_signed() -> Self {
        let item = ConsentItem::sample_of(Answer::Given, 3_000);
        Self { item: ConsentItem { signed: Some("smime"), ..item }, ..Self::sample_declined() }
    }
}

fn choice(value: &str, label: &str, is_ticked: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), is_ticked }
}

fn fields(is_ticked: bool) -> Vec<Choice> {
    vec![
        choice("date_of_birth", "Date of birth", true),
        choice("name", "Name", is_ticked),
        choice("passphrase", "Passphrase", is_ticked),
        choice("status", "Status level", is_ticked),
    ]
}
