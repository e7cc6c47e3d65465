//! Policies: read as a handbook, changed edition by edition.

use authority::{Approval, Gate, PolicyError, PolicyText, Rule, check_proposed};
use db::{PolicyEdition, PolicyFile};
use model::{Act, Actor, Identity, Resource};

use crate::{
    Desk, DeskError,
    deeds::{FileChange, PolicyChange},
    views::StaffView,
};

/// Files of policies in one edition.
const FILES_MAX: usize = 32;

/// Characters of the longest name of a file.
const FILE_NAME_CHARS_MAX: usize = 40;

/// Characters of the longest note on why policies change.
const NOTE_CHARS_MAX: usize = 500;

/// The policies in force, as people read them.
#[derive(Clone, Debug)]
pub struct Handbook {
    /// All policies, in the order of the files; the fixed core first.
    pub rules: Vec<Rule>,
    /// The files, in their order.
    pub files: Vec<String>,
    /// The edition in force.
    pub edition: EditionView,
    /// Files of which this version of Chancery comes with a newer text than the one in force was made from.
    pub newer: Vec<String>,
    /// How well this house wants its staff known, which holds beside what policies ask.
    pub staff_level: Identity,
    /// True where the reader may propose another edition.
    pub may_change: bool,
}

/// An edition of the policies, with who brought it about.
#[derive(Clone, Debug)]
pub struct EditionView {
    /// The edition.
    pub edition: PolicyEdition,
    /// The digest by which entries name it now; another version of Chancery may have another fixed core.
    pub digest: String,
    /// Who proposed it; `None` is the command line, or the founding.
    pub proposer: Option<StaffView>,
    /// Who approved it.
    pub second: Option<StaffView>,
}

/// A file as it is in force, for whoever would change it.
#[derive(Clone, Debug)]
pub struct PolicyFileView {
    /// Its name.
    pub file: String,
    /// What it says; `None` where there is no such file yet.
    pub text: Option<String>,
    /// What this version of Chancery comes with, where that is another text.
    pub standing: Option<String>,
    /// True where that text is newer than the one in force was made from.
    pub is_newer: bool,
}

/// A file as somebody wants it.
#[derive(Clone, Debug)]
pub struct PolicyDraft {
    /// Its name.
    pub file: String,
    /// What it shall say; `None` removes it.
    pub text: Option<String>,
    /// Why.
    pub note: String,
}

impl Desk {
    /// Returns the policies in force.
    pub async fn handbook(&self, actor: &Actor) -> Result<Handbook, DeskError> {
        self.ask_to_read(actor, Act::PolicyShow, &Resource::House).await?;
        let (edition, files) = self.policies_in_force().await?;
        let gate = self.authority.gate();
        Ok(Handbook {
            rules: gate.rules().to_vec(),
            newer: newer(&files),
            staff_level: gate.staff_level(),
            files: files.into_iter().map(|file| file.file).collect(),
            edition: self.edition_view(edition, gate.edition()).await?,
            may_change: self
                .authority
                .allows(actor, Act::PolicyChange, &Resource::House)
                .is_possible(),
        })
    }

    /// Returns all editions, the latest first.
    pub async fn policy_editions(&self, actor: &Actor) -> Result<Vec<EditionView>, DeskError> {
        self.ask_to_read(actor, Act::PolicyShow, &Resource::House).await?;
        let editions = self.db.read().await?.policy_editions().await?;
        let mut views = Vec::new();
        for edition in editions {
            let digest = edition.edition.clone();
            views.push(self.edition_view(edition, &digest).await?);
        }
        Ok(views)
    }

    /// Returns an edition, its files, and those of the one before it.
    pub async fn policy_edition(
        &self,
        actor: &Actor,
        number: i64,
    ) -> Result<(EditionView, Vec<PolicyFile>, Vec<PolicyFile>), DeskError> {
        self.ask_to_read(actor, Act::PolicyShow, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let edition = reader.policy_edition(number).await?.ok_or(DeskError::NotFound)?;
        let files = reader.policy_texts(number).await?;
        let before = reader.policy_texts(number.saturating_sub(1)).await?;
        drop(reader);
        let digest = edition.edition.clone();
        Ok((self.edition_view(edition, &digest).await?, files, before))
    }

    /// Returns a file as it is in force.
    pub async fn policy_file(
        &self,
        actor: &Actor,
        file: &str,
    ) -> Result<PolicyFileView, DeskError> {
        self.ask_to_read(actor, Act::PolicyShow, &Resource::House).await?;
        check_name(file)?;
        let (_, files) = self.policies_in_force().await?;
        let is_newer = newer(&files).iter().any(|name| name == file);
        let text = files.into_iter().find(|kept| kept.file == file).map(|kept| kept.text);
        let standing = standing(file).map(|kept| kept.text);
        let standing = standing.filter(|standing| text.as_ref() != Some(standing));
        Ok(PolicyFileView { file: file.to_owned(), text, standing, is_newer })
    }

    /// Returns the names of files of which this version comes with a newer text, and the number of the edition in
    /// force; for whoever looks after the house.
    pub async fn newer_policies(&self) -> Result<(i64, Vec<String>), DeskError> {
        let (edition, files) = self.policies_in_force().await?;
        Ok((edition.number, newer(&files)))
    }

    /// Makes a change of one file; it must be one that loads.
    pub async fn policy_change(
        &self,
        actor: &Actor,
        draft: PolicyDraft,
    ) -> Result<PolicyChange, DeskError> {
        self.ask_for_two(actor, Act::PolicyChange, &Resource::House).await?;
        check_name(&draft.file)?;
        let note = check_note(&draft.note)?;
        let (edition, _) = self.policies_in_force().await?;
        // What a browser sends has other line ends than a file.
        let text = draft.text.map(|text| text.replace("\r\n", "\n"));
        let based_on = standing(&draft.file).map(|kept| kept.digest()).unwrap_or_default();
        let files = vec![FileChange { file: draft.file, text, based_on }];
        let change = PolicyChange { base: edition.number, note, reverts: None, files };
        self.gate_after(&change).await?;
        Ok(change)
    }

    /// Makes the change that takes up the texts of an earlier edition again.
    pub async fn policy_reversion(
        &self,
        actor: &Actor,
        number: i64,
        note: &str,
    ) -> Result<PolicyChange, DeskError> {
        self.ask_for_two(actor, Act::PolicyChange, &Resource::House).await?;
        let note = check_note(note)?;
        let (edition, now) = self.policies_in_force().await?;
        let then = self.db.read().await?.policy_texts(number).await?;
        if then.is_empty() {
            return Err(DeskError::NotFound);
        }
        let kept = |file: &PolicyFile| FileChange {
            file: file.file.clone(),
            text: Some(file.text.clone()),
            based_on: file.based_on.clone(),
        };
        let gone = now.iter().filter(|file| !then.iter().any(|old| old.file == file.file));
        let gone = gone.map(|file| FileChange { text: None, ..kept(file) });
        let other = then.iter().filter(|file| !now.contains(file)).map(kept);
        let change = PolicyChange {
            base: edition.number,
            note,
            reverts: Some(number),
            files: other.chain(gone).collect(),
        };
        self.gate_after(&change).await?;
        Ok(change)
    }

    /// Puts other policies in force, at once. What was permitted under the old ones falls away at the write.
    pub(crate) async fn change_policies(
        &self,
        actor: &Actor,
        change: &PolicyChange,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        // Read.
        let (gate, files) = self.gate_after(change).await?;
        // Ask.
        let permit = self.ask_by_two(actor, Act::PolicyChange, &Resource::House, approval).await?;
        // Decide.
        let second = permit.ground().second.as_ref();
        let edition = PolicyEdition {
            number: change.base.saturating_add(1),
            edition: gate.edition().to_owned(),
            proposed_by: permit.ground().staff.map(|(id, _)| id),
            approved_by: second.map(|second| second.staff.0),
            approval_id: second.map(|second| second.approval_id),
            reverts: change.reverts,
            note: change.note.clone(),
            in_force_from: self.now(),
        };
        // Write.
        let mut tx = self.db.write(permit).await?;
        if !tx.insert_policy_edition(&edition, &files).await? {
            return Err(DeskError::Conflict { what: "edition" });
        }
        tx.commit().await?;
        self.authority.put_in_force(gate);
        Ok(())
    }

    /// Reads the policies as they would be after a change.
    pub(crate) async fn gate_after(
        &self,
        change: &PolicyChange,
    ) -> Result<(Gate, Vec<PolicyFile>), DeskError> {
        let (edition, files) = self.policies_in_force().await?;
        if edition.number != change.base {
            return Err(DeskError::Conflict { what: "edition" });
        }
        let after = after(&files, change);
        if after == files {
            let words = "this is what is in force already".to_owned();
            return Err(DeskError::Invalid { field: "text", words });
        }
        if after.len() > FILES_MAX {
            let words = format!("at most {FILES_MAX} files");
            return Err(DeskError::Invalid { field: "file", words });
        }
        let texts = after.iter().map(text_of).collect::<Vec<_>>();
        // Reading policies is some milliseconds of work.
        let gate = tokio::task::spawn_blocking(move || check_proposed(&texts)).await;
        let gate = gate.map_err(|_| DeskError::Content { what: "policies" })?;
        let gate = gate.map_err(|error| faulty(&error))?;
        let staff_level = self.authority.gate().staff_level();
        Ok((gate.with_staff_level(staff_level), after))
    }

    async fn policies_in_force(&self) -> Result<(PolicyEdition, Vec<PolicyFile>), DeskError> {
        let mut reader = self.db.read().await?;
        let edition = reader.policy_edition_in_force().await?.ok_or(DeskError::NotFound)?;
        let files = reader.policy_texts(edition.number).await?;
        Ok((edition, files))
    }

    async fn edition_view(
        &self,
        edition: PolicyEdition,
        digest: &str,
    ) -> Result<EditionView, DeskError> {
        let card = async |id| match id {
            Some(id) => self.staff_view(id).await,
            None => Ok(None),
        };
        Ok(EditionView {
            digest: digest.to_owned(),
            proposer: card(edition.proposed_by).await?,
            second: card(edition.approved_by).await?,
            edition,
        })
    }
}

/// Returns the files that a new house begins with.
pub fn standing_files() -> Vec<PolicyFile> {
    let kept =
        |text: PolicyText| PolicyFile { based_on: text.digest(), file: text.file, text: text.text };
    PolicyText::standing().into_iter().map(kept).collect()
}

fn standing(file: &str) -> Option<PolicyText> {
    PolicyText::standing().into_iter().find(|text| text.file == file)
}

/// Files whose text in force was made from another text than the one that this version comes with.
fn newer(files: &[PolicyFile]) -> Vec<String> {
    let is_newer = |text: &PolicyText| {
        let kept = files.iter().find(|file| file.file == text.file);
        kept.is_none_or(|file| file.based_on != text.digest() && file.text != text.text)
    };
    PolicyText::standing().into_iter().filter(is_newer).map(|text| text.file).collect()
}

fn after(files: &[PolicyFile], change: &PolicyChange) -> Vec<PolicyFile> {
    let changed = |file: &str| change.files.iter().find(|other| other.file == file);
    let mut after = Vec::new();
    for file in files {
        match changed(&file.file) {
            None => after.push(file.clone()),
            Some(FileChange { text: Some(text), based_on, .. }) => after.push(PolicyFile {
                file: file.file.clone(),
                text: text.clone(),
                based_on: based_on.clone(),
            }),
            Some(_) => {}
        }
    }
    for other in &change.files {
        let is_new = !files.iter().any(|file| file.file == other.file);
        if let (true, Some(text)) = (is_new, &other.text) {
            after.push(PolicyFile {
                file: other.file.clone(),
                text: text.clone(),
                based_on: other.based_on.clone(),
            });
        }
    }
    after
}

fn text_of(file: &PolicyFile) -> PolicyText {
    PolicyText { file: file.file.clone(), text: file.text.clone() }
}

fn faulty(error: &PolicyError) -> DeskError {
    DeskError::Invalid { field: "text", words: error.to_string() }
}

fn check_name(file: &str) -> Result<(), DeskError> {
    let stem = file.strip_suffix(".cedar").unwrap_or_default();
    let is_name = !stem.is_empty()
        && file.len() <= FILE_NAME_CHARS_MAX
        && stem.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c));
    if is_name {
        return Ok(());
    }
    let words = "lower-case letters, digits and dashes, and .cedar at the end".to_owned();
    Err(DeskError::Invalid { field: "file", words })
}

fn check_note(note: &str) -> Result<String, DeskError> {
    let note = note.trim();
    if note.is_empty() || note.chars().count() > NOTE_CHARS_MAX {
        let words =
            format!("say why in at most {NOTE_CHARS_MAX} characters; it stays in the history");
        return Err(DeskError::Invalid { field: "note", words });
    }
    Ok(note.to_owned())
}
