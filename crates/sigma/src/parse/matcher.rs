//! From a value and its modifiers to matchers.

use std::net::IpAddr;

use crate::{
    fault::Reason,
    parse::{
        Placeholders,
        budget::Budget,
        encode::{self, Bytes},
        expand::expand,
        modifier::Modifier,
    },
    pattern::{PATTERN_BYTES_MAX, Pattern, Piece},
    rule::{Cidr, FieldPart, Matcher, Number, Operator, TimePart},
    yaml::Scalar,
};

/// Bytes that one compiled expression may take.
pub const REGEX_BYTES_MAX: usize = 4 << 20;
/// Groups within each other in one expression.
pub const REGEX_DEPTH_MAX: u32 = 50;

/// A value on its way through the modifiers.
#[derive(Debug, Clone)]
enum Draft {
    Null,
    Number(Number),
    Text { pattern: Pattern, raw: String },
    Bytes(Bytes),
    Regex(Expression),
    FieldRef { field: String, part: FieldPart },
    Cidr(Cidr),
    Exists(bool),
    Compare(Operator, Number),
    Time(TimePart, Operator, Number),
}

#[derive(Debug, Clone, Default)]
struct Expression {
    source: String,
    ignores_case: bool,
    is_multi_line: bool,
    dot_is_all: bool,
    part: Option<FieldPart>,
}

/// Applies the modifiers in their order; the result is the forms of the value.
pub(super) fn matchers(
    scalar: &Scalar,
    modifiers: &[Modifier],
    placeholders: &Placeholders,
    budget: &mut Budget,
) -> Result<Vec<Matcher>, Reason> {
    let mut drafts = drafts(scalar, modifiers, placeholders)?;
    for modifier in modifiers {
        let mut next = Vec::with_capacity(drafts.len());
        for draft in drafts {
            next.extend(apply(draft, *modifier, scalar)?);
        }
        drafts = next;
    }
    let is_cased = modifiers.contains(&Modifier::Cased);
    drafts.into_iter().map(|draft| finish(draft, is_cased, scalar, budget)).collect()
}

/// Reads the bare value. Placeholders come first: what they stand for is written like the rest of the value.
fn drafts(
    scalar: &Scalar,
    modifiers: &[Modifier],
    placeholders: &Placeholders,
) -> Result<Vec<Draft>, Reason> {
    let text = match scalar {
        Scalar::Null => return Ok(vec![Draft::Null]),
        Scalar::Int(int) => return Ok(vec![Draft::Number(Number::Int(*int))]),
        Scalar::Float(float) => return Ok(vec![Draft::Number(Number::Float(*float))]),
        Scalar::Bool(value) if modifiers.contains(&Modifier::Exists) => {
            return Ok(vec![Draft::Exists(*value)]);
        }
        Scalar::Bool(value) => value.to_string(),
        Scalar::Text(text) => text.clone(),
    };
    if text.len() > PATTERN_BYTES_MAX {
        return Err(Reason::TooMuch { what: "a string's length", max: PATTERN_BYTES_MAX });
    }
    let texts = match modifiers.contains(&Modifier::Expand) {
        true => expand(&text, placeholders)?,
        false => vec![text],
    };
    let draft = |raw: String| Draft::Text { pattern: Pattern::parse(&raw), raw };
    Ok(texts.into_iter().map(draft).collect())
}

fn apply(draft: Draft, modifier: Modifier, scalar: &Scalar) -> Result<Vec<Draft>, Reason> {
    let unfit = || Reason::Unfit { modifier: modifier.name().to_owned(), value: written(scalar) };
    let one = |draft| Ok(vec![draft]);
    match modifier {
        Modifier::All | Modifier::Neq | Modifier::Cased | Modifier::Expand => one(draft),
        Modifier::Contains => one(positioned(draft, FieldPart::Anywhere).ok_or_else(unfit)?),
        Modifier::StartsWith => one(positioned(draft, FieldPart::Start).ok_or_else(unfit)?),
        Modifier::EndsWith => one(positioned(draft, FieldPart::End).ok_or_else(unfit)?),
        Modifier::WinDash => {
            let pattern = as_pattern(draft).ok_or_else(unfit)?;
            let text = |pattern| Draft::Text { pattern, raw: String::new() };
            Ok(encode::windash(&pattern)?.into_iter().map(text).collect())
        }
        Modifier::Base64 => one(plain(&encode::base64(&as_bytes(draft).ok_or_else(unfit)?))),
        Modifier::Base64Offset => {
            let forms = encode::base64_offsets(&as_bytes(draft).ok_or_else(unfit)?);
            if forms.is_empty() {
                return Err(unfit());
            }
            Ok(forms.iter().map(|form| plain(form)).collect())
        }
        Modifier::Utf16Le | Modifier::Utf16Be | Modifier::Utf16 => {
            one(wide(draft, modifier).ok_or_else(unfit)?)
        }
        Modifier::Re => match draft {
            Draft::Text { raw, .. } => {
                one(Draft::Regex(Expression { source: raw, ..Expression::default() }))
            }
            Draft::Number(number) => one(Draft::Regex(Expression {
                source: number.to_string(),
                ..Expression::default()
            })),
            _ => Err(unfit()),
        },
        Modifier::IgnoreCase | Modifier::MultiLine | Modifier::DotAll => match draft {
            Draft::Regex(mut expression) => {
                match modifier {
                    Modifier::IgnoreCase => expression.ignores_case = true,
                    Modifier::MultiLine => expression.is_multi_line = true,
                    _ => expression.dot_is_all = true,
                }
                one(Draft::Regex(expression))
            }
            _ => Err(unfit()),
        },
        Modifier::Cidr => match draft {
            Draft::Text { raw, .. } => one(Draft::Cidr(cidr(&raw)?)),
            _ => Err(unfit()),
        },
        Modifier::Exists => match draft {
            Draft::Exists(_) => one(draft),
            _ => Err(unfit()),
        },
        Modifier::FieldRef => match draft {
            Draft::Text { pattern, .. } => {
                let field =
                    pattern.as_literal().filter(|name| !name.is_empty()).ok_or_else(unfit)?;
                one(Draft::FieldRef { field: field.to_owned(), part: FieldPart::Whole })
            }
            _ => Err(unfit()),
        },
        Modifier::Compare(operator) => match draft {
            Draft::Number(number) => one(Draft::Compare(operator, number)),
            Draft::Time(part, _, number) => one(Draft::Time(part, operator, number)),
            _ => Err(unfit()),
        },
        Modifier::Time(part) => match draft {
            Draft::Number(number @ Number::Int(_)) => one(Draft::Time(part, Operator::Eq, number)),
            _ => Err(unfit()),
        },
    }
}

/// Says where in the field the value may stand.
fn positioned(draft: Draft, part: FieldPart) -> Option<Draft> {
    match draft {
        Draft::FieldRef { field, .. } => Some(Draft::FieldRef { field, part }),
        Draft::Regex(expression) => {
            Some(Draft::Regex(Expression { part: Some(part), ..expression }))
        }
        draft => {
            let mut pattern = as_pattern(draft)?;
            if part != FieldPart::Start {
                pattern.open_start();
            }
            if part != FieldPart::End {
                pattern.open_end();
            }
            Some(Draft::Text { pattern, raw: String::new() })
        }
    }
}

fn as_pattern(draft: Draft) -> Option<Pattern> {
    match draft {
        Draft::Text { pattern, .. } => Some(pattern),
        Draft::Number(number) => Some(Pattern::literal(&number.to_string())),
        Draft::Bytes(bytes) => encode::shown(&bytes).map(|text| Pattern::literal(&text)),
        _ => None,
    }
}

fn as_bytes(draft: Draft) -> Option<Vec<u8>> {
    match draft {
        Draft::Text { pattern, .. } => pattern.as_literal().map(|text| text.as_bytes().to_vec()),
        Draft::Number(number) => Some(number.to_string().into_bytes()),
        Draft::Bytes(bytes) => Some(bytes.0),
        _ => None,
    }
}

fn plain(text: &str) -> Draft {
    Draft::Text { pattern: Pattern::literal(text), raw: String::new() }
}

/// Encodes as UTF-16; wildcards stay what they are.
fn wide(draft: Draft, modifier: Modifier) -> Option<Draft> {
    let pattern = as_pattern(draft)?;
    if let Some(text) = pattern.as_literal() {
        return Some(Draft::Bytes(Bytes(encode::utf16(text, modifier))));
    }
    let mut encoded = Pattern::default();
    for piece in pattern.pieces() {
        match piece {
            Piece::Text(text) => {
                let bytes = Bytes(encode::utf16(text, modifier));
                encoded.push(Piece::Text(encode::shown(&bytes)?));
            }
            wildcard => encoded.push(wildcard.clone()),
        }
    }
    Some(Draft::Text { pattern: encoded, raw: String::new() })
}

fn finish(
    draft: Draft,
    is_cased: bool,
    scalar: &Scalar,
    budget: &mut Budget,
) -> Result<Matcher, Reason> {
    let unfit =
        |modifier: &str| Reason::Unfit { modifier: modifier.to_owned(), value: written(scalar) };
    Ok(match draft {
        Draft::Null => Matcher::Null,
        Draft::Number(number) => Matcher::Number(number),
        Draft::Text { pattern, .. } => Matcher::Text { pattern, is_cased },
        Draft::Bytes(bytes) => {
            let text = encode::shown(&bytes).ok_or_else(|| unfit("utf16"))?;
            Matcher::Text { pattern: Pattern::literal(&text), is_cased }
        }
        Draft::Regex(expression) => Matcher::Regex(compiled(&expression, budget)?),
        Draft::FieldRef { field, part } => Matcher::FieldRef { field, part, is_cased },
        Draft::Cidr(cidr) => Matcher::Cidr(cidr),
        Draft::Exists(value) => Matcher::Exists(value),
        Draft::Compare(operator, number) => Matcher::Compare { operator, number },
        Draft::Time(part, operator, number) => Matcher::Time { part, operator, number },
    })
}

/// An expression is looked for anywhere in the value; `startswith` and `endswith` bind it to an end.
///
/// Flags are written into the expression, so that its text says all about it.
fn compiled(expression: &Expression, budget: &mut Budget) -> Result<regex::Regex, Reason> {
    let source = &expression.source;
    let source = match expression.part {
        Some(FieldPart::Start) => format!("\\A(?:{source})"),
        Some(FieldPart::End) => format!("(?:{source})\\z"),
        _ => source.clone(),
    };
    let flags = [
        (expression.ignores_case, 'i'),
        (expression.is_multi_line, 'm'),
        (expression.dot_is_all, 's'),
    ];
    let flags: String = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| *flag).collect();
    let source = if flags.is_empty() { source } else { format!("(?{flags}){source}") };
    budget.compile(regex::RegexBuilder::new(&source).nest_limit(REGEX_DEPTH_MAX))
}

fn cidr(text: &str) -> Result<Cidr, Reason> {
    let bad = |why| Reason::Cidr { value: text.to_owned(), why };
    let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
    let network: IpAddr = address.parse().map_err(|_| bad("no address"))?;
    let bits: u8 = if network.is_ipv4() { 32 } else { 128 };
    let prefix = match prefix {
        None => bits,
        Some(digits) => {
            digits.parse().ok().filter(|p| *p <= bits).ok_or_else(|| bad("no prefix"))?
        }
    };
    let address_bits = match network {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    };
    let n_host_bits = u32::from(bits - prefix);
    let host = 1_u128.checked_shl(n_host_bits).map_or(u128::MAX, |bit| bit - 1);
    if address_bits & host != 0 {
        return Err(bad("it has bits behind its prefix"));
    }
    Ok(Cidr { network, prefix })
}

fn written(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(int) => int.to_string(),
        Scalar::Float(float) => float.to_string(),
        Scalar::Text(text) => format!("`{}`", text.chars().take(60).collect::<String>()),
    }
}

#[cfg(test)]
mod tests;
