//! A browser as far as the pages need one: cookies, forms with their tokens, redirects by hand.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use model::{PersonId, Personal};
use testkit::house::{Member, TestHouse};
use tower::ServiceExt;
use web::{CheckedKey, Config, Probes, Rooms, Rules, State};

/// Where the pages of the named world are.
pub const ORIGIN: &str = "https://desk.example";

/// The site: every page of a house.
pub fn site(house: &TestHouse) -> Router {
    site_of(state(house))
}

/// The site behind proxies that it trusts.
pub fn site_behind(house: &TestHouse, proxies: &str) -> Router {
    let mut state = state(house);
    let config = Config::new(ORIGIN).unwrap().trusting(proxies.parse().unwrap());
    state.rules.config = Arc::new(config);
    site_of(state)
}

/// The site of a house that tells about itself.
pub fn site_with(house: &TestHouse, rooms: Rooms) -> Router {
    site_of(State { rooms, ..state(house) })
}

/// The site of a house that looks at files in a way of its own.
pub fn site_looking(house: &TestHouse, previews: web::Previews) -> Router {
    site_of(State { previews, ..state(house) })
}

/// The site at another address than that of the named world.
pub fn site_at(house: &TestHouse, origin: &str) -> Router {
    let mut state = state(house);
    state.rules.config = Arc::new(Config::new(origin).unwrap());
    state.sign_in = house.sign_in.clone().at_site(origin);
    site_of(state)
}

fn site_of(state: State) -> Router {
    let probes = Probes {
        ready: Arc::new(|| Box::pin(async { Vec::new() })),
        metrics: Arc::new(String::new),
    };
    web::router(state, probes)
}

fn state(house: &TestHouse) -> State {
    let until = house.clock.clone();
    State {
        rules: Rules {
            config: Arc::new(Config::new(ORIGIN).unwrap()),
            clock: house.clock.clone(),
            chance: house.chance.clone(),
        },
        desk: house.desk.clone(),
        sign_in: house.sign_in.clone().at_site(ORIGIN),
        // The mail room's reader is tested there; here a key is what says that it is one.
        read_openpgp: Arc::new(|text, _| match text.trim().strip_prefix("KEY ") {
            Some(fingerprint) => Ok(web::KeyTold {
                bytes: Personal::new(text.as_bytes().to_vec()),
                fingerprint: fingerprint.to_owned(),
                owners: vec![Personal::new("Jana <jana@mail.example>".to_owned())],
            }),
            None => Err(web::KeyFault::Unreadable),
        }),
        read_key: Arc::new(move |key| {
            use model::Clock;
            if key.passphrase.expose() != "open sesame" {
                return Err("the passphrase does not open the key file".to_owned());
            }
            let not_after = until.now() + jiff::SignedDuration::from_hours(24 * 50);
            Ok(CheckedKey { pkcs12: key.pkcs12, not_after })
        }),
        previews: web::Previews::new(Arc::new(read_mail)),
        archives: web::Archives::default(),
        rooms: Rooms::silent(),
        demo: None,
    }
}

/// Reads a mail as far as the pages need one; how it is read for real is tested in the mail room.
fn read_mail(bytes: &[u8]) -> model::IncomingMail {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default();
    model::IncomingMail {
        subject: Personal::new(subject.to_owned()),
        text: Personal::new(text.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned()),
        ..model::IncomingMail::default()
    }
}

/// A page as it came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub html: String,
}

impl Page {
    /// Where a redirect goes.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.html);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// Asserts that the page holds all of these.
    pub fn shows(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(self.html.contains(part), "no {part} in {}", self.html);
        }
        self
    }

    /// Asserts that the page holds none of these.
    pub fn hides(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(!self.html.contains(part), "{part} in {}", self.html);
        }
        self
    }

    /// Asserts the status.
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.html);
        self
    }

    /// The token of the page's forms.
    pub fn token(&self) -> String {
        let rest = self.html.split("name=\"csrf\" value=\"").nth(1);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    /// The action of the first form whose action ends so.
    pub fn action(&self, end: &str) -> String {
        let mut actions =
            self.html.split(" action=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        actions
            .find(|action| action.ends_with(end))
            .unwrap_or_else(|| panic!("no form {end}"))
            .to_owned()
    }
}

/// A browser with its cookies.
pub struct Browser {
    site: Router,
    cookies: RefCell<BTreeMap<String, String>>,
    token: RefCell<String>,
}

impl Browser {
    /// Opens a browser that knows nothing.
    pub fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookies: RefCell::default(), token: RefCell::default() }
    }

    /// Opens a browser and signs a person in by a link.
    pub async fn signed_in(house: &TestHouse, site: &Router, person: PersonId) -> Self {
        let browser = Self::new(site);
        let secret: Personal<String> = house.sign_in.issue_link(person).await.unwrap();
        let path = web::link_path(secret.expose());
        browser.get(&path).await.is(StatusCode::OK);
        assert_eq!(browser.post(&path, &[]).await.to(), "/");
        browser
    }

    /// Opens a browser and signs a member of the staff in.
    pub async fn of_member(house: &TestHouse, site: &Router, member: &Member) -> Self {
        let browser = Self::signed_in(house, site, member.staff.person_id).await;
        browser.get("/help").await.is(StatusCode::OK);
        browser
    }

    /// Reads a page.
    pub async fn get(&self, path: &str) -> Page {
        let page = self.send(Method::GET, path, &[], String::new()).await;
        let token = page.token();
        if !token.is_empty() {
            self.token.replace(token);
        }
        page
    }

    /// Sends a form with the token of the page read last.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.token.borrow().clone();
        let mut all = vec![("csrf", token.as_str())];
        all.extend(fields);
        self.post_raw(path, &all, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form as it stands.
    pub async fn post_raw(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Page {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let form = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<_> = headers.iter().copied().chain([form]).collect();
        self.send(Method::POST, path, &headers, body).await
    }

    /// Sends any request with this browser's cookies, and keeps the cookies that come back.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Page {
        let (status, headers, bytes) = self.send_for_bytes(method, path, headers, body).await;
        // What is no text is looked at by its bytes.
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { status, headers, html }
    }

    /// The same, with the answer as it came.
    pub async fn send_for_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    /// Returns the names of the cookies.
    pub fn cookie_names(&self) -> Vec<String> {
        self.cookies.borrow().keys().cloned().collect()
    }

    /// Returns the token of the page read last.
    pub fn token(&self) -> String {
        self.token.borrow().clone()
    }

    fn keep(&self, cookie: &str) {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for word in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(word), "no {word} in {cookie}");
        }
        let (name, rest) = cookie.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        if value.is_empty() {
            self.cookies.borrow_mut().remove(name);
        } else {
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
    }
}

fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let encode =
        |byte: u8| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}
