//! What the values of one rule, and of one file, may take together. Each of them has its own limit; there may be many.

use crate::{
    fault::Reason,
    rule::{Matcher, Value},
};

/// Bytes that the compiled expressions of one rule may take.
pub const RULE_REGEX_BYTES_MAX: usize = 16 << 20;
/// Bytes that the compiled expressions of one file may take. Those that were refused for their size count, too.
pub const FILE_REGEX_BYTES_MAX: usize = 64 << 20;
/// Bytes of all forms of all values of one rule.
pub const RULE_FORM_BYTES_MAX: usize = 4 << 20;
/// Bytes of all forms of all values of one file.
pub const FILE_FORM_BYTES_MAX: usize = 16 << 20;
/// What an expression is taken to need: the first of these that is enough. How much it needs exactly is not told.
/// So it is counted as at most twice that, or four times where it is short; all tries together take at most twice the last.
const STEPS: [usize; 11] = [
    2 << 10,
    8 << 10,
    16 << 10,
    32 << 10,
    64 << 10,
    128 << 10,
    256 << 10,
    512 << 10,
    1 << 20,
    2 << 20,
    super::matcher::REGEX_BYTES_MAX,
];

/// What was taken so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    rule: Taken,
    file: Taken,
}

#[derive(Debug, Default)]
struct Taken {
    regex_bytes: usize,
    form_bytes: usize,
}

impl Budget {
    /// Begins the next rule of the file.
    pub fn begin_rule(&mut self) {
        self.rule = Taken::default();
    }

    /// Counts the forms of a value.
    pub fn take_forms(&mut self, forms: &Value) -> Result<(), Reason> {
        let n_bytes = forms.iter().map(bytes).sum::<usize>();
        self.rule.form_bytes += n_bytes;
        self.file.form_bytes += n_bytes;
        over("the values of the rule", self.rule.form_bytes, RULE_FORM_BYTES_MAX)?;
        over("the values of the file", self.file.form_bytes, FILE_FORM_BYTES_MAX)
    }

    /// Compiles an expression in as little room as it needs, and counts that.
    pub fn compile(&mut self, builder: &mut regex::RegexBuilder) -> Result<regex::Regex, Reason> {
        for step in STEPS {
            over(
                "the expressions of the rule",
                self.rule.regex_bytes + step,
                RULE_REGEX_BYTES_MAX,
            )?;
            over(
                "the expressions of the file",
                self.file.regex_bytes + step,
                FILE_REGEX_BYTES_MAX,
            )?;
            match builder.size_limit(step).build() {
                Ok(regex) => {
                    self.rule.regex_bytes += step;
                    self.file.regex_bytes += step;
                    return Ok(regex);
                }
                Err(regex::Error::CompiledTooBig(_)) => {}
                Err(e) => {
                    let text = e.to_string();
                    let last = text.lines().last().unwrap_or_default().trim();
                    return Err(Reason::Regex(last.to_owned()));
                }
            }
        }
        // To find that out has taken as long as to compile it.
        self.file.regex_bytes += super::matcher::REGEX_BYTES_MAX;
        Err(Reason::TooMuch {
            what: "the size of the expression",
            max: super::matcher::REGEX_BYTES_MAX,
        })
    }
}

fn over(what: &'static str, taken: usize, max: usize) -> Result<(), Reason> {
    if taken > max { Err(Reason::TooMuch { what, max }) } else { Ok(()) }
}

fn bytes(form: &Matcher) -> usize {
    match form {
        Matcher::Text { pattern, .. } => pattern.n_bytes(),
        Matcher::FieldRef { field, .. } => field.len(),
        Matcher::Number(_)
        | Matcher::Null
        | Matcher::Regex(_)
        | Matcher::Cidr(_)
        | Matcher::Exists(_)
        | Matcher::Compare { .. }
        | Matcher::Time { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::{parse::Placeholders, ruleset::RuleSet};

    fn faults(text: &str) -> Vec<String> {
        let rules = RuleSet::read([("r.yml", text.as_bytes())], &Placeholders::new());
        rules.faults.iter().map(ToString::to_string).collect()
    }

    fn rule(items: &str) -> String {
        format!(
            "title: t\nlogsource: {{product: x}}\ndetection:\n  s:\n    {items}\n  condition: s\n---\n"
        )
    }

    #[test]
    fn expressions_are_counted_together() {
        // About a megabyte each.
        let one = r"A|re: ['\pL{20}', 'a']";
        assert_eq!(faults(&rule(one)), [] as [&str; 0]);
        // Honest lists: some large ones, and many short ones.
        let some = [r"'\pL{25}'"; 5].join(", ");
        assert_eq!(faults(&rule(&format!("A|re: [{some}, 'a']"))), [] as [&str; 0]);
        let short: Vec<String> = (0..1_500).map(|n| format!("'/feed/{n}/[a-z]+'")).collect();
        assert_eq!(faults(&rule(&format!("A|re: [{}]", short.join(", ")))), [] as [&str; 0]);
        let many = vec![r"'\pL{20}'"; 100].join(", ");
        let found = faults(&rule(&format!("A|re: [{many}]")));
        assert_eq!(found, ["r.yml:5: the expressions of the rule is over its limit of 16777216"]);
        let found = faults(&rule(one).repeat(200));
        assert!(found.len() > 100, "{}", found.len());
        assert!(found[0].ends_with("the expressions of the file is over its limit of 67108864"));
        // None of these is ever compiled whole; after some, none is tried.
        let found = faults(&rule(r"A|re: '\pL{999}'").repeat(1000));
        assert_eq!(found.len(), 1000);
        assert!(found[0].ends_with("the size of the expression is over its limit of 4194304"));
        assert!(found[999].ends_with("the expressions of the file is over its limit of 67108864"));
    }

    #[test]
    fn forms_are_counted_together() {
        let long = "x".repeat(8_000);
        let one = |n| format!("A|windash|contains: '{}{long}'", " -a".repeat(n));
        assert_eq!(faults(&rule(&one(3))), [] as [&str; 0]);
        let found = faults(&rule(&one(5)));
        assert_eq!(found, ["r.yml:5: the bytes of the forms is over its limit of 4194304"]);
        let values = vec![format!("'{}{long}'", " -a".repeat(3)); 5].join(", ");
        let found = faults(&rule(&format!("A|windash|contains: [{values}]")));
        assert_eq!(found, ["r.yml:5: the values of the rule is over its limit of 4194304"]);
        let found = faults(&rule(&one(3)).repeat(30));
        assert!(found[0].ends_with("the values of the file is over its limit of 16777216"));
    }
}
