//! A real Postfix, in a folder of its own, carries our signed mail over TLS to our own listener.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Stdio, time::Duration};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
    time::timeout,
};

use super::*;
use crate::outgoing;

/// Seconds for Postfix to start, and to carry a mail.
const POSTFIX_SECS: u64 = 60;

const SERVICES: &str = "\
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
";

/// A running Postfix; dropping it stops it.
struct Postfix {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Postfix {
    /// Starts one that hands everything on to `next_port`, over TLS only.
    async fn start(next_port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        write_settings(folder.path(), port, next_port);
        let mut child = Command::new("postfix")
            .arg("-c")
            .arg(folder.path().join("etc"))
            .arg("start-fg")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Postfix is installed (Debian package `postfix`)");
        let mut log = BufReader::new(child.stdout.take().unwrap()).lines();
        let started = async {
            while let Some(line) = log.next_line().await.unwrap() {
                if line.contains("daemon started") {
                    return true;
                }
            }
            false
        };
        assert!(timeout(Duration::from_secs(POSTFIX_SECS), started).await.unwrap());
        // Someone must go on reading its log, or it stops at a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        Self { folder, child, port }
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let _ = std::process::Command::new("postfix")
            .arg("-c")
            .arg(self.folder.path().join("etc"))
            .arg("stop")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = self.child.start_kill();
    }
}

fn write_settings(folder: &Path, port: u16, next_port: u16) {
    for name in ["etc", "spool", "data"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    let given = std::process::Command::new("chown")
        .arg("postfix")
        .arg(folder.join("data"))
        .status()
        .unwrap();
    assert!(given.success());
    let at = folder.display();
    let main = format!(
        "compatibility_level = 3.6\nqueue_directory = {at}/spool\ndata_directory = {at}/data\n\
         command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmeta_directory = /etc/postfix\n\
         maillog_file = /dev/stdout\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n\
         myhostname = mx.relay.example\nmydestination =\nalias_maps =\nalias_database =\nlocal_recipient_maps =\n\
         mynetworks = 127.0.0.0/8\nsmtpd_relay_restrictions = permit_mynetworks, reject\n\
         relayhost = [127.0.0.1]:{next_port}\nsmtp_tls_security_level = encrypt\n\
         smtp_host_lookup = native\nsmtp_dns_support_level = disabled\n"
    );
    fs::write(folder.join("etc/main.cf"), main).unwrap();
    fs::write(
        folder.join("etc/master.cf"),
        format!("127.0.0.1:{port} inet n - n - - smtpd\n{SERVICES}"),
    )
    .unwrap();
}

fn is_root() -> bool {
    let output = std::process::Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

#[tokio::test]
async fn a_signed_mail_survives_a_real_relay() {
    if !is_root() {
        println!("Postfix starts as root only: not tried");
        return;
    }
    let world = World::smtp().await;
    let postfix = Postfix::start(world.addr.port()).await;
    let relay = Relay::parse(&format!("smtp://127.0.0.1:{}", postfix.port))
        .unwrap()
        .introduced_as("us.example");
    let (bytes, ca_pem) = outgoing::tests::signed("Dobrý den\n\nFrom here\n.dot\ntrailing  \n");
    let bounce = address("bounce+token@us.example");
    let sent = relay.send(&bytes, Some(&bounce), &address("support@us.example")).await.unwrap();
    assert_eq!(sent.status, "2.0.0");
    let arrived = timeout(Duration::from_secs(POSTFIX_SECS), world.arrived.acquire()).await;
    arrived.expect("Postfix carries the mail on").unwrap().forget();
    let kept = world.kept();
    assert_eq!(kept[0].envelope_from.as_ref(), Some(&bounce));
    assert!(kept[0].helo.contains("mx.relay.example"));
    assert!(
        outgoing::tests::verified(&kept[0].bytes, &ca_pem).is_some(),
        "the signature is still good"
    );
    // Postfix announces what it is told: an unknown recipient comes back as a bounce, to our own listener.
    relay.send(&bytes, Some(&bounce), &address("nobody@us.example")).await.unwrap();
    let arrived = timeout(Duration::from_secs(POSTFIX_SECS), world.arrived.acquire()).await;
    arrived.expect("Postfix sends a bounce").unwrap().forget();
    let kept = world.kept();
    assert_eq!(kept[1].envelope_from, None);
    let envelope = crate::Envelope { from: None, recipients: kept[1].recipients.clone() };
    let mail = crate::parse(&kept[1].bytes, &envelope);
    let report = mail.report.expect("a delivery report");
    assert_eq!(report.outcome, model::ReportOutcome::Failed);
    assert_eq!(report.status, "5.1.1");
    assert_eq!(report.message_id.as_deref(), Some("m.1@us.example"));
    assert_eq!(mail.automatic, Some(model::AutomaticReason::Report));
}
