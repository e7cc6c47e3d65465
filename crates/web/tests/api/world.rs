//! The ground of these tests: a house with a case in it, and callers.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use jiff::SignedDuration;
use model::{
    Attachment, CaseNumber, Class, Field, FieldKey, Held, PersonId, Personal, Role, ToMember,
};
use serde_json::Value;
use testkit::house::{Member, TestHouse, mail_from};
use tower::ServiceExt;
use web::{Config, Probes, Rooms, Rules, State};

/// Octets of the longest answer that a test reads.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What the console of the house shows.
pub const CONSOLE_SECRET: &str = "a secret that the console keeps to itself";

/// Who calls.
#[derive(Clone)]
pub enum Caller {
    Nobody,
    /// A session, with the token that our own pages send beside it.
    Session {
        cookie: String,
        form_token: String,
    },
    Token(String),
}

/// A house with a case that is in the hands of an engineer.
pub struct World {
    pub house: TestHouse,
    pub app: Router,
    /// Sorts, and answers requests; works on the case.
    pub egon: Member,
    /// Jana, who asked.
    pub requester: Caller,
    pub requester_id: PersonId,
    /// An administrator, who reads nothing by being one.
    pub administrator: Caller,
    /// A token of Egon's.
    pub token: Caller,
    /// Jana's case.
    pub number: CaseNumber,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads the body as JSON; none is null.
    pub fn json(&self) -> Value {
        if self.bytes.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// Returns a header's text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Expects a status, and shows the answer where it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        let text = String::from_utf8_lossy(&self.bytes);
        assert_eq!(self.status.as_u16(), status, "{text}");
        self
    }

    /// Expects a problem of a kind.
    #[track_caller]
    pub fn problem(self, status: u16, kind: &str) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let json = answer.json();
        assert_eq!(json["type"], format!("/problems/{kind}"), "{json}");
        assert_eq!(json["status"], status);
        assert!(json["title"].is_string() && json["detail"].is_string(), "{json}");
        json
    }
}

impl Answer {
    /// Expects some refusal, in the shape of a problem.
    #[track_caller]
    pub fn expect_problem(self) {
        assert!(self.status.is_client_error(), "{}", self.status);
        assert_eq!(self.header("content-type"), "application/problem+json");
    }
}

impl World {
    /// Opens the house; Jana has written, Egon works on it.
    pub async fn open() -> Self {
        let house = TestHouse::with(None, |config| {
            let field = |key: &str, to_member, held| Field {
                key: FieldKey::parse(key).unwrap(),
                label: key.to_owned(),
                class: Class::Personal,
                held,
                to_member,
                elsewhere: None,
            };
            config.fields = vec![
                field("status", ToMember::Tell, Held::Here),
                field("passphrase", ToMember::Ask, Held::Console),
            ];
            config.consoles = vec![desk::Console {
                name: "accounts".to_owned(),
                secret: Personal::new(CONSOLE_SECRET.to_owned()),
                url: None,
            }];
        })
        .await;
        let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
        let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
        let ada = house.member("ada", &[Role::Administrator]).await;
        let case_id = house.mail(jana()).await;
        let number = house.number(case_id).await;
        house.give(number, &tessa, &egon).await;
        let record = house.db.read().await.unwrap().case(case_id).await.unwrap().unwrap();
        let requester_id = record.case.requester_id;
        let app = web::router(state(&house), probes());
        let requester = session(&house, requester_id).await;
        let administrator = session(&house, ada.staff.person_id).await;
        let token = token(&house, &egon, 30).await;
        Self { house, app, egon, requester, requester_id, administrator, token, number }
    }

    /// Sends a request as somebody.
    pub async fn send(
        &self,
        caller: &Caller,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        self.send_with(caller, method, path, body, &[]).await
    }

    /// Sends a request with headers of its own.
    pub async fn send_with(
        &self,
        caller: &Caller,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        request = match caller {
            Caller::Nobody => request,
            Caller::Token(token) => {
                request.header(header::AUTHORIZATION, format!("Bearer {token}"))
            }
            Caller::Session { cookie, form_token } => request
                .header(header::COOKIE, format!("chancery={cookie}"))
                .header("x-form-token", form_token),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            None => Body::empty(),
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
        };
        self.raw(request.body(body).unwrap()).await
    }

    /// Sends a request as it is.
    pub async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, ANSWER_BYTES_MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Reads as Egon's token.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(&self.token, Method::GET, path, None).await
    }

    /// Posts as Egon's token.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(&self.token, Method::POST, path, Some(body)).await
    }

    /// Returns a path below the case.
    pub fn case(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }

    /// Returns the first message of the case.
    pub async fn first_message(&self) -> Value {
        let answer = self.get(&self.case("/messages")).await.expect(200);
        answer.json()["messages"][0].clone()
    }
}

/// The state of the door over a house.
pub fn state(house: &TestHouse) -> State {
    State {
        rules: Rules {
            config: Arc::new(Config::new("http://127.0.0.1:8080").unwrap()),
            clock: house.clock.clone(),
            chance: house.chance.clone(),
        },
        desk: house.desk.clone(),
        sign_in: house.sign_in.clone(),
        read_key: Arc::new(|_| Err("no keys are brought here".to_owned())),
        read_openpgp: Arc::new(|_, _| Err(web::KeyFault::Unreadable)),
        previews: web::Previews::new(Arc::new(|_| model::IncomingMail::default())),
        archives: web::Archives::default(),
        rooms: Rooms::silent(),
        demo: None,
    }
}

fn probes() -> Probes {
    Probes { ready: Arc::new(|| Box::pin(async { Vec::new() })), metrics: Arc::new(String::new) }
}

/// Jana's mail, with a file.
pub fn jana() -> model::IncomingMail {
    let mut mail = mail_from(
        "Jana Nováková",
        "jana.novakova@mail.example",
        "Lost passphrase of Jana Nováková",
        "Hello, my phone is +420 601 123 456. Please call Jana Nováková.",
    );
    mail.html = Some(Personal::new("<p>Please call <b>Jana Nováková</b>.</p>".to_owned()));
    mail.attachments = vec![Attachment {
        name: Personal::new("Jana Nováková.html".to_owned()),
        media_type: "text/html".to_owned(),
        bytes: Personal::new(b"<script>alert(1)</script>".to_vec()),
    }];
    mail
}

/// Signs somebody in.
pub async fn session(house: &TestHouse, id: PersonId) -> Caller {
    let secret = house.sign_in.issue_link(id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 1]);
    let signed_in = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap();
    let cookie = signed_in.cookie.into_exposed();
    let form_token = house.sign_in.form_token(&cookie).unwrap();
    Caller::Session { cookie, form_token }
}

/// Makes a token for a member of the staff.
pub async fn token(house: &TestHouse, member: &Member, n_days: i64) -> Caller {
    let drawn = house.sign_in.draw_token(member.staff.id, None, n_days).unwrap();
    house.desk.create_token(&member.actor, drawn.new).await.unwrap();
    Caller::Token(drawn.bearer.into_exposed())
}

/// Moves the clock by days.
pub fn pass_days(house: &TestHouse, n_days: i64) {
    house.clock.advance(SignedDuration::from_hours(24 * n_days));
}
