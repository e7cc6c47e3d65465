//! Who asks: recognised once per request, before any page function.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use async_recursion::async_recursion as boxed;
use authority::Decision;
use axum::{
    extract::{ConnectInfo, FromRequestParts, OriginalUri, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::{Act, Actor, PersonId, Personal, Resource, Role, StaffActor};
use tracing::warn;

use crate::{
    cookies::{self, Jar},
    forwarded,
    frame::{Alarm, Frame, Here, QueueLink, Seat, StaffSeat, ViewLink},
    keys::Bindings,
    moment::{self, Moment},
    pages::{denials::DenialShow, live},
    say_of,
    trouble::{Refused, Trouble, page_with},
    unsent,
};

/// Nobody in particular, for asking whether persons may be looked for at all.
pub const SOMEBODY: Resource = Resource::Person(PersonId::from_uuid(uuid::Uuid::nil()));

/// Whose navigation leads to the disputes; the pages behind it ask the gate.
const OF_DISPUTES: [Role; 6] = [
    Role::Arbitrator,
    Role::CaseManager,
    Role::TeamLeader,
    Role::Counsel,
    Role::BoardMember,
    Role::Publisher,
];

/// The header by which our own pages say that nobody pressed anything: they read themselves anew.
const BY_ITSELF: &str = "x-by-itself";

/// By whom a request was made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Somebody who is there.
    Somebody,
    /// A page that keeps itself up to date. The session does not last longer for it.
    Page,
}

impl By {
    fn of(request: &Request) -> Self {
        let is_page =
            request.uri().path() == live::PATH || request.headers().contains_key(BY_ITSELF);
        if is_page { Self::Page } else { Self::Somebody }
    }
}

/// Who asks, and by which browser.
#[derive(Clone)]
pub struct Caller {
    /// Who it is; a visitor where nobody signed in.
    pub actor: Actor,
    /// The cookie of the session, or of the visit.
    pub cookie: Personal<String>,
    /// The token of this browser's forms.
    pub csrf: String,
    /// Where they are: at the other end of the connection, or of the proxies that the house trusts.
    pub peer: IpAddr,
    /// True where single keys act.
    pub has_keys: bool,
    /// True where nobody pressed anything: a page reads itself anew.
    pub is_by_itself: bool,
}

impl Caller {
    /// Returns the caller as a member of the staff.
    pub const fn staff(&self) -> Option<&StaffActor> {
        match &self.actor {
            Actor::Staff(staff) => Some(staff),
            _ => None,
        }
    }

    /// Builds the frame of a page.
    pub async fn frame(&self, state: &crate::State, here: Here) -> Result<Frame, Trouble> {
        let seat = match &self.actor {
            // Who is held back sees what is theirs as a person, and nothing of the desk.
            Actor::Staff(_) if self.is_held_back(state) => Seat::Requester,
            Actor::Staff(staff) => Seat::Staff(Box::pin(self.seat(state, staff, here)).await?),
            Actor::Person(_) => Seat::Requester,
            Actor::Visitor | Actor::Founder => Seat::Nobody,
        };
        let (is_demo, is_anew) = (state.demo.is_some(), self.is_by_itself);
        Ok(Frame { csrf: self.csrf.clone(), seat, is_demo, is_anew, ..Frame::bare() })
    }

    async fn seat(
        &self,
        state: &crate::State,
        staff: &StaffActor,
        here: Here,
    ) -> Result<StaffSeat, Trouble> {
        let queues = state.desk.queue_views(&self.actor).await?;
        let link = |view: desk::QueueView| QueueLink {
            name: view.queue.name.to_string(),
            n_open: view.n_open,
            n_late: view.n_late,
            is_here: false,
        };
        let now = state.now();
        let at_hand = state.desk.at_hand(&self.actor).await?;
        let alarms = at_hand.alarms.into_iter().map(|(number, until)| Alarm {
            number: number.to_string(),
            left: moment::left(until, now),
            until: Moment::new(until, now),
        });
        let roles = staff.roles.iter().map(|role| say_of("role", role.as_str()).to_string());
        Ok(StaffSeat {
            roles: roles.collect::<Vec<_>>().join(", "),
            queues: queues.into_iter().map(link).collect(),
            views: at_hand.views.into_iter().map(view_link).collect(),
            here,
            has_disputes: OF_DISPUTES.iter().any(|role| staff.roles.contains(role)),
            may_browse_log: self.may(state, Act::LogShow, &Resource::Log),
            may_find_person: self.may(state, Act::PersonFind, &SOMEBODY),
            may_run_house: self.may(state, Act::HouseShow, &Resource::House),
            has_keys: self.has_keys,
            n_drafts: at_hand.n_drafts,
            bindings: Bindings::read(&state.desk.key_bindings(&self.actor).await?),
            alarms: alarms.collect(),
        })
    }

    /// Says whether this is a member of the staff whom the house does not know well enough yet: all of the staff see
    /// which queues there are.
    pub fn is_held_back(&self, state: &crate::State) -> bool {
        self.staff().is_some() && !self.may(state, Act::QueueList, &Resource::House)
    }

    /// Says whether an act would be allowed, without trying it.
    pub fn may(&self, state: &crate::State, act: Act, resource: &Resource) -> bool {
        state.desk.rights(&self.actor, &[act], resource).iter().all(Decision::is_allowed)
    }

    /// Refuses a page whose form leads to an act that would be refused. Nothing was tried, so nothing is recorded.
    pub fn must(&self, state: &crate::State, act: Act, resource: &Resource) -> Result<(), Trouble> {
        for decision in state.desk.rights(&self.actor, &[act], resource) {
            if let Decision::Denied(denial) = decision {
                return Err(Trouble::Foreseen(Box::new(denial)));
            }
        }
        Ok(())
    }
}

fn view_link(view: desk::SavedView) -> ViewLink {
    let count = match view.n_cases {
        Some(n) if n > desk::VIEW_COUNT_MAX => format!("{}+", desk::VIEW_COUNT_MAX),
        Some(n) => n.to_string(),
        None => String::new(),
    };
    ViewLink { id: view.id.to_string(), name: view.name, count, is_here: false }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Recognises who asks, and gives refusals their page.
#[boxed]
pub async fn recognise(
    State(state): State<crate::State>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let cookies = CookieJar::from_headers(request.headers());
    let config = &state.rules.config;
    let mut new_visit = None;
    let by = By::of(&request);
    let (actor, cookie) = match signed_in(&state, &cookies, by).await {
        Ok(Some(found)) => found,
        Ok(None) => {
            let visit = cookies::read(config, &cookies, Jar::Visit).unwrap_or_else(|| {
                let visit = cookies::draw_visit(&*state.rules.chance);
                new_visit = Some(cookies::set(config, Jar::Visit, &visit));
                visit
            });
            (Actor::Visitor, visit)
        }
        Err(trouble) => return trouble.into_response(),
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let keys = cookies::read(config, &cookies, Jar::Keys);
    let caller = Caller {
        csrf: state.sign_in.form_token(cookie.expose()).unwrap_or_default(),
        peer: forwarded::client(request.headers(), peer, config.proxies()),
        has_keys: keys.is_none_or(|value| value.expose() != "off"),
        is_by_itself: by == By::Page,
        actor,
        cookie,
    };
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    if let Some(refused) = response.extensions_mut().remove::<Refused>() {
        response = refusal(&state, &caller, &refused, uri.path()).await.into_response();
    }
    if let Some(Ok(value)) = new_visit.map(|cookie| HeaderValue::try_from(cookie.to_string())) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Sends whoever has not signed in to the page where they can, whatever they asked for: the answer is the
/// same for what exists and what does not.
#[boxed]
pub async fn require_seat(caller: Caller, request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    match (&caller.actor, is_reading) {
        (Actor::Person(_) | Actor::Staff(_), _) => next.run(request).await,
        (_, true) => Redirect::to("/sign-in").into_response(),
        (_, false) => {
            // What they typed while their session ended is theirs again, on the page that says so.
            unsent::read(request).await;
            StatusCode::FORBIDDEN.into_response()
        }
    }
}

async fn signed_in(
    state: &crate::State,
    cookies: &CookieJar,
    by: By,
) -> Result<Option<(Actor, Personal<String>)>, Trouble> {
    let Some(cookie) = cookies::read(&state.rules.config, cookies, Jar::Session) else {
        return Ok(None);
    };
    let actor = match by {
        By::Somebody => state.sign_in.actor_of_session(cookie.expose()).await?,
        By::Page => state.sign_in.standing_actor(cookie.expose()).await?,
    };
    Ok(actor.map(|actor| (actor, cookie)))
}

async fn refusal(
    state: &crate::State,
    caller: &Caller,
    refused: &Refused,
    path: &str,
) -> Result<Response, Trouble> {
    let frame = caller.frame(state, Here::Elsewhere).await.unwrap_or_else(|trouble| {
        // A refusal must be shown even where the frame around it cannot be read.
        warn!(?trouble, "a refusal is shown without its frame");
        Frame::bare()
    });
    page_with(StatusCode::FORBIDDEN, &DenialShow::new(frame, refused, path))
}
