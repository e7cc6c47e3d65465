//! Jobs that end in a mail by the house itself: sign-in links, notices.

use std::time::Duration;

use authority::LINK_JOB;
use desk::{
    ASSURANCE_NOTICE, CHANNEL_NOTICE, CONSENT_NOTICE, EMERGENCY_NOTICE, FACTOR_NOTICE,
    HANDOVER_MAIL, JobOutcome, LEGAL_NOTICE, NAMED_NOTICE, PLACE_NOTICE, STAFF_NOTICE,
    TOKEN_NOTICE,
};
use model::{
    AssuranceId, AuthorityId, CaseId, ConsentId, HandoverId, JobId, LinkId, MessageId,
    OutgoingMail, PersonId, StaffId,
};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How often jobs are looked for even when nobody rang.
const LOOK_EVERY: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
struct LinkPayload {
    link_id: LinkId,
}

#[derive(Deserialize)]
struct MessagePayload {
    message_id: MessageId,
}

#[derive(Deserialize)]
struct StaffPayload {
    staff_id: StaffId,
}

#[derive(Deserialize)]
struct FactorPayload {
    person_id: PersonId,
    change: String,
}

#[derive(Deserialize)]
struct ConsentPayload {
    consent_id: ConsentId,
}

#[derive(Deserialize)]
struct AssurancePayload {
    assurance_id: AssuranceId,
}

#[derive(Deserialize)]
struct EmergencyPayload {
    authority_id: AuthorityId,
    /// Nobody stands for the channel.
    staff_id: Option<StaffId>,
}

#[derive(Deserialize)]
struct HandoverPayload {
    handover_id: HandoverId,
}

#[derive(Deserialize)]
struct LegalPayload {
    staff_id: StaffId,
    case_id: CaseId,
}

#[derive(Deserialize)]
struct NamedPayload {
    message_id: MessageId,
    staff_ids: Vec<StaffId>,
}

#[derive(Deserialize)]
struct BatchPayload {
    staff_id: StaffId,
    /// The id of the job that the batch was made with.
    batch_id: JobId,
}

/// Runs until the house stops.
pub async fn run(house: House, relay: Option<mail::Relay>, stop: CancellationToken) {
    loop {
        match next(&house, relay.as_ref()).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                tracing::error!("a job could not be run: {error:#}");
                tokio::time::sleep(super::PAUSE_AFTER_FAILURE).await;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = house.desk.enqueued() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn next(house: &House, relay: Option<&mail::Relay>) -> anyhow::Result<bool> {
    let Some(job) = house.desk.claim_job().await? else {
        return Ok(false);
    };
    let outcome = match build(house, &job.name, &job.payload).await {
        Ok(None) => JobOutcome::Done,
        Ok(Some(mail)) => {
            let outcome = send(house, relay, &mail).await;
            if job.name == STAFF_NOTICE && matches!(outcome, JobOutcome::Retry(_)) {
                let BatchPayload { batch_id, .. } = serde_json::from_str(&job.payload)?;
                house.desk.notices_not_sent(batch_id.uuid()).await?;
            }
            outcome
        }
        Err(error) => {
            tracing::error!(job.id = %job.id, "a job failed: {error:#}");
            JobOutcome::Retry("it failed on our side")
        }
    };
    if job.name == HANDOVER_MAIL
        && let Ok(HandoverPayload { handover_id }) = serde_json::from_str(&job.payload)
    {
        // The job ends all the same, or it would be tried for ever; the handover lapses when its time is over.
        if let Err(error) =
            house.desk.handover_mail_failed(handover_id, &outcome, job.n_tries).await
        {
            tracing::error!("handover {handover_id} was not told that its mail failed: {error}");
        }
    }
    house.desk.finish_job(job.id, job.n_tries, outcome).await?;
    Ok(true)
}

async fn build(house: &House, name: &str, payload: &str) -> anyhow::Result<Option<OutgoingMail>> {
    match name {
        LINK_JOB => {
            let LinkPayload { link_id } = serde_json::from_str(payload)?;
            let Some(armed) = house.sign_in.arm_link(link_id).await? else {
                return Ok(None);
            };
            let path = web::link_path(armed.secret.expose());
            let link = format!("{}{path}", house.config.public_url());
            let about = link_id.uuid();
            let (address, end) = (armed.address, armed.expires_at);
            Ok(house.desk.link_mail(address, &link, end, &armed.reading, about.as_bytes()))
        }
        CHANNEL_NOTICE => {
            let MessagePayload { message_id } = serde_json::from_str(payload)?;
            Ok(house.desk.channel_notice(message_id).await?)
        }
        NAMED_NOTICE => {
            let NamedPayload { message_id, staff_ids } = serde_json::from_str(payload)?;
            house.desk.tell_named(message_id, &staff_ids).await?;
            Ok(None)
        }
        STAFF_NOTICE => {
            let BatchPayload { staff_id, batch_id } = serde_json::from_str(payload)?;
            Ok(house.desk.staff_notice(staff_id, batch_id.uuid()).await?)
        }
        TOKEN_NOTICE => {
            let StaffPayload { staff_id } = serde_json::from_str(payload)?;
            Ok(house.desk.token_notice(staff_id).await?)
        }
        PLACE_NOTICE => {
            let StaffPayload { staff_id } = serde_json::from_str(payload)?;
            Ok(house.desk.place_notice(staff_id).await?)
        }
        FACTOR_NOTICE => {
            let FactorPayload { person_id, change } = serde_json::from_str(payload)?;
            Ok(house.desk.factor_notice(person_id, &change).await?)
        }
        CONSENT_NOTICE => {
            let ConsentPayload { consent_id } = serde_json::from_str(payload)?;
            Ok(house.desk.consent_notice(consent_id).await?)
        }
        ASSURANCE_NOTICE => {
            let AssurancePayload { assurance_id } = serde_json::from_str(payload)?;
            Ok(house.desk.assurance_notice(assurance_id).await?)
        }
        EMERGENCY_NOTICE => {
            let EmergencyPayload { authority_id, staff_id } = serde_json::from_str(payload)?;
            Ok(house.desk.emergency_notice(authority_id, staff_id).await?)
        }
        HANDOVER_MAIL => {
            let HandoverPayload { handover_id } = serde_json::from_str(payload)?;
            Ok(house.desk.handover_mail(handover_id).await?)
        }
        LEGAL_NOTICE => {
            let LegalPayload { staff_id, case_id } = serde_json::from_str(payload)?;
            Ok(house.desk.legal_notice(staff_id, case_id).await?)
        }
        other => {
            tracing::error!("nobody knows the job {other}");
            Ok(None)
        }
    }
}

async fn send(house: &House, relay: Option<&mail::Relay>, mail: &OutgoingMail) -> JobOutcome {
    let rooms = mail::House {
        domain: house.config.mail.domain.clone(),
        installation_id: house.desk.log_verifier().origin().to_owned(),
    };
    let Some(relay) = relay else {
        return JobOutcome::GiveUp("mail.relay is not set");
    };
    let Ok(bytes) = mail::build(mail, &rooms) else {
        return JobOutcome::GiveUp("the mail could not be built");
    };
    match relay.send(&bytes, mail.envelope_from.as_ref(), &mail.to).await {
        Ok(_) => JobOutcome::Done,
        Err(error) if error.is_permanent => JobOutcome::GiveUp("the relay refused the mail"),
        Err(_) => JobOutcome::Retry("the relay did not take the mail"),
    }
}
