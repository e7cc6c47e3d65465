//! By what one signs in, and where one is signed in: the overview, and removing one thing of it.

use askama::Template;
use authority::{FactorError, PASSKEYS_MAX, SESSION_IDLE_SECS};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{FactorChange, FactorView, OwnFactors, SessionView};
use jiff::Timestamp;
use model::{FactorId, FactorKind, Identity, Personal, SignInWay};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale,
    moment::Moment,
    notice::DoneQuery,
    pages::{
        consents::Answer,
        messages::EmptyForm,
        proofs::{self, Shown},
        signature_keys::SignatureKeyRow,
    },
    say, say_of,
    trouble::{Trouble, page},
};

/// The overview.
#[derive(Template)]
#[template(path = "factors/list.html")]
pub struct FactorList {
    /// What stands around.
    pub frame: Frame,
    /// How this session was begun: `by a link`.
    pub this_way: String,
    /// How sure that makes us, in a sentence.
    pub this_level: String,
    /// True where showing something would make this session surer.
    pub may_confirm: bool,
    /// True for a member of the staff who does no work until then.
    pub is_held_back: bool,
    /// True where browsers have passkeys for this house.
    pub takes_passkeys: bool,
    /// The passkeys.
    pub passkeys: Vec<FactorRow>,
    /// The authenticator app.
    pub app: Option<FactorRow>,
    /// The password.
    pub password: Option<FactorRow>,
    /// Recovery codes that are left.
    pub n_codes: i64,
    /// The OpenPGP keys that one has set down.
    pub signature_keys: Vec<SignatureKeyRow>,
    /// True where mail counts that is signed by a certificate.
    pub takes_certificates: bool,
    /// True where one's signed mail can give consent: not that of the staff.
    pub takes_signature_keys: bool,
    /// True where another key can be set down.
    pub may_add_key: bool,
    /// Where one is signed in, this session too.
    pub sessions: Vec<SessionRow>,
    /// How many requests for consent wait; whoever was sent here from one finds back.
    pub n_asked: usize,
}

/// One thing by which one signs in.
pub struct FactorRow {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: Personal<String>,
    /// When it was set up and last used.
    pub facts: String,
}

/// One session.
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// How it was begun: `by a link`.
    pub way: String,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last used, to the hour.
    pub seen: String,
    /// True for the one that asks.
    pub is_this: bool,
}

/// Asks whether to remove one.
#[derive(Template)]
#[template(path = "factors/show.html")]
pub struct FactorShow {
    /// What stands around.
    pub frame: Frame,
    /// Which one.
    pub id: String,
    /// What is asked: `Remove this passkey?`
    pub heading: String,
    /// What its owner calls it.
    pub name: Personal<String>,
    /// When it was set up and last used.
    pub facts: String,
    /// What would no longer work.
    pub warning: Option<String>,
}

impl FactorList {
    /// Returns sample values of a member of the staff who is well equipped.
    pub fn sample() -> Self {
        let row = |id: &str, name: &str, facts: &str| FactorRow {
            id: format!("0198a000-0000-7000-8000-00000000000{id}"),
            name: Personal::new(name.to_owned()),
            facts: facts.to_owned(),
        };
        let session = |id: &str, way, minutes, is_this| SessionRow {
            id: format!("0198a000-0000-7000-8000-00000000001{id}"),
            way: way_words(way),
            created_at: crate::samples::minutes_ago(minutes),
            seen: say("security-seen-now").to_string(),
            is_this,
        };
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            this_way: way_words(SignInWay::Passkey),
            this_level: level_words(Identity::Strong),
            may_confirm: false,
            is_held_back: false,
            takes_passkeys: true,
            passkeys: vec![
                row("1", "telephone", "set up 3 October 2026, last used 21 November 2026"),
                row("2", "blue key", "set up 4 October 2026, never used"),
            ],
            app: Some(row("3", "", "set up 3 October 2026, last used 20 November 2026")),
            password: Some(row("4", "", "set up 3 October 2026")),
            n_codes: 9,
            signature_keys: Vec::new(),
            takes_certificates: true,
            takes_signature_keys: false,
            may_add_key: false,
            sessions: vec![
                session("1", SignInWay::Passkey, 40, true),
                session("2", SignInWay::PasswordAndTotp, 90, false),
            ],
            n_asked: 0,
        }
    }

    /// Returns sample values of a requester who came by a link and has nothing set up.
    pub fn sample_empty() -> Self {
        let sample = Self::sample();
        Self {
            frame: Frame::sample_requester(),
            this_way: way_words(SignInWay::Link),
            this_level: level_words(Identity::SignedIn),
            takes_passkeys: false,
            passkeys: Vec::new(),
            app: None,
            password: None,
            n_codes: 0,
            signature_keys: Vec::new(),
            takes_certificates: false,
            takes_signature_keys: true,
            may_add_key: true,
            sessions: sample.sessions.into_iter().take(1).collect(),
            n_asked: 1,
            ..sample
        }
    }

    /// Returns sample values of a requester who has set down as many keys as are kept.
    pub fn sample_keys() -> Self {
        let keys = (0..desk::SIGNATURE_KEYS_MAX).map(|_| SignatureKeyRow::sample());
        Self {
            signature_keys: keys.collect(),
            takes_certificates: true,
            may_add_key: false,
            ..Self::sample_empty()
        }
    }

    /// Returns sample values of a member of the staff who must show more than a link.
    pub fn sample_held_back() -> Self {
        Self {
            frame: Frame::sample_requester(),
            this_way: way_words(SignInWay::Link),
            this_level: level_words(Identity::SignedIn),
            may_confirm: true,
            is_held_back: true,
            ..Self::sample()
        }
    }
}

impl FactorShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            id: "0198a000-0000-7000-8000-000000000001".to_owned(),
            heading: heading(FactorKind::Passkey),
            name: Personal::new("blue key".to_owned()),
            facts: "set up 4 October 2026, never used".to_owned(),
            warning: None,
        }
    }

    /// Returns sample values of what others hang on.
    pub fn sample_app() -> Self {
        Self {
            heading: heading(FactorKind::Totp),
            name: Personal::default(),
            warning: warning(FactorKind::Totp),
            ..Self::sample()
        }
    }
}

/// Shows the overview.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    let sessions = state.desk.own_sessions(&caller.actor).await?;
    let keys = state.desk.own_signature_keys(&caller.actor).await?;
    let takes_signature_keys = state.desk.takes_signature_keys(&caller.actor).await?;
    // Who is held back has come for the keys to the desk, and is not shown more before.
    let asked = if caller.is_held_back(&state) {
        Vec::new()
    } else {
        state.desk.own_consents(&caller.actor).await?
    };
    let mut frame = caller.frame(&state, Here::Security).await?;
    frame.notice = done.done.map(|done| done.sentence());
    let now = state.now();
    let this = sessions.iter().find(|session| session.is_this);
    let identity = caller.actor.identity();
    let single = |kind| own.single(kind).map(|factor| row(factor, now));
    page(&FactorList {
        frame,
        this_way: this.map_or_else(String::new, |session| way_words(session.way)),
        this_level: level_words(identity),
        may_confirm: identity < Identity::Strong && may_confirm(&own),
        is_held_back: caller.is_held_back(&state),
        takes_passkeys: state.sign_in.takes_passkeys(),
        passkeys: own.passkeys().map(|factor| row(factor, now)).collect(),
        app: single(FactorKind::Totp),
        password: single(FactorKind::Password),
        n_codes: own.n_recovery_codes,
        signature_keys: keys.iter().map(|key| SignatureKeyRow::new(key, now)).collect(),
        takes_certificates: state.desk.takes_certificates(),
        takes_signature_keys,
        may_add_key: takes_signature_keys && keys.len() < desk::SIGNATURE_KEYS_MAX,
        sessions: sessions.iter().map(|session| session_row(session, now)).collect(),
        n_asked: asked.iter().filter(|view| Answer::of(view) == Answer::Asked).count(),
    })
}

/// Asks whether to remove one, after whoever asks has shown that it is them.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<FactorId>,
) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    let factor = own.factors.iter().find(|factor| factor.id == id).ok_or(Trouble::NotFound)?;
    if let Shown::Ask(page) = proofs::shown(&state, &caller, &own, FactorChange::Remove(id)).await?
    {
        return Ok(page);
    }
    page(&FactorShow {
        frame: caller.frame(&state, Here::Security).await?,
        id: id.to_string(),
        heading: heading(factor.kind),
        name: factor.name.clone(),
        facts: facts(factor, state.now()),
        warning: warning(factor.kind),
    })
}

/// Removes one.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<FactorId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let change = FactorChange::Remove(id);
    let proof = proofs::standing(&state, &caller, change).await?;
    let done = state.desk.remove_factor(&caller.actor, id, proof.as_ref()).await;
    proofs::answer(done, change, Redirect::to("/security?done=removed").into_response())
}

// Whatever else is lost, a recovery code lets in but shows no more than a link does.
fn may_confirm(own: &OwnFactors) -> bool {
    own.factors.iter().any(|factor| factor.kind != FactorKind::Password)
}

fn row(factor: &FactorView, now: Timestamp) -> FactorRow {
    FactorRow { id: factor.id.to_string(), name: factor.name.clone(), facts: facts(factor, now) }
}

fn facts(factor: &FactorView, now: Timestamp) -> String {
    let since = day(factor.created_at);
    let words = match (factor.kind, factor.used_at) {
        // Which password was tried when is nobody's business, and not kept.
        (FactorKind::Password, _) => say("security-facts").with("day", since),
        (_, Some(at)) if day(at) == day(now) => say("security-facts-used-today").with("day", since),
        (_, Some(at)) => say("security-facts-used").with("day", since).with("used", day(at)),
        (_, None) => say("security-facts-never-used").with("day", since),
    };
    words.to_string()
}

fn session_row(session: &SessionView, now: Timestamp) -> SessionRow {
    SessionRow {
        id: session.id.to_string(),
        way: way_words(session.way),
        created_at: Moment::new(session.created_at, now),
        seen: seen_words(session.seen_at, now),
        is_this: session.is_this,
    }
}

/// Words a last use to the hour; a session that was idle for longer has ended.
fn seen_words(at: Timestamp, now: Timestamp) -> String {
    let secs = now.duration_since(at).as_secs();
    match secs / 3_600 {
        0 => say("security-seen-now").to_string(),
        hours => {
            let hours = hours.min(SESSION_IDLE_SECS / 3_600);
            say("security-seen-hours").with("n", hours).to_string()
        }
    }
}

fn day(at: Timestamp) -> String {
    let at = locale::zone().at(at);
    say("security-day")
        .with("day", at.day())
        .with("month", at.month())
        .with("year", at.year().to_string())
        .to_string()
}

fn heading(kind: FactorKind) -> String {
    say_of("security-removal", kind.as_str()).to_string()
}

fn warning(kind: FactorKind) -> Option<String> {
    match kind {
        FactorKind::Totp => Some(say("security-without-app").to_string()),
        FactorKind::Passkey | FactorKind::Password => None,
    }
}

/// Says how a session was begun.
fn way_words(way: SignInWay) -> String {
    say_of("security-way", way.as_str()).to_string()
}

fn level_words(identity: Identity) -> String {
    let words = match identity {
        Identity::Unknown | Identity::AddressControlled | Identity::SignedIn => {
            say("security-level-mailbox")
        }
        Identity::Strong => say("security-level-strong"),
        Identity::Assured => say("security-level-assured"),
    };
    words.to_string()
}

/// Says why something by which one would sign in was not taken.
pub fn fault_words(error: &FactorError) -> String {
    match error {
        FactorError::Wrong => say("security-fault-wrong").to_string(),
        FactorError::TooMany => say("security-fault-too-many").with("n", PASSKEYS_MAX).to_string(),
        error => error.to_string(),
    }
}
