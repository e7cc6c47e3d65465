//! Names in Chinese and Japanese, where no space tells words apart.

use std::{collections::HashSet, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{CueHit, automaton};
use crate::{
    Finding,
    PlaceholderKind::Person,
    Scan,
    scan::{fold, is_han, is_unspaced},
    words::Cue,
    words_of_names::{CHINESE_SURNAMES, JAPANESE_SURNAMES},
};

/// Characters of the longest name.
const NAME_CHARS_MAX: usize = 8;

/// Words behind a name: what they mean for reading it.
const BEHIND: &[(&str, Behind)] = &[
    ("さん", Behind::Japanese),
    ("様", Behind::Japanese),
    ("さま", Behind::Japanese),
    ("氏", Behind::Japanese),
    ("と申します", Behind::Japanese),
    ("と言います", Behind::Japanese),
    ("といいます", Behind::Japanese),
    ("と申しま", Behind::Japanese),
    ("です", Behind::JapaneseSurname),
    ("でございます", Behind::JapaneseSurname),
    ("より", Behind::JapaneseSurname),
    ("先生", Behind::Chinese),
    ("女士", Behind::Chinese),
    ("小姐", Behind::Chinese),
    ("先生您好", Behind::Chinese),
    ("经理", Behind::Chinese),
    ("同学", Behind::Chinese),
    ("老师", Behind::Chinese),
];

/// Words before a Chinese name.
const BEFORE: &[&str] =
    &["我叫", "我是", "名叫", "姓名是", "我的名字是", "名字叫", "联系人", "我姓"];

/// What ends in さん or 様 and names nobody.
const NOT_NAMES: &[&str] = &[
    "お客",
    "客",
    "皆",
    "みな",
    "みんな",
    "お医者",
    "奥",
    "神",
    "王",
    "何",
    "同",
    "仕",
    "模",
    "多",
    "異",
    "一",
    "有",
    "各位",
    "貴",
    "殿",
    "嬢",
    "御客",
    "母",
    "父",
    "お母",
    "お父",
    "お疲れ",
    "たく",
    "担当者",
    "担当",
    "関係者",
    "利用者",
    "患者",
    "消費者",
    "記",
    "人",
    "摂",
    "華",
    "ご利用者",
    "お子",
    "兄",
    "姉",
    "業者",
    "無",
];

/// How the name before a word is read.
#[derive(Clone, Copy, PartialEq)]
enum Behind {
    Japanese,
    /// The word is common: the name must begin with a known surname.
    JapaneseSurname,
    Chinese,
}

/// Finds Chinese and Japanese names.
pub(super) struct EasternRules {
    behind: AhoCorasick,
    before: AhoCorasick,
    japanese_surnames: Vec<String>,
    not_names: HashSet<String>,
}

impl EasternRules {
    pub(super) fn new() -> Self {
        Self {
            behind: automaton(BEHIND.iter().map(|(word, _)| fold(word)), MatchKind::Standard),
            before: automaton(BEFORE.iter().map(|word| fold(word)), MatchKind::LeftmostLongest),
            japanese_surnames: JAPANESE_SURNAMES.split_whitespace().map(fold).collect(),
            not_names: NOT_NAMES.iter().map(|word| fold(word)).collect(),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        if !scan.words().iter().any(|word| word.is_eastern) {
            return;
        }
        for hit in self.behind.find_overlapping_iter(scan.folded()) {
            let Some((_, behind)) = BEHIND.get(hit.pattern().as_usize()) else { continue };
            found.extend(
                self.before_word(scan, hit.start(), *behind).map(|name| scan.finding(Person, name)),
            );
        }
        for hit in self.before.find_iter(scan.folded()) {
            found.extend(chinese_after(scan, hit.end()).map(|name| scan.finding(Person, name)));
        }
        for hit in cues.iter().filter(|hit| hit.cue == Cue::Field) {
            found.extend(in_field(scan, hit.range.end).map(|name| scan.finding(Person, name)));
        }
    }

    fn before_word(&self, scan: &Scan<'_>, at: usize, behind: Behind) -> Option<Range<usize>> {
        if behind == Behind::Chinese {
            return chinese_before(scan, at);
        }
        let near = scan.folded().ceil_char_boundary(at.saturating_sub(NAME_CHARS_MAX * 4));
        let before = scan.slice(near..at);
        let trimmed = before.trim_end_matches(' ');
        let end = at - (before.len() - trimmed.len());
        let last = trimmed.chars().next_back()?;
        // A name is written in one script; where that changes, it begins.
        let is_same: fn(char) -> bool = if is_han(last) {
            is_han
        } else if is_katakana(last) {
            is_katakana
        } else if last.is_ascii_alphabetic() {
            |c| c.is_ascii_alphabetic()
        } else {
            return None;
        };
        let mut start = end;
        for (n_chars, c) in trimmed.chars().rev().enumerate() {
            let is_space = c == ' '
                && trimmed.get(..start - near - 1).is_some_and(|rest| rest.ends_with(is_same));
            if n_chars >= NAME_CHARS_MAX || !(is_same(c) || (is_space && n_chars > 0)) {
                break;
            }
            start -= c.len_utf8();
        }
        let name = scan.slice(start..end);
        if behind == Behind::JapaneseSurname {
            let at = self
                .japanese_surnames
                .iter()
                .filter_map(|surname| name.find(surname.as_str()))
                .min()?;
            return (name.len() - at <= 5 * '田'.len_utf8()).then_some(start + at..end);
        }
        // 株式会社 and the like before the name belong to the company.
        let company = ["会社", "部", "課", "社", "係"]
            .iter()
            .filter_map(|word| Some(name.rfind(word)? + word.len()))
            .max();
        let start = start + company.filter(|cut| *cut < name.len()).unwrap_or(0);
        let name = scan.slice(start..end);
        let before = scan.slice(near..start);
        let is_honoured = self.not_names.iter().any(|word| {
            name == word
                || word
                    .strip_suffix(name)
                    .is_some_and(|rest| !rest.is_empty() && before.ends_with(rest))
        });
        let is_name = name.chars().filter(|c| *c != ' ').count() >= 1 && !is_honoured;
        (is_name && (name.chars().count() > 1 || is_han(last))).then_some(start..end)
    }
}

/// Reads up to three characters before a title, from a surname on.
fn chinese_before(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let near = scan.folded().ceil_char_boundary(at.saturating_sub(NAME_CHARS_MAX * 4));
    let mut start = at;
    let mut surname_at = None;
    for c in scan.slice(near..at).chars().rev().take(3) {
        if !is_han(c) {
            break;
        }
        start -= c.len_utf8();
        if CHINESE_SURNAMES.contains(c) {
            surname_at = Some(start);
        }
    }
    Some(surname_at?..at)
}

/// Reads a name behind "我叫": a surname and one or two characters.
fn chinese_after(scan: &Scan<'_>, from: usize) -> Option<Range<usize>> {
    let to = scan.folded().floor_char_boundary(from + NAME_CHARS_MAX * 4);
    let rest = scan.slice(from..to);
    let skipped = rest.len() - rest.trim_start_matches([' ', ':', '：', '"']).len();
    let name: Vec<char> = rest.get(skipped..)?.chars().take_while(|c| is_han(*c)).collect();
    let is_surname = name.first().is_some_and(|first| CHINESE_SURNAMES.contains(*first));
    let n_chars = match name.len() {
        2 | 3 => name.len(),
        // The name runs into the sentence: most names have three characters.
        length if length > 3 && is_surname => 3,
        _ => return None,
    };
    if !is_surname && name.len() != n_chars {
        return None;
    }
    let start = from + skipped;
    let length: usize = name.iter().take(n_chars).map(|c| c.len_utf8()).sum();
    (is_surname || n_chars == 4).then_some(start..start + length)
}

/// Reads the name in `氏名：田中太郎`.
fn in_field(scan: &Scan<'_>, from: usize) -> Option<Range<usize>> {
    let line = scan.slice(from..scan.line_end(from));
    let value = line
        .trim_start_matches([' ', '*', '】', ']'])
        .strip_prefix([':', '：'])?
        .trim_start_matches(' ');
    let start = from + line.len() - value.len();
    let name: String = value
        .chars()
        .take_while(|c| is_unspaced(*c) || *c == ' ')
        .take(NAME_CHARS_MAX * 2)
        .collect();
    let name = name.trim_end();
    let n_chars = name.chars().filter(|c| *c != ' ').count();
    ((2..=NAME_CHARS_MAX).contains(&n_chars)).then_some(start..start + name.len())
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A0}'..='\u{30FF}')
}
