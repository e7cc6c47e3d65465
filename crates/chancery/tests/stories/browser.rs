//! A browser of the plainest kind: cookies, links, forms, no scripts.

use std::{collections::BTreeMap, net::SocketAddr};

use reqwest::{Client, RequestBuilder, redirect::Policy};
use serde_json::Value;

/// A browser on the house's pages.
pub struct Browser {
    client: Client,
    origin: String,
    cookies: BTreeMap<String, String>,
}

/// A page, or where to go instead.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: Option<String>,
    pub text: String,
}

impl Page {
    /// Returns the page if it is one, and fails where it is a refusal or leads elsewhere.
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{self:?}");
        self
    }

    /// Returns the token of its forms.
    fn token(&self) -> String {
        let rest = self.text.split("name=\"csrf\" value=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Returns what people read on it: text alone, in small letters, with single spaces.
    pub fn words(&self) -> String {
        let body = self.text.split_once("<body").map_or(self.text.as_str(), |(_, body)| body);
        let mut text = String::new();
        for piece in body.split('<') {
            // What is before the bracket is the tag, which people do not read.
            text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        }
        let text = unescaped(&text).to_lowercase();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Fails where the page lacks one of these, whatever the case of its letters.
    pub fn shows(&self, words: &[&str]) -> &Self {
        let text = self.words();
        let missing = words.iter().find(|words| !text.contains(&words.to_lowercase()));
        assert!(missing.is_none(), "{missing:?} is not in {} {text}", self.status);
        self
    }

    /// Returns the value of the first attribute of a name.
    pub fn attribute(&self, name: &str) -> String {
        let rest = self.text.split(&format!(" {name}=\"")).nth(1);
        let value = rest.unwrap_or_else(|| panic!("no {name} in {self:?}")).split('"').next();
        unescaped(value.unwrap())
    }

    /// Returns the path of the first form or link whose path ends so.
    pub fn path(&self, end: &str) -> String {
        let paths = self.text.split([' ', '\n']).filter_map(|piece| {
            let rest = piece.strip_prefix("action=\"").or_else(|| piece.strip_prefix("href=\""));
            rest?.split(['"', '#']).next()
        });
        let mut paths = paths.map(unescaped);
        paths.find(|path| path.ends_with(end)).unwrap_or_else(|| panic!("no {end} in {self:?}"))
    }

    /// Returns what the first form to this path brings along, its token aside.
    pub fn hidden(&self, path: &str) -> Vec<(String, String)> {
        let form = self.text.split(&format!("action=\"{path}\"")).nth(1);
        let form = form.unwrap_or_else(|| panic!("no form {path} in {self:?}"));
        let inputs = form.split("</form>").next().unwrap().split("<input type=\"hidden\" ").skip(1);
        let pairs = inputs.map(|input| {
            let of = |name: &str| {
                let rest = input.split(&format!("{name}=\"")).nth(1).unwrap();
                unescaped(rest.split('"').next().unwrap())
            };
            (of("name"), of("value"))
        });
        pairs.filter(|(name, _)| name != "csrf").collect()
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"");
    text.replace("&#39;", "'").replace("&#38;", "&")
}

impl Browser {
    /// Opens one.
    pub fn new(web: SocketAddr) -> Self {
        Self::at(&format!("http://{web}"), web)
    }

    /// Opens one on a site that listens at an address and is called `http://localhost:PORT` or by that address.
    pub fn at(origin: &str, web: SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy();
        let client = client.resolve("localhost", web).build().unwrap();
        Self { client, origin: origin.to_owned(), cookies: BTreeMap::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.origin));
        self.load(request).await
    }

    /// Sends the form of a page.
    pub async fn submit(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = page.token();
        let mut form = vec![("csrf", token.as_str())];
        form.extend(fields);
        let request = self.client.post(format!("{}{path}", self.origin)).form(&form);
        self.load(request.header("Origin", &self.origin)).await
    }

    /// Sends a form that bears no token.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(format!("{}{path}", self.origin)).form(fields);
        self.load(request.header("Origin", &self.origin)).await
    }

    /// Sends JSON to the API, as a program does that runs in somebody's session; the page brings the token.
    pub async fn call(&mut self, page: &Page, path: &str, body: &Value) -> Page {
        let request = self.client.post(format!("{}/api/v1{path}", self.origin)).json(body);
        let request = request.header("Origin", &self.origin).header("X-Form-Token", page.token());
        self.load(request).await
    }

    /// Ends something through the API, in the same way.
    pub async fn end(&mut self, page: &Page, path: &str) -> Page {
        let request = self.client.delete(format!("{}/api/v1{path}", self.origin));
        let request = request.header("Origin", &self.origin).header("X-Form-Token", page.token());
        self.load(request).await
    }

    async fn load(&mut self, request: RequestBuilder) -> Page {
        let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let answer = request.header("Cookie", cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status().as_u16();
        Page { status, location, text: answer.text().await.unwrap() }
    }
}
