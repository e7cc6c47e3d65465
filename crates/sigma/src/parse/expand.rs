//! `expand`: placeholders become the values the house has for them.

use crate::{
    fault::Reason,
    parse::{
        Placeholders,
        encode::{FORM_BYTES_MAX, FORMS_MAX},
    },
};

/// Returns the text with its placeholders replaced, once for each combination of values.
pub(super) fn expand(text: &str, placeholders: &Placeholders) -> Result<Vec<String>, Reason> {
    let mut forms = vec![String::new()];
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        let after = from.get(1..).unwrap_or_default();
        if let Some(before) = before.strip_suffix('\\') {
            forms.iter_mut().for_each(|form| form.extend([before, "%"]));
            rest = after;
            continue;
        }
        let name = after.split_once('%').filter(|(name, _)| is_name(name));
        let Some((name, behind)) = name else {
            forms.iter_mut().for_each(|form| form.extend([before, "%"]));
            rest = after;
            continue;
        };
        let values = placeholders
            .get(name)
            .filter(|values| !values.is_empty())
            .ok_or_else(|| Reason::Placeholder(name.to_owned()))?;
        if forms.len().saturating_mul(values.len()) > FORMS_MAX {
            return Err(Reason::TooMuch { what: "the number of forms", max: FORMS_MAX });
        }
        let longest = |texts: &[String]| texts.iter().map(String::len).max().unwrap_or_default();
        let n_each = longest(&forms) + before.len() + longest(values) + behind.len();
        if forms.len().saturating_mul(values.len()).saturating_mul(n_each) > FORM_BYTES_MAX {
            return Err(Reason::TooMuch { what: "the bytes of the forms", max: FORM_BYTES_MAX });
        }
        forms = forms
            .iter()
            .flat_map(|form| values.iter().map(move |value| format!("{form}{before}{value}")))
            .collect();
        rest = behind;
    }
    forms.iter_mut().for_each(|form| form.push_str(rest));
    Ok(forms)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let values = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let placeholders = Placeholders::from([
            ("servers".to_owned(), values(&["srv*", "db1"])),
            ("one".to_owned(), values(&["1"])),
        ]);
        match expand(text, &placeholders) {
            Ok(forms) => assert_eq!(forms, expect, "{text}"),
            Err(reason) => assert_eq!([reason.to_string().as_str()], expect, "{text}"),
        }
    }

    #[test]
    fn placeholders_become_values() {
        check("%servers%", &["srv*", "db1"]);
        check("a%one%b%servers%", &["a1bsrv*", "a1bdb1"]);
        check(r"\%plain%one%", &["%plain1"]);
        check("100%", &["100%"]);
        check("5% of %one%", &["5% of 1"]);
        check("%nobody%", &["placeholder `%nobody%` has no value here"]);
    }
}
