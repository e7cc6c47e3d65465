//! A correlation, with its references resolved.

use crate::{
    rule::{Bounds, COUNT_MAX, CorrelationKind},
    ruleset::{Link, RuleSet},
};

use super::{Finding, GroupKey, Input, number};

/// What a correlation looks at, and how.
#[derive(Debug)]
pub(super) struct Plan {
    pub correlation: usize,
    pub kind: CorrelationKind,
    pub links: Vec<Link>,
    pub timespan_ms: i64,
    pub bounds: Bounds,
    /// Whether the ends of windows must be awaited.
    pub is_closing: bool,
    group_by: Vec<String>,
    /// For each link, the fields that the names in `group_by` mean; none if an alias leaves the rule out.
    fields: Vec<Vec<Option<String>>>,
    /// What tells this plan from an older one under the same name.
    pub fingerprint: String,
}

impl Plan {
    pub fn new(rules: &RuleSet, index: usize) -> Option<Self> {
        let correlation = rules.correlations.get(index)?;
        let links = rules.links(index).to_vec();
        let field_for = |reference: &String, name: &String| {
            let alias = correlation.aliases.iter().find(|alias| alias.name == *name);
            match alias {
                None => Some(name.clone()),
                Some(alias) => {
                    let named = alias.fields.iter().find(|(rule, _)| rule == reference);
                    named.map(|(_, field)| field.clone())
                }
            }
        };
        let fields = correlation
            .rules
            .iter()
            .map(|reference| {
                correlation.group_by.iter().map(|name| field_for(reference, name)).collect()
            })
            .collect();
        let fingerprint = format!(
            "2 {:?} {:?} {:?} {:?} {} {:?} {:?}",
            correlation.header.id.as_ref().unwrap_or(&correlation.header.title),
            correlation.kind,
            correlation.group_by,
            correlation.rules,
            correlation.timespan_ms,
            correlation.condition,
            correlation.aliases,
        );
        Some(Self {
            correlation: index,
            kind: correlation.kind.clone(),
            links,
            timespan_ms: correlation.timespan_ms,
            bounds: correlation.condition,
            is_closing: !correlation.condition.is_only_lower(),
            group_by: correlation.group_by.clone(),
            fields,
            fingerprint,
        })
    }

    /// Returns the fields that are read from events.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let group = self.fields.iter().flatten().flatten().map(String::as_str);
        group.chain(self.kind.field())
    }

    pub fn is_ungrouped(&self) -> bool {
        self.group_by.is_empty()
    }

    /// Returns the group of an input and the value to be counted; nothing if a field is missing.
    pub fn key_and_value(&self, input: &Input<'_>) -> Option<(GroupKey, Option<String>)> {
        let link = self.links.iter().position(|link| *link == input.link)?;
        let names = self.fields.get(link)?;
        let key: Option<GroupKey> = names
            .iter()
            .zip(&self.group_by)
            .map(|(field, name)| {
                // What another correlation found knows its group under that one's names.
                let value = field.as_ref().and_then(|field| input.values.get(field));
                value.or_else(|| input.values.get(name)).cloned()
            })
            .collect();
        let value = match self.kind.field() {
            None => None,
            Some(field) => Some(input.values.get(field)?.clone()),
        };
        if self.kind.is_of_numbers() && value.as_deref().and_then(number).is_none() {
            return None;
        }
        Some((key?, value))
    }

    pub fn link_index(&self, link: Link) -> Option<usize> {
        self.links.iter().position(|known| *known == link)
    }

    /// Says whether a count is what is asked for. Where nothing is said, all rules must be seen.
    pub fn holds(&self, count: f64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "few rules")]
        let n_links = self.links.len() as f64;
        match self.bounds == Bounds::default() {
            true => count >= n_links,
            false => self.bounds.hold(count),
        }
    }

    pub fn finding(&self, key: GroupKey, time_ms: i64, count: f64, event: Option<u64>) -> Finding {
        let group = self.group_by.iter().cloned().zip(key).collect();
        Finding { correlation: self.correlation, time_ms, group, count, event }
    }

    /// Returns the least count that is asked for.
    pub fn needed(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "few rules")]
        let n_links = self.links.len() as f64;
        if self.bounds == Bounds::default() {
            return n_links.max(1.0);
        }
        let lower = self.bounds.gte.into_iter().chain(self.bounds.gt.map(|bound| bound + 1.0));
        lower.chain(self.bounds.eq).fold(1.0_f64, f64::max).ceil()
    }

    /// Returns the count above which there is no need to remember more.
    pub fn enough(&self, most: usize) -> usize {
        whole(self.needed()).min(most)
    }

    /// Returns how many times need be remembered to count matches: where there is an upper bound, so many that it is
    /// broken without doubt.
    pub fn times_max(&self) -> usize {
        if !self.is_closing {
            return self.enough(COUNT_MAX);
        }
        if self.bounds.hold(f64::INFINITY) {
            return COUNT_MAX;
        }
        let Bounds { gt, gte, lt, lte, eq, neq } = self.bounds;
        let highest = [gt, gte, lt, lte, eq, neq].into_iter().flatten().fold(0.0, f64::max);
        whole(highest.ceil() + 2.0).min(COUNT_MAX)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to a thousand millions"
)]
fn whole(number: f64) -> usize {
    number.clamp(0.0, 1e9) as usize
}
