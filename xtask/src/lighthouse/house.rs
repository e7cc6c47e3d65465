//! The demonstration that is measured, and the seats from which its pages are seen.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

/// How long the demonstration may take to be made, on a busy machine.
const START_TIME: Duration = Duration::from_secs(120);

/// How long it may take to end, and to take its folder with it.
const STOP_TIME: Duration = Duration::from_secs(30);

/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Octets of the longest answer.
const ANSWER_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Time between two looks at whether something happened.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A page that is measured.
pub struct Page {
    /// Its name here.
    pub name: &'static str,
    /// The key of who looks at it; `None` is nobody.
    seat: Option<&'static str>,
    place: Place,
}

/// Where a page is.
enum Place {
    /// At this path.
    At(&'static str),
    /// Behind the first link of a list that begins so and goes on with a number.
    FirstOf { list: &'static str, link: &'static str },
}

/// Somebody of the staff of the demonstration.
const ENGINEER: Option<&str> = Some("engineer");

/// A requester of the demonstration.
const REQUESTER: Option<&str> = Some("01-lost-passphrase-new-phone");

/// What is measured, in this order.
pub const PAGES: [Page; 8] = [
    Page { name: "sign-in", seat: None, place: Place::At("/sign-in") },
    Page { name: "board", seat: ENGINEER, place: Place::At("/cases") },
    Page {
        name: "case",
        seat: ENGINEER,
        place: Place::FirstOf { list: "/cases", link: "/cases/" },
    },
    Page { name: "search", seat: ENGINEER, place: Place::At("/cases?q=passphrase") },
    Page { name: "profile", seat: ENGINEER, place: Place::At("/profile") },
    Page { name: "handbook", seat: ENGINEER, place: Place::At("/help") },
    Page {
        name: "request",
        seat: REQUESTER,
        place: Place::FirstOf { list: "/me", link: "/me/requests/" },
    },
    Page { name: "new-request", seat: REQUESTER, place: Place::At("/me/requests/new") },
];

/// A page as somebody sees it.
pub struct Seen {
    /// Its address.
    pub url: String,
    /// The cookie of who sees it; `None` is nobody's.
    pub cookie: Option<String>,
}

/// A demonstration on a port of its own, in a folder that goes with it.
pub struct House {
    child: Child,
    port: u16,
}

impl House {
    /// Makes and opens it; what it says goes into `log`.
    pub fn open(program: &Path, log: &Path) -> anyhow::Result<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = free.local_addr()?.port();
        drop(free);
        println!("making the demonstration on port {port}");
        let child = Command::new(program)
            .args(["demo", "--listen", &format!("127.0.0.1:{port}")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(log)?)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut house = Self { child, port };
        let begun = Instant::now();
        while house.connect().is_err() {
            let has_ended = house.child.try_wait()?.is_some();
            if has_ended || begun.elapsed() > START_TIME {
                bail!("the demonstration does not start; {} says why", log.display());
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(house)
    }

    /// Sits down as whom the page is for, and finds it.
    pub fn enter(&self, page: &Page) -> anyhow::Result<Seen> {
        let cookie = page.seat.map(|seat| self.sit_down(seat)).transpose()?;
        let path = match page.place {
            Place::At(path) => path.to_owned(),
            Place::FirstOf { list, link } => {
                let answer = self.get(list, cookie.as_deref())?;
                number_behind(&answer.body, link)
                    .map(|number| format!("{link}{number}"))
                    .with_context(|| format!("{list} names nothing under {link}"))?
            }
        };
        Ok(Seen { url: format!("http://localhost:{}{path}", self.port), cookie })
    }

    /// Takes a seat by the form of the first page, and returns the cookie of the session.
    fn sit_down(&self, seat: &str) -> anyhow::Result<String> {
        let first = self.get("/demo", None)?;
        let csrf = between(&first.body, "name=\"csrf\" value=\"", "\"");
        let csrf = csrf.context("the first page of the demonstration has no form")?;
        let form = format!("csrf={csrf}&seat={seat}");
        let answer = self.ask("POST", "/demo/seats", first.cookies().as_deref(), &form)?;
        let cookie = answer.cookies().filter(|_| answer.status == 303);
        cookie.with_context(|| format!("`{seat}` is no seat of this demonstration"))
    }

    fn get(&self, path: &str, cookie: Option<&str>) -> anyhow::Result<Answer> {
        let answer = self.ask("GET", path, cookie, "")?;
        if answer.status != 200 {
            bail!("{path} was answered {}", answer.status);
        }
        Ok(answer)
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        cookie: Option<&str>,
        form: &str,
    ) -> anyhow::Result<Answer> {
        let mut stream = self.connect()?;
        stream.set_read_timeout(Some(ANSWER_TIME))?;
        // As of HTTP/1.0, an answer comes in one piece and ends with the connection.
        let mut request = format!("{method} {path} HTTP/1.0\r\nhost: localhost:{}\r\n", self.port);
        if let Some(cookie) = cookie {
            request.push_str(&format!("cookie: {cookie}\r\n"));
        }
        if method == "POST" {
            let n_bytes = form.len();
            request.push_str(&format!(
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: {n_bytes}\r\n"
            ));
        }
        request.push_str(&format!("\r\n{form}"));
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.take(ANSWER_BYTES_MAX).read_to_end(&mut bytes)?;
        Answer::read(&String::from_utf8_lossy(&bytes))
            .with_context(|| format!("{path} was answered with something else than HTTP"))
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // Asked to end, it deletes its folder; killed, it would leave it.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < STOP_TIME {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(LOOK_EVERY);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn read(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_owned(), body: body.to_owned() })
    }

    /// Returns the cookies that were set, as a browser sends them back; those that were ended are not.
    fn cookies(&self) -> Option<String> {
        let set = self.head.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            let pair = value.split(';').next()?.trim();
            let is_set = name.eq_ignore_ascii_case("set-cookie") && !pair.ends_with('=');
            is_set.then_some(pair)
        });
        let pairs: Vec<&str> = set.collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

/// Returns what stands between two texts, where both first stand.
fn between<'a>(text: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(behind).map(|(found, _)| found)
}

/// Returns the number that stands behind the first link of a beginning; links that go on otherwise are others.
fn number_behind<'a>(html: &'a str, link: &str) -> Option<&'a str> {
    let beginning = format!("href=\"{link}");
    html.match_indices(&beginning).find_map(|(at, found)| {
        let rest = html.get(at + found.len()..)?;
        let (number, _) = rest.split_once('"')?;
        // Such as `s20260102.1`: no other path below has digits, and pages of a case stand behind a further `/`.
        let is_number = number.contains(|c: char| c.is_ascii_digit()) && !number.contains('/');
        is_number.then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_behind_a_link_is_found() {
        let check = |html: &str, expect: Option<&str>| {
            assert_eq!(number_behind(html, "/cases/"), expect, "{html}");
        };
        check(
            r#"<a href="/cases/placements">x</a> <a href="/cases/s20260102.1">y</a>"#,
            Some("s20260102.1"),
        );
        check(r#"<a href="/cases/s20260102.1/splits/new">x</a>"#, None);
        check(r#"<a href="/cases/">x</a>"#, None);
    }

    #[test]
    fn cookies_go_back_but_for_ended_ones() {
        let text = "HTTP/1.0 303 See Other\r\nSet-Cookie: chancery=abc; HttpOnly; Path=/\r\n\
            set-cookie: chancery-visit=; Max-Age=0\r\nlocation: /\r\n\r\nbody";
        let answer = Answer::read(text).unwrap();
        assert_eq!(answer.status, 303);
        assert_eq!(answer.cookies().as_deref(), Some("chancery=abc"));
        assert_eq!(answer.body, "body");
    }
}
