//! `chancery demo`: a house of invented people with forty days behind it, to look around and work in.

mod clock;
mod letters;
mod script;
mod story;

use std::{
    io::{IsTerminal, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, bail};
use jiff::SignedDuration;
use model::Clock;

use crate::{
    clock::SystemClock,
    command::DemoArgs,
    config::Config,
    demo::{clock::StoryClock, script::Script, story::Story},
    house::House,
    serve,
};

/// The first line of the settings of a demonstration. A folder whose settings begin otherwise is somebody's house, in
/// which nobody sits down as another.
const MARK: &str = "# Made by `chancery demo`: everybody in this house is invented.";

/// The story ends so long before it is looked at: each of its acts takes a second.
const ENDS_BEFORE: SignedDuration = SignedDuration::from_mins(2);

/// What the first page shows, kept beside the house that it belongs to.
const SEATS: &str = "demo.json";

/// Makes the house where there is none yet, and serves it.
pub async fn run(args: DemoArgs) -> anyhow::Result<()> {
    if !args.listen.ip().is_loopback() {
        bail!(
            "--listen {} can be reached from elsewhere; whoever reaches a demonstration sits down as anybody, so only an \
             address such as 127.0.0.1:8080 is taken",
            args.listen
        );
    }
    // Before forty days are played: who waited for them should not be told at the end that they cannot be shown.
    drop(TcpListener::bind(args.listen).with_context(|| {
        format!("cannot listen on {}; choose another by --listen 127.0.0.1:PORT", args.listen)
    })?);
    let made = Made::at(args.data.as_deref())?;
    if !made.path.join(SEATS).exists() {
        prepare(&made.path, args.listen)?;
        play(&made.path).await.context("the demonstration could not be made")?;
    }
    write_settings(&made.path, args.listen)?;
    let seats =
        std::fs::read_to_string(made.path.join(SEATS)).context("the seats of the demonstration")?;
    let demo =
        serde_json::from_str::<script::Seats>(&seats).context("the seats of the demonstration")?;
    say(&format!(
        "\n  Open  http://localhost:{}/demo\n\n  Mail that would leave lies in {}\n  Ctrl-C ends it.{}\n\n",
        args.listen.port(),
        made.path.join("outbox").display(),
        if made.is_temporary() { " The folder goes with it; --data DIR keeps one." } else { "" }
    ));
    serve::serve(&made.path, Some(Arc::new(demo.into()))).await
}

/// A folder for the house; a temporary one goes when the demonstration ends.
struct Made {
    path: PathBuf,
    temporary: Option<tempfile::TempDir>,
}

impl Made {
    fn at(data: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = data else {
            let temporary = tempfile::Builder::new().prefix("chancery-demo-").tempdir()?;
            return Ok(Self { path: temporary.path().to_owned(), temporary: Some(temporary) });
        };
        let settings = path.join("chancery.toml");
        let is_empty = std::fs::read_dir(path).map_or(true, |mut entries| entries.next().is_none());
        let is_ours = || {
            std::fs::read_to_string(&settings).is_ok_and(|text| text.lines().next() == Some(MARK))
        };
        if !is_empty && !is_ours() {
            bail!(
                "{} holds something else; name an empty folder, or one of a demonstration",
                path.display()
            );
        }
        if !is_empty && !path.join(SEATS).exists() {
            bail!("{} holds a demonstration that was not finished; delete it", path.display());
        }
        Ok(Self { path: std::path::absolute(path)?, temporary: None })
    }

    const fn is_temporary(&self) -> bool {
        self.temporary.is_some()
    }
}

fn prepare(data: &Path, listen: SocketAddr) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data)?;
    write_settings(data, listen)
}

/// Writes the settings. Passkeys and links need a name, and `localhost` is one that browsers trust without TLS.
fn write_settings(data: &Path, listen: SocketAddr) -> anyhow::Result<()> {
    let outbox = data.join("outbox");
    let outbox = outbox.to_str().context("the folder's name is not UTF-8")?;
    let text = format!(
        "{MARK}\n\
         [web]\nlisten = \"{listen}\"\npublic_url = \"http://localhost:{}\"\n\n\
         [mail]\ndomain = \"{}\"\nrelay = \"folder:{outbox}\"\n\n\
         [[fields]]\nkey = \"legal_name\"\nlabel = \"Name as assured\"\n\n\
         [[fields]]\nkey = \"date_of_birth\"\nlabel = \"Date of birth\"\n\n\
         [[fields]]\nkey = \"assurance_level\"\nlabel = \"Assurance level\"\nto_member = \"tell\"\n",
        listen.port(),
        script::DOMAIN,
    );
    std::fs::write(data.join("chancery.toml"), text)
        .with_context(|| format!("cannot write into {}", data.display()))
}

async fn play(data: &Path) -> anyhow::Result<()> {
    let began = Instant::now();
    let now = SystemClock.now();
    let script = Script::read(now - ENDS_BEFORE)?;
    let clock = StoryClock::at(now - script.longest());
    let house = House::open_at(Config::of_file(data)?, data, clock.clone()).await?;
    let relay = house.config.mail.relay.as_deref().context("the demonstration has an outbox")?;
    let relay = mail::Relay::parse(relay)?;
    let n = script.steps().len();
    let mut story = Story::begin(&house, clock, &script, relay).await?;
    let is_shown = std::io::stderr().is_terminal();
    for (index, step) in script.steps().iter().enumerate() {
        story.step(step).await.with_context(|| step.to_string())?;
        if is_shown {
            say(&format!(
                "\r  forty days of {} cases: {} of {n} steps",
                script.cases.len(),
                index + 1
            ));
        }
    }
    let seats = story.end().await?;
    house.close().await;
    if is_shown {
        say("\r\x1b[K");
    }
    std::fs::write(data.join(SEATS), serde_json::to_string_pretty(&seats)?)?;
    say(&format!(
        "  {} cases in {:.1} s, each by the acts that the pages use\n",
        script.cases.len(),
        began.elapsed().as_secs_f64()
    ));
    Ok(())
}

fn say(words: &str) {
    let _ = write!(std::io::stderr(), "{words}");
}
