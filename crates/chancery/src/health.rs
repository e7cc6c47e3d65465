//! Whether the house could take what comes, for machines (`/readyz`) and for people (`chancery doctor`).

use std::fmt::Write;

use web::Part;

use crate::{commands::Answer, house::House};

/// Looks at everything that must work for mail to be taken in and answered.
pub async fn look(house: &House) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |name, is_good, words: String| parts.push(Part { name, is_good, words });
    match house.db.read().await {
        Ok(mut reader) => match reader.queues().await {
            Ok(queues) => push("database", true, format!("{} queues", queues.len())),
            Err(error) => push("database", false, format!("{error}; is it reachable, and not full?")),
        },
        Err(error) => push("database", false, format!("{error}; is it running?")),
    }
    let health = house.vault.health();
    let words = if health.is_ready() {
        format!("folders take writes, epoch {}", health.epoch)
    } else {
        "a folder takes no writes or is nearly full; make room".to_owned()
    };
    push("storage", health.is_ready(), words);
    parts
}

/// Looks at everything, and at what only people care about.
pub async fn doctor(house: &House) -> anyhow::Result<Answer> {
    let mut parts = look(house).await;
    let mail = &house.config.mail;
    parts.push(match &mail.relay {
        None => Part {
            name: "relay",
            is_good: false,
            words: "mail.relay is not set, so nothing leaves; write smtp://host:25".to_owned(),
        },
        Some(url) => relay(url).await,
    });
    parts.push(Part {
        name: "channel",
        is_good: mail.channel.is_some(),
        words: match mail.channel {
            Some(_) => "the team's channel gets copies".to_owned(),
            None => "mail.channel is not set, so nobody gets copies".to_owned(),
        },
    });
    parts.push(Part {
        name: "witness",
        is_good: house.config.audit.witness.is_some(),
        words: match &house.config.audit.witness {
            Some(_) => "checkpoints leave this machine".to_owned(),
            None => "audit.witness is not set; a cut of the log is seen only by who kept a checkpoint"
                .to_owned(),
        },
    });
    let mut answer = Answer::default();
    for part in &parts {
        let mark = if part.is_good { "ok  " } else { "look" };
        writeln!(answer.out, "{mark}  {}: {}", part.name, part.words)?;
        answer.code |= u8::from(!part.is_good);
    }
    Ok(answer)
}

async fn relay(url: &str) -> Part {
    const CONNECT_SECS: u64 = 5;
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    let place = place.trim_start_matches("smtps://").trim_start_matches("smtp://");
    let place = place.trim_end_matches('/');
    let connect = tokio::net::TcpStream::connect(place.to_owned());
    let time = std::time::Duration::from_secs(CONNECT_SECS);
    match tokio::time::timeout(time, connect).await {
        Ok(Ok(_)) => {
            Part { name: "relay", is_good: true, words: "it takes connections".to_owned() }
        }
        _ => Part {
            name: "relay",
            is_good: false,
            words: "no connection to mail.relay; is it running, is the port right?".to_owned(),
        },
    }
}
