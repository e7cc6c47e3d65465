//! Policies: read from their files, checked against the schema, sorted by the questions they may answer.

use std::collections::{BTreeSet, HashMap};

use aws_lc_rs::digest;
use cedar_policy::{
    Effect, Policy, PolicyId, PolicySet, RequestEnv, Schema, ValidationMode, Validator,
};
use model::{Act, AuthorityKind, Eyes, Role};

use crate::{
    levels::{Level, levels, reads},
    statements::{Statement, statements},
};

/// Octets of one policy file.
const FILE_BYTES_MAX: usize = 256 * 1024;

/// Policies in all files together; every decision looks at those of its act.
const POLICIES_MAX: usize = 400;

/// How deep a policy may follow references: facts of asker and resource, not of whom those point to, because
/// nothing else is read when the question is asked.
const LEVEL_MAX: u32 = 1;

/// Hex digits of an edition.
const EDITION_CHARS: usize = 16;

const SCHEMA: &str = include_str!("../fixed/house.cedarschema");
const CORE: (&str, &str) = ("fixed/fixed.cedar", include_str!("../fixed/fixed.cedar"));

const STANDING: [(&str, &str); 15] = [
    ("case.cedar", include_str!("../policies/case.cedar")),
    ("dispute.cedar", include_str!("../policies/dispute.cedar")),
    ("message.cedar", include_str!("../policies/message.cedar")),
    ("person.cedar", include_str!("../policies/person.cedar")),
    ("field.cedar", include_str!("../policies/field.cedar")),
    ("authority.cedar", include_str!("../policies/authority.cedar")),
    ("factor.cedar", include_str!("../policies/factor.cedar")),
    ("queue.cedar", include_str!("../policies/queue.cedar")),
    ("sheet.cedar", include_str!("../policies/sheet.cedar")),
    ("staff.cedar", include_str!("../policies/staff.cedar")),
    ("approval.cedar", include_str!("../policies/approval.cedar")),
    ("policy.cedar", include_str!("../policies/policy.cedar")),
    ("log.cedar", include_str!("../policies/log.cedar")),
    ("handover.cedar", include_str!("../policies/handover.cedar")),
    ("house.cedar", include_str!("../policies/house.cedar")),
];

/// One policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyText {
    /// Its name, for whoever must mend it.
    pub file: String,
    /// What it says.
    pub text: String,
}

impl PolicyText {
    /// Digests the text, so that what a text was made from can be told.
    pub fn digest(&self) -> String {
        let digest = digest::digest(&digest::SHA256, self.text.as_bytes());
        let hex = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        hex.chars().take(EDITION_CHARS).collect()
    }

    /// Returns the policies that Chancery comes with.
    pub fn standing() -> Vec<Self> {
        STANDING
            .into_iter()
            .map(|(file, text)| Self { file: file.to_owned(), text: text.to_owned() })
            .collect()
    }

    /// Returns the id and the sentence of each policy that Chancery comes with, the fixed core first: so that who words them in another
    /// language can tell whether they are still in force as they were.
    pub fn standing_sentences() -> Vec<(String, String)> {
        let mut sentences = Vec::new();
        for (file, text) in std::iter::once(CORE).chain(STANDING) {
            let rules = statements(text).into_iter();
            let rules = rules.filter_map(|statement| read_policy(file, &statement).ok());
            sentences.extend(rules.map(|(_, rule)| (rule.id, rule.sentence)));
        }
        sentences
    }
}

/// Why a policy file does not load.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct PolicyError {
    /// The file.
    pub file: String,
    /// The line where the policy begins, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// A policy, as people read it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// The clause it comes from.
    pub clause: String,
    /// What it says, in one sentence.
    pub sentence: String,
    /// The kind of token it rests on; `None` stands by itself.
    pub authority: Option<AuthorityKind>,
    /// How many people it takes; `None` is one.
    pub eyes: Option<Eyes>,
    /// True where it allows, false where it forbids.
    pub is_permit: bool,
    /// The roles it speaks of.
    pub roles: BTreeSet<Role>,
    /// The acts it may decide on.
    pub acts: BTreeSet<Act>,
    /// How well somebody must be known for it; never none.
    pub levels: BTreeSet<Level>,
    /// True where it asks whether a second approved.
    reads_seconded: bool,
    /// The file it stands in.
    pub file: String,
    /// The line where it begins, from 1.
    pub line: usize,
    /// The policy as written.
    pub text: String,
}

impl Rule {
    /// Says whether it is compiled in, and so in nobody's hands.
    pub fn is_fixed(&self) -> bool {
        self.file == CORE.0
    }

    /// Says whether its answer may be another one at another moment, with the same facts and no authority shown but one that is
    /// supposed, which lasts from then on. The core asks for the moment only where one is shown, and then of its terms.
    pub fn minds_time(&self) -> bool {
        // Names can be written in ways that hide them from a search: whatever might be one of these counts.
        const OF_TIME: [&str; 6] = ["now", "not_before", "expires", "context[", "authority[", "\\"];
        !self.is_fixed() && OF_TIME.iter().any(|sign| self.text.contains(sign))
    }

    /// Says whether its answer may be another one when a second pair of eyes approved.
    pub fn minds_a_second(&self) -> bool {
        self.eyes.is_some() || self.reads_seconded
    }
}

/// An act, the type of who asks and the type of what is asked about.
type Env = (Act, String, String);

/// All policies, with those that may answer a question at hand.
#[derive(Debug)]
pub struct Book {
    /// In the order of the files; the core first.
    pub rules: Vec<Rule>,
    pub edition: String,
    rule_index: HashMap<String, usize>,
    cells: HashMap<Env, Cell>,
}

/// The policies that may answer one kind of question.
#[derive(Debug, Default)]
pub struct Cell {
    pub policies: PolicySet,
    /// Positions in `rules`.
    pub rules: Vec<usize>,
    /// True when one of them is a permit that needs no token.
    pub may_stand: bool,
    /// True where an answer may be another one when a second pair of eyes approved.
    pub minds_a_second: bool,
    /// True where an answer may be another one at another moment.
    pub minds_time: bool,
    /// True where an answer may be another one for another person, member of the staff or case of the same standing.
    pub names_somebody: bool,
}

impl Book {
    pub fn read(texts: &[PolicyText]) -> Result<Self, PolicyError> {
        let core = PolicyText { file: CORE.0.to_owned(), text: CORE.1.to_owned() };
        Self::read_with_core(&core, texts)
    }

    fn read_with_core(core: &PolicyText, texts: &[PolicyText]) -> Result<Self, PolicyError> {
        let schema = schema()?;
        let mut book = Self {
            rules: Vec::new(),
            edition: edition(core, texts),
            rule_index: HashMap::new(),
            cells: schema
                .request_envs()
                .filter_map(|env| Some((env_of(&env)?, Cell::default())))
                .collect(),
        };
        let validator = Validator::new(schema);
        for text in std::iter::once(core).chain(texts) {
            book.read_file(text, &validator)?;
        }
        Ok(book)
    }

    /// Returns the policies for a question; `None` when the act is not done to such a thing.
    pub fn cell(&self, act: Act, asker: &str, thing: &str) -> Option<&Cell> {
        self.cells.get(&(act, asker.to_owned(), thing.to_owned()))
    }

    /// Returns the rule of a policy.
    pub fn rule(&self, id: &PolicyId) -> Option<(usize, &Rule)> {
        let index = *self.rule_index.get::<str>(id.as_ref())?;
        Some((index, self.rules.get(index)?))
    }

    /// Returns the first standing rule that lets anybody do the act: what a refusal can point to.
    pub fn first_permit(&self, act: Act) -> Option<&Rule> {
        let of_act = self.cells.iter().filter(|((of, ..), _)| *of == act);
        let indexes = of_act.flat_map(|(_, cell)| cell.rules.iter().copied());
        let rules = indexes.filter_map(|index| Some((index, self.rules.get(index)?)));
        rules
            .filter(|(_, rule)| rule.is_permit && rule.authority.is_none())
            .min_by_key(|(index, _)| *index)
            .map(|(_, rule)| rule)
    }

    fn read_file(&mut self, file: &PolicyText, validator: &Validator) -> Result<(), PolicyError> {
        let fault = |line, reason: &str| PolicyError {
            file: file.file.clone(),
            line,
            reason: reason.to_owned(),
        };
        if file.text.len() > FILE_BYTES_MAX {
            return Err(fault(1, &format!("the file is longer than {FILE_BYTES_MAX} octets")));
        }
        for statement in statements(&file.text) {
            if self.rules.len() >= POLICIES_MAX {
                return Err(fault(
                    statement.line,
                    &format!("there are more than {POLICIES_MAX} policies"),
                ));
            }
            let (policy, rule) = read_policy(&file.file, &statement)
                .map_err(|reason| fault(statement.line, &reason))?;
            if self.rule_index.contains_key(&rule.id) {
                return Err(fault(
                    statement.line,
                    "the @id is used twice; each policy has its own",
                ));
            }
            check_policy(&policy, validator).map_err(|reason| fault(statement.line, &reason))?;
            self.add(&policy, rule, validator.schema())
                .map_err(|reason| fault(statement.line, &reason))?;
        }
        Ok(())
    }

    /// Puts the policy into each cell where Cedar's type checker does not rule it out.
    fn add(&mut self, policy: &Policy, mut rule: Rule, schema: &Schema) -> Result<(), String> {
        let index = self.rules.len();
        let names_somebody = names_somebody(policy);
        let mut askers = BTreeSet::new();
        for env in policy.get_valid_request_envs(schema).filter_map(|env| env_of(&env)) {
            rule.acts.insert(env.0);
            askers.insert(env.1.clone());
            let cell = self.cells.entry(env).or_default();
            cell.policies.add(policy.clone()).map_err(|error| error.to_string())?;
            cell.rules.push(index);
            cell.may_stand |= rule.is_permit && rule.authority.is_none();
            cell.minds_a_second |= rule.minds_a_second();
            cell.minds_time |= rule.minds_time();
            cell.names_somebody |= names_somebody;
        }
        rule.levels = levels(policy, rule.is_permit, &askers);
        self.rule_index.insert(rule.id.clone(), index);
        self.rules.push(rule);
        Ok(())
    }
}

fn schema() -> Result<Schema, PolicyError> {
    let fault = |reason: String| PolicyError {
        file: "fixed/house.cedarschema".to_owned(),
        line: 1,
        reason,
    };
    let (schema, warnings) =
        Schema::from_cedarschema_str(SCHEMA).map_err(|error| fault(error.to_string()))?;
    match warnings.into_iter().next() {
        Some(warning) => Err(fault(warning.to_string())),
        None => Ok(schema),
    }
}

fn env_of(env: &RequestEnv) -> Option<Env> {
    let act = Act::of_str(env.action().id().unescaped())?;
    Some((act, env.principal().to_string(), env.resource().to_string()))
}

/// Reads one policy; the error is the reason in words.
fn read_policy(file: &str, statement: &Statement<'_>) -> Result<(Policy, Rule), String> {
    let policy = Policy::parse(None, statement.text).map_err(|error| error.to_string())?;
    let annotation = |name: &str| match policy.annotation(name).map(str::trim) {
        None | Some("") => Err(format!("the policy has no @{name}(\"…\")")),
        Some(text) => Ok(text.to_owned()),
    };
    let is_permit = policy.effect() == Effect::Permit;
    let eyes = policy.annotation("eyes").map(eyes).transpose()?;
    if eyes.is_some() && !is_permit {
        return Err("@eyes says how many an act takes; it stands on a permit".to_owned());
    }
    let rule = Rule {
        id: annotation("id")?,
        clause: annotation("clause")?,
        sentence: annotation("sentence")?,
        authority: policy.annotation("authority").map(authority_kind).transpose()?,
        eyes,
        is_permit,
        roles: roles_in(statement.text),
        acts: BTreeSet::new(),
        levels: BTreeSet::new(),
        reads_seconded: reads(&policy, "seconded"),
        file: file.to_owned(),
        line: statement.line,
        text: statement.text.to_owned(),
    };
    Ok((policy.new_id(PolicyId::new(&rule.id)), rule))
}

fn authority_kind(text: &str) -> Result<AuthorityKind, String> {
    AuthorityKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == text && *kind != AuthorityKind::Clause)
        .ok_or_else(|| {
            "@authority must be consent, ruling, precedent, motion or emergency".to_owned()
        })
}

fn eyes(text: &str) -> Result<Eyes, String> {
    Eyes::of_str(text)
        .ok_or_else(|| "@eyes must be four (one acts, one approves) or dual (both act)".to_owned())
}

/// Roles that the text names; only those are worth trying when a remedy is sought.
fn roles_in(text: &str) -> BTreeSet<Role> {
    Role::ALL.into_iter().filter(|role| text.contains(&format!("\"{}\"", role.as_str()))).collect()
}

/// Says whether a policy speaks of somebody or something by its id, and not only of how it stands.
fn names_somebody(policy: &Policy) -> bool {
    const OF_THE_HOUSE: [&str; 6] = ["Action", "Visitor", "Founder", "House", "Log", "Queue"];
    let is_named = |type_name: &str| !OF_THE_HOUSE.contains(&type_name);
    policy.entity_literals().iter().any(|uid| is_named(&uid.type_name().to_string()))
}

fn check_policy(policy: &Policy, validator: &Validator) -> Result<(), String> {
    let alone = PolicySet::from_policies([policy.clone()]).map_err(|error| error.to_string())?;
    let result = validator.validate_with_level(&alone, ValidationMode::Strict, LEVEL_MAX);
    match result.validation_errors().next() {
        Some(error) => Err(error.to_string()),
        None => Ok(()),
    }
}

/// Digests all that decides: schema, core and files, each with its name and bound to its length.
fn edition(core: &PolicyText, texts: &[PolicyText]) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    let mut update = |part: &str| {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    };
    update(SCHEMA);
    for text in std::iter::once(core).chain(texts) {
        update(&text.file);
        update(&text.text);
    }
    let hex =
        context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    hex.chars().take(EDITION_CHARS).collect()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub use tests::{coreless, is_conforming};
