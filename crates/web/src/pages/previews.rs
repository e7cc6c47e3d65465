//! A file of a message, looked at: opened by the same act and on the same record as a download, and nothing shown as it
//! was sent.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use data_encoding::BASE64;
use desk::DeskError;
use model::{CaseNumber, IncomingMail, Mailbox, MessageId, Personal};
use preview::{Body, Kind, Lie, PICTURE_BYTES_MAX, PictureFault, Shown, TextHead};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    pages::{
        cases::{
            files::size,
            show::{CameBack, again, build, number_of},
        },
        messages::LookForm,
    },
    previews::{Looked, NotLooked},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Files of a mail that are named; a mail has few.
const NAMES_MAX: usize = 50;

/// A file that was looked at.
#[derive(Template)]
#[template(path = "previews/show.html")]
pub struct PreviewShow {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// The file's name as sent.
    pub name: Personal<String>,
    /// What it is by its bytes, and how long: `a PNG picture, 1.4 MB`.
    pub facts: String,
    /// What its sender called it: `image/png`.
    pub declared: String,
    /// What whoever opens it must know.
    pub warnings: Vec<String>,
    /// What can be seen of it.
    pub seen: Seen,
    /// Where it is downloaded.
    pub path: String,
    /// The reason that was given, for the download.
    pub reason: Option<Personal<String>>,
}

/// What can be seen of a file.
pub enum Seen {
    /// A picture that was drawn anew.
    Picture(Pictures),
    /// The beginning of a text.
    Text(Reading),
    /// The head of a mail and the beginning of its text.
    Mail(MailSeen),
    /// Nothing; the sentence says why.
    Nothing(String),
}

/// A picture, small and larger.
pub struct Pictures {
    /// The small one.
    pub small: Drawn,
    /// The larger one.
    pub large: Drawn,
    /// As which size it was sent: `4000 × 3000 pixels`.
    pub sent_as: String,
}

/// A picture that stands in the page itself, so that nothing is fetched after it.
pub struct Drawn {
    /// Its address with all of it.
    pub src: Personal<String>,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// The beginning of a text.
pub struct Reading {
    /// The text.
    pub text: Personal<String>,
    /// True where the file goes on.
    pub is_cut: bool,
    /// True where some of it is no text.
    pub is_broken: bool,
}

/// What is seen of a mail.
pub struct MailSeen {
    /// Its head: names of fields and what they say.
    pub head: Vec<(String, Personal<String>)>,
    /// The beginning of its text.
    pub text: Reading,
    /// The names of its files.
    pub files: Vec<Personal<String>>,
}

impl PreviewShow {
    /// Returns sample values: a picture.
    pub fn sample() -> Self {
        let src = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
        let drawn = |width, height| Drawn { src: Personal::new(src.to_owned()), width, height };
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, ""),
            number: "s20261121.30".to_owned(),
            name: Personal::new("error.png".to_owned()),
            facts: "a PNG picture, 1.4 MB".to_owned(),
            declared: "image/png".to_owned(),
            warnings: Vec::new(),
            seen: Seen::Picture(Pictures {
                small: drawn(240, 150),
                large: drawn(1600, 1000),
                sent_as: "2560 × 1600 pixels".to_owned(),
            }),
            path: "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000001/attachments/\
                   0199d0c2-0000-7000-8000-0000000000f2/unsealing"
                .to_owned(),
            reason: Some(Personal::new("The picture shows the error".to_owned())),
        }
    }

    /// Returns sample values: a page that calls itself a picture, with a name that turns around.
    pub fn sample_lie() -> Self {
        let text = "<html>\n<body onload=\"go()\">\nPlease sign in again.\n";
        Self {
            name: Personal::new("scan-\u{202e}gnp.jpg".to_owned()),
            facts: "an HTML page, 52 B".to_owned(),
            declared: "image/jpeg".to_owned(),
            warnings: vec![lie_words(&Lie::Name(".jpg".to_owned()), &kind_words(Kind::Html))],
            seen: Seen::Text(Reading {
                text: Personal::new(text.to_owned()),
                is_cut: true,
                is_broken: false,
            }),
            reason: None,
            ..Self::sample()
        }
    }

    /// Returns sample values: a mail.
    pub fn sample_mail() -> Self {
        let personal = |text: &str| Personal::new(text.to_owned());
        Self {
            name: personal("forwarded.eml"),
            facts: "a mail, 4.2 kB".to_owned(),
            declared: "message/rfc822".to_owned(),
            seen: Seen::Mail(MailSeen {
                head: vec![
                    (say("previews-from").to_string(), personal("Petr Sample <petr@mail.example>")),
                    (say("previews-subject").to_string(), personal("Your invoice")),
                ],
                text: Reading {
                    text: personal("Dear customer,\nyour invoice is attached."),
                    is_cut: false,
                    is_broken: false,
                },
                files: vec![personal("invoice.pdf.exe")],
            }),
            ..Self::sample()
        }
    }

    /// Returns sample values: a program.
    pub fn sample_program() -> Self {
        Self {
            name: Personal::new("update.exe".to_owned()),
            facts: "a program, 812 kB".to_owned(),
            declared: "application/octet-stream".to_owned(),
            warnings: vec![program_words()],
            seen: Seen::Nothing(say("previews-nothing").to_string()),
            ..Self::sample()
        }
    }
}

/// Warns of a file that runs.
fn program_words() -> String {
    say("previews-program").to_string()
}

/// Says what a file is: `a PNG picture`.
fn kind_words(kind: Kind) -> String {
    say_of("previews-kind", kind.as_str()).to_string()
}

/// Opens a file and shows what can be seen of it. There is no redirect: a second look is a second act.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id, file)): Path<(String, String, String)>,
    Ours(form): Ours<LookForm>,
) -> Result<Response, Trouble> {
    let path = format!("/cases/{number}/messages/{id}/attachments/{file}/unsealing");
    let number = number_of(&number)?;
    let id: MessageId = id.parse().map_err(|_| Trouble::NotFound)?;
    let file = file.parse().map_err(|_| Trouble::NotFound)?;
    let Some(turn) = state.previews.turn().await else {
        let words = say("previews-busy").to_string();
        let came_back = CameBack { file_error: Some((id, words)), ..CameBack::default() };
        let case = build(&state, &caller, number, came_back).await?;
        return page_with(StatusCode::SERVICE_UNAVAILABLE, &case);
    };
    let opened = state.desk.unseal_file(&caller.actor, number, id, file, form.reason.as_deref());
    let opened = match opened.await {
        Ok(opened) => opened,
        Err(DeskError::Invalid { field: "reason", words }) => {
            let came_back = CameBack { file_error: Some((id, words)), ..CameBack::default() };
            return again(&state, &caller, number, came_back).await;
        }
        Err(error) => return Err(error.into()),
    };
    let name = opened.name.clone();
    let declared = opened.media_type.clone();
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    let reason = form.reason.filter(|reason| !reason.trim().is_empty()).map(Personal::new);
    let why_not = match state.previews.look(turn, opened).await {
        Ok(looked) => return page(&worded(frame, number, looked, path, reason)),
        Err(NotLooked::NoTime) => say("previews-no-time"),
        Err(NotLooked::Failed) => say("previews-failed"),
    };
    let seen = Seen::Nothing(why_not.to_string());
    let (number, facts) = (number.to_string(), say("previews-not-looked-at").to_string());
    let warnings = Vec::new();
    let unseen = PreviewShow { frame, number, name, facts, declared, warnings, seen, path, reason };
    page_with(StatusCode::SERVICE_UNAVAILABLE, &unseen)
}

fn worded(
    frame: Frame,
    number: CaseNumber,
    looked: Looked,
    path: String,
    reason: Option<Personal<String>>,
) -> PreviewShow {
    let Looked { preview, mail, n_bytes, name, media_type } = looked;
    let is = kind_words(preview.kind);
    let lie = preview.lie.as_ref().map(|lie| lie_words(lie, &is));
    let program = preview.is_program.then(program_words);
    PreviewShow {
        frame,
        number: number.to_string(),
        name,
        facts: format!("{is}, {}", size(i64::try_from(n_bytes).unwrap_or(i64::MAX))),
        declared: media_type,
        warnings: lie.into_iter().chain(program).collect(),
        seen: seen(preview.body, mail),
        path,
        reason,
    }
}

fn lie_words(lie: &Lie, is: &str) -> String {
    let words = match lie {
        Lie::Name(end) => say("previews-lie-name").with("said", end),
        Lie::Declared(media_type) => say("previews-lie-declared").with("said", media_type),
    };
    words.with("kind", is).to_string()
}

fn seen(body: Body, mail: Option<IncomingMail>) -> Seen {
    match (body, mail) {
        (Body::Picture(picture), _) => Seen::Picture(Pictures {
            sent_as: say("previews-pixels")
                .with("width", picture.width)
                .with("height", picture.height)
                .to_string(),
            small: drawn(&picture.small),
            large: drawn(&picture.large),
        }),
        (Body::NoPicture(fault), _) => Seen::Nothing(fault_words(&fault).to_string()),
        (Body::Text(head), _) => Seen::Text(reading(head)),
        (Body::Mail, Some(mail)) => Seen::Mail(of_mail(mail)),
        (Body::Mail | Body::Nothing, _) => Seen::Nothing(say("previews-nothing").to_string()),
    }
}

fn reading(head: TextHead) -> Reading {
    Reading { text: Personal::new(head.text), is_cut: head.is_cut, is_broken: head.is_broken }
}

fn fault_words(fault: &PictureFault) -> Words {
    match fault {
        PictureFault::TooLong => {
            say("previews-too-long").with("n", PICTURE_BYTES_MAX / 1024 / 1024)
        }
        PictureFault::TooLarge { width, height, pixels_max } => say("previews-too-large")
            .with("width", width)
            .with("height", height)
            .with("n", pixels_max / 1_000_000),
        PictureFault::Broken => say("previews-broken"),
    }
}

fn drawn(shown: &Shown) -> Drawn {
    let src = format!("data:{};base64,{}", shown.media_type, BASE64.encode(&shown.bytes));
    Drawn { src: Personal::new(src), width: shown.width, height: shown.height }
}

fn of_mail(mail: IncomingMail) -> MailSeen {
    let from = mail.from.iter().map(|from| (say("previews-from"), written(from)));
    let others =
        mail.others.iter().take(NAMES_MAX).map(|other| (say("previews-to"), written(other)));
    let subject = std::iter::once((say("previews-subject"), mail.subject.clone()));
    let head = from.chain(others).chain(subject);
    let names = mail.attachments.into_iter().take(NAMES_MAX).map(|file| file.name);
    MailSeen {
        head: head.map(|(field, value)| (field.to_string(), value)).collect(),
        files: names.collect(),
        text: reading(TextHead::of(mail.text.expose().as_bytes())),
    }
}

fn written(mailbox: &Mailbox) -> Personal<String> {
    let address = mailbox.address.expose();
    Personal::new(match &mailbox.name {
        Some(name) => format!("{} <{address}>", name.expose()),
        None => address.to_owned(),
    })
}
