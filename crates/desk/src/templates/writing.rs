//! The language of templates: minijinja, alone here, without includes, functions or anything that reaches out. What it
//! does is bounded: so many steps, so many characters in, so many out.

use std::{collections::BTreeMap, fmt};

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::values::{TEMPLATE_NAMES, TemplateValues};

/// Characters of the longest template.
pub const TEMPLATE_CHARS_MAX: usize = 20_000;

/// Steps after which a template is stopped. A long one takes some hundred.
const TEMPLATE_FUEL: u64 = 10_000;

/// Characters of the longest text that a template may become.
const OUTPUT_CHARS_MAX: usize = 20_000;

/// The tags there are. Nothing is set, so nothing grows from one to the next.
const TAGS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

/// Signs that call, nest or make: none of them has a place in a template, nor has a bracket within or without a list.
const SIGNS: &str = "(){}[]~*+/%";

/// Signs that open and close what the engine reads. No string holds them, so that no string looks like an end.
const STRING_SIGNS: &str = "{}#%";

/// What is said of a comment. Where the engine lets `{#}` end is a question that needs no answer.
const NO_COMMENTS: &str =
    "there are no comments here; what colleagues are to know stands in the note of the edition";

/// Changed letters up to which a name counts as mistyped.
const TYPOS_MAX: usize = 3;

/// What would be right where the engine cannot read on.
const RIGHT: &str =
    "it would be {{ case.number }} for a value, {% if … %} … {% endif %} for a choice";

/// What a template is called in the engine; nobody sees it.
const NAME: &str = "template";

/// What is wrong with a template, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in it, counted from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub words: String,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.words)
    }
}

/// Says everything that is wrong with a template, as far as can be told without a case.
pub fn check_template(text: &str, sample: &TemplateValues) -> Vec<TemplateFault> {
    if let Some(fault) = too_long(text).or_else(|| guard(text)) {
        return vec![fault];
    }
    let env = environment();
    let template = match env.template_from_named_str(NAME, text) {
        Ok(template) => template,
        Err(error) => return vec![fault(text, &error)],
    };
    let mut faults = Vec::new();
    for name in template.undeclared_variables(true) {
        if !TEMPLATE_NAMES.iter().any(|known| known.name == name) {
            let (line, column) = place(text, offset_of(text, &name).unwrap_or(0));
            faults.push(TemplateFault { line, column, words: unknown(&name) });
        }
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    if faults.is_empty() {
        faults.extend(fill(text, sample).err());
    }
    faults
}

/// Fills a template.
pub(crate) fn fill(text: &str, values: &TemplateValues) -> Result<String, TemplateFault> {
    if let Some(fault) = too_long(text).or_else(|| guard(text)) {
        return Err(fault);
    }
    let env = environment();
    let template = env.template_from_named_str(NAME, text).map_err(|error| fault(text, &error))?;
    let filled = template.render(nested(values)).map_err(|error| fault(text, &error))?;
    let n = filled.chars().count();
    if n > OUTPUT_CHARS_MAX {
        let words =
            format!("it becomes {n} characters; at most {OUTPUT_CHARS_MAX} leave in a mail");
        return Err(TemplateFault { line: 1, column: 1, words });
    }
    Ok(filled.trim_end().to_owned())
}

/// An engine that knows values and three filters, and nothing else.
fn environment() -> Environment<'static> {
    let mut env = Environment::empty();
    // Tags on lines of their own leave no empty lines behind.
    let syntax = env.syntax().to_builder().trim_blocks(true).lstrip_blocks(true).build();
    if let Ok(syntax) = syntax {
        env.set_syntax(syntax);
    }
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(TEMPLATE_FUEL));
    env.set_debug(true);
    env.add_filter("upper", |text: &str| text.to_uppercase());
    env.add_filter("lower", |text: &str| text.to_lowercase());
    env.add_filter("capitalize", capitalised);
    env
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// `case.number` and `case.queue` become a `case` with both.
fn nested(values: &TemplateValues) -> Value {
    let mut top: BTreeMap<&str, Value> = BTreeMap::new();
    let mut groups: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for (name, value) in values.iter() {
        match name.split_once('.') {
            Some((group, key)) => {
                groups.entry(group).or_default().insert(key, Value::from(value));
            }
            None => {
                top.insert(name, Value::from(value));
            }
        }
    }
    top.extend(groups.into_iter().map(|(group, values)| (group, Value::from(values))));
    Value::from(top)
}

fn too_long(text: &str) -> Option<TemplateFault> {
    let n = text.chars().count();
    (n > TEMPLATE_CHARS_MAX).then(|| TemplateFault {
        line: 1,
        column: 1,
        words: format!("{n} characters are too many; at most {TEMPLATE_CHARS_MAX}"),
    })
}

/// Refuses what could grow or nest before the engine sees it. Fuel counts steps and octets, but a list of lists of lists
/// is small and takes for ever to compare or to print.
///
/// It must find the same braces as the engine (minijinja 3.1.0, `compiler/lexer.rs`): what it takes for a string or for
/// plain text, and the engine does not, would run unseen. So what is hard to tell apart is refused altogether.
fn guard(text: &str) -> Option<TemplateFault> {
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find('{').map(|found| at + found) {
        let inner = start + 2;
        let looked = match text.get(start + 1..inner) {
            Some("{") => inside(text, inner, "}}"),
            Some("%") => check_tag(text, inner).and_then(|()| inside(text, inner, "%}")),
            Some("#") => Err((start, NO_COMMENTS.to_owned())),
            _ => Ok(start + 1),
        };
        match looked {
            Ok(end) => at = end,
            Err((offset, words)) => {
                let (line, column) = place(text, offset);
                return Some(TemplateFault { line, column, words });
            }
        }
    }
    None
}

/// Refuses a tag that there is not; `raw` is one of them, behind which the engine reads by other rules.
fn check_tag(text: &str, start: usize) -> Result<(), (usize, String)> {
    let code = text.get(start..).unwrap_or_default();
    let trimmed = code.strip_prefix(['-', '+']).unwrap_or(code).trim_start();
    let tag: String = trimmed.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if TAGS.contains(&tag.as_str()) {
        return Ok(());
    }
    let words = format!("there is no `{tag}` here; there are if, elif, else and for");
    Err((start + code.len() - trimmed.len(), words))
}

/// Looks through one pair of braces and returns where it ends; strings are skipped as the engine skips them.
fn inside(text: &str, start: usize, closing: &str) -> Result<usize, (usize, String)> {
    let code = text.get(start..).unwrap_or_default();
    let (mut quote, mut is_escaped, mut is_in_list) = (None, false, false);
    for (at, sign) in code.char_indices() {
        if let Some(open) = quote {
            if STRING_SIGNS.contains(sign) {
                return Err((start + at, misquoted(sign)));
            }
            quote = if sign == open && !is_escaped { None } else { quote };
            is_escaped = sign == '\\' && !is_escaped;
            continue;
        }
        // Inside a list the engine does not look for the end, and neither do we.
        if !is_in_list && code.get(at..).is_some_and(|rest| rest.starts_with(closing)) {
            return Ok(start + at + closing.len());
        }
        // A pair of braces may begin with the plus that keeps what stands before it; nothing else is added.
        let is_trim = sign == '+' && at == 0;
        match sign {
            '"' | '\'' => quote = Some(sign),
            '[' if !is_in_list => is_in_list = true,
            ']' if is_in_list => is_in_list = false,
            _ if !is_trim && SIGNS.contains(sign) => return Err((start + at, misplaced(sign))),
            _ => {}
        }
    }
    // Not closed: the engine says so.
    Ok(text.len())
}

fn misplaced(sign: char) -> String {
    format!(
        "`{sign}` has no place here: a template names values, chooses by if, and repeats by for over a plain list, \
         [1, 2, 3]"
    )
}

fn misquoted(sign: char) -> String {
    format!("`{sign}` has no place in a string; write it outside the braces")
}

fn fault(text: &str, error: &Error) -> TemplateFault {
    let offset = error.range().map(|range| range.start);
    let (line, column) =
        offset.map_or_else(|| (error.line().unwrap_or(1), 1), |at| place(text, at));
    let detail = error.detail().unwrap_or_default();
    let words = match error.kind() {
        ErrorKind::OutOfFuel => {
            format!("it ran longer than {TEMPLATE_FUEL} steps; repeat less, or write it out")
        }
        ErrorKind::SyntaxError => format!("{detail}; {RIGHT}"),
        ErrorKind::UnknownFilter => {
            "there is no such filter; there are upper, lower and capitalize".to_owned()
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod | ErrorKind::UnknownTest => {
            "nothing is called here; a template names values: {{ case.number }}".to_owned()
        }
        ErrorKind::UndefinedError => format!("nothing stands behind this; {}", names()),
        _ if detail.is_empty() => error.kind().to_string(),
        _ => detail.to_owned(),
    };
    TemplateFault { line, column, words }
}

fn unknown(name: &str) -> String {
    let group = TEMPLATE_NAMES.iter().filter(|known| known.name.starts_with(&format!("{name}.")));
    let group: Vec<&str> = group.map(|known| known.name).collect();
    if !group.is_empty() {
        return format!("`{name}` alone says nothing; there are {}", group.join(", "));
    }
    let near = TEMPLATE_NAMES.iter().map(|known| (typos(name, known.name), known.name)).min();
    match near.filter(|(n, _)| *n <= TYPOS_MAX) {
        Some((_, near)) => format!("there is no `{name}`; it looks like `{near}`"),
        None => format!("there is no `{name}`; {}", names()),
    }
}

fn names() -> String {
    format!("there are {}", TEMPLATE_NAMES.map(|known| known.name).join(", "))
}

/// Counts the letters by which two words differ (Levenshtein).
fn typos(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        let mut next = vec![before];
        for (other, above) in right.iter().zip(row.iter().skip(1)) {
            before = (diagonal + usize::from(letter != *other)).min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Finds a name inside the braces.
fn offset_of(text: &str, name: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for (start, _) in text.match_indices(['{']) {
        let inside = text.get(start..).unwrap_or_default();
        if !inside.starts_with("{{") && !inside.starts_with("{%") {
            continue;
        }
        let end = inside.find("}}").into_iter().chain(inside.find("%}")).min();
        let inside = inside.get(..end.unwrap_or(inside.len())).unwrap_or_default();
        for (at, _) in inside.match_indices(name) {
            let before = inside.get(..at).and_then(|head| head.chars().next_back());
            let after = inside.get(at + name.len()..).and_then(|tail| tail.chars().next());
            if !before.is_some_and(is_word) && !after.is_some_and(is_word) {
                return Some(start + at);
            }
        }
    }
    None
}

/// Turns an offset in octets into line and character, both counted from 1.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let head = text.get(..offset).unwrap_or(text);
    let line_start = head.rfind('\n').map_or(0, |at| at + 1);
    let column = head.get(line_start..).unwrap_or_default().chars().count() + 1;
    (head.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests;
