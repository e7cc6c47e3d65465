//! One template or guide: what it says, how it looks in a case, its editions.

use askama::Template;
use axum::response::Response;
use desk::{DeskError, SheetEditionView, SheetPage, SheetUse, WORDS_TOGETHER};
use jiff::Timestamp;
use model::{CaseNumber, Guide, SheetKind};
use serde::Deserialize;

use super::{KindWords, SheetRow, sheet_id};
use crate::{
    caller::Caller,
    frame::{Frame, Here},
    language,
    moment::Moment,
    notice::Done,
    say,
    trouble::{Trouble, page},
};

/// One sheet.
#[derive(Template)]
#[template(path = "sheets/show.html")]
pub struct SheetShow {
    /// What stands around.
    pub frame: Frame,
    /// Template or guide.
    pub words: KindWords,
    /// What it is.
    pub row: SheetRow,
    /// Its language's name.
    pub language: String,
    /// Its text.
    pub text: String,
    /// A guide as it is worked along; `None` for a template.
    pub guide: Option<Guide>,
    /// The case that a template is looked at in, as typed; empty is a made-up one.
    pub case: String,
    /// What the template becomes there, or why it does not.
    pub preview: Result<String, String>,
    /// Its editions, the latest first.
    pub editions: Vec<EditionRow>,
    /// In how many cases it was used, and whether that helped; told to who may write it anew.
    pub used: Option<UsedWords>,
    /// True where the reader may write another edition.
    pub may_edit: bool,
}

/// In how many cases a sheet was used, and what their requesters said.
pub struct UsedWords {
    /// In how many.
    pub used: String,
    /// What they said, where so many did that nobody's word is told by it.
    pub said: Option<String>,
    /// Of how many words are told together.
    pub n_together: i64,
}

impl UsedWords {
    fn new(used: SheetUse) -> Self {
        let SheetUse { n_used, n_helped, n_not_helped } = used;
        let n_unsaid = n_used.saturating_sub(n_helped).saturating_sub(n_not_helped);
        let said = (n_helped + n_not_helped > 0).then(|| {
            let said = say("sheets-used-said").with("helped", n_helped);
            said.with("not", n_not_helped).with("unsaid", n_unsaid).to_string()
        });
        let used = say("sheets-used").with("n", n_used).to_string();
        Self { used, said, n_together: WORDS_TOGETHER }
    }
}

/// One edition of a sheet.
#[derive(Clone)]
pub struct EditionRow {
    /// Counts from 1.
    pub number: i64,
    /// Why it was made.
    pub note: String,
    /// Who made it.
    pub maker: String,
    /// When.
    pub at: Moment,
    /// The edition whose words it takes up again.
    pub reverts: Option<i64>,
}

/// Where a template is looked at.
#[derive(Debug, Default, Deserialize)]
pub struct ShowQuery {
    #[serde(default)]
    case: String,
    /// What the act before did.
    done: Option<Done>,
}

/// Shows one sheet.
pub async fn show(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    id: &str,
    query: ShowQuery,
) -> Result<Response, Trouble> {
    let SheetPage { view, editions, used } =
        state.desk.sheet(&caller.actor, kind, sheet_id(id)?).await?;
    let words = KindWords::of(kind);
    let text = view.edition.edition.text.clone();
    let preview = match kind {
        SheetKind::Template => {
            preview(state, caller, &text, &view.sheet.language, &query.case).await?
        }
        SheetKind::Guide => Ok(String::new()),
    };
    let mut frame = caller.frame(state, words.here()).await?;
    frame.notice = query.done.map(Done::sentence);
    let now = state.now();
    page(&SheetShow {
        frame,
        row: SheetRow::new(&view, now),
        language: language::name(Some(&view.sheet.language)),
        guide: if words.are_templates() { None } else { Guide::parse(&text).ok() },
        case: query.case.trim().to_owned(),
        preview,
        editions: editions.iter().map(|edition| EditionRow::new(edition, now)).collect(),
        used: used.map(UsedWords::new),
        may_edit: view.may_edit,
        words,
        text,
    })
}

/// Fills a template for a look at it; what is wrong with it or with the case that was named is said in its place.
pub async fn preview(
    state: &crate::State,
    caller: &Caller,
    text: &str,
    language: &str,
    case: &str,
) -> Result<Result<String, String>, Trouble> {
    let number = match case.trim() {
        "" => None,
        typed => match typed.parse::<CaseNumber>() {
            Ok(number) => Some(number),
            Err(error) => return Ok(Err(error.to_string())),
        },
    };
    match state.desk.preview_template(&caller.actor, text, language, number).await {
        Ok(text) => Ok(Ok(text)),
        Err(DeskError::Invalid { words, .. }) => Ok(Err(words)),
        Err(DeskError::NotFound) => Ok(Err(say("sheets-no-such-case").to_string())),
        Err(error) => Err(error.into()),
    }
}

impl EditionRow {
    /// Words an edition.
    pub fn new(view: &SheetEditionView, now: Timestamp) -> Self {
        let edition = &view.edition;
        Self {
            number: edition.number,
            note: edition.note.clone(),
            maker: match &view.maker {
                Some(maker) => crate::floors::titled(maker),
                None => say("sheets-founding").to_string(),
            },
            at: Moment::new(edition.made_at, now),
            reverts: edition.reverts,
        }
    }

    /// Returns sample values, the latest first.
    pub fn samples() -> Vec<Self> {
        let row = |number, note: &str, maker: &str, days: i64| Self {
            number,
            note: note.to_owned(),
            maker: maker.to_owned(),
            at: crate::samples::minutes_ago(60 * 24 * days),
            reverts: None,
        };
        vec![
            Self {
                reverts: Some(1),
                ..row(3, "The shorter one was too short.", "Team leader 1", 1)
            },
            row(2, "Shorter.", "Support engineer 3", 4),
            row(1, "What Chancery comes with.", "the founding", 90),
        ]
    }
}

impl SheetShow {
    /// Returns sample values of a template.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Templates, ""),
            words: KindWords::of(SheetKind::Template),
            row: SheetRow { number: 3, ..SheetRow::sample("acknowledge", "We have your message") },
            language: "English".to_owned(),
            text: "Hello,\n\nwe have your message; its number is {{ case.number }}.\n\n\
                   {{ writer.title }}"
                .to_owned(),
            guide: None,
            case: String::new(),
            preview: Ok("Hello,\n\nwe have your message; its number is s20261121.17.\n\n\
                         Support engineer 3"
                .to_owned()),
            editions: EditionRow::samples(),
            used: Some(UsedWords::new(SheetUse { n_used: 41, n_helped: 22, n_not_helped: 3 })),
            may_edit: true,
        }
    }

    /// Returns sample values of a template that is looked at in a case that is none.
    pub fn sample_astray() -> Self {
        Self {
            case: "s20269999.1".to_owned(),
            used: Some(UsedWords::new(SheetUse::default())),
            preview: Err(say("sheets-no-such-case").to_string()),
            may_edit: false,
            ..Self::sample()
        }
    }

    /// Returns sample values of a guide.
    pub fn sample_guide() -> Self {
        let text = super::edit::SAMPLE_GUIDE;
        Self {
            frame: Frame::sample_staff(Here::Guides, ""),
            words: KindWords::of(SheetKind::Guide),
            row: SheetRow {
                role: "support engineer".to_owned(),
                queues: "support, triage".to_owned(),
                ..SheetRow::sample("password-recovery", "Password recovery by two witnesses")
            },
            guide: Guide::parse(text).ok(),
            text: text.to_owned(),
            preview: Ok(String::new()),
            editions: EditionRow::samples().split_off(2),
            used: Some(UsedWords::new(SheetUse { n_used: 4, ..SheetUse::default() })),
            ..Self::sample()
        }
    }
}
