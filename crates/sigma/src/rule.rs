//! What a rule file says, as plain types: what both evaluators read.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{fault::Place, pattern::Pattern};

/// The highest count of matches that a correlation may ask for: so many times are remembered.
pub const COUNT_MAX: usize = 100_000;
/// The highest count of values that one may ask for: each is remembered.
pub const VALUES_MAX: usize = 10_000;

/// What every document begins with.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Header {
    pub title: String,
    pub id: Option<String>,
    pub name: Option<String>,
    pub status: Option<String>,
    pub description: Option<String>,
    pub author: Option<String>,
    pub references: Vec<String>,
    pub date: Option<String>,
    pub modified: Option<String>,
    pub tags: Vec<String>,
    pub level: Option<Level>,
    pub false_positives: Vec<String>,
    /// Where the document begins.
    pub place: Place,
}

impl Header {
    /// Says whether a reference means this document: its id or its name.
    pub fn is_called(&self, reference: &str) -> bool {
        self.id.as_deref() == Some(reference) || self.name.as_deref() == Some(reference)
    }
}

/// How grave a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Level {
    Informational,
    Low,
    Medium,
    High,
    Critical,
}

impl Level {
    /// Returns the word of the specification.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Informational => "informational",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// Which events a rule is about. What is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Logsource {
    pub product: Option<String>,
    pub category: Option<String>,
    pub service: Option<String>,
}

impl Logsource {
    /// Says whether all that `self` asks for is what `other` is.
    pub fn covers(&self, other: &Logsource) -> bool {
        let fits = |asked: &Option<String>, is: &Option<String>| asked.is_none() || asked == is;
        fits(&self.product, &other.product)
            && fits(&self.category, &other.category)
            && fits(&self.service, &other.service)
    }
}

/// A rule over single events.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Rule {
    pub header: Header,
    pub logsource: Logsource,
    pub detection: Detection,
}

/// Search identifiers and what is asked of them; several conditions are joined by OR.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Detection {
    pub selections: Vec<Selection>,
    pub conditions: Vec<Condition>,
}

/// A search identifier: it holds if all items of one of its groups hold.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Selection {
    pub name: String,
    pub groups: Vec<Vec<Item>>,
}

/// A field and the values looked for in it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The field; none for keywords, which may stand anywhere in the event.
    pub field: Option<String>,
    /// The values.
    pub values: Vec<Value>,
    /// `all`: every value must be found, not just one.
    pub is_all: bool,
    /// `neq`: the item holds when it otherwise would not.
    pub is_negated: bool,
}

/// The forms of one value, of which one must match; modifiers such as `windash` make several.
pub type Value = Vec<Matcher>;

/// One test of a field's value.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// The whole value, as text, is covered by the pattern.
    Text {
        /// What covers it.
        pattern: Pattern,
        /// `cased`: upper and lower case differ.
        is_cased: bool,
    },
    /// The value is this number, or text that writes it so.
    Number(Number),
    /// The field is absent, or null.
    Null,
    /// The expression is found in the value.
    Regex(regex::Regex),
    /// The value is an address of the network.
    Cidr(Cidr),
    /// The field is there, or is not, whatever it holds.
    Exists(bool),
    /// The value compares so to that of another field.
    FieldRef {
        /// The other field.
        field: String,
        /// How the two compare.
        part: FieldPart,
        /// `cased`: upper and lower case differ.
        is_cased: bool,
    },
    /// The value, as a number, compares so.
    Compare {
        /// How it compares.
        operator: Operator,
        /// What to.
        number: Number,
    },
    /// A part of the value, as a time, compares so.
    Time {
        /// Which part.
        part: TimePart,
        /// How it compares.
        operator: Operator,
        /// What to.
        number: Number,
    },
}

/// A number of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    /// Returns the number as a float; whole numbers beyond 2^53 lose their last digits.
    #[expect(clippy::cast_precision_loss, reason = "said above")]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Int(int) => int as f64,
            Self::Float(float) => float,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(int) => write!(f, "{int}"),
            Self::Float(float) => write!(f, "{float}"),
        }
    }
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Operator {
    Eq,
    Lt,
    Lte,
    Gt,
    Gte,
}

/// Which part of a time is compared, as it is written, without time zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum TimePart {
    Minute,
    Hour,
    Day,
    /// The week of ISO 8601.
    Week,
    Month,
    Year,
}

/// Which part of a value another field's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FieldPart {
    Whole,
    Start,
    End,
    Anywhere,
}

/// A network; an address of IPv4 may come in its IPv6 form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Cidr {
    pub network: IpAddr,
    pub prefix: u8,
}

/// What a condition asks; selections are given by their index.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Condition {
    Selection(usize),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

/// A rule over the matches of other rules.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Correlation {
    pub header: Header,
    pub kind: CorrelationKind,
    /// References by id or name, as written.
    pub rules: Vec<String>,
    pub group_by: Vec<String>,
    pub timespan_ms: i64,
    pub aliases: Vec<Alias>,
    pub condition: Bounds,
    /// Whether matches of the rules referred to are reported on their own, too.
    pub generate: bool,
}

/// What a correlation counts.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum CorrelationKind {
    EventCount,
    ValueCount { field: String },
    Temporal,
    TemporalOrdered,
    ValueSum { field: String },
    ValueAvg { field: String },
    ValuePercentile { field: String, percentile: f64 },
}

impl CorrelationKind {
    /// Returns the field whose values are looked at.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::ValueCount { field }
            | Self::ValueSum { field }
            | Self::ValueAvg { field }
            | Self::ValuePercentile { field, .. } => Some(field),
            Self::EventCount | Self::Temporal | Self::TemporalOrdered => None,
        }
    }

    /// Says whether the values must be numbers.
    pub fn is_of_numbers(&self) -> bool {
        matches!(self, Self::ValueSum { .. } | Self::ValueAvg { .. } | Self::ValuePercentile { .. })
    }
}

/// A name for a field that is called differently in each rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Alias {
    pub name: String,
    /// Rule reference and field.
    pub fields: Vec<(String, String)>,
}

/// What a count must be; all that is said must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Bounds {
    pub gt: Option<f64>,
    pub gte: Option<f64>,
    pub lt: Option<f64>,
    pub lte: Option<f64>,
    pub eq: Option<f64>,
    pub neq: Option<f64>,
}

impl Bounds {
    /// Says whether a count is within.
    pub fn hold(&self, count: f64) -> bool {
        self.gt.is_none_or(|bound| count > bound)
            && self.gte.is_none_or(|bound| count >= bound)
            && self.lt.is_none_or(|bound| count < bound)
            && self.lte.is_none_or(|bound| count <= bound)
            && self.eq.is_none_or(|bound| count == bound)
            && self.neq.is_none_or(|bound| count != bound)
    }

    /// Says whether a count within stays so when it grows: then there is no need to wait for the end of a window.
    pub fn is_only_lower(&self) -> bool {
        self.lt.is_none() && self.lte.is_none() && self.eq.is_none() && self.neq.is_none()
    }
}

/// An exclusion that is put into other rules.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Filter {
    pub header: Header,
    pub logsource: Logsource,
    /// References by id or name; none means every rule that the log source covers.
    pub rules: Option<Vec<String>>,
    pub detection: Detection,
}
