//! The correlation section, and the references of a filter.

use crate::{
    fault::Reason,
    parse::header::{shape, text, texts},
    rule::{Alias, Bounds, COUNT_MAX, Correlation, CorrelationKind, Header, VALUES_MAX},
    yaml::{Kind, Node, Scalar, Trouble},
};

/// Rules one correlation may refer to.
pub const RULES_MAX: usize = 256;
/// Fields one correlation may group by.
pub const GROUP_BY_MAX: usize = 16;
/// The longest timespan: what is watched must fit in memory.
pub const TIMESPAN_DAYS_MAX: i64 = 366;

/// What may stand in the section. Any other key is a slip, and a correlation without what it was to say would find
/// other things than its author meant.
const KEYS: [&str; 8] =
    ["type", "rules", "group-by", "timespan", "timeframe", "condition", "aliases", "generate"];

pub(super) fn correlation(header: Header, node: &Node) -> Result<Correlation, Trouble> {
    let missing = |name| (node.line, Reason::Missing(name));
    let section = node.get("correlation").ok_or_else(|| missing("correlation"))?;
    let Kind::Map(entries) = &section.kind else {
        return Err(shape(section, "correlation", "a map"));
    };
    if let Some((key, _)) = entries.iter().find(|(key, _)| !KEYS.contains(&key.name.as_str())) {
        let (key, line) = (key.name.clone(), key.line);
        return Err((line, Reason::UnknownKey { key, of: "a correlation" }));
    }
    let kind = text(section, "type")?.ok_or((section.line, Reason::Missing("type")))?;
    let condition = section.get("condition");
    let field = || {
        let name = condition.map(|node| text(node, "field")).transpose()?.flatten();
        name.ok_or((section.line, Reason::Missing("condition.field")))
    };
    let kind = match kind.as_str() {
        "event_count" => CorrelationKind::EventCount,
        "value_count" => CorrelationKind::ValueCount { field: field()? },
        "temporal" => CorrelationKind::Temporal,
        "temporal_ordered" => CorrelationKind::TemporalOrdered,
        "value_sum" => CorrelationKind::ValueSum { field: field()? },
        "value_avg" => CorrelationKind::ValueAvg { field: field()? },
        "value_percentile" => {
            CorrelationKind::ValuePercentile { field: field()?, percentile: percentile(section)? }
        }
        other => return Err((section.line, Reason::UnknownCorrelation(other.to_owned()))),
    };
    let rules = texts(section, "rules")?;
    if rules.is_empty() {
        return Err((section.line, Reason::Missing("rules")));
    }
    if rules.len() > RULES_MAX {
        return Err((
            section.line,
            Reason::TooMuch { what: "the number of rules", max: RULES_MAX },
        ));
    }
    if let Some(twice) = repeated(&rules) {
        return Err((section.line, Reason::Repeated(twice.clone())));
    }
    let group_by = texts(section, "group-by")?;
    if group_by.len() > GROUP_BY_MAX {
        let reason =
            Reason::TooMuch { what: "the number of fields to group by", max: GROUP_BY_MAX };
        return Err((section.line, reason));
    }
    let is_temporal = matches!(kind, CorrelationKind::Temporal | CorrelationKind::TemporalOrdered);
    let condition = match condition {
        Some(node) => bounds(node, &kind)?,
        None if is_temporal => Bounds::default(),
        None => return Err((section.line, Reason::Missing("condition"))),
    };
    if !is_temporal && condition == Bounds::default() {
        return Err((section.line, Reason::Empty("condition".to_owned())));
    }
    let generate = match section.get("generate").or_else(|| node.get("generate")) {
        None => false,
        Some(Node { kind: Kind::Scalar(Scalar::Bool(value)), .. }) => *value,
        Some(other) => return Err(shape(other, "generate", "true or false")),
    };
    Ok(Correlation {
        header,
        kind,
        rules,
        group_by,
        timespan_ms: timespan(section)?,
        aliases: aliases(section)?,
        condition,
        generate,
    })
}

/// Reads the references of a filter; `any`, `all` or an empty list mean every rule of the log source.
pub(super) fn filter_rules(section: &Node) -> Result<Option<Vec<String>>, Trouble> {
    if section.get("rules").is_none() {
        return Err((section.line, Reason::Missing("rules")));
    }
    let rules = texts(section, "rules")?;
    let is_every = match rules.as_slice() {
        [] => true,
        [word] => word.eq_ignore_ascii_case("any") || word.eq_ignore_ascii_case("all"),
        _ => false,
    };
    Ok((!is_every).then_some(rules))
}

fn timespan(section: &Node) -> Result<i64, Trouble> {
    // Older files say `timeframe`.
    let node = section
        .get("timespan")
        .or_else(|| section.get("timeframe"))
        .ok_or((section.line, Reason::Missing("timespan")))?;
    let text = node.text().unwrap_or_default();
    let bad = || (node.line, Reason::Timespan(text.to_string()));
    let unit_at = text.len().checked_sub(1).ok_or_else(bad)?;
    let (digits, unit) = text.split_at_checked(unit_at).ok_or_else(bad)?;
    let factor: i64 = match unit {
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(bad()),
    };
    let number: u32 = digits.parse().map_err(|_| bad())?;
    let ms = i64::from(number).checked_mul(factor).filter(|ms| *ms > 0).ok_or_else(bad)?;
    if ms > TIMESPAN_DAYS_MAX * 86_400_000 {
        let max = usize::try_from(TIMESPAN_DAYS_MAX).unwrap_or(usize::MAX);
        return Err((node.line, Reason::TooMuch { what: "the timespan in days", max }));
    }
    Ok(ms)
}

fn number(node: &Node, name: &str) -> Result<f64, Trouble> {
    match &node.kind {
        #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
        Kind::Scalar(Scalar::Int(int)) => Ok(*int as f64),
        Kind::Scalar(Scalar::Float(float)) => Ok(*float),
        _ => Err(shape(node, name, "a number")),
    }
}

fn percentile(section: &Node) -> Result<f64, Trouble> {
    let node = section
        .get("condition")
        .and_then(|condition| condition.get("percentile"))
        .ok_or((section.line, Reason::Missing("condition.percentile")))?;
    let percentile = number(node, "percentile")?;
    if !(0.0..=100.0).contains(&percentile) {
        return Err(shape(node, "percentile", "between 0 and 100"));
    }
    Ok(percentile)
}

/// Returns the first of some texts that stands twice.
fn repeated(texts: &[String]) -> Option<&String> {
    texts
        .iter()
        .enumerate()
        .find(|(at, text)| texts.iter().take(*at).any(|t| t == *text))
        .map(|(_, text)| text)
}

fn bounds(node: &Node, kind: &CorrelationKind) -> Result<Bounds, Trouble> {
    let Kind::Map(entries) = &node.kind else { return Err(shape(node, "condition", "a map")) };
    let mut bounds = Bounds::default();
    // Counts beyond what is remembered would never be reached.
    let max = match kind {
        CorrelationKind::EventCount => Some(("the count of matches", COUNT_MAX)),
        CorrelationKind::ValueCount { .. } => Some(("the count of values", VALUES_MAX)),
        _ => None,
    };
    let is_percentile = matches!(kind, CorrelationKind::ValuePercentile { .. });
    for (key, node) in entries {
        let bound = match key.name.as_str() {
            "gt" => &mut bounds.gt,
            "gte" => &mut bounds.gte,
            "lt" => &mut bounds.lt,
            "lte" => &mut bounds.lte,
            "eq" => &mut bounds.eq,
            "neq" => &mut bounds.neq,
            "field" if kind.field().is_some() => continue,
            "percentile" if is_percentile => continue,
            "field" | "percentile" => {
                let text = format!("`{}` says nothing to this type of correlation", key.name);
                return Err((key.line, Reason::Condition(text)));
            }
            other => {
                let text = format!("`{other}` is no criterion of a correlation");
                return Err((key.line, Reason::Condition(text)));
            }
        };
        let number = number(node, &key.name)?;
        #[expect(clippy::cast_precision_loss, reason = "limits are small")]
        if let Some((what, max)) = max.filter(|(_, max)| number > *max as f64) {
            return Err((node.line, Reason::TooMuch { what, max }));
        }
        // More than the most is not reached either.
        #[expect(clippy::cast_precision_loss, reason = "limits are small")]
        if let Some((what, max)) = max.filter(|(_, m)| key.name == "gt" && number >= *m as f64) {
            return Err((node.line, Reason::TooMuch { what, max: max - 1 }));
        }
        *bound = Some(number);
    }
    Ok(bounds)
}

fn aliases(section: &Node) -> Result<Vec<Alias>, Trouble> {
    let Some(node) = section.get("aliases") else { return Ok(Vec::new()) };
    let Kind::Map(entries) = &node.kind else { return Err(shape(node, "aliases", "a map")) };
    entries
        .iter()
        .map(|(key, node)| {
            let Kind::Map(fields) = &node.kind else {
                return Err(shape(node, &key.name, "a map from rule to field"));
            };
            let fields = fields
                .iter()
                .map(|(rule, field)| {
                    let name = field.text().ok_or_else(|| shape(field, &rule.name, "text"))?;
                    Ok((rule.name.clone(), name.into_owned()))
                })
                .collect::<Result<_, Trouble>>()?;
            Ok(Alias { name: key.name.clone(), fields })
        })
        .collect()
}
