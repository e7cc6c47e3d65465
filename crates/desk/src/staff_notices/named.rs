//! Colleagues whom a note names: `@` and the beginning of their address.

use std::collections::BTreeMap;

use db::{NewJob, WriteTx};
use model::{JobId, MessageId, NoticeEvent, Personal, StaffId};

use super::hear::{Happened, To};
use crate::{Desk, DeskError};

/// The name of the job that tells who was named in a note.
pub const NAMED_NOTICE: &str = "named_notice";

/// Colleagues whom one note can call.
const NAMED_MAX: usize = 10;

impl Desk {
    /// Tells those who were named in a note, once.
    pub async fn tell_named(&self, id: MessageId, named: &[StaffId]) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let Some(record) = reader.message(id).await? else { return Ok(()) };
        drop(reader);
        let event = NoticeEvent::Named;
        let happened = Happened {
            event,
            about: format!("named:{id}"),
            case: self.case_told(record.message.case_id, event).await?,
            approval_id: None,
            by: record.message.author_staff_id,
            to: To::These(named.iter().copied().collect()),
        };
        let told = self.told_of(&self.hearers().await?, vec![happened], true).await?;
        self.keep_told(told, &[]).await.map(drop)
    }

    /// Calls for telling whom a note names: `@` and the beginning of their address.
    pub(crate) async fn call_named(
        &self,
        tx: &mut WriteTx,
        id: MessageId,
        named: &[StaffId],
    ) -> Result<(), DeskError> {
        if named.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let ids: Vec<String> = named.iter().map(|id| format!("\"{id}\"")).collect();
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: NAMED_NOTICE,
            payload: format!("{{\"message_id\":\"{id}\",\"staff_ids\":[{}]}}", ids.join(",")),
            run_at: now,
        };
        Ok(tx.enqueue(&job, now).await?)
    }

    /// Finds who of the staff a note names, in its order.
    pub(crate) async fn named_in(
        &self,
        text: &Personal<String>,
    ) -> Result<Vec<StaffId>, DeskError> {
        let called = called_in(text.expose());
        if called.is_empty() {
            return Ok(Vec::new());
        }
        let staff = self.db.read().await?.all_staff().await?;
        let mut by_local: BTreeMap<String, Vec<StaffId>> = BTreeMap::new();
        for row in staff.into_iter().filter(|row| row.is_active) {
            let id = row.id;
            let view = self.staff_view(id).await?;
            if let Some(address) = view.and_then(|view| view.address) {
                by_local.entry(address.local().to_lowercase()).or_default().push(id);
            }
        }
        let mut named = Vec::new();
        for call in called {
            // `@eva's` calls eva, unless somebody is called so.
            let (short, _) = call.rsplit_once(['\'', '+']).unwrap_or((call.as_str(), ""));
            let ids = by_local.get(&call).or_else(|| by_local.get(short));
            for id in ids.into_iter().flatten() {
                if !named.contains(id) {
                    named.push(*id);
                }
            }
        }
        named.truncate(NAMED_MAX);
        Ok(named)
    }
}

/// Returns what stands behind each `@` that begins a word, in small letters and in its order.
fn called_in(text: &str) -> Vec<String> {
    let mut called = Vec::new();
    let mut before = None;
    for (at, sign) in text.char_indices() {
        // Within a word it is somebody's address, not a call.
        let begins = sign == '@' && before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(sign);
        if !begins {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let is_of_name = |sign: char| sign.is_alphanumeric() || ".-_+'".contains(sign);
        let end = rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_end_matches(['.', '-', '+', '\'']);
        if !name.is_empty() {
            called.push(name.to_lowercase());
        }
    }
    called
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colleagues_are_called_by_the_beginning_of_their_address() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(called_in(text), expect, "{text}");
        };
        check("@eva please look, and @Egon.", &["eva", "egon"]);
        check("(@petr.novak)", &["petr.novak"]);
        check("write to jana@mail.example", &[]);
        check("@ nobody @", &[]);
        check("@eva: yes\n@eva- no", &["eva", "eva"]);
        check("'@o'brien' and @jan+desk, @eva's", &["o'brien", "jan+desk", "eva's"]);
    }
}
