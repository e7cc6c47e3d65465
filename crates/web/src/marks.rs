//! Signs that change how what stands around them is shown. A page shows such a sign and does not obey it.
//!
//! What turns the direction of writing around makes `photo-gnp.exe` read `photo-exe.png` (Trojan Source, CVE-2021-42574);
//! forty marks on one letter cover the lines above and below it. Marks that languages written from the right need
//! (U+200E, U+200F, U+061C) stay as they are in a line that has a letter of one; elsewhere they turn numbers around, too.

use model::is_direction_mark;
use unicode_normalization::char::is_combining_mark;

use crate::{locale::Words, say};

/// Marks on one letter that are shown; Hebrew with its points and accents needs four.
const MARKS_PER_LETTER_MAX: usize = 4;

/// Signs of one text that are named one by one. A text of nothing else would make a page twenty times its length.
const SIGNS_MAX: usize = 500;

/// What stands for each sign after those that are named.
const REPLACEMENT: &str = "\u{fffd}";

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text that only says what it says.
    Plain(&'a str),
    /// Signs that are shown by name.
    Sign(Sign<'a>),
}

/// Signs of one kind, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign<'a> {
    /// The signs themselves; they never reach a page.
    pub text: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A control of the direction of writing.
    Direction(char),
    /// A control of something else, such as of a terminal.
    Control(char),
    /// Marks on a letter beyond those that are shown.
    Marks,
}

impl Sign<'_> {
    /// Returns what is shown in the place of the signs: `U+202E`, `U+202E ×3`, `+30 marks`.
    pub fn label(&self) -> String {
        let n = self.text.chars().count();
        match self.kind {
            Kind::Marks => say("marks-more").with("n", n).to_string(),
            Kind::Direction(sign) | Kind::Control(sign) if n == 1 => {
                format!("U+{:04X}", u32::from(sign))
            }
            Kind::Direction(sign) | Kind::Control(sign) => {
                format!("U+{:04X} ×{n}", u32::from(sign))
            }
        }
    }

    /// Says what the signs would do.
    pub const fn words(&self) -> Words {
        match self.kind {
            Kind::Direction(_) => say("marks-direction"),
            Kind::Control(_) => say("marks-control"),
            Kind::Marks => say("marks-too-many"),
        }
    }
}

/// Parts a text into what only says what it says, and what is shown by name. Nothing is lost before the last named sign.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    // Nearly all texts: no look at single characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t')) {
        return if text.is_empty() { Vec::new() } else { vec![Part::Plain(text)] };
    }
    let mut parts = Vec::new();
    let mut n_signs = 0;
    let (mut from, mut at) = (0, 0);
    let mut n_marks = 0;
    let (mut line_end, mut is_from_right) = (0, false);
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if at >= line_end {
            let line = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next());
            line_end = at + line.map_or(0, str::len);
            is_from_right = line.is_some_and(has_right_to_left);
        }
        let kind = kind_of(sign, is_from_right, &mut n_marks);
        let Some(kind) = kind else {
            at += sign.len_utf8();
            continue;
        };
        let end = at + length(text.get(at..).unwrap_or_default(), kind);
        push_plain(&mut parts, text.get(from..at));
        n_signs += 1;
        let signs = text.get(at..end).unwrap_or_default();
        parts.push(match n_signs <= SIGNS_MAX {
            true => Part::Sign(Sign { text: signs, kind }),
            false => Part::Plain(REPLACEMENT),
        });
        (from, at) = (end, end);
    }
    push_plain(&mut parts, text.get(from..));
    parts
}

/// Writes the names of signs that turn writing around in their places, for a text in which nothing can be marked up: a
/// document that came with its layout. The names end no attribute and begin no element.
pub fn named(text: &str) -> String {
    let mut named = String::with_capacity(text.len());
    let is_from_right = has_right_to_left(text);
    for sign in text.chars() {
        match turns(sign, is_from_right) {
            true => named.push_str(&format!("⟨U+{:04X}⟩", u32::from(sign))),
            false => named.push(sign),
        }
    }
    named
}

fn push_plain<'a>(parts: &mut Vec<Part<'a>>, text: Option<&'a str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        parts.push(Part::Plain(text));
    }
}

/// Says whether a sign turns writing around, in a text with or without letters of a language that is written from the
/// right: three of the signs belong to these languages.
fn turns(sign: char, is_from_right: bool) -> bool {
    let is_of_language = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}');
    is_direction_mark(sign) && !(is_of_language && is_from_right)
}

/// Says whether a text has a letter that is written from the right: one of the blocks that UAX 9 keeps for them.
fn has_right_to_left(text: &str) -> bool {
    let is_letter = |sign: char| match sign {
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => sign.is_alphabetic() && !is_combining_mark(sign),
        _ => false,
    };
    text.chars().any(is_letter)
}

/// Says of which kind a sign is, if it is none for reading; counts the marks on the present letter.
fn kind_of(sign: char, is_from_right: bool, n_marks: &mut usize) -> Option<Kind> {
    match sign {
        '\n' | '\r' | '\t' | ' '..='~' => {
            *n_marks = 0;
            None
        }
        sign if turns(sign, is_from_right) => Some(Kind::Direction(sign)),
        sign if sign.is_control() => Some(Kind::Control(sign)),
        sign if is_mark(sign) => {
            *n_marks += 1;
            (*n_marks > MARKS_PER_LETTER_MAX).then_some(Kind::Marks)
        }
        _ => {
            *n_marks = 0;
            None
        }
    }
}

/// No mark stands before U+0300; the table behind is asked for the others.
fn is_mark(sign: char) -> bool {
    sign >= '\u{300}' && is_combining_mark(sign)
}

/// Octets that the signs of one kind at the start of a text take.
fn length(text: &str, kind: Kind) -> usize {
    let is_same = |sign: &char| match kind {
        Kind::Direction(one) | Kind::Control(one) => *sign == one,
        Kind::Marks => is_mark(*sign),
    };
    text.chars().take_while(is_same).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show(text: &str) -> String {
        let show = |part: &Part<'_>| match part {
            Part::Plain(text) => (*text).to_owned(),
            Part::Sign(sign) => format!("<{}>", sign.label()),
        };
        parts(text).iter().map(show).collect()
    }

    #[test]
    fn what_turns_writing_around_is_named() {
        let check = |text: &str, expect: &str| assert_eq!(show(text), expect);
        check("photo\u{202e}gnp.exe", "photo<U+202E>gnp.exe");
        check("a\u{2067}b\u{2069}", "a<U+2067>b<U+2069>");
        check("\u{202e}\u{202e}\u{202e}x", "<U+202E ×3>x");
        check("bell\u{7} and escape\u{1b}[31m", "bell<U+0007> and escape<U+001B>[31m");
        check("line\r\nline\tand tab", "line\r\nline\tand tab");
        // Shown as 1005.
        check("Pay 100\u{200f} 5", "Pay 100<U+200F> 5");
        check("100\u{61c} 5, 1\u{200e}", "100<U+061C> 5, 1<U+200E>");
        // A line is turned by what stands in it.
        check("שלום\u{200f}\n100\u{200f} 5\n", "שלום\u{200f}\n100<U+200F> 5\n");
        check("שלום\u{200f} \u{202e}x", "שלום\u{200f} <U+202E>x");
        check("", "");
    }

    #[test]
    fn languages_stand_as_they_were_written() {
        for text in [
            "Přílišžluťoučký kůň",
            "שָׁלוֹם עֲלֵיכֶ֖ם",
            "مرحبا\u{200f} بالعالم",
            "ภาษาไทยที่นี่",
            "क्षत्रिय",
            "tiê\u{301}ng Viê\u{323}\u{302}t",
            "👩‍👩‍👧 ❤️ 🇨🇿",
        ] {
            assert_eq!(show(text), text);
        }
    }

    #[test]
    fn marks_on_one_letter_end() {
        let zalgo = format!("Z{}a\u{301}", "\u{30d}".repeat(40));
        assert_eq!(show(&zalgo), format!("Z{}<+36 marks>a\u{301}", "\u{30d}".repeat(4)));
        // A mark behind nothing stands on nothing.
        assert_eq!(show(&"\u{30d}".repeat(6)), format!("{}<+2 marks>", "\u{30d}".repeat(4)));
    }

    #[test]
    fn a_text_of_nothing_but_signs_stays_short() {
        let text = "a\u{202e}b\u{202d}".repeat(100_000);
        let shown = parts(&text);
        let n_signs = shown.iter().filter(|part| matches!(part, Part::Sign(_))).count();
        assert_eq!(n_signs, SIGNS_MAX);
        let is_clean = |part: &Part<'_>| match part {
            Part::Plain(text) => !text.contains(['\u{202e}', '\u{202d}']),
            Part::Sign(_) => true,
        };
        assert!(shown.iter().all(is_clean));
    }

    #[test]
    fn a_document_names_them_in_place() {
        let html = named("<p title=\"a\u{202e}b\">gnp\u{2066}.exe é</p>");
        assert_eq!(html, "<p title=\"a⟨U+202E⟩b\">gnp⟨U+2066⟩.exe é</p>");
        assert_eq!(named("<p>100\u{200f} 5"), "<p>100⟨U+200F⟩ 5");
        assert_eq!(named("<p>שלום\u{200f}"), "<p>שלום\u{200f}");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(\u{202e}|\u{2066}|\u{30d}{0,7}|a|é|\\n|\u{0}|.){0,80}") {
            let joined: String = parts(&text).iter().map(|part| match part {
                Part::Plain(text) => *text,
                Part::Sign(sign) => sign.text,
            }).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
