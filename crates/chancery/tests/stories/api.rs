//! The API as a program outside uses it.

use std::{net::SocketAddr, time::Duration};

use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::until;

/// Time for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Time until a mail that was taken shows on the board, on a machine that does much else.
pub const BOARD_TIME: Duration = Duration::from_secs(20);

/// A client with somebody's token.
pub struct Api {
    client: Client,
    base: String,
    token: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub etag: Option<String>,
    pub body: Value,
}

impl Api {
    /// Makes a client.
    pub fn new(web: SocketAddr, token: &str) -> Self {
        let client = Client::builder().timeout(ANSWER_TIME).no_proxy().build().unwrap();
        Self { client, base: format!("http://{web}/api/v1"), token: token.to_owned() }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        if_match: Option<&str>,
    ) -> Answer {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        request = request.bearer_auth(&self.token);
        if let Some(body) = &body {
            request = request.json(body);
        }
        if let Some(etag) = if_match {
            request = request.header("If-Match", etag);
        }
        let answer = request.send().await.unwrap();
        let etag = answer.headers().get("etag").map(|etag| etag.to_str().unwrap().to_owned());
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        Answer { status, etag, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    /// Makes something.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), None).await
    }

    /// Changes something that was read.
    pub async fn patch(&self, path: &str, body: Value, etag: &str) -> Answer {
        self.send(Method::PATCH, path, Some(body), Some(etag)).await
    }

    /// Changes a field of a case's requester, under the version that was read.
    pub async fn change_field(&self, number: &str, key: &str, value: &str, version: i64) -> Answer {
        let path = format!("/cases/{number}/fields/{key}");
        let body = json!({ "value": value, "version": version });
        self.send(Method::PATCH, &path, Some(body), None).await
    }

    /// Makes something that must be made.
    pub async fn make(&self, path: &str, body: Value) -> Value {
        let answer = self.post(path, body).await;
        assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
        answer.body
    }

    /// Tries what must be refused; returns what is said, with the clause that refuses.
    pub async fn is_refused(&self, path: &str, body: Value) -> Value {
        let answer = self.post(path, body).await;
        assert_eq!(answer.status, 403, "{path}: {answer:?}");
        assert!(!text(&answer.body, "detail").is_empty(), "{path}: {answer:?}");
        answer.body
    }

    /// Reads what must be there.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }

    /// Returns all cases of a queue, page by page.
    pub async fn cases(&self, queue: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let mut page = self.read(&format!("/cases?queue={queue}{after}")).await;
            all.append(page["cases"].as_array_mut().unwrap());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return all,
            }
        }
    }

    /// Returns the messages of a case.
    pub async fn messages(&self, number: &str) -> Vec<Value> {
        let body = self.read(&format!("/cases/{number}/messages")).await;
        body["messages"].as_array().unwrap().clone()
    }

    /// Waits until a queue has so many cases, and returns them.
    pub async fn wait_for_cases(&self, queue: &str, n_cases: usize) -> Vec<Value> {
        until(&format!("{n_cases} cases in {queue}"), BOARD_TIME, async || {
            let cases = self.cases(queue).await;
            (cases.len() >= n_cases).then_some(cases)
        })
        .await
    }

    /// Waits until a case has so many messages, and returns them.
    pub async fn wait_for_messages(&self, number: &str, n_messages: usize) -> Vec<Value> {
        until(&format!("{n_messages} messages in {number}"), BOARD_TIME, async || {
            let messages = self.messages(number).await;
            (messages.len() >= n_messages).then_some(messages)
        })
        .await
    }

    /// Moves a case to another queue, under the version that was read.
    pub async fn move_case(&self, number: &str, queue: &str) {
        let path = format!("/cases/{number}");
        let etag = self.get(&path).await.etag.unwrap();
        let moved = self.patch(&path, json!({ "queue": queue }), &etag).await;
        assert_eq!(moved.status, 200, "{moved:?}");
    }

    /// Gives a case to somebody and moves it to `support`.
    pub async fn give(&self, number: &str, address: &str) {
        let path = format!("/cases/{number}/assignment");
        let given = self.post(&path, json!({ "staff": address })).await;
        assert_eq!(given.status, 200, "{given:?}");
        self.move_case(number, "support").await;
    }

    /// Answers a case.
    pub async fn reply(&self, number: &str, text: &str) {
        let path = format!("/cases/{number}/replies");
        let replied = self.post(&path, json!({ "text": text })).await;
        assert_eq!(replied.status, 201, "{replied:?}");
    }
}

/// Returns a text field, or nothing where it is null.
pub fn text<'value>(value: &'value Value, field: &str) -> &'value str {
    value[field].as_str().unwrap_or_default()
}
