//! Values at fixed places of an event, read as the engine reads it: what rules can look at has its places, too.

use super::{
    json::Reader,
    slots::{SlotId, Slots},
    ways::Ways,
};

/// Places within an event, the best first.
#[derive(Debug)]
pub struct Places {
    ways: Ways,
    n_places: SlotId,
}

impl Places {
    /// Takes places, each as its keys with slashes between: `winlog/time_created`.
    pub fn new<'p>(places: impl IntoIterator<Item = &'p str>) -> Self {
        let mut ways = Ways::new();
        let mut n_places = 0;
        for place in places {
            ways.add_keys(n_places, place.split('/'));
            n_places += 1;
        }
        Self { ways, n_places }
    }

    /// Returns the text or number at the first place where one stands.
    pub fn first(&self, json: &[u8]) -> Option<String> {
        let text = std::str::from_utf8(json).ok()?;
        let mut slots = Slots::new(self.n_places as usize);
        slots.clear();
        Reader::new(text, &mut slots).fill(&self.ways).ok()?;
        let first = |slot| slots.cells(slot).find_map(|cell| slots.text(cell));
        (0..self.n_places).find_map(first).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: Option<&str>) {
        let places = Places::new(["a/b", "c", "c/d"]);
        assert_eq!(places.first(json.as_bytes()).as_deref(), expect, "{json}");
    }

    #[test]
    fn the_first_place_with_a_text_is_taken() {
        check(r#"{"c":"y","a":{"b":"x"}}"#, Some("x"));
        check(r#"{"c":1.50,"a":{"b":null}}"#, Some("1.5"));
        check(r#"{"c":{"d":"z"},"a.b":"x"}"#, Some("z"));
        check(r#"{"b":"x"}"#, None);
        check("{", None);
    }

    #[test]
    fn whatever_the_engine_takes_has_its_places() {
        check(r#"{"u":"\ud800","n":1e999,"c":"y"}"#, Some("y"));
        let deep = format!(r#"{{"u":{}{},"c":"y"}}"#, "[".repeat(127), "]".repeat(127));
        check(&deep, Some("y"));
    }
}
