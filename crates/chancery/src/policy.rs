//! Policies from the command line: checked without a house, shown, and proposed; somebody of the staff approves.

use std::{fmt::Write, path::Path};

use anyhow::Context;
use authority::{PolicyText, check_proposed};
use desk::{AnalysisLimits, Answer, Deed, LAPSE_HOURS, PolicyDraft};
use model::Actor;

use crate::{commands::Answer as Said, house::House};

/// Lines of the analysis that are written; the page shows more.
const LINES_MAX: usize = 40;

/// Reads all policy files of a folder beside the fixed core, as the house would.
pub fn check(folder: &Path) -> anyhow::Result<Said> {
    let mut texts = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "cedar") {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let file = file_name(&path)?;
        texts.push(PolicyText { file, text });
    }
    if texts.is_empty() {
        let err = format!("no .cedar file in {}\n", folder.display());
        return Ok(Said { err, code: 1, ..Said::default() });
    }
    texts.sort_by(|one, other| one.file.cmp(&other.file));
    match check_proposed(&texts) {
        Ok(gate) => {
            let n_policies = gate.rules().iter().filter(|rule| !rule.is_fixed()).count();
            let out = format!(
                "{} files with {n_policies} policies load, under the fixed core of this version\n",
                texts.len()
            );
            Ok(Said { out, ..Said::default() })
        }
        Err(error) => Ok(Said { err: format!("{error}\n"), code: 1, ..Said::default() }),
    }
}

/// Shows a file as it is in force.
pub async fn show(house: &House, founder: &Actor, file: &str) -> anyhow::Result<String> {
    let view = house.desk.policy_file(founder, file).await?;
    view.text.with_context(|| {
        format!("there is no {file} in force; `chancery policy list` names those that are")
    })
}

/// Lists the edition in force and its files.
pub async fn list(house: &House, founder: &Actor) -> anyhow::Result<String> {
    let book = house.desk.handbook(founder).await?;
    let mut out = format!("edition {} ({})\n", book.edition.edition.number, book.edition.digest);
    for file in &book.files {
        let n_policies = book.rules.iter().filter(|rule| rule.file == *file).count();
        let newer =
            if book.newer.contains(file) { ", this version comes with a newer text" } else { "" };
        writeln!(out, "{file}: {n_policies} policies{newer}")?;
    }
    Ok(out)
}

/// Proposes a file, and says what it would change.
pub async fn propose(
    house: &House,
    founder: &Actor,
    file: &Path,
    text: Option<String>,
    note: &str,
) -> anyhow::Result<String> {
    let draft = PolicyDraft { file: file_name(file)?, text, note: note.to_owned() };
    let change = house.desk.policy_change(founder, draft).await?;
    let limits = AnalysisLimits::COMMAND_LINE;
    let analysis = house.desk.analyse_within(founder, &change, limits).await?;
    let mut out = String::new();
    for (heading, widens) in [("NEWLY ALLOWED", true), ("newly refused", false)] {
        let shifts = analysis.matrix.shifts.iter().filter(|shift| shift.widens() == widens);
        for shift in shifts.clone().take(LINES_MAX) {
            let (before, after) = (words(shift.before), words(shift.after));
            let situation = shift.situation;
            writeln!(
                out,
                "{heading}: {} by {} ({situation}): {before}, then {after}",
                shift.act.as_str(),
                shift.asker
            )?;
        }
        let n_more = shifts.count().saturating_sub(LINES_MAX);
        if n_more > 0 {
            writeln!(out, "{heading}: {n_more} more; the page shows them")?;
        }
    }
    let replay = &analysis.replay;
    let n_lately: usize = replay.shifts.iter().map(|shift| shift.n).sum();
    let which = if replay.has_more { "the latest " } else { "" };
    writeln!(
        out,
        "a replay, not a proof: {} questions; {which}{} entries asked again, {n_lately} answered otherwise, {} not rebuilt",
        analysis.matrix.n_asked, replay.n_entries, replay.n_not_rebuilt
    )?;
    let id = house.desk.propose(founder, &Deed::ChangePolicies(change)).await?;
    let url = house.config.public_url();
    writeln!(
        out,
        "proposed; whoever may change the policies approves it within {LAPSE_HOURS} hours at {url}/approvals/{id}"
    )?;
    Ok(out)
}

fn file_name(path: &Path) -> anyhow::Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.with_context(|| format!("{} has no usable name", path.display()))?.to_owned())
}

const fn words(answer: Answer) -> &'static str {
    match answer {
        Answer::Refused => "refused",
        Answer::ByTwo => "by two",
        Answer::Allowed => "allowed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_checked_without_a_house() {
        let folder = tempfile::tempdir().unwrap();
        let said = check(folder.path()).unwrap();
        assert_eq!(said.code, 1);
        assert!(said.err.starts_with("no .cedar file in "), "{}", said.err);
        for text in PolicyText::standing() {
            std::fs::write(folder.path().join(&text.file), &text.text).unwrap();
        }
        std::fs::write(folder.path().join("README.md"), "not a policy").unwrap();
        let said = check(folder.path()).unwrap();
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.starts_with("15 files with "), "{}", said.out);
        std::fs::write(folder.path().join("ours.cedar"), "\npermit (principal").unwrap();
        let said = check(folder.path()).unwrap();
        assert_eq!(said.code, 1);
        assert!(said.err.starts_with("ours.cedar:2: "), "{}", said.err);
        assert!(check(&folder.path().join("missing")).is_err());
    }
}
