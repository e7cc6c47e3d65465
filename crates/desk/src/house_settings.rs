//! Settings that the house keeps itself: changed while it runs, obeyed at once, each change on record with what was before.
//!
//! What a file or a variable of the machine says outranks the house, so that whoever holds the machine can always put it
//! right; what neither says, the house may; and what nobody says is as Chancery comes.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{PoisonError, RwLock},
};

use db::SettingChangeRow;
use jiff::Timestamp;
use model::{Act, Actor, LiveSetting, LiveSettings, Resource, SettingError};
use tokio::sync::Mutex;

use crate::{Desk, DeskError, views::StaffView};

/// Characters of the longest word on why a setting was changed.
pub const SETTING_NOTE_CHARS_MAX: usize = 200;

/// Originals a day to which the page may raise what somebody opens on their own account; past it only the file does.
pub const SELF_LOOKS_RAISED_MAX: i64 = 100;

/// The settings as the desk holds them.
pub struct Kept {
    /// What stands where the house itself says nothing.
    standing: LiveSettings,
    now: RwLock<LiveSettings>,
    /// Held from reading a setting to obeying its change, so that what was written last is obeyed last.
    turn: Mutex<()>,
}

impl Kept {
    pub(crate) fn standing(standing: LiveSettings) -> Self {
        Self { standing, now: RwLock::new(standing), turn: Mutex::default() }
    }
}

/// The settings that the house may keep, and how they came to be what they are.
#[derive(Clone, Debug)]
pub struct HouseSettings {
    /// Each of them.
    pub settings: Vec<HouseSetting>,
    /// The last changes, the latest first.
    pub changes: Vec<SettingChange>,
    /// True where the reader may change them.
    pub may_change: bool,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct HouseSetting {
    /// Which.
    pub setting: LiveSetting,
    /// The value that is obeyed now.
    pub value: String,
    /// What stands where the house itself says nothing.
    pub standing: String,
    /// What the house itself says.
    pub own: Option<String>,
    /// The file or the variable that says something else and outranks the house.
    pub pin: Option<String>,
    /// The number of its last change; 0 where there was none.
    pub n_last: i64,
}

/// A change of one of them.
#[derive(Clone, Debug)]
pub struct SettingChange {
    /// Counts all changes from 1.
    pub number: i64,
    /// The key of the setting.
    pub key: String,
    /// What the house said from then on; `None` is nothing.
    pub value: Option<String>,
    /// What it said before.
    pub before: Option<String>,
    /// The change that it took back.
    pub reverts: Option<i64>,
    /// Why.
    pub note: String,
    /// Who.
    pub who: Option<StaffView>,
    /// When.
    pub at: Timestamp,
    /// True where no other change of the setting followed, so that it can be taken back.
    pub is_last: bool,
}

/// A setting as somebody wants it.
#[derive(Clone, Debug)]
pub struct SettingDraft {
    /// Which.
    pub setting: LiveSetting,
    /// Its value; `None` has the house say nothing, so that it is as the machine has it.
    pub value: Option<String>,
    /// The number of the last change of it that was read; 0 where there was none.
    pub n_read: i64,
    /// Why; may be empty.
    pub note: String,
}

impl Desk {
    /// Returns the settings that the house obeys now, of those that can be changed while it runs.
    pub fn live_settings(&self) -> LiveSettings {
        *self.settings_kept.now.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what the house itself says, by key; for the command line, which tells where each setting comes from.
    pub async fn own_settings(&self) -> Result<BTreeMap<String, String>, DeskError> {
        let rows = self.db.read().await?.settings_in_force().await?;
        // What the house only enters, such as whose certificates count, it does not say.
        let own = rows.into_iter().filter(|row| LiveSetting::of_key(&row.key).is_some());
        Ok(own.filter_map(|row| Some((row.key, row.value?))).collect())
    }

    /// Shows the settings that the house may keep, for whoever may see how it runs.
    pub async fn house_settings(&self, actor: &Actor) -> Result<HouseSettings, DeskError> {
        self.ask_to_read(actor, Act::HouseShow, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let own = reader.settings_in_force().await?;
        let rows = reader.setting_changes().await?;
        drop(reader);
        let now = self.live_settings();
        let setting = |setting: LiveSetting| {
            let row = own.iter().find(|row| row.key == setting.key());
            HouseSetting {
                setting,
                value: now.text(setting),
                standing: self.settings_kept.standing.text(setting),
                own: row.and_then(|row| row.value.clone()),
                pin: self.config.pinned.get(&setting).cloned(),
                n_last: row.map_or(0, |row| row.number),
            }
        };
        let decision = self.authority.allows(actor, Act::SettingChange, &Resource::House);
        Ok(HouseSettings {
            settings: LiveSetting::ALL.into_iter().map(setting).collect(),
            changes: self.setting_changes(rows).await?,
            may_change: decision.is_allowed(),
        })
    }

    async fn setting_changes(
        &self,
        rows: Vec<SettingChangeRow>,
    ) -> Result<Vec<SettingChange>, DeskError> {
        let ids: BTreeSet<_> = rows.iter().filter_map(|row| row.changed_by).collect();
        let views = self.staff_views(&ids).await?;
        let mut seen = BTreeSet::new();
        let change = |row: SettingChangeRow| SettingChange {
            is_last: seen.insert(row.key.clone()) && LiveSetting::of_key(&row.key).is_some(),
            number: row.number,
            key: row.key,
            value: row.value,
            before: row.before,
            reverts: row.reverts,
            note: row.note,
            who: row.changed_by.and_then(|id| views.get(&id).cloned()),
            at: row.at,
        };
        Ok(rows.into_iter().map(change).collect())
    }

    /// Changes a setting that the house keeps itself; it is obeyed when this returns.
    pub async fn change_setting(
        &self,
        actor: &Actor,
        draft: SettingDraft,
    ) -> Result<(), DeskError> {
        self.put_setting(actor, draft, None).await
    }

    /// Takes a change of a setting back: the house says again what it said before.
    pub async fn undo_setting_change(&self, actor: &Actor, number: i64) -> Result<(), DeskError> {
        self.ask_to_read(actor, Act::HouseShow, &Resource::House).await?;
        let row = self.db.read().await?.setting_change(number).await?.ok_or(DeskError::NotFound)?;
        let setting = LiveSetting::of_key(&row.key).ok_or(DeskError::NotFound)?;
        let draft =
            SettingDraft { setting, value: row.before, n_read: number, note: String::new() };
        self.put_setting(actor, draft, Some(number)).await
    }

    async fn put_setting(
        &self,
        actor: &Actor,
        draft: SettingDraft,
        reverts: Option<i64>,
    ) -> Result<(), DeskError> {
        let _turn = self.settings_kept.turn.lock().await;
        let mut reader = self.db.read().await?;
        let own = reader.settings_in_force().await?;
        let n_last = reader.last_setting_change().await?;
        drop(reader);
        // The house itself only enters what its machine says (`mail_authorities`); what it keeps, people change.
        if matches!(actor, Actor::Founder) {
            return Err(DeskError::NotFound);
        }
        let permit = self.ask(actor, Act::SettingChange, &Resource::House).await?;
        let key = draft.setting.key();
        let before = own.iter().find(|row| row.key == key);
        if before.map_or(0, |row| row.number) != draft.n_read {
            return Err(DeskError::Conflict { what: "setting" });
        }
        let before = before.and_then(|row| row.value.clone());
        let value = self.checked(actor, &draft, before.as_deref())?;
        let row = SettingChangeRow {
            number: n_last + 1,
            key: key.to_owned(),
            value,
            before,
            reverts,
            note: draft.note.trim().to_owned(),
            changed_by: staff_id(actor),
            at: self.now(),
        };
        let mut tx = self.db.write(permit).await?;
        if !tx.insert_setting_change(&row).await? {
            return Err(DeskError::Conflict { what: "setting" });
        }
        tx.commit().await?;
        self.obey_settings().await
    }

    /// Returns the value as it will be written, if it may be.
    fn checked(
        &self,
        actor: &Actor,
        draft: &SettingDraft,
        before: Option<&str>,
    ) -> Result<Option<String>, DeskError> {
        if let Some(pin) = self.config.pinned.get(&draft.setting) {
            return Err(invalid(format!("it stands in {pin}, which outranks the house")));
        }
        if draft.note.chars().count() > SETTING_NOTE_CHARS_MAX {
            let words = format!("at most {SETTING_NOTE_CHARS_MAX} characters");
            return Err(DeskError::Invalid { field: "note", words });
        }
        let standing = self.settings_kept.standing;
        let after = match &draft.value {
            Some(text) => standing.with(draft.setting, text).map_err(faulty)?,
            None => standing,
        };
        let value = draft.value.as_ref().map(|_| after.text(draft.setting));
        if value.as_deref() == before {
            return Err(invalid("this is what the house says already".to_owned()));
        }
        let looks = after.self_looks_per_day_max;
        if draft.setting == LiveSetting::SelfLooksPerDayMax
            && looks > self.live_settings().self_looks_per_day_max
            && looks > standing.self_looks_per_day_max.max(SELF_LOOKS_RAISED_MAX)
        {
            let words = format!(
                "at most {SELF_LOOKS_RAISED_MAX} here, because what was looked at is not unlooked; more by chancery.toml alone"
            );
            return Err(invalid(words));
        }
        // Else whoever sets it could be the last who was let in.
        let level = after.staff_level;
        if draft.setting == LiveSetting::StaffLevel && level < self.live_settings().staff_level {
            let words = "less is asked of the staff by chancery.toml alone, because one session could ask for it here; see sign_in.staff_level there";
            return Err(invalid(words.to_owned()));
        }
        if draft.setting == LiveSetting::StaffLevel
            && level > self.live_settings().staff_level
            && actor.identity() < level
        {
            let words = "whoever asks for more than a link is known by more themselves, or nobody might be let in: add a \
                passkey or an app under sign-in and sessions, sign in with it, and come back";
            return Err(invalid(words.to_owned()));
        }
        Ok(value)
    }

    /// Obeys what the house keeps from now on.
    pub(crate) async fn obey_settings(&self) -> Result<(), DeskError> {
        let own = self.db.read().await?.settings_in_force().await?;
        let mut settings = self.settings_kept.standing;
        for row in own {
            // A later version may have taken a setting away, or a file may have it by now.
            let Some(setting) = LiveSetting::of_key(&row.key) else { continue };
            let Some(value) = row.value.filter(|_| !self.config.pinned.contains_key(&setting))
            else {
                continue;
            };
            match settings.with(setting, &value) {
                Ok(with) => settings = with,
                Err(error) => {
                    tracing::warn!(
                        "a kept setting does not fit this version, and is left out: {error}"
                    );
                }
            }
        }
        *self.settings_kept.now.write().unwrap_or_else(PoisonError::into_inner) = settings;
        self.authority.want_staff_known(settings.staff_level);
        Ok(())
    }
}

const fn staff_id(actor: &Actor) -> Option<model::StaffId> {
    match actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    }
}

fn faulty(error: SettingError) -> DeskError {
    invalid(error.words)
}

const fn invalid(words: String) -> DeskError {
    DeskError::Invalid { field: "value", words }
}
