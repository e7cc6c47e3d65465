//! Records of the Linux audit daemon as its log has them: `type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e …`; and as the
//! kernel writes them where there is no daemon: `audit: type=1300 audit(1364481363.243:24287): arch=c000003e …`.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// Fields of one record that are read; a call of more arguments has the rest in `message`.
const FIELDS_MAX: usize = 512;
/// Fields whose text is written in hexadecimal digits when it has blanks, quotes or other signs in it.
const UNTRUSTED: [&str; 15] = [
    "proctitle",
    "name",
    "cwd",
    "comm",
    "ocomm",
    "exe",
    "cmd",
    "acct",
    "data",
    "dir",
    "path",
    "key",
    "watch",
    "file",
    "grp",
];
/// What public rules ask of calls by name, for logs that have their number only: architecture, number, name.
const CALLS: [(&str, &str, &str); 20] = [
    ("c000003e", "59", "execve"),
    ("c000003e", "99", "sysinfo"),
    ("c000003e", "101", "ptrace"),
    ("c000003e", "103", "syslog"),
    ("c000003e", "133", "mknod"),
    ("c000003e", "135", "personality"),
    ("c000003e", "175", "init_module"),
    ("c000003e", "259", "mknodat"),
    ("c000003e", "313", "finit_module"),
    ("c000003e", "319", "memfd_create"),
    ("c000003e", "322", "execveat"),
    ("c00000b7", "33", "mknodat"),
    ("c00000b7", "92", "personality"),
    ("c00000b7", "105", "init_module"),
    ("c00000b7", "116", "syslog"),
    ("c00000b7", "117", "ptrace"),
    ("c00000b7", "179", "sysinfo"),
    ("c00000b7", "221", "execve"),
    ("c00000b7", "279", "memfd_create"),
    ("c00000b7", "281", "execveat"),
];

/// What the kernel has a number for and the daemon a name.
const KINDS: [(&str, &str); 45] = [
    ("1100", "USER_AUTH"),
    ("1101", "USER_ACCT"),
    ("1102", "USER_MGMT"),
    ("1103", "CRED_ACQ"),
    ("1104", "CRED_DISP"),
    ("1105", "USER_START"),
    ("1106", "USER_END"),
    ("1107", "USER_AVC"),
    ("1108", "USER_CHAUTHTOK"),
    ("1109", "USER_ERR"),
    ("1110", "CRED_REFR"),
    ("1111", "USYS_CONFIG"),
    ("1112", "USER_LOGIN"),
    ("1113", "USER_LOGOUT"),
    ("1114", "ADD_USER"),
    ("1115", "DEL_USER"),
    ("1116", "ADD_GROUP"),
    ("1117", "DEL_GROUP"),
    ("1123", "USER_CMD"),
    ("1124", "USER_TTY"),
    ("1127", "SYSTEM_BOOT"),
    ("1128", "SYSTEM_SHUTDOWN"),
    ("1130", "SERVICE_START"),
    ("1131", "SERVICE_STOP"),
    ("1200", "DAEMON_START"),
    ("1201", "DAEMON_END"),
    ("1202", "DAEMON_ABORT"),
    ("1203", "DAEMON_CONFIG"),
    ("1300", "SYSCALL"),
    ("1302", "PATH"),
    ("1305", "CONFIG_CHANGE"),
    ("1306", "SOCKADDR"),
    ("1307", "CWD"),
    ("1309", "EXECVE"),
    ("1319", "TTY"),
    ("1325", "NETFILTER_CFG"),
    ("1326", "SECCOMP"),
    ("1327", "PROCTITLE"),
    ("1330", "KERN_MODULE"),
    ("1334", "BPF"),
    ("1400", "AVC"),
    ("1403", "MAC_POLICY_LOAD"),
    ("1404", "MAC_STATUS"),
    ("1700", "ANOM_PROMISCUOUS"),
    ("1701", "ANOM_ABEND"),
];

/// Where in a record a field stands.
#[derive(Debug, Clone, Copy)]
struct Inside {
    /// Among arguments, which are text.
    arguments: bool,
    /// In what a program has told; that has no message of its own.
    message: bool,
}

/// The fields of a record, each name once.
struct Record<'a> {
    fields: Vec<(&'a str, Cow<'a, str>)>,
    /// Fields that were read, those of one name counted each.
    n_read: usize,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Makes an event of a record, with the names that the log has; none if the text is no record.
///
/// What the log does not have: `timestamp`, `message` with the whole text, `cmdline` with the arguments of EXECVE in a row, and
/// `SYSCALL` with the name of a call that is written as a number. `more` is what the line said around the record.
pub(super) fn audit_event<'a>(
    text: &'a str,
    more: &[(&'a str, Option<&'a str>)],
) -> Option<Vec<u8>> {
    let (node, record) = match text.strip_prefix("node=") {
        Some(rest) => rest.split_once(' ').map(|(node, record)| (Some(node), record))?,
        None => (None, text),
    };
    let (kind, rest) = head(record)?;
    let (stamp, rest) = rest.split_once("):")?;
    let is_kind = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_[]".contains(c);
    if kind.is_empty() || !kind.chars().all(is_kind) {
        return None;
    }
    let mut record = Record {
        n_read: 0,
        fields: vec![
            ("type", Cow::Borrowed(kind)),
            ("msg", Cow::Owned(format!("audit({stamp})"))),
            ("message", Cow::Borrowed(text)),
        ],
    };
    if let Some(time) = time(stamp) {
        record.add("timestamp", Cow::Owned(time));
    }
    for (name, value) in [("host", node)].iter().chain(more) {
        if let Some(value) = value {
            record.add(name, Cow::Borrowed(value));
        }
    }
    record.read(rest, Inside { arguments: kind == "EXECVE", message: false });
    record.name_call();
    if kind == "EXECVE" {
        record.join_arguments();
    }
    serde_json::to_vec(&record).ok()
}

/// Reads `type=EXECVE msg=audit(` or `[   12.345678] audit: type=1309 audit(`; returns the kind and what follows.
fn head(record: &str) -> Option<(&str, &str)> {
    if let Some(rest) = record.strip_prefix("type=") {
        return rest.split_once(" msg=audit(");
    }
    let since_start = record.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let record = since_start.map_or(record, |(_, record)| record);
    let (number, rest) = record.strip_prefix("audit: type=")?.split_once(" audit(")?;
    let name = KINDS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name);
    Some((name.unwrap_or(number), rest))
}

/// Reads `1364481363.243:24287`.
fn time(stamp: &str) -> Option<String> {
    let (seconds, _) = stamp.split_once(':')?;
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let millisecond: i64 = part.get(..part.len().min(3))?.parse().ok()?;
    let millisecond = whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(millisecond)?;
    Timestamp::from_millisecond(millisecond).ok().map(|time| time.to_string())
}

impl<'a> Record<'a> {
    fn add(&mut self, name: &'a str, value: Cow<'a, str>) {
        if self.fields.len() < FIELDS_MAX && self.get(name).is_none() {
            self.fields.push((name, value));
        }
    }

    /// Adds what is not written there; however many fields are.
    fn derive(&mut self, name: &'a str, value: Cow<'a, str>) {
        if self.get(name).is_none() {
            self.fields.push((name, value));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// Reads `key=value key="value" msg='key=value …'`; a group separator stands before what the daemon has added.
    fn read(&mut self, text: &'a str, inside: Inside) {
        let is_blank = |c: char| c.is_ascii_whitespace() || c == '\u{1d}';
        let mut rest = text.trim_start_matches(is_blank);
        while !rest.is_empty() && self.n_read < FIELDS_MAX {
            let end = rest.find(|c| is_blank(c) || c == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            let Some(value) = after.strip_prefix('=') else {
                rest = after.trim_start_matches(is_blank);
                continue;
            };
            let after = if let Some(quoted) = value.strip_prefix('"') {
                let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                self.take(key, Cow::Borrowed(value), inside);
                after
            } else if let ("msg", false, Some(told)) =
                (key, inside.message, value.strip_prefix('\''))
            {
                // What a program has told goes to the last quote before what the daemon has added.
                let end = told.find('\u{1d}').unwrap_or(told.len());
                let end = told.get(..end).and_then(|told| told.rfind('\'')).unwrap_or(end);
                let (told, after) = told.split_at(end);
                self.read(told, Inside { arguments: false, message: true });
                after.strip_prefix('\'').unwrap_or(after)
            } else {
                let (value, after) = value.split_at(value.find(is_blank).unwrap_or(value.len()));
                let is_text = UNTRUSTED.contains(&key) || inside.arguments && is_argument(key);
                let text = if is_text { decoded(value, key == "proctitle") } else { None };
                self.take(key, text.map_or(Cow::Borrowed(value), Cow::Owned), inside);
                after
            };
            rest = after.trim_start_matches(is_blank);
        }
    }

    /// Adds a field; pieces of a long argument, `a1[0]` and `a1[1]`, are one. Nothing else is written in pieces.
    fn take(&mut self, key: &'a str, value: Cow<'a, str>, inside: Inside) {
        self.n_read += 1;
        let is_piece = inside.arguments && is_argument(key);
        let Some((name, _)) = key.split_once('[').filter(|_| is_piece) else {
            self.add(key, value);
            return;
        };
        match self.fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.to_mut().push_str(&value),
            None => self.add(name, value),
        }
    }

    fn name_call(&mut self) {
        let Some((arch, number)) = self.get("arch").zip(self.get("syscall")) else { return };
        let known = CALLS.iter().find(|(a, n, _)| *a == arch && *n == number);
        if let Some((_, _, name)) = known {
            let name = Cow::Borrowed(*name);
            self.derive("SYSCALL", name);
        }
    }

    fn join_arguments(&mut self) {
        let arguments = self.fields.iter().filter(|(name, _)| is_argument(name));
        let words: Vec<&str> = arguments.map(|(_, value)| value.as_ref()).collect();
        let line = words.join(" ");
        self.derive("cmdline", Cow::Owned(line));
    }
}

/// Says whether a name is `a0`, `a1`, or a piece of one.
fn is_argument(key: &str) -> bool {
    let name = key.split_once('[').map_or(key, |(name, _)| name);
    name.strip_prefix('a').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads text that is written in hexadecimal digits; zeros between the words of a command line become blanks.
fn decoded(digits: &str, is_command: bool) -> Option<String> {
    if digits.is_empty() || digits.len() % 2 == 1 {
        return None;
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for pair in digits.as_bytes().chunks_exact(2) {
        let [high, low] = pair else { return None };
        let byte = digit(*high)? << 4 | digit(*low)?;
        bytes.push(if byte == 0 && is_command { b' ' } else { byte });
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &[(&str, &str)]) {
        let event = audit_event(line, &[]).unwrap();
        let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
        for (name, value) in expect {
            assert_eq!(event.get(name).and_then(|v| v.as_str()), Some(*value), "{name}: {event}");
        }
        assert_eq!(event["message"], line);
    }

    #[test]
    fn a_call_has_its_fields_and_its_name() {
        check(
            r#"type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e syscall=59 success=yes a0=7ff1 euid=33 comm="sh" exe="/bin/sh" key="www""#,
            &[
                ("type", "SYSCALL"),
                ("msg", "audit(1364481363.243:24287)"),
                ("timestamp", "2013-03-28T14:36:03.243Z"),
                ("SYSCALL", "execve"),
                ("a0", "7ff1"),
                ("euid", "33"),
                ("exe", "/bin/sh"),
                ("key", "www"),
            ],
        );
        check(
            "node=web1 type=SYSCALL msg=audit(1364481363.243:1): arch=c000003e syscall=2 key=(null)\u{1d}ARCH=x86_64 SYSCALL=open UID=\"root\"",
            &[("host", "web1"), ("SYSCALL", "open"), ("UID", "root"), ("key", "(null)")],
        );
    }

    #[test]
    fn what_the_kernel_says_is_a_record() {
        let expect = [("type", "EXECVE"), ("msg", "audit(1364481363.243:7)"), ("cmdline", "nc -l")];
        let line = r#"audit: type=1309 audit(1364481363.243:7): argc=2 a0="nc" a1="-l""#;
        check(line, &expect);
        check(&format!("[   12.345678] {line}"), &expect);
        check(
            "audit: type=1999 audit(1364481363.243:7): a=b",
            &[("type", "1999"), ("timestamp", "2013-03-28T14:36:03.243Z"), ("a", "b")],
        );
        assert_eq!(audit_event("audit: type=1309 argc=2", &[]), None);
    }

    #[test]
    fn text_in_digits_is_read() {
        check(
            r#"type=EXECVE msg=audit(1.0:1): argc=3 a0="sh" a1="-c" a2=6C73202D6C a3[0]=41 a3[1]=42"#,
            &[("a1", "-c"), ("a2", "ls -l"), ("a3", "AB"), ("cmdline", "sh -c ls -l AB")],
        );
        check("type=PROCTITLE msg=audit(1.0:1): proctitle=6C73002D6C", &[("proctitle", "ls -l")]);
        check("type=PATH msg=audit(1.0:1): item=0 name=2F746D702F612062", &[("name", "/tmp/a b")]);
        check(
            "type=PATH msg=audit(1.0:1): name=(null) inode=12",
            &[("name", "(null)"), ("inode", "12")],
        );
    }

    #[test]
    fn arguments_alone_are_written_in_pieces() {
        check(
            "type=SYSCALL msg=audit(1.0:1): auid=4 message[0]=x type[0]=x timestamp[0]=x auid[1]=9 a0[0]=1",
            &[
                ("type", "SYSCALL"),
                ("timestamp", "1970-01-01T00:00:01Z"),
                ("auid", "4"),
                ("auid[1]", "9"),
            ],
        );
        check(
            "type=EXECVE msg=audit(1.0:1): argc=1 a0[0]=41 a0[1]=42 type[0]=x",
            &[("type", "EXECVE"), ("a0", "AB"), ("cmdline", "AB")],
        );
    }

    #[test]
    fn what_a_program_tells_is_laid_open() {
        check(
            "type=SERVICE_STOP msg=audit(1.0:1): pid=1 uid=0 msg='unit=ufw comm=\"systemd\" res=success'\u{1d}UID=\"root\"",
            &[("unit", "ufw"), ("comm", "systemd"), ("res", "success"), ("UID", "root")],
        );
        check(
            "type=USER_AUTH msg=audit(1.0:1): msg='op=PAM:authentication acct=\"o'neil\" res=failed'",
            &[("acct", "o'neil"), ("res", "failed")],
        );
    }

    #[test]
    fn what_is_no_record_is_left() {
        for line in [
            "",
            "type=",
            "type=x y",
            "type=SYSCALL msg=audit(",
            "type=a b msg=audit(1:1):",
            "node=x",
        ] {
            assert_eq!(audit_event(line, &[]), None, "{line}");
        }
        // Neither depth nor number of fields is the writer's to choose.
        let deep = format!("type=USER_CMD msg=audit(1.0:1): {}", "msg='".repeat(10_000));
        assert!(audit_event(&deep, &[]).is_some());
        let wide: String = (0..5_000).map(|n| format!("a{n}=61 ")).collect();
        let wide = audit_event(&format!("type=EXECVE msg=audit(1.0:1): {wide}"), &[]).unwrap();
        let wide: serde_json::Value = serde_json::from_slice(&wide).unwrap();
        assert_eq!(wide.as_object().unwrap().len(), FIELDS_MAX + 1);
        assert!(wide["cmdline"].as_str().unwrap().starts_with("a a a"));
        // Nor is how long it takes: a field counts however often its name was there before.
        let again = format!("type=EXECVE msg=audit(1.0:1): {}z=1", "a0=61 ".repeat(FIELDS_MAX));
        check(&again, &[("a0", "a")]);
        let again: serde_json::Value =
            serde_json::from_slice(&audit_event(&again, &[]).unwrap()).unwrap();
        assert_eq!(again.get("z"), None);
    }
}
