//! One's own profile: roles, the key that signs one's mail, single keys on or off.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::{Address, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    cookies::{self, Jar},
    form::{Ours, is_token_of},
    frame::{Frame, Here},
    keys::{Bindings, Conflict, KEYS, PLACES},
    locale::Words,
    moment::Moment,
    notice::DoneQuery,
    say, say_of,
    state::BroughtKey,
    trouble::{Trouble, page, page_with},
};

/// The profile of a member of the staff.
#[derive(Template)]
#[template(path = "profiles/edit.html")]
pub struct ProfileEdit {
    /// What stands around.
    pub frame: Frame,
    /// Their name.
    pub name: Personal<String>,
    /// What outsiders are told: `Support engineer 3`.
    pub title: String,
    /// Their roles in words.
    pub roles: Vec<String>,
    /// Their own address, from which they answer: it is theirs to see.
    pub address: Personal<String>,
    /// The key that signs their mail.
    pub key: Option<SigningKey>,
    /// Why the upload came back.
    pub error: Option<String>,
    /// True where single keys act.
    pub has_keys: bool,
    /// Which keys those are.
    pub keys: Vec<KeyField>,
    /// True where they are as in the table.
    pub is_default: bool,
    /// Why the keys came back.
    pub keys_error: Option<String>,
    /// Who may stand in for them: id and title.
    pub colleagues: Vec<(String, String)>,
    /// Who does, by id; empty for nobody.
    pub deputy: String,
}

/// A key that can be chosen.
pub struct KeyField {
    /// Its name.
    pub id: &'static str,
    /// The key.
    pub key: String,
    /// What it does, in words.
    pub words: String,
    /// True where it is the letter of a page.
    pub is_behind_go: bool,
    /// True where it came back.
    pub is_wrong: bool,
}

/// A signing key.
pub struct SigningKey {
    /// Until when its certificate is valid.
    pub expires_at: Moment,
    /// True where that is over.
    pub is_expired: bool,
}

impl ProfileEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        let personal = |text: &str| Personal::new(text.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Profile, ""),
            name: personal("Eva Sample"),
            title: "Support engineer 3".to_owned(),
            roles: vec!["support engineer".to_owned(), "triage".to_owned()],
            address: personal("eva@desk.example"),
            key: Some(SigningKey {
                expires_at: Moment::new(
                    crate::samples::now() + jiff::SignedDuration::from_hours(24 * 102),
                    crate::samples::now(),
                ),
                is_expired: false,
            }),
            error: None,
            has_keys: true,
            keys: key_fields(&Bindings::default()),
            is_default: true,
            keys_error: None,
            colleagues: vec![("5".to_owned(), "Support engineer 5".to_owned())],
            deputy: "5".to_owned(),
        }
    }

    /// Returns sample values of who has no key.
    pub fn sample_without_key() -> Self {
        let error = Some("The passphrase does not open this file.".to_owned());
        Self { key: None, error, has_keys: false, ..Self::sample() }
    }

    /// Returns sample values of keys that came back.
    pub fn sample_conflict() -> Self {
        let mut profile = Self::sample();
        let typed = BTreeMap::from([("search".to_owned(), "j".to_owned())]);
        let pairs = typed.iter().map(|(id, key)| (id.as_str(), key.as_str()));
        if let Err(conflict) = Bindings::of_pairs(pairs) {
            profile.take_back(&typed, &conflict);
        }
        Self { is_default: false, ..profile }
    }

    /// Puts keys back into the form as they were typed.
    fn take_back(&mut self, typed: &BTreeMap<String, String>, conflict: &Conflict) {
        for field in &mut self.keys {
            if let Some(key) = typed.get(field.id) {
                field.key = key.chars().take(1).collect();
            }
            field.is_wrong = field.id == conflict.id;
        }
        self.keys_error = Some(format!("{}.", conflict.words));
    }
}

/// Whether single keys act.
#[derive(Deserialize)]
pub struct KeysForm {
    single_keys: String,
}

/// Who stands in for oneself.
#[derive(Deserialize)]
pub struct DeputyForm {
    deputy: String,
}

/// Shows the profile of the caller.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut profile = profile(&state, &caller).await?;
    profile.frame.notice = done.done.map(|done| done.sentence());
    page(&profile)
}

/// Keeps the key that signs the caller's mail.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    multipart: Multipart,
) -> Result<Response, Trouble> {
    let staff = caller.staff().ok_or(Trouble::NotFound)?;
    let upload = Upload::read(multipart).await?;
    // The token is a part of the body like the others, so nothing was done with them before this line.
    if !is_token_of(&state, &caller, &upload.csrf) {
        return Err(Trouble::Foreign);
    }
    let me = state.desk.member(staff.id).await?;
    let address: Address = me.address.ok_or(Trouble::NotFound)?;
    let brought = BroughtKey { pkcs12: upload.file, passphrase: upload.passphrase, address };
    let read_key = Arc::clone(&state.read_key);
    // Opening such a file derives keys for as long as whoever made it wished.
    let read = tokio::task::spawn_blocking(move || read_key(brought)).await;
    let key = match read {
        Ok(Ok(key)) => key,
        Ok(Err(words)) => return again(&state, &caller, words).await,
        Err(_) => {
            return again(&state, &caller, say("profile-file-unreadable").to_string()).await;
        }
    };
    match state.desk.put_signing_key(&caller.actor, staff.id, key.pkcs12, key.not_after).await {
        Ok(()) => Ok(Redirect::to("/profile?done=key").into_response()),
        Err(desk::DeskError::Invalid { words, .. }) => again(&state, &caller, words).await,
        Err(error) => Err(error.into()),
    }
}

/// Notes who stands in for the caller.
pub async fn update_deputy(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<DeputyForm>,
) -> Result<Response, Trouble> {
    let deputy = match form.deputy.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Trouble::NotFound)?),
    };
    state.desk.name_deputy(&caller.actor, deputy).await?;
    Ok(Redirect::to("/profile?done=deputy").into_response())
}

/// Keeps by which keys the caller works, or makes them as they were at first.
pub async fn update_bindings(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(typed): Ours<BTreeMap<String, String>>,
) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    let pairs = typed.iter().map(|(id, key)| (id.as_str(), key.as_str()));
    let bindings = match typed.contains_key("reset") {
        true => Ok(Bindings::default()),
        false => Bindings::of_pairs(pairs),
    };
    match bindings {
        Ok(bindings) => {
            state.desk.put_key_bindings(&caller.actor, &bindings.text()).await?;
            Ok(Redirect::to("/profile?done=keys_bound#bindings").into_response())
        }
        Err(conflict) => {
            let mut profile = profile(&state, &caller).await?;
            profile.take_back(&typed, &conflict);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &profile)
        }
    }
}

fn key_fields(bindings: &Bindings) -> Vec<KeyField> {
    let field = |id, words: Words, is_behind_go| KeyField {
        id,
        key: bindings.key(id).to_string(),
        words: words.to_string(),
        is_behind_go,
        is_wrong: false,
    };
    let keys = KEYS.iter().map(|key| field(key.id, say_of("key", key.id), false));
    let places = PLACES.iter().filter(|place| place.letter.is_some());
    keys.chain(places.map(|place| field(place.id, say_of("place", place.id), true))).collect()
}

/// Switches single keys on or off, for this browser.
pub async fn update_keys(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<KeysForm>,
) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    let config = &state.rules.config;
    let cookie = match form.single_keys.as_str() {
        "off" => cookies::set(config, Jar::Keys, &Personal::new("off".to_owned())),
        _ => cookies::end(config, Jar::Keys),
    };
    Ok((CookieJar::new().add(cookie), Redirect::to("/profile?done=keys")).into_response())
}

#[derive(Default)]
struct Upload {
    csrf: String,
    file: Personal<Vec<u8>>,
    passphrase: Personal<String>,
}

impl Upload {
    async fn read(mut multipart: Multipart) -> Result<Self, Trouble> {
        let unreadable = |_| Trouble::Unusable(say("profile-upload-unreadable").to_string());
        let mut upload = Self::default();
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            match field.name() {
                Some("csrf") => upload.csrf = field.text().await.map_err(unreadable)?,
                Some("passphrase") => {
                    upload.passphrase = Personal::new(field.text().await.map_err(unreadable)?);
                }
                Some("file") => {
                    let bytes = field.bytes().await.map_err(unreadable)?;
                    upload.file = Personal::new(bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}

async fn again(state: &crate::State, caller: &Caller, words: String) -> Result<Response, Trouble> {
    let profile = ProfileEdit { error: Some(words), ..profile(state, caller).await? };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &profile)
}

async fn profile(state: &crate::State, caller: &Caller) -> Result<ProfileEdit, Trouble> {
    let staff = caller.staff().ok_or(Trouble::NotFound)?;
    let me = state.desk.member(staff.id).await?;
    let now = state.now();
    let bindings = Bindings::read(&state.desk.key_bindings(&caller.actor).await?);
    let views = state.desk.staff(&caller.actor).await?;
    let colleagues = views.iter().filter(|other| other.is_active && other.id != staff.id);
    Ok(ProfileEdit {
        frame: caller.frame(state, Here::Profile).await?,
        title: crate::floors::title(&me),
        name: me.name,
        roles: me.roles.iter().map(|role| say_of("role", role.as_str()).to_string()).collect(),
        address: me
            .address
            .map(|address| Personal::new(address.expose().to_owned()))
            .unwrap_or_default(),
        key: me
            .signing_not_after
            .map(|end| SigningKey { expires_at: Moment::new(end, now), is_expired: end <= now }),
        error: None,
        has_keys: caller.has_keys,
        keys: key_fields(&bindings),
        is_default: bindings.is_default(),
        keys_error: None,
        colleagues: colleagues
            .map(|other| (other.id.to_string(), crate::floors::title(other)))
            .collect(),
        deputy: me.deputy_id.map(|id| id.to_string()).unwrap_or_default(),
    })
}
