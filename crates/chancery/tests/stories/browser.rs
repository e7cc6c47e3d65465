//! A browser of the plainest kind: cookies, links, forms, no scripts.

use std::{collections::BTreeMap, net::SocketAddr};

use reqwest::{Client, RequestBuilder, redirect::Policy};

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

impl Browser {
    /// Opens one.
    pub fn new(web: SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { client, origin: format!("http://{web}"), cookies: BTreeMap::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.origin));
        self.load(request).await
    }

    /// Sends the form of a page.
    pub async fn submit(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let mark = "name=\"csrf\" value=\"";
        let token = page.text.split(mark).nth(1).unwrap().split('"').next().unwrap();
        let mut form = vec![("csrf", token)];
        form.extend(fields);
        let request = self.client.post(format!("{}{path}", self.origin)).form(&form);
        self.load(request.header("Origin", &self.origin)).await
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
