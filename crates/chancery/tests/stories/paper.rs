//! Somebody at the plainest of browsers, with a passkey of software: what only a person may do is a step on pages, or in their
//! session through the API, also where all else is done by programs.

use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::{Value, json};
use testkit::SoftPasskey;

use crate::browser::{Browser, Page};

/// Somebody who is signed in.
pub struct Visitor {
    pub browser: Browser,
    passkey: SoftPasskey,
}

impl Visitor {
    /// Signs somebody in by a link that they were sent.
    pub async fn by_link(mut browser: Browser, origin: &str, link: &str) -> Self {
        let path = link.strip_prefix(origin).unwrap();
        let page = browser.get(path).await.ok();
        let pressed = browser.submit(&page, path, &[]).await;
        assert_eq!(pressed.status, 303, "{pressed:?}");
        // No two people have the same passkey.
        static MADE: AtomicU8 = AtomicU8::new(1);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Self { browser, passkey: SoftPasskey::new(origin, number) }
    }

    /// Opens a page that must be there.
    pub async fn get(&mut self, path: &str) -> Page {
        self.browser.get(path).await.ok()
    }

    /// Reads from the API, as a program does that runs in the session.
    pub async fn read(&mut self, path: &str) -> Value {
        let answer = self.get(&format!("/api/v1{path}")).await;
        serde_json::from_str(&answer.text).unwrap()
    }

    /// Calls the API in the session; it must do as it is told.
    pub async fn call(&mut self, path: &str, body: &Value) -> Value {
        let page = self.get("/security").await;
        let answer = self.browser.call(&page, path, body).await;
        assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    /// Ends something through the API in the session; it must be there.
    pub async fn ends(&mut self, path: &str) {
        let page = self.get("/security").await;
        let answer = self.browser.end(&page, path).await;
        assert_eq!(answer.status, 204, "{path}: {answer:?}");
    }

    /// Gives through the API what takes a fresh proof: it is shown, the passkey signs, and just that is given. Returns what was
    /// shown.
    pub async fn gives(&mut self, preview: &str, path: &str, part: &str, what: &Value) -> Value {
        let offer = self.call(preview, what).await;
        let credential = self.passkey.get(&offer["passkey"].to_string());
        let passkey: Value = serde_json::from_str(&credential).unwrap();
        let proof = json!({ "passkey": passkey });
        let body = json!({ part: what, "shown_at": offer["shown_at"], "proof": proof });
        self.call(path, &body).await;
        offer
    }

    /// Sends a form, and opens the page that it leads to.
    pub async fn post(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.browser.submit(page, path, fields).await;
        match answer.location {
            Some(to) => self.browser.get(&to).await,
            None => answer,
        }
    }

    /// Adds a passkey, as the page's script would.
    pub async fn adds_passkey(&mut self) {
        let page = self.get("/security/passkeys/new").await;
        let credential = self.passkey.create(&page.attribute("data-options"));
        let fields = [("name", "telephone"), ("credential", credential.as_str())];
        self.post(&page, "/security/passkeys", &fields).await.ok().shows(&["telephone"]);
    }

    /// Shows the passkey where a page asks for it, and sends what the page holds.
    pub async fn proves(&mut self, page: &Page, path: &str) -> Page {
        let credential = self.passkey.get(&page.attribute("data-options"));
        let mut fields = page.hidden(path);
        fields.retain(|(name, _)| name != "credential");
        fields.push(("credential".to_owned(), credential));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        self.post(page, path, &fields).await
    }

    /// Agrees to just this, out of what was asked: acts and fields, so often.
    pub async fn agrees(&mut self, id: &str, acts: &[&str], fields: &[&str], n_uses: &str) -> Page {
        let consent = format!("/consents/{id}");
        let page = self.get(&consent).await;
        let mut form: Vec<_> = acts.iter().map(|act| ("acts", *act)).collect();
        form.extend(fields.iter().map(|key| ("fields", *key)));
        form.extend([("hours", "24"), ("n_uses", n_uses)]);
        let page = self.post(&page, &format!("{consent}/grant/preview"), &form).await.ok();
        page.shows(&["This is what you agree to"]);
        let given = self.proves(&page, &format!("{consent}/grant")).await.ok();
        given.shows(&["You agreed"]);
        page
    }

    /// Agrees to just this through the API.
    pub async fn agrees_there(&mut self, id: &str, choice: &Value) -> Value {
        let own = format!("/me/consents/{id}");
        let preview = format!("{own}/grant_previews");
        self.gives(&preview, &format!("{own}/grant"), "choice", choice).await
    }
}
