//! The analysis of a change of the policies: how long it takes over many entries of the log.

use std::{path::Path, sync::Arc, time::Instant};

use anyhow::{Context, bail};
use audit::{Ground, Permit, PolicyRef, Who};
use clap::Args;
use desk::{AnalysisLimits, PolicyDraft};
use model::{Act, CaseNumber, PersonId, Role, Via};
use tokio::task::JoinSet;

use crate::{
    seed::{self, Size},
    table::{self, Row},
    world::{Member, World},
};

/// Seconds within which 100,000 entries are to be asked again.
const SECS_PER_100_000: f64 = 20.0;

/// Writers at once, while the log is laid.
const WRITERS: usize = 8;

/// What the staff of the bench did, in turn.
const ACTS: [Act; 5] =
    [Act::CaseAssign, Act::CaseMove, Act::CaseNote, Act::CaseReply, Act::CaseClose];

/// A policy that changes many answers.
const OTHER: &str = "@id(\"bench-close\")\n@clause(\"bench\")\n@sentence(\"Nobody closes a case.\")\n\
    forbid (principal, action == Action::\"case.close\", resource);\n";

/// Options of `analysis`.
#[derive(Args)]
pub struct AnalysisBench {
    /// Entries of the log.
    #[arg(long, default_value_t = 100_000)]
    entries: usize,
    /// Cases that they are about.
    #[arg(long, default_value_t = 5_000)]
    cases: usize,
}

impl AnalysisBench {
    /// Runs and prints.
    pub async fn run(&self) -> anyhow::Result<()> {
        let scratch =
            std::env::temp_dir().join(format!("chancery-analysis-{}", std::process::id()));
        let outcome = self.run_in(&scratch).await;
        if scratch.exists() {
            std::fs::remove_dir_all(&scratch)?;
        }
        outcome
    }

    async fn run_in(&self, scratch: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(scratch)?;
        let size = Size { n_cases: self.cases, n_messages: self.cases * 2 };
        let seeded = seed::ensure(scratch, None, size).await?;
        let world = Arc::new(World::open(scratch, None).await?);
        let mut cases = Vec::new();
        for number in &seeded.numbers {
            let number: CaseNumber = number.parse().context("a number of the seeded world")?;
            cases.extend(world.db.read().await?.case_of_number(number).await?);
        }
        if cases.is_empty() {
            bail!("the seeded world has no cases");
        }
        let cases = Arc::new(cases);
        let member = world.member("staff", &[Role::Triage, Role::SupportEngineer]).await?;
        println!("laying {} entries", self.entries);
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let (world, cases, member) = (world.clone(), cases.clone(), member.clone());
            let n_entries = self.entries;
            writers.spawn(async move {
                for n in (writer..n_entries).step_by(WRITERS) {
                    let id = cases.get(n % cases.len()).context("a case")?.case.id.to_string();
                    let act = ACTS.get(n % ACTS.len()).context("an act")?;
                    let now = world.clock.now();
                    let mut tx = world.db.write(permit(&world, &member, *act, id)).await?;
                    tx.insert_person(PersonId::draw(now, &*world.chance), None, now).await?;
                    tx.commit().await?;
                }
                anyhow::Ok(())
            });
        }
        while let Some(joined) = writers.join_next().await {
            joined.context("a writer broke off")??;
        }
        while world.desk.sequence().await? > 0 {}
        let adam = world.member("adam", &[Role::Administrator]).await?;
        let draft = PolicyDraft {
            file: "bench.cedar".to_owned(),
            text: Some(OTHER.to_owned()),
            note: "To measure it.".to_owned(),
        };
        let change = world.desk.policy_change(&adam.actor, draft).await?;
        let began = Instant::now();
        // As long as it takes; a page stops after some seconds, and says so.
        let limits = AnalysisLimits::COMMAND_LINE;
        let analysis = world.desk.analyse_within(&adam.actor, &change, limits).await?;
        let secs = began.elapsed().as_secs_f64();
        let replay = &analysis.replay;
        println!("\n{}\n", table::machine(scratch));
        let limit = SECS_PER_100_000 * replay.n_entries as f64 / 100_000.0;
        table::print_rows(&[
            Row::under(format!("{} entries asked again", replay.n_entries), secs, limit, "s"),
            Row::told("questions of the matrix", analysis.matrix.n_asked.to_string()),
            Row::told("entries not rebuilt", replay.n_not_rebuilt.to_string()),
            Row::told("kinds of entries answered otherwise", replay.shifts.len().to_string()),
            Row::told("all of them", if replay.has_more { "no" } else { "yes" }),
        ]);
        if let Some(world) = Arc::into_inner(world) {
            world.close().await?;
        }
        Ok(())
    }
}

/// Mints a permit of a member that rests on nothing but the bench.
#[expect(clippy::disallowed_methods, reason = "a log of 100,000 entries is laid, not lived")]
fn permit(world: &World, member: &Member, act: Act, case_id: String) -> Permit {
    let roles = [Role::Triage, Role::SupportEngineer].map(|role| role.as_str().to_owned());
    Permit::mint(Ground {
        who: Who { kind: "staff".to_owned(), id: member.id.to_string(), roles: roles.into() },
        staff: None,
        via: Via::Job,
        act,
        resource_kind: "case",
        resource_id: case_id,
        case: None,
        person_id: None,
        authorities: Vec::new(),
        uses: None,
        policies: vec![PolicyRef { id: "bench".to_owned(), clause: "bench".to_owned() }],
        second: None,
        edition: world.edition().to_owned(),
        at: world.clock.now(),
    })
}
