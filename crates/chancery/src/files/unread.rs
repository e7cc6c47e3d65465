//! Formats of text that are known and not read: what they are is told, and how to export what is read. Whoever writes into a log could
//! make it seem so; the file is read all the same.

use std::collections::HashSet;

/// Columns that a table of values has at least.
const COLUMNS_MIN: usize = 3;
/// Bytes of the name of a column.
const COLUMN_BYTES_MAX: usize = 64;
/// Signs between the values of a table.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Says what lines of text seem to be that are not read.
pub fn unread_text(head: &[u8]) -> Option<&'static str> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).utf8_chunks().next()?.valid();
    let mut lines = head.lines().filter(|line| !line.trim_ascii().is_empty());
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    if first.starts_with("#separator ") {
        return Some("a log of Zeek in columns: write it as JSON (`LogAscii::use_json=T`)");
    }
    let is_record = second.starts_with("type=") && second.contains(") :");
    if first == "----" && is_record || first.starts_with("type=") && first.contains(") :") {
        return Some(
            "what `ausearch -i` has put into words: name the audit log itself, or `ausearch --raw`",
        );
    }
    let is_csv = |sign: &char| is_head(first, *sign) && has_values(first, second, *sign);
    (first.starts_with("#TYPE ") || SEPARATORS.iter().any(is_csv)).then_some(
        "CSV, which is not read: save events of Windows as .evtx (`wevtutil epl Security out.evtx`), others as JSON, one object a line",
    )
}

/// Says whether a line names columns.
fn is_head(line: &str, sign: char) -> bool {
    let names: Vec<&str> = line.split(sign).map(|name| name.trim().trim_matches('"')).collect();
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || "@_".contains(c))
            && name.len() <= COLUMN_BYTES_MAX
            && name.chars().all(|c| c.is_alphanumeric() || " ._-@/()#".contains(c))
    };
    // The first line of a file may name very many.
    let mut seen = HashSet::with_capacity(names.len());
    names.len() >= COLUMNS_MIN && names.iter().all(|name| is_name(name) && seen.insert(*name))
}

/// Says whether the line behind the head has as many values.
fn has_values(first: &str, second: &str, sign: char) -> bool {
    second.matches(sign).count() >= first.matches(sign).count()
}

/// Says what objects of JSON seem to be that lack what rules ask for.
pub fn nameless(head: &[u8]) -> Option<&'static str> {
    let head = head.utf8_chunks().next()?.valid();
    let has = |key: &str| head.contains(&format!("\"{key}\""));
    let is_one = ["ProviderName", "LogName", "RecordId", "Properties"].into_iter().all(has);
    (is_one && !has("EventData") && !has("Channel")).then_some(
        "what `Get-WinEvent | ConvertTo-Json` writes, whose fields have no names: save the log as .evtx (`wevtutil epl Security out.evtx`)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let told = unread_text(text.as_bytes());
        assert_eq!(told.map(|told| told.split([',', ':']).next().unwrap()), expect, "{text}");
    }

    #[test]
    fn tables_are_told() {
        let csv = Some("CSV");
        check("Level,Date and Time,Source,Event ID\nInformation,1/3/2026,x,4624\n", csv);
        check("\u{feff}\"Id\";\"LogName\";\"Message\"\r\n\"1\";\"a\";\"b;c\"\r\n", csv);
        check("ts\tuser\taction\n1\ta\tb\n", csv);
        check("#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n\"a\"\n", csv);
        for text in [
            "",
            "one, two, three\nand a line without\n",
            "Jan  3 10:00:00 web1 sshd[1]: a, b, c\nJan  3 10:00:00 web1 sshd[1]: a, b, c\n",
            "a,a,a\n1,2,3\n",
            "1,2,3\n4,5,6\n",
            "time=1, user=x, action=y\ntime=1, user=x, action=y\n",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_first_line_may_name_very_many_columns() {
        let names: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
        let line = names.join(",");
        assert!(unread_text(format!("{line}\n{line}\n").as_bytes()).is_some());
        assert!(unread_text(format!("{line},c7\n{line},x\n").as_bytes()).is_none());
    }

    #[test]
    fn words_for_people_are_told() {
        let line = "type=EXECVE msg=audit(01/03/26 10:00:00.123:45) : argc=1 a0=ls";
        let told = Some("what `ausearch -i` has put into words");
        check(&format!("----\n{line}\n"), told);
        check(line, told);
        check("type=EXECVE msg=audit(1364481363.243:7): argc=1 a0=\"ls\"", None);
        check("----\nx\n", None);
        check("#separator \\x09\n#fields\tts\n", Some("a log of Zeek in columns"));
    }

    #[test]
    fn events_without_names_are_told() {
        let event = r#"[{"Id":4625,"ProviderName":"p","LogName":"Security","RecordId":1,"Properties":[{"Value":"x"}]}]"#;
        assert!(nameless(event.as_bytes()).is_some());
        assert!(nameless(br#"{"LogName":"x"}"#).is_none());
    }
}
