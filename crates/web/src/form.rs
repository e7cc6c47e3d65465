//! Forms: taken only with the token of the browser that asked for them.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{State, caller::Caller, trouble::Trouble, unsent::Slip};

/// What a form of ours says. It cannot be had without the right token.
pub struct Ours<T>(pub T);

#[derive(Deserialize)]
struct Token {
    csrf: String,
}

impl<T: DeserializeOwned> FromRequest<State> for Ours<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let caller = request.extensions().get::<Caller>().cloned();
        let caller = caller.ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state)
            .await
            .map_err(IntoResponse::into_response)?;
        Slip::note(&parts.extensions, &bytes);
        let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let token = Form::<Token>::from_request(again(), state).await;
        let is_ours = token.is_ok_and(|Form(token)| is_token_of(state, &caller, &token.csrf));
        if !is_ours {
            return Err(Trouble::Foreign.into_response());
        }
        match Form::<T>::from_request(again(), state).await {
            Ok(Form(form)) => Ok(Self(form)),
            // Our own pages send every field; what lacks one was not made by them.
            Err(_) => Err(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        }
    }
}

/// Says whether a form's token belongs to the caller's browser.
pub fn is_token_of(state: &State, caller: &Caller, token: &str) -> bool {
    state.sign_in.is_form_token(caller.cookie.expose(), token)
}
