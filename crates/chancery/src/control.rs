//! The control socket: commands beside a running house are run by it, because keys have one holder.

use std::{
    collections::BTreeMap,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};
use tokio_util::sync::CancellationToken;

use crate::{
    command::{Command, DataArgs, Person, Staff},
    commands::{self, Answer, Files},
    config::{Config, Own},
    house::House,
    staff,
};

/// Octets of the longest question or answer; an inclusion proof is a few thousand.
const FRAME_BYTES_MAX: u64 = 4 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Question {
    command: Command,
    files: Files,
}

/// Runs a command: by the house that serves this folder, if one does, else here.
pub async fn run(command: Command) -> anyhow::Result<Answer> {
    let data = command.data().to_owned();
    let files = Files::read(&command)?;
    if let Ok(stream) = UnixStream::connect(socket(&data)).await {
        return ask(stream, Question { command, files }).await;
    }
    let config = Config::read(&data)?;
    if let Command::Staff(Staff::Invite {
        address, name, roles, checked_on, check_reference, ..
    }) = &command
    {
        // It makes a house where there is none, but not for somebody who cannot be invited.
        let (checked_on, check_reference) = (checked_on.as_deref(), check_reference.as_deref());
        staff::Typed { address, name, roles, checked_on, check_reference }.read()?;
    } else if !config.keys_dir(&data).exists() {
        bail!(
            "there is no house in {}; name its folder by --data, or make one by `chancery serve` or `chancery staff invite`",
            data.display()
        );
    }
    let house = House::open(config, &data).await?;
    let is_destruction = matches!(command, Command::Person(Person::Destroy { .. }));
    let mut answer = commands::run(&house, command, files).await;
    if is_destruction && let Ok(done) = &mut answer {
        // A house that serves does this beside its work; here nobody else would.
        let rehashed = house.desk.rehash_words().await;
        tell(done, rehashed.context("the search words were not hashed anew"));
    }
    house.close().await;
    answer
}

/// Asks the house of a folder what it says itself of its settings. A folder without a house says nothing.
pub async fn own_settings(data: &Path) -> Own {
    // Settings that cannot be read are told by whoever shows them.
    let has_house = Config::read(data).is_ok_and(|config| config.keys_dir(data).exists());
    if !has_house {
        return Ok(BTreeMap::new());
    }
    let answer = run(Command::HouseSettings(DataArgs { data: data.to_owned() })).await;
    let answer = answer.map_err(|error| format!("{error:#}"))?;
    if answer.code != 0 {
        return Err(answer.err.trim_end().to_owned());
    }
    serde_json::from_str(&answer.out).map_err(|error| error.to_string())
}

/// Tells what went wrong behind a command that did its work: its answer stands.
fn tell<T>(answer: &mut Answer, follow_up: anyhow::Result<T>) {
    if let Err(error) = follow_up {
        answer.err += &format!("chancery: {error:#}\n");
        answer.code = 1;
    }
}

/// Answers commands until the house stops.
pub async fn serve(house: House, data: &Path, stop: CancellationToken) -> anyhow::Result<()> {
    let path = socket(data);
    // Left behind by a crash; the key store's lock says that nobody else serves this folder.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)
        .with_context(|| format!("cannot open the control socket {}", path.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    loop {
        let stream = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!("the control socket did not take a connection: {error}");
                    continue;
                }
            },
        };
        let house = house.clone();
        tokio::spawn(async move {
            if let Err(error) = answer(&house, stream).await {
                tracing::warn!("a command was not answered: {error:#}");
            }
        });
    }
    let _ = std::fs::remove_file(&path);
    Ok(())
}

fn socket(data: &Path) -> PathBuf {
    data.join("control.sock")
}

async fn ask(mut stream: UnixStream, question: Question) -> anyhow::Result<Answer> {
    stream.write_all(&serde_json::to_vec(&question)?).await?;
    stream.shutdown().await?;
    let mut bytes = Vec::new();
    stream.take(FRAME_BYTES_MAX).read_to_end(&mut bytes).await?;
    serde_json::from_slice(&bytes).context("the running house did not answer")
}

async fn answer(house: &House, mut stream: UnixStream) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    (&mut stream).take(FRAME_BYTES_MAX).read_to_end(&mut bytes).await?;
    let question: Question = serde_json::from_slice(&bytes)?;
    let answer = match commands::run(house, question.command, question.files).await {
        Ok(answer) => answer,
        Err(error) => {
            Answer { err: format!("chancery: {error:#}\n"), code: 1, ..Answer::default() }
        }
    };
    stream.write_all(&serde_json::to_vec(&answer)?).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_behind_a_command_hides_no_answer() {
        let mut answer = Answer { out: "destroyed\n".to_owned(), ..Answer::default() };
        tell(&mut answer, Ok(()));
        assert_eq!((answer.err.as_str(), answer.code), ("", 0));
        let full = anyhow::Result::<()>::Err(anyhow::anyhow!("the disk is full"));
        tell(&mut answer, full.context("no new words"));
        assert_eq!((answer.out.as_str(), answer.code), ("destroyed\n", 1));
        assert_eq!(answer.err, "chancery: no new words: the disk is full\n");
    }
}
