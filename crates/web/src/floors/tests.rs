//! What lower floors word is there in every other language, and English is theirs letter for letter.

use super::*;

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

#[test]
fn every_policy_that_chancery_comes_with_has_its_sentence_in_every_language() {
    let standing = PolicyText::standing_sentences();
    assert!(standing.len() > 200);
    for (id, english) in &standing {
        assert_eq!(sentence(english), *english);
        for locale in OTHERS {
            let words = locale.sync_scope(|| sentence(english));
            assert_ne!(words, *english, "{id} has no sentence in {}", locale.tag());
        }
    }
}

#[test]
fn a_sentence_that_the_house_wrote_is_said_as_it_was_written() {
    let own = "Anyone may ask for help, and for tea.";
    for locale in Locale::ALL {
        assert_eq!(locale.sync_scope(|| sentence(own)), own);
    }
    let standing = "Anyone may ask for help.";
    assert_eq!(Locale::Czech.sync_scope(|| sentence(standing)), "O pomoc smí požádat každý.");
}
