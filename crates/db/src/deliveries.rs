//! Deliveries: copies of outgoing messages, from held to sent.

use jiff::Timestamp;
use model::{
    CaseId, Delivery, DeliveryId, DeliveryState, DeliveryTarget, MessageId, PersonId, micros,
    timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// A delivery with the case it belongs to.
#[derive(Clone, Debug)]
pub struct DeliveryRecord {
    /// The delivery.
    pub delivery: Delivery,
    /// The case of its message.
    pub case_id: CaseId,
}

/// A delivery to be inserted, with the digests of its tokens.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// The delivery.
    pub delivery: Delivery,
    /// The case of its message.
    pub case_id: CaseId,
    /// Keyed digest of the token in `case+TOKEN@`.
    pub reply_mac: [u8; 32],
    /// Keyed digest of the token in `bounce+TOKEN@`.
    pub bounce_mac: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    message_id: Uuid,
    case_id: Uuid,
    person_id: Option<Uuid>,
    state: String,
    leaves_at: i64,
    n_tries: i64,
    status: Option<String>,
    version: i64,
}

impl TryFrom<Row> for DeliveryRecord {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "deliveries", id: row.id };
        let target = row
            .person_id
            .map_or(DeliveryTarget::Channel, |id| DeliveryTarget::Person(PersonId::from_uuid(id)));
        let delivery = Delivery {
            id: DeliveryId::from_uuid(row.id),
            message_id: MessageId::from_uuid(row.message_id),
            target,
            state: at.need("state", DeliveryState::of_str(&row.state))?,
            leaves_at: timestamp_of_micros(row.leaves_at),
            n_tries: row.n_tries,
            status: row.status,
            version: row.version,
        };
        Ok(Self { delivery, case_id: CaseId::from_uuid(row.case_id) })
    }
}

impl Reader {
    /// Returns a delivery.
    pub async fn delivery(&mut self, id: DeliveryId) -> Result<Option<DeliveryRecord>, DbError> {
        fetch_optional!(self, Row, DELIVERY, id.uuid()).map(DeliveryRecord::try_from).transpose()
    }

    /// Returns the deliveries of a message.
    pub async fn deliveries(&mut self, id: MessageId) -> Result<Vec<DeliveryRecord>, DbError> {
        let rows = fetch_all!(self, Row, DELIVERIES, id.uuid());
        rows.into_iter().map(DeliveryRecord::try_from).collect()
    }

    /// Returns the deliveries of a whole case.
    pub async fn case_deliveries(&mut self, id: CaseId) -> Result<Vec<DeliveryRecord>, DbError> {
        let rows = fetch_all!(self, Row, CASE_DELIVERIES, id.uuid());
        rows.into_iter().map(DeliveryRecord::try_from).collect()
    }

    /// Returns the deliveries of the messages of a case from one position to another.
    pub async fn deliveries_between(
        &mut self,
        id: CaseId,
        first_index: i64,
        last_index: i64,
    ) -> Result<Vec<DeliveryRecord>, DbError> {
        let rows = fetch_all!(self, Row, DELIVERIES_BETWEEN, id.uuid(), first_index, last_index);
        rows.into_iter().map(DeliveryRecord::try_from).collect()
    }

    /// Returns the delivery whose answers come to this token.
    pub async fn delivery_of_reply(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<DeliveryRecord>, DbError> {
        fetch_optional!(self, Row, DELIVERY_OF_REPLY, mac.as_slice())
            .map(DeliveryRecord::try_from)
            .transpose()
    }

    /// Returns the delivery whose bounces come to this token.
    pub async fn delivery_of_bounce(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<DeliveryRecord>, DbError> {
        fetch_optional!(self, Row, DELIVERY_OF_BOUNCE, mac.as_slice())
            .map(DeliveryRecord::try_from)
            .transpose()
    }

    /// Returns deliveries that are due to leave.
    pub async fn deliveries_due(
        &mut self,
        now: Timestamp,
        n_max: i64,
    ) -> Result<Vec<DeliveryRecord>, DbError> {
        let rows = fetch_all!(self, Row, DELIVERIES_DUE, micros(now), n_max.max(1));
        rows.into_iter().map(DeliveryRecord::try_from).collect()
    }

    /// Returns when the next delivery is due to leave.
    pub async fn next_leaving(&mut self) -> Result<Option<Timestamp>, DbError> {
        let row = fetch_optional!(self, (Option<i64>,), NEXT_LEAVING);
        Ok(row.and_then(|(at,)| at).map(timestamp_of_micros))
    }

    pub(crate) async fn set_delivery(&mut self, delivery: &Delivery) -> Result<(), DbError> {
        let n = execute!(
            self,
            UPDATE_DELIVERY,
            delivery.id.uuid(),
            delivery.version,
            delivery.state.as_str(),
            micros(delivery.leaves_at),
            delivery.n_tries,
            delivery.status.as_deref(),
        );
        if n == 0 { Err(DbError::Conflict { what: "delivery" }) } else { Ok(()) }
    }
}

impl WriteTx {
    /// Inserts a delivery.
    pub async fn insert_delivery(&mut self, new: &NewDelivery) -> Result<(), DbError> {
        let delivery = &new.delivery;
        self.changed("delivery", &[delivery.id.uuid().as_bytes()]);
        let person_id = match delivery.target {
            DeliveryTarget::Person(id) => Some(id.uuid()),
            DeliveryTarget::Channel => None,
        };
        execute!(
            self,
            INSERT_DELIVERY,
            delivery.id.uuid(),
            delivery.message_id.uuid(),
            new.case_id.uuid(),
            person_id,
            delivery.state.as_str(),
            micros(delivery.leaves_at),
            delivery.n_tries,
            new.reply_mac.as_slice(),
            new.bounce_mac.as_slice(),
        );
        Ok(())
    }

    /// Changes a delivery that still has the version that was read.
    pub async fn update_delivery(&mut self, delivery: &Delivery) -> Result<(), DbError> {
        let state = delivery.state.as_str().as_bytes();
        self.changed("delivery", &[delivery.id.uuid().as_bytes(), state]);
        self.set_delivery(delivery).await
    }
}

impl crate::BookTx {
    /// Notes a try: `leaving`, `deferred`, `uncertain`. What ends a delivery is an act.
    pub async fn note_delivery(&mut self, delivery: &Delivery) -> Result<(), DbError> {
        self.set_delivery(delivery).await
    }
}

statements! {
    DELIVERY = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where id = $1";
    DELIVERIES = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where message_id = $1 order by id";
    CASE_DELIVERIES = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where case_id = $1 order by id";
    DELIVERIES_BETWEEN = "select d.id, d.message_id, d.case_id, d.person_id, d.state, d.leaves_at, d.n_tries,
        d.status, d.version from messages m join deliveries d on d.message_id = m.id
        where m.case_id = $1 and m.position_index between $2 and $3 order by d.id";
    DELIVERY_OF_REPLY = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where reply_mac = $1";
    DELIVERY_OF_BOUNCE = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where bounce_mac = $1";
    DELIVERIES_DUE = "select id, message_id, case_id, person_id, state, leaves_at, n_tries, status, version
        from deliveries where state in ('held', 'leaving', 'deferred', 'uncertain') and leaves_at <= $1
        order by leaves_at, id limit $2";
    NEXT_LEAVING = "select min(leaves_at) from deliveries
        where state in ('held', 'leaving', 'deferred', 'uncertain')";
    UPDATE_DELIVERY = "update deliveries set state = $3, leaves_at = $4, n_tries = $5, status = $6,
        version = version + 1 where id = $1 and version = $2";
    INSERT_DELIVERY = "insert into deliveries (id, message_id, case_id, person_id, state, leaves_at, n_tries,
        reply_mac, bounce_mac, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
}
