//! Entries of the log: written with their act, numbered by the sequencer, browsed by cursor.

use audit::{Entry, LogKey, Purpose, Refusal};
use model::{Act, CaseId, EntryId, PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, Db, DbError, Reader, backend::Conn};

/// Entries of the longest page.
const PAGE_MAX: i64 = 1_000;

/// Leaf hashes read at once; a proof needs at most the leaves of one stored node.
const LEAVES_MAX: i64 = 10_000;

/// Refusals of one actor for one act are one entry within so many seconds.
const REFUSAL_WINDOW_SECS: i64 = 60;

/// Refusals of one act to visitors that are recorded within one window, all visitors together: a stranger's
/// flood of requests must not become a flood of entries.
const VISITOR_REFUSALS_MAX: i64 = 60;

/// An entry with its place in the log.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its id.
    pub id: EntryId,
    /// Its canonical bytes.
    pub canonical: Vec<u8>,
    /// Keyed digest of id and bytes, from the transaction that wrote it.
    pub seal: Vec<u8>,
    /// Its number, from 0; `None` until the sequencer came by.
    pub log_index: Option<i64>,
    /// Its leaf hash.
    pub leaf_hash: Option<Vec<u8>>,
    /// Keyed digest of number, id and leaf hash, from the sequencer.
    pub leaf_seal: Option<Vec<u8>>,
    /// Columns derived from the bytes: at, act, outcome, who kind and id, resource kind and id, case, person.
    pub derived: Derived,
}

/// The columns by which entries are found; verification compares them with the bytes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Derived {
    /// When, in UTC microseconds.
    pub at: i64,
    /// The act's name.
    pub act: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// What kind of actor.
    pub who_kind: String,
    /// Which one.
    pub who_id: String,
    /// What kind of thing.
    pub resource_kind: String,
    /// Which one.
    pub resource_id: String,
    /// The case it belongs to.
    pub case_id: Option<Uuid>,
    /// The person whose data it was.
    pub person_id: Option<Uuid>,
}

impl Derived {
    /// Derives the columns from an entry.
    pub fn of(entry: &Entry) -> Self {
        Self {
            at: micros(entry.at()),
            act: entry.act.as_str().to_owned(),
            outcome: entry.outcome.as_str().to_owned(),
            who_kind: entry.who.kind.clone(),
            who_id: entry.who.id.clone(),
            resource_kind: entry.resource_kind.clone(),
            resource_id: entry.resource_id.clone(),
            case_id: entry.case_id.map(CaseId::uuid),
            person_id: entry.person_id.map(PersonId::uuid),
        }
    }
}

/// An entry that waits for its number.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its id.
    pub id: EntryId,
    /// Its canonical bytes.
    pub canonical: Vec<u8>,
    /// Keyed digest of both.
    pub seal: Vec<u8>,
}

/// Something that was done to a case.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Change {
    /// Its entry.
    pub id: Uuid,
    /// The number of its entry.
    pub log_index: i64,
    /// The act's name.
    pub act: String,
    /// When, in UTC microseconds.
    pub at: i64,
    /// The case's number.
    pub number: String,
    /// The queue that holds the case now.
    pub queue_id: Uuid,
}

/// Which entries to browse.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// Only entries before this number, the latest first.
    pub before: Option<i64>,
    /// Only this act.
    pub act: Option<Act>,
    /// Only this case.
    pub case_id: Option<CaseId>,
    /// Only this person's data.
    pub person_id: Option<PersonId>,
    /// At most so many.
    pub n_max: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    canonical: Vec<u8>,
    seal: Vec<u8>,
    log_index: Option<i64>,
    leaf_hash: Option<Vec<u8>>,
    leaf_seal: Option<Vec<u8>>,
    #[sqlx(flatten)]
    derived: Derived,
}

impl From<Row> for EntryRow {
    fn from(row: Row) -> Self {
        Self {
            id: EntryId::from_uuid(row.id),
            canonical: row.canonical,
            seal: row.seal,
            log_index: row.log_index,
            leaf_hash: row.leaf_hash,
            leaf_seal: row.leaf_seal,
            derived: row.derived,
        }
    }
}

pub(crate) async fn insert(
    reader: &mut Reader,
    key: &LogKey,
    entry: &Entry,
) -> Result<(), DbError> {
    let canonical = entry.canonical()?;
    let seal = key.digest(Purpose::Entry, &[entry.id.uuid().as_bytes(), &canonical]);
    let derived = Derived::of(entry);
    execute!(
        reader,
        INSERT_ENTRY,
        entry.id.uuid(),
        canonical.as_slice(),
        seal.as_slice(),
        derived.at,
        derived.act.as_str(),
        derived.outcome.as_str(),
        derived.who_kind.as_str(),
        derived.who_id.as_str(),
        derived.resource_kind.as_str(),
        derived.resource_id.as_str(),
        derived.case_id,
        derived.person_id,
    );
    Ok(())
}

pub(crate) async fn record_refusal(db: &Db, refusal: Refusal) -> Result<(), DbError> {
    let ground = refusal.ground;
    let now = db.inner.clock.now();
    let (who, act) = (&ground.who, ground.act.as_str());
    let n_max = if who.id.is_empty() { VISITOR_REFUSALS_MAX } else { 1 };
    let key = db.inner.log_key.digest(
        Purpose::Change,
        &[b"refusals", who.kind.as_bytes(), who.id.as_bytes(), act.as_bytes()],
    );
    let at = micros(now);
    let window_at = timestamp_of_micros(at - at.rem_euclid(REFUSAL_WINDOW_SECS * 1_000_000));
    // A flood past the limit only reads; it does not queue for the write lock.
    if db.read().await?.counter(&key, window_at).await? >= n_max {
        return Ok(());
    }
    let mut book = db.bookkeeping().await?;
    // The counter's row makes refusals at the same moment wait for each other on PostgreSQL too.
    if book.count(&key, window_at).await? > n_max {
        return Ok(());
    }
    let id = EntryId::draw(now, &*db.inner.chance);
    insert(&mut book, &db.inner.log_key, &Entry::refused(id, ground)).await?;
    book.commit().await
}

impl Reader {
    /// Returns entries that wait for a number, the oldest first.
    pub async fn pending_entries(&mut self, n_max: i64) -> Result<Vec<Pending>, DbError> {
        let rows = fetch_all!(self, (Uuid, Vec<u8>, Vec<u8>), PENDING, n_max.clamp(1, PAGE_MAX));
        Ok(rows
            .into_iter()
            .map(|(id, canonical, seal)| Pending { id: EntryId::from_uuid(id), canonical, seal })
            .collect())
    }

    /// Returns entries from a number on, in order.
    pub async fn entries_from(&mut self, first: i64, n_max: i64) -> Result<Vec<EntryRow>, DbError> {
        let rows = fetch_all!(self, Row, ENTRIES_FROM, first, n_max.clamp(1, PAGE_MAX));
        Ok(rows.into_iter().map(EntryRow::from).collect())
    }

    /// Returns what was done to cases from a number on. Whoever reads one under an authority changes nothing: were that told, each
    /// visit would have the pages of all others read themselves anew, and use up what they hold.
    pub async fn changes_from(&mut self, first: i64, n_max: i64) -> Result<Vec<Change>, DbError> {
        Ok(fetch_all!(self, Change, CHANGES_FROM, first, n_max.clamp(1, PAGE_MAX)))
    }

    /// Returns one entry by number.
    pub async fn entry(&mut self, log_index: i64) -> Result<Option<EntryRow>, DbError> {
        Ok(fetch_optional!(self, Row, ENTRY, log_index).map(EntryRow::from))
    }

    /// Returns one entry by id.
    pub async fn entry_of_id(&mut self, id: EntryId) -> Result<Option<EntryRow>, DbError> {
        Ok(fetch_optional!(self, Row, ENTRY_OF_ID, id.uuid()).map(EntryRow::from))
    }

    /// Browses entries, the latest first.
    pub async fn entries(&mut self, filter: &EntryFilter) -> Result<Vec<EntryRow>, DbError> {
        // Built of the filters that are set: `$2 is null or act = $2` keeps both planners off the index.
        macro_rules! page {
            ($conn:ident, $driver:ty) => {{
                let mut text = sqlx::QueryBuilder::<$driver>::new(ENTRIES);
                text.push_bind(filter.before.unwrap_or(i64::MAX));
                if let Some(act) = filter.act {
                    text.push(" and act = ").push_bind(act.as_str());
                }
                if let Some(id) = filter.case_id {
                    text.push(" and case_id = ").push_bind(id.uuid());
                }
                if let Some(id) = filter.person_id {
                    text.push(" and person_id = ").push_bind(id.uuid());
                }
                // Numbers are unique, and the comparison above leaves out entries without one: `nulls
                // last` would only keep PostgreSQL off the index.
                text.push(" order by log_index desc limit ");
                text.push_bind(filter.n_max.clamp(1, PAGE_MAX));
                text.build_query_as::<Row>().fetch_all($conn).await
            }};
        }
        let rows = match self.conn() {
            Conn::Sqlite(conn) => page!(conn, sqlx::Sqlite),
            Conn::Postgres(conn) => page!(conn, sqlx::Postgres),
        }
        .map_err(|source| DbError::Sql { what: "ENTRIES", source })?;
        Ok(rows.into_iter().map(EntryRow::from).collect())
    }

    /// Returns the leaf hashes of a range of numbers.
    pub async fn leaf_hashes(
        &mut self,
        first: i64,
        n: i64,
    ) -> Result<Vec<(i64, Vec<u8>)>, DbError> {
        Ok(fetch_all!(
            self,
            (i64, Vec<u8>),
            LEAF_HASHES,
            first,
            first.saturating_add(n.clamp(0, LEAVES_MAX))
        ))
    }
}

impl BookTx {
    /// Gives an entry its number.
    pub async fn number_entry(
        &mut self,
        id: EntryId,
        log_index: i64,
        leaf_hash: &[u8; 32],
    ) -> Result<(), DbError> {
        let seal = self
            .inner
            .log_key
            .digest(Purpose::Leaf, &[&log_index.to_be_bytes(), id.uuid().as_bytes(), leaf_hash]);
        let n = execute!(
            self,
            NUMBER_ENTRY,
            id.uuid(),
            log_index,
            leaf_hash.as_slice(),
            seal.as_slice()
        );
        if n == 0 { Err(DbError::Conflict { what: "entry" }) } else { Ok(()) }
    }
}

const ENTRIES: &str = "select id, canonical, seal, log_index, leaf_hash, leaf_seal, at, act, outcome,
    who_kind, who_id, resource_kind, resource_id, case_id, person_id from entries where log_index < ";

statements! {
    INSERT_ENTRY = "insert into entries (id, canonical, seal, at, act, outcome, who_kind, who_id,
        resource_kind, resource_id, case_id, person_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    PENDING = "select id, canonical, seal from entries where log_index is null order by at, id limit $1";
    ENTRIES_FROM = "select id, canonical, seal, log_index, leaf_hash, leaf_seal, at, act, outcome, who_kind,
        who_id, resource_kind, resource_id, case_id, person_id from entries
        where log_index >= $1 order by log_index, id limit $2";
    CHANGES_FROM = "select e.id, e.log_index, e.act, e.at, c.number, c.queue_id
        from entries e join cases c on c.id = e.case_id
        where e.log_index >= $1 and e.outcome = 'done' and e.act <> 'case.show'
        order by e.log_index, e.id limit $2";
    ENTRY = "select id, canonical, seal, log_index, leaf_hash, leaf_seal, at, act, outcome, who_kind,
        who_id, resource_kind, resource_id, case_id, person_id from entries where log_index = $1";
    ENTRY_OF_ID = "select id, canonical, seal, log_index, leaf_hash, leaf_seal, at, act, outcome, who_kind,
        who_id, resource_kind, resource_id, case_id, person_id from entries where id = $1";
    LEAF_HASHES = "select log_index, leaf_hash from entries
        where log_index >= $1 and log_index < $2 order by log_index, id";
    NUMBER_ENTRY = "update entries set log_index = $2, leaf_hash = $3, leaf_seal = $4
        where id = $1 and log_index is null";
}
