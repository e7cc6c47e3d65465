//! Writing a template or a guide: a form that says what is wrong with the text, and where, before anything is kept.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, NewSheet, SheetDraft, TEMPLATE_CHARS_MAX, TEMPLATE_NAMES, TemplateName};
use model::{JottingSpot, Queue, QueueName, Resource, Role, SheetKind};
use serde::Deserialize;

use super::{KindWords, LanguageChoice, sheet_id, show::preview};
use crate::{
    caller::Caller,
    frame::{Frame, Here},
    language,
    pages::{
        consents::Choice,
        jottings::{self, Jot},
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// A guide for samples, and for whoever begins one.
pub const SAMPLE_GUIDE: &str = "When somebody lost every way to sign in, and two people can witness who they are.\n\n\
    1. Tell the member how it goes.\n   @template recovery-begin\n\
    2. Check the mail of the first witness. The signature must hold.\n   @role support_engineer\n   \
    @note Where and when they met; never the word\n\
    3. Another of us checks it again.\n   @other-than 2\n\
    4. Ask the member for consent to compare.\n   @open consent\n";

/// The form of a sheet.
#[derive(Template)]
#[template(path = "sheets/edit.html")]
pub struct SheetEdit {
    /// What stands around.
    pub frame: Frame,
    /// Template or guide.
    pub words: KindWords,
    /// The id of what is changed; `None` for a new one.
    pub id: Option<String>,
    /// The languages; the chosen one is marked.
    pub languages: Vec<LanguageChoice>,
    /// The roles, the one that it needs ticked.
    pub roles: Vec<Choice>,
    /// The queues, ticked where it is for them.
    pub queues: Vec<Choice>,
    /// What was typed.
    pub typed: SheetForm,
    /// What is kept of it.
    pub jot: Jot,
    /// What is wrong with the text.
    pub faults: Vec<FaultRow>,
    /// What a template becomes; `None` where nobody looked.
    pub preview: Option<String>,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
    /// What a template may use.
    pub names: Vec<TemplateName>,
    /// Characters of the longest text.
    pub chars_max: usize,
}

/// What is wrong with a text.
pub struct FaultRow {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
    /// What is wrong and what would be right.
    pub words: String,
}

/// A sheet as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SheetForm {
    /// The id of what is changed; empty for a new one.
    pub id: String,
    /// The edition that was read.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its heading.
    pub title: String,
    /// The role that it needs; empty is none.
    pub role: String,
    /// The queues that it is for.
    pub queues: Vec<String>,
    /// `on` where it is offered.
    pub is_offered: String,
    /// Its text.
    pub text: String,
    /// Why.
    pub note: String,
    /// Which version of what was kept of it the form follows; 0 is none.
    pub jotting: i64,
}

/// Asks what a new sheet is to say.
pub async fn new(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
) -> Result<Response, Trouble> {
    if !may_write(state, caller, kind).await? {
        caller.must(state, KindWords::of(kind).edit_act(), &Resource::House)?;
    }
    let typed = SheetForm {
        language: "eng".to_owned(),
        is_offered: "on".to_owned(),
        text: if kind == SheetKind::Guide { SAMPLE_GUIDE.to_owned() } else { String::new() },
        ..SheetForm::default()
    };
    begun(state, caller, kind, typed).await
}

/// Asks what another edition is to say.
pub async fn edit(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    id: &str,
) -> Result<Response, Trouble> {
    let view = state.desk.sheet(&caller.actor, kind, sheet_id(id)?).await?.view;
    if !view.may_edit {
        caller.must(state, KindWords::of(kind).edit_act(), &Resource::House)?;
    }
    let edition = view.edition.edition;
    let typed = SheetForm {
        id: id.to_owned(),
        number: edition.number,
        name: view.sheet.name.to_string(),
        language: view.sheet.language,
        title: edition.title,
        role: edition.role.map(|role| role.as_str().to_owned()).unwrap_or_default(),
        queues: view.edition.queues.iter().map(ToString::to_string).collect(),
        is_offered: if edition.is_offered { "on".to_owned() } else { String::new() },
        text: edition.text,
        note: String::new(),
        jotting: 0,
    };
    begun(state, caller, kind, typed).await
}

/// Shows the form: as it was begun and not sent, or else as it begins.
async fn begun(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    typed: SheetForm,
) -> Result<Response, Trouble> {
    let (jot, begun) = jottings::kept(state, caller, typed.spot(kind)).await?;
    let number = typed.number.to_string();
    let is_overtaken = jottings::field(&begun, "number").is_some_and(|begun| begun != number);
    let typed = if begun.is_empty() { typed } else { typed.begun(begun, jot.version) };
    let mut shown = SheetEdit { jot, ..form_page(state, caller, kind, typed).await? };
    if is_overtaken {
        shown.error = Some(("note", say("sheets-overtaken").to_string()));
    }
    page(&shown)
}

/// Shows what is wrong with a text as typed, or what it becomes; nothing is kept.
pub async fn check(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    form: SheetForm,
) -> Result<Response, Trouble> {
    let (text, language) = (form.text.clone(), form.language.clone());
    let mut shown = form_page(state, caller, kind, form).await?;
    shown.look(state, caller, &text, &language).await?;
    page(&shown)
}

/// Keeps a new sheet.
pub async fn create(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    form: SheetForm,
) -> Result<Response, Trouble> {
    let made = match form.draft() {
        Ok(draft) => {
            let (name, language) = (form.name.clone(), form.language.clone());
            let new = NewSheet { kind, name, language, draft };
            state.desk.create_sheet(&caller.actor, new).await.map(|id| id.to_string())
        }
        Err(error) => Err(error),
    };
    kept(state, caller, kind, form, made).await
}

/// Keeps another edition.
pub async fn update(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    id: &str,
    form: SheetForm,
) -> Result<Response, Trouble> {
    let sheet = sheet_id(id)?;
    let form = SheetForm { id: id.to_owned(), ..form };
    let made = match form.draft() {
        Ok(draft) => {
            let number = form.number;
            let made = state.desk.update_sheet(&caller.actor, kind, sheet, number, draft).await;
            made.map(|_| id.to_owned())
        }
        Err(error) => Err(error),
    };
    kept(state, caller, kind, form, made).await
}

/// Says whether somebody may write a sheet for any queue, or for all.
pub async fn may_write(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
) -> Result<bool, Trouble> {
    let queues = state.desk.queues(&caller.actor).await?;
    let may = |queues: &[Queue]| state.desk.may_edit_sheets(&caller.actor, kind, queues);
    Ok(may(&[]) || queues.iter().any(|queue| may(std::slice::from_ref(queue))))
}

async fn kept(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    mut form: SheetForm,
    made: Result<String, DeskError>,
) -> Result<Response, Trouble> {
    let words = KindWords::of(kind);
    let error = match made {
        Ok(id) => {
            jottings::sent(state, caller, form.spot(kind), form.jotting).await;
            let to = format!("/{}/{id}?done=written", words.many);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(DeskError::Invalid { field, words }) => (field, words),
        Err(DeskError::Conflict { .. }) => {
            // Once told, whoever sends it again means it to follow the other one.
            if !form.id.is_empty() {
                let found = state.desk.sheet(&caller.actor, kind, sheet_id(&form.id)?);
                form.number = Box::pin(found).await?.view.edition.edition.number;
            }
            ("note", say("sheets-overtaken").to_string())
        }
        Err(error) => return Err(error.into()),
    };
    let (text, language) = (form.text.clone(), form.language.clone());
    let mut shown = form_page(state, caller, kind, form).await?;
    shown.error = Some(error);
    shown.look(state, caller, &text, &language).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn form_page(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    typed: SheetForm,
) -> Result<SheetEdit, Trouble> {
    let words = KindWords::of(kind);
    let queues = state.desk.queues(&caller.actor).await?;
    let names = queues.iter().map(|queue| queue.name.to_string());
    Ok(SheetEdit {
        frame: caller.frame(state, words.here()).await?,
        id: Some(typed.id.clone()).filter(|id| !id.is_empty()),
        languages: language::codes()
            .map(|code| LanguageChoice::new(code, &typed.language))
            .collect(),
        roles: roles(&typed.role),
        queues: names.map(|name| choice(&name, typed.queues.contains(&name))).collect(),
        faults: Vec::new(),
        preview: None,
        error: None,
        names: if words.are_templates() { TEMPLATE_NAMES.to_vec() } else { Vec::new() },
        chars_max: TEMPLATE_CHARS_MAX,
        jot: Jot::new(caller, typed.spot(kind), typed.jotting),
        typed,
        words,
    })
}

fn choice(name: &str, is_ticked: bool) -> Choice {
    Choice { value: name.to_owned(), label: name.to_owned(), is_ticked }
}

fn roles(chosen: &str) -> Vec<Choice> {
    let role = |role: Role| Choice {
        value: role.as_str().to_owned(),
        label: say_of("role", role.as_str()).to_string(),
        is_ticked: role.as_str() == chosen,
    };
    Role::ALL.map(role).into()
}

impl SheetForm {
    /// Returns where what is typed in it is kept.
    fn spot(&self, kind: SheetKind) -> JottingSpot {
        JottingSpot::Sheet(kind, self.id.parse().ok())
    }

    /// Puts what was begun and not sent into the form. What it is of, and the edition that it follows, stay.
    fn begun(self, fields: Vec<(String, String)>, jotting: i64) -> Self {
        let (id, number) = (self.id, self.number);
        let mut form = Self { jotting, ..Self::default() };
        for (name, value) in fields {
            match name.as_str() {
                "name" => form.name = value,
                "language" => form.language = value,
                "title" => form.title = value,
                "role" => form.role = value,
                "queues" => form.queues.push(value),
                "is_offered" => form.is_offered = value,
                "text" => form.text = value,
                "note" => form.note = value,
                _ => {}
            }
        }
        Self { id, number, ..form }
    }

    fn draft(&self) -> Result<SheetDraft, DeskError> {
        let mut queues = BTreeSet::new();
        for name in &self.queues {
            let name = QueueName::parse(name).map_err(|error| DeskError::Invalid {
                field: "queues",
                words: error.to_string(),
            })?;
            queues.insert(name);
        }
        Ok(SheetDraft {
            title: self.title.clone(),
            role: Role::of_str(&self.role),
            queues,
            is_offered: !self.is_offered.is_empty(),
            text: self.text.clone(),
            note: self.note.clone(),
        })
    }
}

impl SheetEdit {
    /// Looks at the text: its faults, or else what it becomes.
    async fn look(
        &mut self,
        state: &crate::State,
        caller: &Caller,
        text: &str,
        language: &str,
    ) -> Result<(), Trouble> {
        let kind = self.words.kind;
        let faults = state.desk.check_sheet(&caller.actor, kind, language, text).await?;
        let row = |fault: desk::SheetFault| FaultRow {
            line: fault.line,
            column: fault.column,
            words: fault.words,
        };
        self.faults = faults.into_iter().map(row).collect();
        if self.words.are_templates() && self.faults.is_empty() {
            self.preview = preview(state, caller, text, language, "").await?.ok();
        }
        Ok(())
    }

    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    /// Says whether somebody looked at the text and found nothing wrong.
    fn is_checked(&self) -> bool {
        self.faults.is_empty() && (self.preview.is_some() || !self.words.are_templates())
    }

    /// Returns sample values of a template that is changed.
    pub fn sample() -> Self {
        let typed = SheetForm {
            id: "0199d0c2-0000-7000-8000-0000000000a1".to_owned(),
            number: 3,
            name: "acknowledge".to_owned(),
            language: "eng".to_owned(),
            title: "We have your message".to_owned(),
            is_offered: "on".to_owned(),
            text: super::show::SheetShow::sample().text,
            ..SheetForm::default()
        };
        let queues = ["triage", "support", "disputes"];
        Self {
            frame: Frame::sample_staff(Here::Templates, ""),
            words: KindWords::of(SheetKind::Template),
            id: Some(typed.id.clone()),
            languages: ["ces", "deu", "eng"].map(|code| LanguageChoice::new(code, "eng")).into(),
            roles: roles(""),
            queues: queues.map(|name| choice(name, name == "support")).into(),
            jot: Jot::sample("template", &typed.id),
            typed,
            faults: Vec::new(),
            preview: super::show::SheetShow::sample().preview.ok(),
            error: None,
            names: TEMPLATE_NAMES.to_vec(),
            chars_max: TEMPLATE_CHARS_MAX,
        }
    }

    /// Returns sample values of a template with faults that came back.
    pub fn sample_invalid() -> Self {
        let fault = |line, column, words: &str| FaultRow { line, column, words: words.to_owned() };
        let sample = Self::sample();
        Self {
            typed: SheetForm {
                text: "Hello,\n\nyour number is {{ case.nmber }}.\n{{ person.name }}".to_owned(),
                note: String::new(),
                ..sample.typed
            },
            faults: vec![
                fault(3, 19, "there is no `case.nmber`; it looks like `case.number`"),
                fault(4, 4, "there is no `person.name`; there are case.number, case.queue, today"),
            ],
            preview: None,
            error: Some(("note", "say why, for the history, in at most 500 characters".to_owned())),
            ..Self::sample()
        }
    }

    /// Returns sample values of a new guide.
    pub fn sample_guide() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Guides, ""),
            words: KindWords::of(SheetKind::Guide),
            id: None,
            jot: Jot::sample_kept("guide", ""),
            typed: SheetForm {
                language: "eng".to_owned(),
                is_offered: "on".to_owned(),
                text: SAMPLE_GUIDE.to_owned(),
                ..SheetForm::default()
            },
            preview: None,
            names: Vec::new(),
            ..Self::sample()
        }
    }
}
