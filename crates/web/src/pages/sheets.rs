//! Templates and guides: listed, shown with their history, written. The two differ in a few words; their routes stand in
//! `templates.rs` and `guides.rs`.

pub mod edit;
pub mod history;
pub mod show;

use std::collections::BTreeMap;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::{SheetFilter, SheetView};
use jiff::Timestamp;
use model::{Act, QueueName, SheetId, SheetKind};
use serde::Deserialize;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    language,
    locale::Words,
    moment::Moment,
    notice::Done,
    say, say_of,
    trouble::{Trouble, page},
};

/// The templates, or the guides.
#[derive(Template)]
#[template(path = "sheets/list.html")]
pub struct SheetList {
    /// What stands around.
    pub frame: Frame,
    /// Which of the two.
    pub words: KindWords,
    /// The words that are looked for.
    pub query: String,
    /// The languages there are, the chosen one marked.
    pub languages: Vec<LanguageChoice>,
    /// What was found, by language.
    pub groups: Vec<SheetGroup>,
    /// How many Chancery comes with that this house has not.
    pub n_new: usize,
    /// True where the reader may take those over.
    pub may_adopt: bool,
    /// True where the reader may write one.
    pub may_write: bool,
}

/// What the pages call one of the two kinds.
#[derive(Clone, Copy)]
pub struct KindWords {
    /// The kind.
    pub kind: SheetKind,
    /// One of them: `template`.
    pub one: &'static str,
    /// Several: `templates`; also the path.
    pub many: &'static str,
}

/// A language that may be chosen.
pub struct LanguageChoice {
    /// Its code, ISO 639-3.
    pub code: String,
    /// Its name.
    pub name: String,
    /// True for the chosen one.
    pub is_here: bool,
}

/// The sheets of one language.
pub struct SheetGroup {
    /// Its name.
    pub language: String,
    /// The tag that a browser knows it by.
    pub tag: String,
    /// The sheets.
    pub rows: Vec<SheetRow>,
}

/// One sheet in a list.
pub struct SheetRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// The role it needs; empty is none.
    pub role: String,
    /// The queues it is for; empty is all.
    pub queues: String,
    /// False where it is offered no more.
    pub is_offered: bool,
    /// Its latest edition.
    pub number: i64,
    /// When that was made.
    pub at: Moment,
}

impl KindWords {
    /// Returns the words of a kind.
    pub const fn of(kind: SheetKind) -> Self {
        match kind {
            SheetKind::Template => Self { kind, one: "template", many: "templates" },
            SheetKind::Guide => Self { kind, one: "guide", many: "guides" },
        }
    }

    /// Says whether these are templates.
    pub fn are_templates(&self) -> bool {
        self.kind == SheetKind::Template
    }

    /// Returns the heading of the list.
    pub const fn heading(&self) -> Words {
        match self.kind {
            SheetKind::Template => say("sheets-templates"),
            SheetKind::Guide => say("sheets-guides"),
        }
    }

    /// Returns the act of writing one.
    pub const fn edit_act(&self) -> Act {
        match self.kind {
            SheetKind::Template => Act::TemplateEdit,
            SheetKind::Guide => Act::GuideEdit,
        }
    }

    /// Returns where the pages stand in the navigation.
    pub const fn here(&self) -> Here {
        match self.kind {
            SheetKind::Template => Here::Templates,
            SheetKind::Guide => Here::Guides,
        }
    }
}

/// What a list is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    language: String,
    queue: Option<String>,
    /// What the act before did.
    done: Option<Done>,
}

/// Lists the sheets of a kind.
pub async fn list(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    query: ListQuery,
) -> Result<Response, Trouble> {
    let queue = query.queue.as_deref().map(QueueName::parse).transpose();
    let filter = SheetFilter {
        language: Some(query.language.clone()).filter(|code| !code.is_empty()),
        words: query.q.clone(),
        queue: queue.map_err(|_| Trouble::NotFound)?,
    };
    let found = state.desk.sheets(&caller.actor, kind, &filter).await?;
    let all = state.desk.sheets(&caller.actor, kind, &SheetFilter::default()).await?;
    let mut codes: Vec<String> = all.into_iter().map(|view| view.sheet.language).collect();
    codes.sort();
    codes.dedup();
    let words = KindWords::of(kind);
    let mut frame = caller.frame(state, words.here()).await?;
    frame.notice = query.done.map(Done::sentence);
    page(&SheetList {
        frame,
        languages: codes.iter().map(|code| LanguageChoice::new(code, &query.language)).collect(),
        groups: groups(&found, state.now()),
        n_new: state.desk.n_sheets_to_adopt(&caller.actor, kind).await?,
        may_adopt: state.desk.may_edit_sheets(&caller.actor, kind, &[]),
        may_write: edit::may_write(state, caller, kind).await?,
        query: query.q,
        words,
    })
}

/// Takes over what Chancery comes with.
pub async fn adopt(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
) -> Result<Response, Trouble> {
    state.desk.adopt_sheets(&caller.actor, kind).await?;
    let to = format!("/{}?done=adopted", KindWords::of(kind).many);
    Ok(Redirect::to(&to).into_response())
}

/// Reads the id of a sheet out of an address.
pub fn sheet_id(text: &str) -> Result<SheetId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

fn groups(found: &[SheetView], now: Timestamp) -> Vec<SheetGroup> {
    let mut by_language: BTreeMap<&str, Vec<SheetRow>> = BTreeMap::new();
    for view in found {
        by_language.entry(&view.sheet.language).or_default().push(SheetRow::new(view, now));
    }
    let group = |(code, rows): (&str, Vec<SheetRow>)| SheetGroup {
        language: language::name(Some(code)),
        tag: language::tag(code),
        rows,
    };
    let mut groups: Vec<SheetGroup> = by_language.into_iter().map(group).collect();
    groups.sort_by(|left, right| left.language.cmp(&right.language));
    groups
}

impl LanguageChoice {
    /// Words a language.
    pub fn new(code: &str, chosen: &str) -> Self {
        Self { code: code.to_owned(), name: language::name(Some(code)), is_here: code == chosen }
    }
}

impl SheetRow {
    /// Words a sheet, as it stands now.
    pub fn new(view: &SheetView, now: Timestamp) -> Self {
        let edition = &view.edition.edition;
        let queues: Vec<&str> = view.edition.queues.iter().map(QueueName::as_str).collect();
        Self {
            id: view.sheet.id.to_string(),
            name: view.sheet.name.to_string(),
            title: edition.title.clone(),
            role: edition
                .role
                .map(|role| say_of("role", role.as_str()).to_string())
                .unwrap_or_default(),
            queues: queues.join(", "),
            is_offered: edition.is_offered,
            number: edition.number,
            at: Moment::new(edition.made_at, now),
        }
    }

    /// Returns sample values.
    pub fn sample(name: &str, title: &str) -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000a1".to_owned(),
            name: name.to_owned(),
            title: title.to_owned(),
            role: String::new(),
            queues: String::new(),
            is_offered: true,
            number: 1,
            at: crate::samples::minutes_ago(60 * 24 * 9),
        }
    }
}

impl SheetList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let group = |language: &str, tag: &str, rows| SheetGroup {
            language: language.to_owned(),
            tag: tag.to_owned(),
            rows,
        };
        let english = vec![
            SheetRow::sample("acknowledge", "We have your message"),
            SheetRow {
                role: "support engineer".to_owned(),
                queues: "support".to_owned(),
                number: 3,
                ..SheetRow::sample("recovery-begin", "Getting back in: how it begins")
            },
            SheetRow {
                is_offered: false,
                ..SheetRow::sample("not-us", "This is not ours to answer")
            },
        ];
        let czech = vec![SheetRow::sample("acknowledge", "Máme vaši zprávu")];
        Self {
            frame: Frame::sample_staff(Here::Templates, ""),
            words: KindWords::of(SheetKind::Template),
            query: String::new(),
            languages: vec![LanguageChoice::new("ces", ""), LanguageChoice::new("eng", "")],
            groups: vec![group("Czech", "cs", czech), group("English", "en", english)],
            n_new: 2,
            may_adopt: true,
            may_write: true,
        }
    }

    /// Returns sample values of a search that finds nothing, read by somebody who writes none.
    pub fn sample_empty() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Guides, ""),
            words: KindWords::of(SheetKind::Guide),
            query: "unicorn".to_owned(),
            groups: Vec::new(),
            n_new: 0,
            may_adopt: false,
            may_write: false,
            ..Self::sample()
        }
    }
}
