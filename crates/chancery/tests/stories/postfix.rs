//! A real Postfix between the house and the world: it puts mail into mailboxes, bounces what nobody takes, and
//! hands answers and bounces to the house by LMTP.

use std::{
    fs,
    net::SocketAddr,
    os::unix::fs::{PermissionsExt, chown},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use crate::{house::free_port, until};

/// Time for Postfix to start, and to deliver a mail.
const POSTFIX_TIME: Duration = Duration::from_secs(60);

/// The user that owns the mailboxes: nobody.
const MAILBOX_UID: u32 = 65_534;

/// A domain for which Postfix takes mail and then finds nobody.
pub const VOID: &str = "void.example";

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
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
";

/// A running Postfix; dropping it stops it.
pub struct Postfix {
    folder: TempDir,
    child: Child,
    /// Where it takes mail.
    pub address: SocketAddr,
}

/// A mail as it was delivered.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The bytes, with the lines that Postfix put on top.
    pub bytes: Vec<u8>,
}

impl Postfix {
    /// Starts one that delivers for everybody, and to the house by LMTP.
    pub async fn start(lmtp: SocketAddr) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let address = free_port();
        write_settings(folder.path(), address, lmtp);
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let child = Command::new("postfix")
            .arg("-c")
            .arg(folder.path().join("etc"))
            .arg("start-fg")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .expect("Postfix is installed (Debian package `postfix`)");
        let postfix = Self { folder, child, address };
        until("Postfix starts", POSTFIX_TIME, async || {
            postfix.log().contains("daemon started").then_some(())
        })
        .await;
        postfix
    }

    /// Returns what it logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Returns what was delivered to an address so far, the oldest first.
    pub fn delivered(&self, to: &str) -> Vec<Delivered> {
        let mailbox = self.folder.path().join("mail/all/new");
        let Ok(entries) = fs::read_dir(mailbox) else { return Vec::new() };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mails = paths.iter().map(|path| Delivered { bytes: fs::read(path).unwrap() });
        mails.filter(|mail| mail.header("Delivered-To").as_deref() == Some(to)).collect()
    }

    /// Waits for the n-th mail to an address; the first is number one.
    pub async fn wait_for(&self, to: &str, n: usize) -> Delivered {
        until(&format!("mail {n} to {to}"), POSTFIX_TIME, async || {
            self.delivered(to).get(n - 1).cloned()
        })
        .await
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the log of Postfix:\n{}", self.log());
        }
        let _ = Command::new("postfix")
            .arg("-c")
            .arg(self.folder.path().join("etc"))
            .arg("stop")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Delivered {
    /// Returns the value of the first header field of a name, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        let head = text.split("\n\n").next().unwrap().replace("\n\t", " ").replace("\n ", " ");
        head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }

    /// Returns the value of a header field that must be there.
    pub fn field(&self, name: &str) -> String {
        self.header(name).unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }

    /// Returns the text, decoded.
    pub fn text(&self) -> String {
        let envelope = mail::Envelope { from: None, recipients: Vec::new() };
        mail::parse(&self.bytes, &envelope).text.into_exposed()
    }
}

fn write_settings(folder: &Path, address: SocketAddr, lmtp: SocketAddr) {
    for name in ["etc", "spool", "data", "mail"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    chown(folder.join("mail"), Some(MAILBOX_UID), Some(MAILBOX_UID)).unwrap();
    let given = Command::new("chown").arg("postfix").arg(folder.join("data")).status().unwrap();
    assert!(given.success());
    let at = folder.display();
    let main = format!(
        "compatibility_level = 3.6\nqueue_directory = {at}/spool\ndata_directory = {at}/data\n\
         command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmeta_directory = /etc/postfix\n\
         maillog_file = /dev/stdout\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n\
         myhostname = mx.relay.example\nmydestination =\nalias_maps =\nalias_database =\nlocal_recipient_maps =\n\
         mynetworks = 127.0.0.0/8\nsmtpd_relay_restrictions = permit_mynetworks, reject\n\
         virtual_mailbox_domains = customer.example, supplier.example, police.example, channel.example, {domain}\n\
         virtual_mailbox_base = {at}/mail\nvirtual_mailbox_maps = static:all/\n\
         virtual_uid_maps = static:{MAILBOX_UID}\nvirtual_gid_maps = static:{MAILBOX_UID}\n\
         recipient_delimiter = +\ntransport_maps = inline:{{ {{ {VOID} = error:5.1.1 nobody is there }}, \
         {{ case@{domain} = lmtp:inet:{lmtp} }}, {{ bounce@{domain} = lmtp:inet:{lmtp} }} }}\n\
         smtp_host_lookup = native\nsmtp_dns_support_level = disabled\nrelayhost = [127.0.0.1]:9\n",
        domain = crate::house::DOMAIN,
    );
    fs::write(folder.join("etc/main.cf"), main).unwrap();
    let listener = format!("{address} inet n - n - - smtpd\n{SERVICES}");
    fs::write(folder.join("etc/master.cf"), listener).unwrap();
}
