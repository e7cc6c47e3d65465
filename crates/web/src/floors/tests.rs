//! What lower floors word is there in every other language, and English is theirs letter for letter.

use super::*;
use crate::locale::Locale;

/// Those that have words of their own.
const OTHERS: [Locale; 2] = [Locale::Czech, Locale::German];

#[test]
fn every_act_has_its_name_in_every_language() {
    for act in Act::ALL {
        let english = authority::act_words(*act);
        assert_eq!(act_words(*act), english);
        for locale in OTHERS {
            let words = locale.sync_scope(|| act_words(*act));
            assert_ne!(words, english, "{} has no name in {}", act.as_str(), locale.tag());
        }
    }
}
