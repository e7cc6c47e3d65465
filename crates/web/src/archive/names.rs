//! Names of files in an archive: what a sender called a file, as far as it leads nowhere and means nothing to any system.

/// Octets of a sender's name that are kept: systems take 255 for a name, and the number stands before it.
const NAME_BYTES_MAX: usize = 200;

/// Characters of the longest ending that is kept of a name that is cut: without it nothing would know what opens the file.
const ENDING_CHARS_MAX: usize = 10;

/// The name of a mail as it was received.
const MAIL: &str = "mail.eml";

/// Names the `n`th file of a case; without a name of its own it is the mail itself. The number keeps names apart that are
/// alike, and is what makes each a harmless one (`0003-con`, `0004-..`).
pub fn file_name(n: usize, name: Option<&str>) -> String {
    let kept: String = name.unwrap_or(MAIL).chars().map(harmless).collect();
    let kept = shortened(kept.trim_matches(|c| matches!(c, '.' | ' ' | '_')));
    if kept.is_empty() { format!("{n:04}") } else { format!("{n:04}-{kept}") }
}

/// Cuts a name to its octets, before its ending.
fn shortened(name: &str) -> String {
    if name.len() <= NAME_BYTES_MAX {
        return name.to_owned();
    }
    let is_ending = |ending: &&str| ending.chars().count() <= ENDING_CHARS_MAX;
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(is_ending);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let mut kept = String::new();
    for c in name.chars() {
        if kept.len() + c.len_utf8() + ending.len() > NAME_BYTES_MAX {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end_matches(['.', ' ', '_']).len());
    kept + &ending
}

/// Letters and digits of all scripts stay; signs that turn writing around, part paths or end names do not.
fn harmless(c: char) -> char {
    if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_lead_nowhere() {
        let check = |name, expect: &str| assert_eq!(file_name(7, name), expect, "{name:?}");
        check(None, "0007-mail.eml");
        check(Some("scan.pdf"), "0007-scan.pdf");
        check(Some("Žádost 1.pdf"), "0007-Žádost 1.pdf");
        check(Some("../../etc/photo.jpg"), "0007-etc_photo.jpg");
        check(Some("C:\\autoexec.bat. "), "0007-C__autoexec.bat");
        check(Some("gpj\u{202e}.exe"), "0007-gpj_.exe");
        check(Some(".."), "0007");
        check(Some(""), "0007");
        // What is too long keeps its ending.
        let long = format!("{}.pdf", "a".repeat(300));
        check(Some(&long), &format!("0007-{}.pdf", "a".repeat(196)));
        let wide = file_name(7, Some(&"\u{20000}".repeat(80)));
        assert!(wide.len() <= NAME_BYTES_MAX + 5, "{wide}");
    }

    proptest! {
        #[test]
        fn no_name_is_a_path(name in ".{0,200}", n in 0_usize..100_000) {
            let name = file_name(n, Some(&name));
            prop_assert!(!name.contains(['/', '\\', '\0', ':', '\n']));
            prop_assert!(name.len() <= NAME_BYTES_MAX + 7);
            prop_assert!(!name.ends_with(['.', ' ']));
        }
    }
}
