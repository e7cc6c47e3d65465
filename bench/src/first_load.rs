//! What a browser that was never here loads for the board, in octets on the line.

use anyhow::bail;

use crate::{http::Client, seed::Seeded, server::Server, table::Row};

/// Kilobytes of the first load of the board.
const FIRST_LOAD_KB: f64 = 60.0;

/// Files of one page, so that a fault of the page does not make this go on for ever.
const FILES_MAX: usize = 100;

/// Loads the board and all files of ours that it names, compressed as browsers ask for it.
pub async fn run(server: &Server, seeded: &Seeded) -> anyhow::Result<Row> {
    let cookie = format!("chancery={}", seeded.cookie);
    let mut plain = Client::connect(server.web, None, &[("Cookie", &cookie)]).await?;
    // As of a browser in which somebody typed the address: what strangers lead to goes at full length.
    let headers = [
        ("Cookie", cookie.as_str()),
        ("Accept-Encoding", "gzip, br"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Site", "none"),
    ];
    let mut packed = Client::connect(server.web, None, &headers).await?;
    let mut left = vec!["/cases".to_owned()];
    let mut seen = left.clone();
    let mut n_bytes = 0;
    while let Some(path) = left.pop() {
        let answer = packed.get(&path).await?;
        if answer.status != 200 {
            bail!("{path} was answered {}", answer.status);
        }
        n_bytes += answer.head.len() + answer.body.len();
        for named in files(&plain.get(&path).await?.text()) {
            if seen.len() >= FILES_MAX {
                bail!("the board names more than {FILES_MAX} files");
            }
            if !seen.contains(&named) {
                seen.push(named.clone());
                left.push(named);
            }
        }
    }
    let what = format!("board, first load of {} files", seen.len());
    Ok(Row::under(what, n_bytes as f64 / 1_000.0, FIRST_LOAD_KB, "kB"))
}

/// Returns the files of ours that a text names: links, sources, imports; each without what stands behind `#`.
fn files(text: &str) -> Vec<String> {
    let named = text.match_indices("/assets/").filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find(['"', '\'', ')', '#', '?', ' ', '\n'])?;
        Some(rest.get(..end)?.to_owned())
    });
    named.collect()
}
