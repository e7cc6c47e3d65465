//! Before a mail is answered 250, its file and the name of its file are on the disk.

use std::{fs, path::Path, time::Duration};

use crate::{house::House, smtp, stories, until};

/// Time until the tracer has written what it saw.
const TRACE_TIME: Duration = Duration::from_secs(20);

stories!(a_mail_is_on_disk_before_it_is_answered);

async fn a_mail_is_on_disk_before_it_is_answered(mut house: House) {
    let path = house.desk().join("trace");
    let calls = "trace=fsync,fdatasync,rename,renameat,renameat2,write,sendto";
    // The tracer is a grandchild (-D), so that the number of the process is the house's.
    let path_text = path.to_str().unwrap().to_owned();
    house.wrapped_in(&["strace", "-D", "-f", "-y", "-s", "80", "-o", &path_text, "-e", calls]);
    house.start().await;
    let reply = smtp::send(house.smtp, "a@customer.example", b"Subject: kept\r\n\r\nWords.\r\n");
    assert_eq!(reply.unwrap().code, 250);
    let trace = until("the answer is in the trace", TRACE_TIME, async || {
        let trace = fs::read_to_string(&path).unwrap();
        answered(&trace).is_some().then_some(trace)
    })
    .await;
    let (from, to) = answered(&trace).unwrap();
    let between: Vec<&str> = trace.lines().skip(from).take(to - from).collect();
    let intake = &house.data.join("blobs");
    let synced = |is_folder: bool| {
        between.iter().filter(move |line| {
            let Some(path) = synced_path(line) else { return false };
            path.starts_with(intake) && path.is_dir() == is_folder
        })
    };
    assert!(synced(false).count() >= 1, "no file was synced: {between:#?}");
    assert!(synced(true).count() >= 1, "no folder was synced: {between:#?}");
    let renamed = between.iter().position(|line| line.contains("rename"));
    let renamed = renamed.expect("the file gets its name when it is whole");
    let file =
        between.iter().position(|line| synced_path(line).is_some_and(|p| !p.is_dir())).unwrap();
    let folder =
        between.iter().rposition(|line| synced_path(line).is_some_and(Path::is_dir)).unwrap();
    assert!(file < renamed && renamed < folder, "file, name, folder: {between:#?}");
}

/// Finds the lines of a trace between which the mail was kept: from our 354 to our 250.
fn answered(trace: &str) -> Option<(usize, usize)> {
    let lines: Vec<&str> = trace.lines().collect();
    let said = |line: &&str, words: &str| {
        (line.contains("sendto(") || line.contains("write(")) && line.contains(words)
    };
    let go = lines.iter().position(|line| said(line, "\"354 "))?;
    let done = lines.iter().skip(go).position(|line| said(line, "\"250 "))?;
    Some((go, go + done))
}

/// Returns the path that a line says was synced.
fn synced_path(line: &str) -> Option<&Path> {
    let call = line.split_once("fsync(").or_else(|| line.split_once("fdatasync("))?.1;
    let path = call.split_once('<')?.1.split_once('>')?.0;
    Some(Path::new(path))
}
