//! Puts values back where placeholders stand.

use crate::Placeholder;

/// Replaces each placeholder by what `value` gives for its index; `None` leaves it standing.
pub fn restore(text: &str, mut value: impl FnMut(usize) -> Option<String>) -> String {
    let mut restored = String::with_capacity(text.len());
    let mut rest = text;
    let mut occurrence_index = 0;
    while let Some((before, from)) = rest.find('[').and_then(|at| rest.split_at_checked(at)) {
        restored.push_str(before);
        let length = match Placeholder::read(from) {
            Some((_, length)) => {
                match value(occurrence_index) {
                    Some(value) => restored.push_str(&value),
                    None => restored.push_str(from.get(..length).unwrap_or_default()),
                }
                occurrence_index += 1;
                length
            }
            None => {
                restored.push('[');
                '['.len_utf8()
            }
        };
        rest = from.get(length..).unwrap_or_default();
    }
    restored.push_str(rest);
    restored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_back_by_index() {
        let text = "[[person 1] wrote [email 1] [person x] [person 1]";
        let restored =
            restore(text, |index| ["Jana", "j@x.cz"].get(index).map(|v| (*v).to_owned()));
        assert_eq!(restored, "[Jana wrote j@x.cz [person x] [person 1]");
    }
}
