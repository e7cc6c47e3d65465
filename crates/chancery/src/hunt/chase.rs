//! A hunt that goes on: what is printed of it, in the order of files and events.

use std::{
    io::Write,
    mem,
    sync::{Arc, Mutex, mpsc::Receiver},
    thread,
};

use anyhow::{Context, anyhow, bail};
use sigma::RuleSet;

use crate::{
    progress::Progress,
    shown::{Shown, count, number, tell},
    tool::is_broken_pipe,
};

use super::{
    Format, Match, Place, RuleName,
    alarm::Alarm,
    chains::{Chains, EventName, event_of},
    counts::Counts,
    eyes::{Answer, Eyes, Found, Note},
    ndjson,
    place::Where,
    readers::{News, Task},
    table::Table,
    unknown::Unknown,
};

/// Faults of one file that are told; the others are counted.
const FAULTS_TOLD_MAX: u64 = 3;

/// What was seen so far, and where it is printed.
pub struct Chase {
    eyes: Arc<Eyes>,
    names: Vec<String>,
    /// Whether somebody said what events are of, and rules ask for that.
    is_hinted: bool,
    chains: Chains,
    table: Table,
    out: Box<dyn Write>,
    progress: Progress,
    counts: Counts,
    unknown: Unknown,
    alarm: Alarm,
}

/// The file that is printed of.
#[derive(Default)]
struct Current {
    number: u32,
    name: String,
    /// Events before those of the next load.
    n_events: u64,
    n_faults: u64,
    /// Events of no known log source.
    n_unrouted: u64,
}

impl Chase {
    /// Begins, with the names of the files.
    pub fn new(
        eyes: &Arc<Eyes>,
        names: Vec<String>,
        is_hinted: bool,
        chains: Chains,
        progress: Progress,
        out: Box<dyn Write>,
    ) -> Self {
        Self {
            eyes: Arc::clone(eyes),
            names,
            is_hinted,
            chains,
            table: Table::default(),
            out,
            progress,
            counts: Counts::default(),
            unknown: Unknown::default(),
            alarm: Alarm::default(),
        }
    }

    /// Lets threads look, and prints until there are no more files. An alarm is told last, and also where nobody reads any more what
    /// is printed.
    pub fn run(
        mut self,
        order: &Receiver<News>,
        tasks: Receiver<Task>,
        n_threads: usize,
    ) -> anyhow::Result<Counts> {
        let done = self.look(order, tasks, n_threads).and_then(|()| self.finish());
        self.alarm.tell(self.counts.rechecked);
        match done {
            Err(error) if self.counts.different > 0 && is_broken_pipe(&error) => Ok(self.counts),
            done => done.map(|()| self.counts),
        }
    }

    /// Lets threads look, and prints what they find.
    ///
    /// Where it fails, threads are left to end with the process: whoever reads may wait for input that never comes.
    fn look(
        &mut self,
        order: &Receiver<News>,
        tasks: Receiver<Task>,
        n_threads: usize,
    ) -> anyhow::Result<()> {
        let tasks = Arc::new(Mutex::new(tasks));
        let mut threads = Vec::new();
        for _ in 0..n_threads {
            let (eyes, tasks) = (Arc::clone(&self.eyes), Arc::clone(&tasks));
            let look = move || eyes.look(&tasks);
            let thread = thread::Builder::new().name("eyes".into()).spawn(look);
            threads.push(thread.context("cannot start a thread that looks")?);
        }
        self.follow(order)?;
        for thread in threads {
            thread.join().map_err(|_| anyhow!("a thread broke down"))?;
        }
        Ok(())
    }

    /// Prints what comes, file by file.
    fn follow(&mut self, order: &Receiver<News>) -> anyhow::Result<()> {
        let mut current = Current::default();
        for news in order {
            match news {
                News::Begun { file, written_ms } => {
                    let name = self.names.get(file).cloned().unwrap_or_default();
                    let number = u32::try_from(file)?;
                    current = Current { number, name, ..Current::default() };
                    self.chains.begin_file(written_ms);
                }
                News::Load { answer, share } => {
                    let answer = answer.recv().context("a thread broke down")?;
                    self.answer(&mut current, answer)?;
                    drop(share);
                }
                News::Odd(words) => {
                    let words = format!("{} {words}", current.name);
                    tell(format_args!("note {}", Shown(&words)));
                }
                News::Ended(done) => self.end_file(&current, done),
                News::Done => return Ok(()),
            }
        }
        bail!("the thread that reads broke down")
    }

    fn answer(&mut self, current: &mut Current, answer: Answer) -> anyhow::Result<()> {
        // Before anything is printed, which may be the end.
        self.counts.unrouted += answer.n_unrouted;
        current.n_unrouted += answer.n_unrouted;
        self.counts.events += answer.n_looked_at;
        self.counts.rechecked += answer.n_rechecked;
        self.counts.not_compared += answer.n_not_compared;
        for note in answer.notes {
            match note {
                Note::NoEvent(reason, None) => {
                    let place = current.name.clone();
                    self.unread(current, &place, &reason);
                }
                Note::NoEvent(reason, Some(line)) => {
                    let place = format!("{}:{line}", current.name);
                    self.unread(current, &place, &reason);
                }
                Note::Unread { index, place, reason } => {
                    let place = place.words(&current.name, current.n_events + index);
                    self.unread(current, &place, &reason);
                }
                Note::Found(found) => self.found(current, found)?,
                Note::Differs { index, difference } => {
                    let index = current.n_events + index;
                    self.counts.different += 1;
                    self.alarm.add(&current.name, index, &difference);
                }
            }
        }
        current.n_events += answer.n_events;
        let counts = &self.counts;
        for _ in 0..answer.n_looked_at {
            self.progress.step(|| {
                format!("{}, {} found", count(counts.events, "event"), number(counts.matches))
            });
        }
        Ok(())
    }

    /// Tells what could not be read, unless it was told of this file often enough.
    fn unread(&mut self, current: &mut Current, place: &str, reason: &str) {
        current.n_faults += 1;
        self.counts.unread_events += 1;
        if current.n_faults <= FAULTS_TOLD_MAX {
            tell(format_args!("unreadable {}", Shown(&format!("{place}: {reason}"))));
        }
    }

    /// Tells how a file ended. That it cannot be read is told, and the hunt goes on.
    fn end_file(&mut self, current: &Current, done: anyhow::Result<()>) {
        let Current { name, n_faults, .. } = current;
        self.unknown.add(name, current.n_unrouted);
        if *n_faults > FAULTS_TOLD_MAX {
            let more = count(n_faults - FAULTS_TOLD_MAX, "event");
            tell(format_args!("unreadable {}: {more} more", Shown(name)));
        }
        match done {
            // There was something, and no event in it: nonsense, or a log that is damaged throughout.
            Ok(()) if current.n_events == 0 && *n_faults > 0 => self.counts.unread_files += 1,
            Ok(()) => self.counts.files += 1,
            Err(error) => {
                // Events before a fault were looked at.
                let is_begun = current.n_events > 0;
                self.counts.files += u64::from(is_begun);
                self.counts.broken_files += u64::from(is_begun);
                self.counts.unread_files += u64::from(!is_begun);
                tell(format_args!("unreadable {}", Shown(&format!("{name}: {error:#}"))));
            }
        }
    }

    /// Prints the matches of an event, and keeps those that correlations ask for.
    fn found(&mut self, current: &Current, found: Found) -> anyhow::Result<()> {
        let index = current.n_events + found.index;
        let place =
            Place { file: &current.name, file_number: current.number, index, at: found.place };
        if let Some(seen) = found.seen {
            self.chains.observe(EventName { file: current.number, index }, found.place, seen);
        }
        let eyes = Arc::clone(&self.eyes);
        for rule in found.matches {
            let Some(meta) = eyes.rules.rules.get(rule) else { continue };
            if eyes.rules.is_silent(rule) {
                continue;
            }
            let words = found.explanations.iter().find(|(of, _)| *of == rule);
            self.print(&Match {
                rule: RuleName::Rule(rule),
                header: &meta.header,
                place: Some(place),
                time_ms: found.told.time_ms,
                event: found.told.text.as_deref(),
                explanation: words.map(|(_, words)| words),
                finding: None,
            })?;
        }
        Ok(())
    }

    fn print(&mut self, found: &Match<'_>) -> anyhow::Result<()> {
        self.counts.matches += 1;
        match self.eyes.format {
            Format::Table => self.table.add(found),
            Format::Ndjson => ndjson::write(&mut self.out, found)?,
        }
        Ok(())
    }

    /// Settles the correlations, writes the table and what was seen.
    fn finish(&mut self) -> anyhow::Result<()> {
        let names = mem::take(&mut self.names);
        let chains = mem::replace(&mut self.chains, Chains::new(&RuleSet::default()));
        let eyes = Arc::clone(&self.eyes);
        let chained = chains.finish(&eyes.rules);
        for (finding, at) in &chained.found {
            let Some(correlation) = eyes.rules.correlations.get(finding.correlation) else {
                continue;
            };
            let place = |event: EventName, at: Where| {
                let file = names.get(event.file as usize)?.as_str();
                Some(Place { file, file_number: event.file, index: event.index, at })
            };
            self.print(&Match {
                rule: RuleName::Correlation(finding.correlation),
                header: &correlation.header,
                place: event_of(finding).and_then(|event| place(event, *at)),
                time_ms: Some(finding.time_ms),
                event: None,
                explanation: None,
                finding: Some(finding),
            })?;
        }
        self.table.write(&mut self.out)?;
        let mut words = self.counts.summary(&eyes.rules, self.is_hinted);
        // Of one file it is plain.
        if !self.is_hinted && names.len() > 1 {
            words += &self.unknown.words();
        }
        if chained.n_without_time > 0 {
            words += &format!(
                "{} for correlations without a time; taken as of the one before\n",
                count(chained.n_without_time, "event")
            );
        }
        if chained.counts.late > 0 {
            words += &format!(
                "{} came too late for correlations: more than {} waited at once; hunt file by file, or in the order of time\n",
                count(chained.counts.late, "matching event"),
                number(sigma::correlate::PENDING_MAX as u64),
            );
        }
        match eyes.format {
            Format::Table => self.out.write_all(words.as_bytes())?,
            Format::Ndjson => tell(words.trim_end()),
        }
        self.out.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io, sync::mpsc::sync_channel};

    use sigma::{Engine, Hint, Maps, Placeholders, Recheck};

    use crate::{
        files::{self, BytesRead},
        hunt::{place::Teller, readers},
    };

    use super::*;

    fn rules(end: &str) -> RuleSet {
        let rule = format!(
            "title: Ends\nlogsource: {{}}\ndetection: {{s: {{Image|endswith: '{end}'}}, condition: s}}\n"
        );
        RuleSet::read([("t.yml", rule.as_bytes())], &Placeholders::new())
    }

    /// Nobody reads it.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Hunts in one event with rules, and with an engine that was made of others.
    fn hunt(said: &str, made_of: &str, out: Box<dyn Write>) -> anyhow::Result<Counts> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        fs::write(&file, r#"{"Image":"a.exe"}"#).unwrap();
        let (rules, maps) = (Arc::new(rules(said)), Arc::new(Maps::default()));
        let chains = Chains::new(&rules);
        let eyes = Arc::new(Eyes {
            engine: Engine::new(&self::rules(made_of), &maps),
            watch: chains.watch(),
            recheck: Recheck::new(Arc::clone(&rules), maps, 0).one_in(1),
            rules,
            hint: Hint::default(),
            teller: Teller::new(false),
            format: Format::Ndjson,
            is_explained: false,
        });
        let progress = Progress::new(BytesRead::default(), 0, true);
        let chase = Chase::new(&eyes, vec!["a.json".to_owned()], true, chains, progress, out);
        let (work, tasks) = sync_channel(1);
        let found = files::find(&[file]).unwrap();
        let order = readers::begin(found, BytesRead::default(), work, 2).unwrap();
        chase.run(&order, tasks, 1)
    }

    #[test]
    fn a_difference_is_in_the_exit_code() {
        let hunt = |said, made_of| {
            let counts = hunt(said, made_of, Box::new(io::sink())).unwrap();
            (counts.exit_code(), counts.matches, counts.different, counts.rechecked)
        };
        assert_eq!(hunt("a.exe", "a.exe"), (0, 1, 0, 1));
        assert_eq!(hunt("a.exe", "b.exe"), (3, 0, 1, 1));
        assert_eq!(hunt("b.exe", "a.exe"), (3, 1, 1, 1));
    }

    #[test]
    fn that_nobody_reads_hides_no_difference() {
        assert!(is_broken_pipe(&hunt("a.exe", "a.exe", Box::new(Closed)).unwrap_err()));
        assert_eq!(hunt("b.exe", "a.exe", Box::new(Closed)).unwrap().exit_code(), 3);
    }
}
