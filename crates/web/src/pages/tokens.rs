//! API tokens of one's own: made, shown once, and ended.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::ApiToken;
use jiff::Timestamp;
use model::{Act, ApiTokenId, Personal, Resource};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::messages::EmptyForm,
    say,
    trouble::{Trouble, page, page_with},
};

/// Days that the form proposes.
const DAYS_PROPOSED: i64 = 90;

/// One's own tokens, and the form of another.
#[derive(Template)]
#[template(path = "tokens/list.html")]
pub struct TokenList {
    /// What stands around.
    pub frame: Frame,
    /// Those that are in force.
    pub tokens: Vec<TokenRow>,
    /// Days, as typed.
    pub days: String,
    /// The acts it is limited to, as typed.
    pub acts: String,
    /// Why the form came back.
    pub error: Option<String>,
    /// The longest that a token may hold, in days.
    pub days_max: i64,
}

/// One token.
pub struct TokenRow {
    /// Its id, as entries name it.
    pub id: String,
    /// What it is limited to; empty is all that the roles allow.
    pub acts: Vec<&'static str>,
    /// When it ends.
    pub expires_at: Moment,
    /// When it was last used.
    pub used_at: Option<Moment>,
}

/// Shows a new token, once.
#[derive(Template)]
#[template(path = "tokens/show.html")]
pub struct TokenShow {
    /// What stands around.
    pub frame: Frame,
    /// What a program shows.
    pub bearer: Personal<String>,
    /// When it ends.
    pub expires_at: Moment,
}

impl TokenList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let in_days = |days: i64| crate::samples::minutes_ago(-days * 24 * 60);
        let row = |id: &str, acts: &[&'static str], used_at| TokenRow {
            id: format!("0199d0c2-0000-7000-8000-00000000000{id}"),
            acts: acts.to_vec(),
            expires_at: in_days(40),
            used_at,
        };
        Self {
            frame: Frame::sample_staff(Here::Tokens, ""),
            tokens: vec![
                row("1", &["case.list", "case.show"], Some(crate::samples::minutes_ago(50))),
                row("2", &[], None),
            ],
            days: DAYS_PROPOSED.to_string(),
            acts: String::new(),
            error: None,
            days_max: authority::TOKEN_DAYS_MAX,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self {
            tokens: Vec::new(),
            acts: "case.read".to_owned(),
            error: Some(no_act("case.read")),
            ..Self::sample()
        }
    }
}

impl TokenShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Tokens, ""),
            bearer: Personal::new("chancery_sampleSAMPLEsampleSAMPLEsample0123".to_owned()),
            expires_at: crate::samples::minutes_ago(-90 * 24 * 60),
        }
    }
}

/// What a token is to be.
#[derive(Deserialize)]
pub struct TokenForm {
    days: String,
    /// Not named as the boxes of consents and motions are: these are typed.
    #[serde(rename = "limits")]
    acts: String,
}

/// Lists one's own tokens.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let form = TokenForm { days: DAYS_PROPOSED.to_string(), acts: String::new() };
    let mut shown = shown(&state, &caller, form, None).await?;
    shown.frame.notice = query.done.map(crate::notice::Done::sentence);
    page(&shown)
}

/// Makes a token and shows it. The answer to the form is the page itself: an address that showed it again would be
/// one place too many.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<TokenForm>,
) -> Result<Response, Trouble> {
    let staff = caller.staff().ok_or(Trouble::NotFound)?;
    let drawn = match scopes(&form.acts) {
        Ok(scopes) => {
            // What is no number is out of bounds, and is told which they are.
            let n_days = form.days.trim().parse().unwrap_or(0);
            state.sign_in.draw_token(staff.id, scopes, n_days).map_err(|error| error.to_string())
        }
        Err(words) => Err(words),
    };
    let drawn = match drawn {
        Ok(drawn) => drawn,
        Err(words) => {
            caller.must(&state, Act::TokenCreate, &Resource::Staff(staff.id))?;
            let shown = shown(&state, &caller, form, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let expires_at = Moment::new(drawn.new.token.expires_at, state.now());
    state.desk.create_token(&caller.actor, drawn.new).await?;
    let frame = caller.frame(&state, Here::Tokens).await?;
    page(&TokenShow { frame, bearer: drawn.bearer, expires_at })
}

/// Ends one of one's own tokens.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let staff = caller.staff().ok_or(Trouble::NotFound)?;
    let id: ApiTokenId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.revoke_token(&caller.actor, staff.id, id).await?;
    Ok(Redirect::to("/tokens?done=token_ended").into_response())
}

fn scopes(text: &str) -> Result<Option<BTreeSet<Act>>, String> {
    let words = text.split([',', ' ', '\n', '\r']).filter(|word| !word.is_empty());
    let act = |word: &str| Act::of_str(word).ok_or_else(|| no_act(word));
    let acts = words.map(act).collect::<Result<BTreeSet<_>, _>>()?;
    Ok((!acts.is_empty()).then_some(acts))
}

fn no_act(word: &str) -> String {
    say("tokens-no-act").with("act", word).to_string()
}

async fn shown(
    state: &crate::State,
    caller: &Caller,
    form: TokenForm,
    error: Option<String>,
) -> Result<TokenList, Trouble> {
    let tokens = state.desk.own_tokens(&caller.actor).await?;
    let now = state.now();
    Ok(TokenList {
        frame: caller.frame(state, Here::Tokens).await?,
        tokens: tokens.iter().map(|token| TokenRow::new(token, now)).collect(),
        days: form.days,
        acts: form.acts,
        error,
        days_max: authority::TOKEN_DAYS_MAX,
    })
}

impl TokenRow {
    fn new(token: &ApiToken, now: Timestamp) -> Self {
        Self {
            id: token.id.to_string(),
            acts: token.scopes.iter().flatten().map(|act| act.as_str()).collect(),
            expires_at: Moment::new(token.expires_at, now),
            used_at: token.used_at.map(|at| Moment::new(at, now)),
        }
    }
}
