//! The search box: words and phrases search, `queue:` `state:` `assigned:me` narrow the board.

use model::{CaseState, QueueName};

/// Characters of the longest text that we look at; the desk has its own limit on words.
const QUERY_CHARS_MAX: usize = 400;

/// What the box asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The board, narrowed.
    Board(Narrowing),
    /// Words and phrases.
    Words(String),
}

/// How the board is narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// One queue.
    pub queue: Option<QueueName>,
    /// One state.
    pub state: Option<CaseState>,
    /// Only the reader's own.
    pub is_mine: bool,
}

impl Query {
    /// Reads the box; what is wrong with it comes back in words.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(format!("At most {QUERY_CHARS_MAX} characters."));
        }
        let mut narrowing = Narrowing::default();
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            match word.split_once(':') {
                Some(("queue", name)) => {
                    let name =
                        QueueName::parse(name).map_err(|_| format!("There is no queue {name}."))?;
                    narrowing.queue = Some(name);
                }
                Some(("state", name)) => {
                    let state = CaseState::of_str(name);
                    narrowing.state =
                        Some(state.ok_or_else(|| format!("There is no state {name}."))?);
                }
                Some(("assigned", "me")) => narrowing.is_mine = true,
                _ => words.push(word),
            }
        }
        let is_narrowed = narrowing != Narrowing::default();
        match (words.is_empty(), is_narrowed) {
            (false, true) => {
                Err("Words search all your queues; queue:, state: and assigned:me narrow \
                                  the board. Use one or the other."
                    .to_owned())
            }
            (false, false) => Ok(Self::Words(words.join(" "))),
            (true, _) => Ok(Self::Board(narrowing)),
        }
    }
}

impl Narrowing {
    /// Returns the text that the box shows for it.
    pub fn text(&self) -> String {
        let queue = self.queue.as_ref().map(|name| format!("queue:{name}"));
        let state = self.state.map(|state| format!("state:{}", state.as_str()));
        let mine = self.is_mine.then(|| "assigned:me".to_owned());
        [queue, state, mine].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Returns the address of the board, narrowed like this.
    pub fn href(&self) -> String {
        let queue = self.queue.as_ref().map(|name| format!("queue={name}"));
        let state = self.state.map(|state| format!("state={}", state.as_str()));
        let mine = self.is_mine.then(|| "assigned=me".to_owned());
        let pairs = [queue, state, mine].into_iter().flatten().collect::<Vec<_>>();
        if pairs.is_empty() { "/cases".to_owned() } else { format!("/cases?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &str) {
        let shown = match Query::read(text) {
            Ok(Query::Board(narrowing)) => narrowing.href(),
            Ok(Query::Words(words)) => format!("words {words}"),
            Err(words) => words,
        };
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn reads_words_or_narrowings() {
        check("", "/cases");
        check("queue:triage", "/cases?queue=triage");
        check("assigned:me state:open queue:abuse", "/cases?queue=abuse&state=open&assigned=me");
        check("  \"new phone\"  passphrase ", "words \"new phone\" passphrase");
        check("state:gone", "There is no state gone.");
        check("queue:Ö", "There is no queue Ö.");
        check("http://example.org", "words http://example.org");
        assert!(Query::read("queue:triage phone").is_err());
    }

    proptest! {
        #[test]
        fn never_panics_and_reads_back_what_it_shows(text in ".{0,60}|(queue:[a-z]{1,3} |state:open |assigned:me |x ){0,4}") {
            if let Ok(Query::Board(narrowing)) = Query::read(&text) {
                prop_assert_eq!(Query::read(&narrowing.text()), Ok(Query::Board(narrowing)));
            }
        }
    }
}
