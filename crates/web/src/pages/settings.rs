//! Settings: what is in force, where it comes from, and those that are changed while the house runs.

mod samples;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, HouseSetting, SETTING_NOTE_CHARS_MAX, SettingChange, SettingDraft};
use jiff::Timestamp;
use model::{Act, LiveSetting, Personal, Resource};
use serde::Deserialize;

use crate::{
    caller::Caller,
    floors,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::{Done, DoneQuery},
    pages::{consents::Choice, messages::EmptyForm},
    rooms::{SettingTold, SourceTold},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// The sections of `chancery.toml`, in the order in which they are shown.
const GROUPS: [&str; 10] =
    ["web", "mail", "desk", "sign_in", "staff", "fields", "consoles", "database", "vault", "audit"];

/// Settings that the running house could obey and that nobody who works in it can change (docs/adr/0026).
const GUARDED: [&str; 5] = [
    "desk.profile",
    "mail.channel",
    "audit.witness",
    "staff.background_check",
    "staff.agreement_file",
];

/// Every setting.
#[derive(Template)]
#[template(path = "settings/list.html")]
pub struct SettingList {
    /// What stands around.
    pub frame: Frame,
    /// The file that they stand in.
    pub file: String,
    /// True where the file was changed after it was read.
    pub is_changed_since: bool,
    /// The settings, by section.
    pub groups: Vec<SettingGroup>,
    /// What was changed here, the latest first.
    pub changes: Vec<ChangeRow>,
}

/// A section.
pub struct SettingGroup {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its settings.
    pub rows: Vec<SettingRow>,
}

/// A setting.
pub struct SettingRow {
    /// Its key.
    pub key: &'static str,
    /// Its id on the page.
    pub id: String,
    /// What it means: pieces of text, each with whether it is code.
    pub words: Vec<(String, bool)>,
    /// What is in force.
    pub value: Option<String>,
    /// True where something is set that is not shown.
    pub is_secret: bool,
    /// How it comes.
    pub standing: Option<String>,
    /// Where it comes from, as a sentence begins.
    pub source: String,
    /// What was said here and is outranked.
    pub outranked: Option<String>,
    /// True where the running house obeys a change of it.
    pub is_live: bool,
    /// Why it stands in the file, although the running house could obey a change of it.
    pub why_file: Option<String>,
    /// True where a file or a variable has it.
    pub is_pinned: bool,
    /// By what it is changed here; `None` where it is not.
    pub form: Option<SettingForm>,
}

/// By what a setting is changed.
pub struct SettingForm {
    /// The number of its last change that is shown.
    pub n_read: i64,
    /// What is typed.
    pub value: String,
    /// The values to choose from; empty for a whole number.
    pub choices: Vec<Choice>,
    /// The least whole number.
    pub least: i64,
    /// The greatest.
    pub most: i64,
    /// Why, as typed.
    pub note: String,
    /// Characters of the longest word on why.
    pub note_max: usize,
    /// True where the house itself says something, so that it can be taken back to how it comes.
    pub is_own: bool,
    /// How it comes.
    pub standing: String,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// A change that was made here.
pub struct ChangeRow {
    /// Its number.
    pub number: i64,
    /// The key of the setting.
    pub key: String,
    /// What was in force before, in words.
    pub before: String,
    /// And from then on.
    pub value: String,
    /// The change that it took back.
    pub reverts: Option<i64>,
    /// Why.
    pub note: String,
    /// Who.
    pub who: Personal<String>,
    /// When.
    pub at: Moment,
    /// True where the reader may take it back.
    pub may_undo: bool,
}

impl SettingForm {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    fn new(kept: &HouseSetting) -> Self {
        let (least, most) = kept.setting.bounds();
        let choice = |value: &&str| Choice {
            value: (*value).to_owned(),
            label: say_of("settings-choice", value).to_string(),
            is_ticked: *value == kept.value,
        };
        Self {
            n_read: kept.n_last,
            value: kept.value.clone(),
            choices: kept.setting.choices().iter().map(choice).collect(),
            least,
            most,
            note: String::new(),
            note_max: SETTING_NOTE_CHARS_MAX,
            is_own: kept.own.is_some(),
            standing: kept.standing.clone(),
            error: None,
        }
    }
}

impl SettingRow {
    fn new(told: SettingTold, kept: Option<&HouseSetting>, may_change: bool) -> Self {
        let own = kept.and_then(|kept| kept.own.clone());
        let (source, is_pinned) = match (&told.source, &own) {
            (SourceTold::Standing, Some(_)) => (say("settings-source-here").to_string(), false),
            (SourceTold::Standing, None) => (say("settings-source-standing").to_string(), false),
            (SourceTold::File(place), _) => (place.clone(), true),
            (SourceTold::Variable(name), _) => {
                (say("settings-source-variable").with("name", name).to_string(), true)
            }
        };
        let is_as_it_comes = !is_pinned && own.is_none();
        let form = kept.filter(|_| may_change && !is_pinned).map(SettingForm::new);
        Self {
            id: id_of(told.key),
            words: pieces(&floors::setting(told.key, told.words)),
            value: kept.map(|kept| kept.value.clone()).or(told.value),
            // What is as it comes needs no second word; and how a secret comes tells nothing.
            standing: told.standing.filter(|_| !told.is_secret && !is_as_it_comes),
            is_secret: told.is_secret,
            outranked: own.filter(|_| is_pinned),
            is_live: kept.is_some(),
            why_file: GUARDED.contains(&told.key).then(|| {
                let name = told.key.replace(['.', '_'], "-");
                say_of("settings-why-file", &name).to_string()
            }),
            key: told.key,
            source,
            is_pinned,
            form,
        }
    }
}

impl ChangeRow {
    fn new(change: SettingChange, may_change: bool, now: Timestamp) -> Self {
        let words =
            |value: Option<String>| value.unwrap_or_else(|| say("settings-as-it-comes").into());
        Self {
            may_undo: may_change && change.is_last,
            number: change.number,
            key: change.key,
            before: words(change.before),
            value: words(change.value),
            reverts: change.reverts,
            note: change.note,
            who: change
                .who
                .map_or_else(|| Personal::new(say("settings-nobody").into()), |who| who.name),
            at: Moment::new(change.at, now),
        }
    }
}

impl SettingList {
    /// Puts what was typed and what is wrong with it into a form.
    fn reject(&mut self, key: &str, value: String, note: String, error: (&'static str, String)) {
        let rows = self.groups.iter_mut().flat_map(|group| &mut group.rows);
        let form = rows.filter(|row| row.key == key).find_map(|row| row.form.as_mut());
        if let Some(form) = form {
            for choice in &mut form.choices {
                choice.is_ticked = choice.value == value;
            }
            form.value = value;
            form.note = note;
            form.error = Some(error);
        }
    }
}

/// A setting as somebody wants it.
#[derive(Deserialize)]
pub struct ValueForm {
    /// Not named as what is typed elsewhere: of many settings it is chosen.
    #[serde(rename = "set_to")]
    value: String,
    note: String,
    n_read: i64,
    standing: Option<String>,
}

/// Lists the settings.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut list = listed(&state, &caller).await?;
    list.frame.notice = query.done.map(Done::sentence);
    page(&list)
}

/// Changes a setting that the house keeps itself.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(key): Path<String>,
    Ours(form): Ours<ValueForm>,
) -> Result<Response, Trouble> {
    let setting = LiveSetting::of_key(&key).ok_or(Trouble::NotFound)?;
    let draft = SettingDraft {
        setting,
        value: form.standing.is_none().then(|| form.value.clone()),
        n_read: form.n_read,
        note: form.note.clone(),
    };
    match state.desk.change_setting(&caller.actor, draft).await {
        Ok(()) => {
            let path = format!("/settings?done=setting_changed#{}", id_of(setting.key()));
            Ok(Redirect::to(&path).into_response())
        }
        Err(DeskError::Invalid { field, words }) => {
            caller.must(&state, Act::SettingChange, &Resource::House)?;
            let mut list = listed(&state, &caller).await?;
            // What a file or a variable has by now has no form to come back to.
            if !list.has_form(setting.key()) {
                return Err(Trouble::Desk(DeskError::Invalid { field, words }));
            }
            list.reject(setting.key(), form.value, form.note, (field, words));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &list)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a change back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let number = number.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.undo_setting_change(&caller.actor, number).await?;
    Ok(Redirect::to("/settings?done=setting_undone#changes").into_response())
}

async fn listed(state: &crate::State, caller: &Caller) -> Result<SettingList, Trouble> {
    let kept = state.desk.house_settings(&caller.actor).await?;
    let told = (state.rooms.settings)();
    let (now, may_change) = (state.now(), kept.may_change);
    let change = |change| ChangeRow::new(change, may_change, now);
    Ok(SettingList {
        frame: caller.frame(state, Here::Settings).await?,
        file: told.file,
        is_changed_since: told.is_changed_since,
        groups: groups(told.settings, &kept.settings, may_change),
        changes: kept.changes.into_iter().map(change).collect(),
    })
}

impl SettingList {
    fn has_form(&self, key: &str) -> bool {
        let mut rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.any(|row| row.key == key && row.form.is_some())
    }
}

fn groups(told: Vec<SettingTold>, kept: &[HouseSetting], may_change: bool) -> Vec<SettingGroup> {
    let mut groups = GROUPS.map(|section| SettingGroup {
        id: section.replace('_', "-"),
        title: say_of("settings-group", section).to_string(),
        rows: Vec::new(),
    });
    for told in told {
        let section = told.key.split('.').next().unwrap_or_default();
        let own = kept.iter().find(|kept| kept.setting.key() == told.key);
        let index = GROUPS.iter().position(|known| *known == section);
        if let Some(group) = index.and_then(|index| groups.get_mut(index)) {
            group.rows.push(SettingRow::new(told, own, may_change));
        }
    }
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

fn id_of(key: &str) -> String {
    // A list of sections has the name of its group; each id stands once.
    if key.contains('.') { key.replace(['.', '_'], "-") } else { format!("{key}-all") }
}

/// Takes words apart at their code marks.
fn pieces(words: &str) -> Vec<(String, bool)> {
    let pieces = words.split('`').enumerate().filter(|(_, piece)| !piece.is_empty());
    pieces.map(|(index, piece)| (piece.to_owned(), index % 2 == 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locale, Spoken};

    #[test]
    fn what_guards_the_house_says_why_in_every_language() {
        for locale in Locale::ALL {
            for key in GUARDED {
                let name = key.replace(['.', '_'], "-");
                let words = locale.sync_scope(|| say_of("settings-why-file", &name).to_string());
                assert!(words.contains(' '), "{key}: {words}");
            }
        }
    }

    #[test]
    fn words_are_taken_apart_at_their_code() {
        let check = |words, expect: &[(&str, bool)]| {
            let expect: Vec<_> =
                expect.iter().map(|(text, is)| ((*text).to_owned(), *is)).collect();
            assert_eq!(pieces(words), expect);
        };
        check("plain", &[("plain", false)]);
        check("a `b` c", &[("a ", false), ("b", true), (" c", false)]);
        check("`b` or `c`", &[("b", true), (" or ", false), ("c", true)]);
    }
}
