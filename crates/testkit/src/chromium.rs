//! A real Chromium, used as people use it: by what stands on the page. It has an authenticator of its own, a telephone
//! whose owner always agrees.
//!
//! Long because every gesture of a reader stands here, each a few lines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a browser that cannot be used has failed its test"
)]

use std::{net::IpAddr, path::Path, process::Stdio, time::Duration};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    error::CmdError,
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

/// How long the browser may take for a page or a step of its own, on a busy machine.
const STEP_TIME: Duration = Duration::from_secs(20);

/// Time between two looks at a page.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// How wide and high the window is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A telephone, as members have.
    Telephone,
    /// A desk, as the staff have.
    Desk,
}

impl Screen {
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Telephone => (390, 844),
            Self::Desk => (1280, 900),
        }
    }
}

/// A browser on one site; it is gone when it is dropped.
pub struct Chromium {
    driver: Child,
    client: Client,
    origin: String,
}

/// Adds a virtual authenticator (WebAuthn §11.3).
#[derive(Debug)]
struct AddAuthenticator;

impl WebDriverCompatibleCommand for AddAuthenticator {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/authenticator", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true,
        });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// Asks the browser by its own protocol, for what WebDriver has no word for.
#[derive(Debug)]
struct AskDirectly {
    method: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for AskDirectly {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.method, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// How bright its owner likes pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Returns the word of CSS.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Chromium {
    /// Opens one for a site called `http://localhost:PORT` that listens at an address of this machine. Passkeys are bound
    /// to names, and browsers take this one as safe without TLS.
    pub async fn open(origin: &str, at: IpAddr, screen: Screen) -> Self {
        let port = {
            let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
            free.local_addr().unwrap().port()
        };
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own, so that the browser ends with its driver.
        command.process_group(0).kill_on_drop(true);
        let driver =
            command.spawn().expect("chromedriver is installed (Debian package `chromium-driver`)");
        let client = connected(port, capabilities(at, screen)).await;
        client.issue_cmd(AddAuthenticator).await.unwrap();
        Self { driver, client, origin: origin.to_owned() }
    }

    /// Opens a page of the site.
    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.origin)).await.unwrap();
    }

    /// Opens an address that somebody was sent.
    pub async fn open_link(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Presses a button that says this.
    pub async fn press(&self, words: &str) {
        self.click("button", words).await;
    }

    /// Follows a link that says this.
    pub async fn follow(&self, words: &str) {
        self.click("a", words).await;
    }

    /// Opens what is folded in under these words.
    pub async fn unfold(&self, words: &str) {
        self.click("summary", words).await;
    }

    /// Types into a field that is labelled so, in place of what stands there.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.labelled(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Puts a file of this machine into a field that is labelled so.
    pub async fn attach(&self, label: &str, file: &Path) {
        self.labelled(label).await.send_keys(&file.display().to_string()).await.unwrap();
    }

    /// Chooses in a list that is labelled so.
    pub async fn choose(&self, label: &str, option: &str) {
        self.labelled(label).await.select_by_label(option).await.unwrap();
    }

    /// Picks a day, given as `2026-11-21`, in a field that is labelled so.
    pub async fn pick_day(&self, label: &str, day: &str) {
        let parts: Vec<&str> = day.split('-').collect();
        let [year, month, day] = parts[..] else { panic!("{day} is no day") };
        self.labelled(label).await.send_keys(&format!("{month}{day}{year}")).await.unwrap();
    }

    /// Ticks a box that is labelled so, or takes its tick away.
    pub async fn tick(&self, label: &str, is_ticked: bool) {
        let field = self.labelled(label).await;
        if field.is_selected().await.unwrap() != is_ticked {
            self.click_on(field).await;
        }
    }

    /// Waits until the page shows all of this, whatever the case of its letters.
    pub async fn sees(&self, words: &[&str]) {
        let begun = Instant::now();
        loop {
            let text = self.text().await;
            let missing = words.iter().find(|words| !text.contains(&folded(words)));
            let Some(missing) = missing else { return };
            if begun.elapsed() > STEP_TIME {
                panic!("{missing:?} is not on {}: {text}", self.path().await);
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// Looks that the page, which is there, shows none of this.
    pub async fn misses(&self, words: &[&str]) {
        let text = self.text().await;
        let found = words.iter().find(|words| text.contains(&folded(words)));
        assert!(found.is_none(), "{found:?} is on {}: {text}", self.path().await);
    }

    /// Waits until the browser is on a page.
    pub async fn is_at(&self, path: &str) {
        let begun = Instant::now();
        while self.path().await != path {
            if begun.elapsed() > STEP_TIME {
                panic!("{} is not {path}: {}", self.path().await, self.text().await);
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until what stands behind the path of the page begins so.
    pub async fn asks(&self, start: &str) {
        let begun = Instant::now();
        while !self.query().await.starts_with(start) {
            assert!(
                begun.elapsed() < STEP_TIME,
                "{} does not begin with {start}",
                self.query().await
            );
            sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until the browser has left a page.
    pub async fn leaves(&self, path: &str) {
        let begun = Instant::now();
        while self.path().await == path {
            assert!(begun.elapsed() < STEP_TIME, "the browser stays on {path}");
            sleep(LOOK_EVERY).await;
        }
    }

    /// Returns the path of the page, without what is behind it.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Returns the page as it is now, scripts included.
    pub async fn source(&self) -> String {
        self.client.source().await.unwrap()
    }

    /// Returns what stands in a field that is labelled so.
    pub async fn value(&self, label: &str) -> String {
        self.labelled(label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        let mut is_held = false;
        for value in keys.chars() {
            let [down, up] = [KeyAction::Down { value }, KeyAction::Up { value }];
            // The control key is held by its first sign and let go by its second.
            actions = match (value == CONTROL, is_held) {
                (true, false) => actions.then(down),
                (true, true) => actions.then(up),
                (false, _) => actions.then(down).then(up),
            };
            is_held ^= value == CONTROL;
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Waits until the page has so many of these elements, where people see them.
    pub async fn sees_all(&self, selector: &str, n: usize) {
        let begun = Instant::now();
        loop {
            let mut n_seen = 0;
            for found in self.client.find_all(Locator::Css(selector)).await.unwrap_or_default() {
                n_seen += usize::from(found.is_displayed().await.unwrap_or(false));
            }
            if n_seen == n {
                return;
            }
            assert!(begun.elapsed() < STEP_TIME, "{n_seen} {selector}, not {n}");
            sleep(LOOK_EVERY).await;
        }
    }

    /// Returns the id of what has the focus.
    pub async fn focus(&self) -> String {
        let focused = self.client.active_element().await.unwrap();
        focused.attr("id").await.unwrap().unwrap_or_default()
    }

    /// Returns what stands behind the path of the page.
    pub async fn query(&self) -> String {
        self.client.current_url().await.unwrap().query().unwrap_or_default().to_owned()
    }

    /// Keeps a picture of the whole page.
    pub async fn picture(&self, path: &Path) {
        std::fs::write(path, self.client.screenshot().await.unwrap()).unwrap();
    }

    /// Keeps a picture of the whole page, down to a height in CSS pixels.
    pub async fn picture_of_all(&self, path: &Path, height_max: f64) {
        let measures = self.ask("Page.getLayoutMetrics", json!({})).await;
        let size = &measures["cssContentSize"];
        let height = size["height"].as_f64().unwrap_or(0.0).min(height_max);
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1 });
        let how = json!({ "captureBeyondViewport": true, "clip": clip });
        let taken = self.ask("Page.captureScreenshot", how).await;
        let bytes = data_encoding::BASE64.decode(taken["data"].as_str().unwrap().as_bytes());
        std::fs::write(path, bytes.unwrap()).unwrap();
    }

    /// Has pages shown light or dark from now on.
    pub async fn likes(&self, theme: Theme) {
        let feature = json!({ "name": "prefers-color-scheme", "value": theme.as_str() });
        self.ask("Emulation.setEmulatedMedia", json!({ "features": [feature] })).await;
    }

    /// Has pages know from now on that their owner wants nothing to move.
    pub async fn wants_no_motion(&self) {
        let feature = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.ask("Emulation.setEmulatedMedia", json!({ "features": [feature] })).await;
    }

    /// Has pages shown as they are printed from now on.
    pub async fn prints(&self) {
        self.ask("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Prints the page, and returns the octets of the document.
    pub async fn printed(&self) -> Vec<u8> {
        let how = json!({ "paperWidth": 8.27, "paperHeight": 11.69 });
        let printed = self.ask("Page.printToPDF", how).await;
        data_encoding::BASE64.decode(printed["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    /// Has pages asked for in this language from now on.
    pub async fn reads(&self, language: &str) {
        self.ask("Network.enable", json!({})).await;
        let headers = json!({ "headers": { "Accept-Language": language } });
        self.ask("Network.setExtraHTTPHeaders", headers).await;
    }

    /// Says by how many pixels the page is wider than the screen, written from the left and from the right.
    pub async fn overflows(&self) -> [i64; 2] {
        let measure = "const page = document.documentElement;
            const over = () => page.scrollWidth - page.clientWidth;
            const before = page.dir;
            const widths = ['ltr', 'rtl'].map((dir) => { page.dir = dir; return over(); });
            page.dir = before;
            return widths;";
        let widths = self.client.execute(measure, Vec::new()).await.unwrap();
        serde_json::from_value(widths).unwrap()
    }

    /// Lets pages run their scripts, or keeps them from it.
    pub async fn runs_scripts(&self, is_allowed: bool) {
        self.ask("Emulation.setScriptExecutionDisabled", json!({ "value": !is_allowed })).await;
    }

    /// Has what is downloaded kept in a folder.
    pub async fn keeps_downloads_in(&self, folder: &Path) {
        let how = json!({ "behavior": "allow", "downloadPath": folder });
        self.ask("Browser.setDownloadBehavior", how).await;
    }

    /// Runs axe-core over the page, given as its source, and returns what it finds wrong: rule, why, and where.
    pub async fn violations(&self, axe: &str) -> Vec<String> {
        // The page's policy refuses foreign scripts; the driver's are not the page's.
        self.client.execute(axe, Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run({ resultTypes: ['violations'] }).then((found) => done(found.violations.map(
                (one) => `${one.id}: ${one.help}: ` + one.nodes.map((node) => node.target.join(' ')).join(', '))))";
        let found = self.client.execute_async(run, Vec::new()).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Runs a script that is the driver's and not the page's, and returns what it returns.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Waits until a script returns this.
    pub async fn comes_to(&self, script: &str, expect: Value) {
        let begun = Instant::now();
        loop {
            let found = self.script(script).await;
            if found == expect {
                return;
            }
            assert!(begun.elapsed() < STEP_TIME, "{script}: {found}, not {expect}");
            sleep(LOOK_EVERY).await;
        }
    }

    /// Types keys as somebody does who has no field in mind.
    pub async fn types(&self, keys: &str) {
        let element = self.client.active_element().await.unwrap();
        element.send_keys(keys).await.unwrap();
    }

    /// Sends a form by where it stands.
    pub async fn submit(&self, css: &str) {
        let form = self.client.find(Locator::Css(css)).await.unwrap();
        let button = form.find(Locator::Css("button")).await.unwrap();
        self.click_on(button).await;
    }

    async fn ask(&self, method: &'static str, parameters: Value) -> Value {
        self.client.issue_cmd(AskDirectly { method, parameters }).await.unwrap()
    }

    /// Returns what the page shows, in small letters and with single spaces.
    async fn text(&self) -> String {
        let begun = Instant::now();
        loop {
            // Between two pages there is none, or the one that was found is gone before it is read.
            let found: Result<String, CmdError> =
                async { self.client.find(Locator::Css("body")).await?.text().await }.await;
            match found {
                Ok(text) => return folded(&text),
                Err(error) => assert!(begun.elapsed() < STEP_TIME, "no page: {error}"),
            }
            sleep(LOOK_EVERY).await;
        }
    }

    async fn click(&self, element: &str, words: &str) {
        let paths = said(words).map(|said| format!("//{element}[{said}]"));
        self.click_on(self.shown(&paths).await).await;
    }

    /// Clicks where the element will stay: pages scroll softly, and the driver does not wait for it.
    async fn click_on(&self, element: Element) {
        let script = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })";
        let argument = serde_json::to_value(&element).unwrap();
        self.client.execute(script, vec![argument]).await.unwrap();
        element.click().await.unwrap();
    }

    async fn labelled(&self, label: &str) -> Element {
        let said = said(label);
        let fields = "*[self::input or self::textarea or self::select]";
        let of = said.iter().map(|said| format!("//{fields}[@id = //label[{said}]/@for]"));
        let within = said.iter().map(|said| format!("//label[{said}]//{fields}"));
        self.shown(&of.chain(within).collect::<Vec<_>>()).await
    }

    /// Waits for an element that people can see and use, rather of an earlier path than of a later one.
    async fn shown(&self, paths: &[String]) -> Element {
        let begun = Instant::now();
        loop {
            for path in paths {
                let found = self.client.find_all(Locator::XPath(path)).await;
                for element in found.unwrap_or_default() {
                    let is_usable = element.is_displayed().await.unwrap_or(false)
                        && element.is_enabled().await.unwrap_or(false);
                    if is_usable {
                        return element;
                    }
                }
            }
            if begun.elapsed() > STEP_TIME {
                panic!("{paths:?} is not on {}: {}", self.path().await, self.text().await);
            }
            sleep(LOOK_EVERY).await;
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if let Some(group) = self.driver.id() {
            let mut kill = std::process::Command::new("kill");
            let _ = kill.args(["-KILL", "--", &format!("-{group}")]).status();
        }
    }
}

/// WebDriver's sign of the key that is held while another is pressed (WebDriver §17.4.2).
const CONTROL: char = '\u{e009}';

/// Returns conditions of XPath for what says these words: these alone, or these among others.
fn said(words: &str) -> [String; 2] {
    [
        format!("normalize-space(.) = \"{words}\""),
        format!("contains(normalize-space(.), \"{words}\")"),
    ]
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capabilities(at: IpAddr, screen: Screen) -> Value {
    let (width, height) = screen.size();
    let arguments = [
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--hide-scrollbars".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-extensions".to_owned(),
        "--disable-sync".to_owned(),
        // Dates are typed as this language writes them.
        "--lang=en-US".to_owned(),
        format!("--window-size={width},{height}"),
        format!("--host-resolver-rules=MAP localhost {at}"),
    ];
    let mut options = json!({ "args": arguments });
    if screen == Screen::Telephone {
        // No window is as narrow.
        let metrics = json!({ "width": width, "height": height, "pixelRatio": 1.0 });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    json!({ "goog:chromeOptions": options })
}

async fn connected(port: u16, capabilities: Value) -> Client {
    let Value::Object(capabilities) = capabilities else { unreachable!("written as one") };
    let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
    builder.capabilities(capabilities);
    let begun = Instant::now();
    loop {
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            Err(error) if begun.elapsed() > STEP_TIME => panic!("no browser: {error}"),
            Err(_) => sleep(LOOK_EVERY).await,
        }
    }
}
