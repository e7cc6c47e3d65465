//! Reading: signatures first, then the terms, then whether the issuer granted just these.

use std::{collections::BTreeSet, str::FromStr, time::SystemTime};

use biscuit_auth::{
    Authorizer, Biscuit,
    builder::{AuthorizerBuilder, Fact, fact, string},
    builder_ext::AuthorizerExt,
    error::{FailedCheck, Logic, Token as Fault},
};
use jiff::Timestamp;
use model::{
    Act, AuthorityKind, CaseId, CaseKind, FieldKey, Holder, Identity, Issuer, PersonId, QueueName,
    Role, Scope, StaffId, Terms,
};

use super::{
    BLOCKS_MAX, LIMITS, Presentation, TOKEN_BYTES_MAX, TokenFault, TokenVerifier, grant::hex,
    grant_digest, mint::moment, present, public,
};

/// Blocks that every token has: the terms and the grant.
const BLOCKS_MIN: usize = 2;

/// A token whose signatures hold.
#[derive(Clone, Debug)]
pub struct ReadToken {
    /// What it says.
    pub terms: Terms,
    /// The id of its authority block, in hex digits. All narrowed copies share it, and so uses and withdrawal.
    pub block_id: String,
    /// Where it was taken to, if it was.
    pub presentation: Option<Presentation>,
    /// True when somebody narrowed it after it was given: ask [`ReadToken::holds`] too.
    pub is_narrowed: bool,
    /// The blocks of a narrowed one, so that its signatures need no second look.
    blocks: Option<Box<Biscuit>>,
}

/// What is asked of a token: one act, now.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The act.
    pub act: Act,
    /// By whom: a member of the staff with roles. Whoever has no gate may know only one of the two.
    pub staff_id: Option<StaffId>,
    /// The roles they hold.
    pub roles: BTreeSet<Role>,
    /// In which case.
    pub case_id: Option<CaseId>,
    /// Of what kind and in which queue the case is; a precedent stands for those.
    pub class: Option<(CaseKind, QueueName)>,
    /// Concerning whom.
    pub person_id: Option<PersonId>,
    /// To which field.
    pub field: Option<FieldKey>,
    /// When.
    pub at: Timestamp,
}

/// A check of a block that does not hold for what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The block, from 0.
    pub block_index: u32,
    /// The check, in Datalog.
    pub check: String,
}

impl TokenVerifier {
    /// Reads a token.
    pub fn read(&self, bytes: &[u8]) -> Result<ReadToken, TokenFault> {
        let biscuit = self.open(bytes)?;
        let block_id = biscuit.revocation_identifiers().into_iter().next();
        let block_id = hex(&block_id.ok_or(TokenFault::Form)?);
        let mut world = AuthorizerBuilder::new()
            .set_limits(LIMITS)
            .build(&biscuit)
            .map_err(|_| TokenFault::Terms)?;
        let (terms, issuer_key) = terms(&mut world)?;
        let issuer_key = public(&issuer_key)?;
        if !is_granted(&mut world, &terms, &issuer_key.to_bytes_hex())? {
            return Err(TokenFault::NotGranted);
        }
        let presentation = present::of_world(&mut world, &self.text())?;
        let is_narrowed = biscuit.block_count() > BLOCKS_MIN;
        let blocks = is_narrowed.then(|| Box::new(biscuit));
        Ok(ReadToken { terms, block_id, presentation, is_narrowed, blocks })
    }

    /// Checks that the octets are a token whose signatures hold, whatever it says.
    pub fn check_signatures(&self, bytes: &[u8]) -> Result<(), TokenFault> {
        self.open(bytes).map(|_| ())
    }

    /// Says whether every block of a token holds for what is asked, for systems that have no gate.
    pub fn holds(&self, bytes: &[u8], asked: &Asked) -> Result<bool, TokenFault> {
        self.lacks(bytes, asked).map(|lacks| lacks.is_empty())
    }

    /// Returns the checks that do not hold for what is asked; none, when every block holds.
    pub fn lacks(&self, bytes: &[u8], asked: &Asked) -> Result<Vec<Lack>, TokenFault> {
        lacks(&self.open(bytes)?, asked)
    }

    /// Returns the Datalog of each block, for people who want to see it.
    pub fn sources(&self, bytes: &[u8]) -> Result<Vec<String>, TokenFault> {
        let biscuit = self.open(bytes)?;
        let source = |index| biscuit.print_block_source(index).unwrap_or_default();
        Ok((0..biscuit.block_count()).map(source).collect())
    }

    fn open(&self, bytes: &[u8]) -> Result<Biscuit, TokenFault> {
        if bytes.len() > TOKEN_BYTES_MAX {
            return Err(TokenFault::TooLong);
        }
        let biscuit = Biscuit::from(bytes, self.0).map_err(|error| match error {
            Fault::Format(
                biscuit_auth::error::Format::Signature(_)
                | biscuit_auth::error::Format::SealedSignature,
            ) => TokenFault::Signature,
            _ => TokenFault::Form,
        })?;
        match biscuit.block_count() {
            n if n > BLOCKS_MAX => Err(TokenFault::TooLong),
            n if n < BLOCKS_MIN => Err(TokenFault::NotGranted),
            _ => Ok(biscuit),
        }
    }
}

impl ReadToken {
    /// Says whether what was narrowed behind the terms holds for what is asked. The gate's policies look at the terms
    /// themselves.
    pub fn holds(&self, asked: &Asked) -> Result<bool, TokenFault> {
        match &self.blocks {
            Some(blocks) => lacks(blocks, asked).map(|lacks| lacks.is_empty()),
            None => Ok(true),
        }
    }
}

fn lacks(biscuit: &Biscuit, asked: &Asked) -> Result<Vec<Lack>, TokenFault> {
    let mut builder = AuthorizerBuilder::new().set_limits(LIMITS).allow_all();
    for fact in asked.facts() {
        builder = builder.fact(fact).map_err(|_| TokenFault::Terms)?;
    }
    let mut world = builder.build(biscuit).map_err(|_| TokenFault::Terms)?;
    let checks = match world.authorize() {
        Ok(_) => return Ok(Vec::new()),
        Err(Fault::FailedLogic(Logic::Unauthorized { checks, .. })) => checks,
        // Facts or rounds without end: what cannot be evaluated does not hold.
        Err(_) => return Err(TokenFault::Terms),
    };
    let lack = |check| match check {
        FailedCheck::Block(of) => Some(Lack { block_index: of.block_id, check: of.rule }),
        FailedCheck::Authorizer(_) => None,
    };
    Ok(checks.into_iter().filter_map(lack).collect())
}

impl Asked {
    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            fact("asked_act", &[string(self.act.as_str())]),
            fact("asked_time", &[moment(self.at)]),
        ];
        if let Some(id) = self.staff_id {
            facts.push(fact("asked_holder", &[string("staff"), string(&id.to_string())]));
        }
        for role in &self.roles {
            facts.push(fact("asked_holder", &[string("role"), string(role.as_str())]));
        }
        if let Some(id) = self.case_id {
            facts.push(fact("asked_case", &[string(&id.to_string())]));
        }
        if let Some((kind, queue)) = &self.class {
            let class = [string(kind.as_str()), string(queue.as_str())];
            facts.push(fact("asked_class", &class));
        }
        if let Some(id) = self.person_id {
            facts.push(fact("asked_person", &[string(&id.to_string())]));
        }
        let field = self.field.as_ref().map_or("-", FieldKey::as_str);
        facts.push(fact("asked_field", &[string(field)]));
        facts
    }
}

/// Reads the terms and the issuer's key out of the authority block; a query sees no other block.
pub fn terms(world: &mut Authorizer) -> Result<(Terms, String), TokenFault> {
    type Four<A> = (String, String, String, A);
    let (id, kind, number, n_uses): Four<i64> =
        one(world, "data($a, $b, $c, $d) <- authority($a, $b, $c, $d)")?;
    let (person, role, identity, key): Four<String> =
        one(world, "data($a, $b, $c, $d) <- issuer($a, $b, $c, $d)")?;
    let (holder_kind, holder): (String, String) = one(world, "data($a, $b) <- holder($a, $b)")?;
    let (from,): (SystemTime,) = one(world, "data($a) <- not_before($a)")?;
    let (until,): (SystemTime,) = one(world, "data($a) <- expires($a)")?;
    let some = |text: &str| (text != "-").then(|| text.to_owned());
    let role = some(&role).map(|role| Role::of_str(&role).ok_or(TokenFault::Terms)).transpose()?;
    let holder = match holder_kind.as_str() {
        "staff" => Holder::Staff(parsed(&holder)?),
        "role" => Holder::Role(Role::of_str(&holder).ok_or(TokenFault::Terms)?),
        _ => return Err(TokenFault::Terms),
    };
    let words = |found: Vec<(String,)>| found.into_iter().map(|(word,)| word);
    let persons = words(all(world, "data($a) <- person($a)")?).map(|id| parsed(&id));
    let persons = persons.collect::<Result<_, _>>()?;
    let acts = words(all(world, "data($a) <- act($a)")?);
    let acts = acts.map(|act| Act::of_str(&act).ok_or(TokenFault::Terms));
    let acts = acts.collect::<Result<_, _>>()?;
    let fields = words(all(world, "data($a) <- field($a)")?);
    let fields = fields.map(|key| FieldKey::parse(&key).map_err(|_| TokenFault::Terms));
    let fields = fields.collect::<Result<_, _>>()?;
    let terms = Terms {
        id: parsed(&id)?,
        kind: AuthorityKind::of_str(&kind).ok_or(TokenFault::Terms)?,
        number: some(&number),
        issuer: Issuer {
            person_id: parsed(&person)?,
            role,
            identity: Identity::of_str(&identity).ok_or(TokenFault::Terms)?,
        },
        holder,
        scope: scope(world)?,
        persons,
        acts,
        fields,
        not_before: timestamp(from)?,
        expires_at: timestamp(until)?,
        n_uses_max: u32::try_from(n_uses).map_err(|_| TokenFault::Terms)?,
    };
    terms.check().map_err(|_| TokenFault::Terms)?;
    Ok((terms, key))
}

fn scope(world: &mut Authorizer) -> Result<Scope, TokenFault> {
    let cases: Vec<(String,)> = all(world, "data($a) <- case($a)")?;
    if let [(id,)] = cases.as_slice() {
        return Ok(Scope::Case(parsed(id)?));
    }
    let (kind, queue): (String, String) = one(world, "data($a, $b) <- class($a, $b)")?;
    let queue = match queue.as_str() {
        "-" => None,
        name => Some(QueueName::parse(name).map_err(|_| TokenFault::Terms)?),
    };
    Ok(Scope::Class { kind: CaseKind::of_str(&kind).ok_or(TokenFault::Terms)?, queue })
}

fn is_granted(world: &mut Authorizer, terms: &Terms, key: &str) -> Result<bool, TokenFault> {
    let rule = format!("data($a) <- grant($a) trusting ed25519/{key}");
    let found: Vec<(String,)> = all(world, rule.as_str())?;
    let digest = hex(&grant_digest(terms));
    Ok(found.iter().any(|(said,)| *said == digest))
}

pub fn all<T>(world: &mut Authorizer, rule: &str) -> Result<Vec<T>, TokenFault>
where
    T: TryFrom<Fact, Error = biscuit_auth::error::Token>,
{
    world.query_with_limits(rule, LIMITS).map_err(|_| TokenFault::Terms)
}

fn one<T>(world: &mut Authorizer, rule: &str) -> Result<T, TokenFault>
where
    T: TryFrom<Fact, Error = biscuit_auth::error::Token>,
{
    let mut found = all(world, rule)?;
    match (found.pop(), found.is_empty()) {
        (Some(fact), true) => Ok(fact),
        _ => Err(TokenFault::Terms),
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, TokenFault> {
    text.parse().map_err(|_| TokenFault::Terms)
}

pub fn timestamp(at: SystemTime) -> Result<Timestamp, TokenFault> {
    Timestamp::try_from(at).map_err(|_| TokenFault::Terms)
}
