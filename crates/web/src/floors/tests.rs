//! What lower floors word is there in every other language, and English is theirs letter for letter.

use std::{fs, path::Path};

use audit::PolicyRef;
use authority::ApprovalFault;
use model::{AuthorityKind, Role};

use super::{faults::FAULTS, house::SAYINGS, *};

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

#[test]
fn every_reason_of_a_refusal_is_said_in_every_language() {
    let rule = "Anyone may ask for help.".to_owned();
    let mut reasons = vec![
        Why::NoRight { rule: None },
        Why::NoRight { rule: Some(rule.clone()) },
        Why::TakesTwo { rule },
        Why::Sealed,
    ];
    reasons.extend(ApprovalFault::ALL.map(Why::NotApproved));
    for why in &reasons {
        assert_eq!(reason(Act::CaseReply, why, "English."), "English.");
        for locale in OTHERS {
            let words = locale.sync_scope(|| reason(Act::CaseReply, why, "English."));
            assert_ne!(words, "English.", "{why:?} is not said in {}", locale.tag());
            assert!(!words.contains("Anyone"), "{words}");
        }
    }
    let why = Why::NoRight { rule: Some("Our own rule.".to_owned()) };
    let words = Locale::Czech.sync_scope(|| reason(Act::CaseReply, &why, "English."));
    assert_eq!(
        words,
        "Nic vám zde nedává právo odpovědět v tomto případu. Pravidlo: Our own rule."
    );
}

#[test]
fn every_step_of_a_remedy_is_said_in_every_language() {
    let mut steps = vec![
        Step::SignIn,
        Step::SignInStrongly,
        Step::UseSession,
        Step::UseCommandLine,
        Step::ReopenCase,
        Step::TakeCase,
        Step::BeAssigned,
        Step::HoldRole(Role::Arbitrator),
        Step::LeaveToColleague,
        Step::LeaveToAuthor,
        Step::CallSecond,
    ];
    steps.extend(AuthorityKind::ALL.map(Step::ShowAuthority));
    for step in steps {
        assert_eq!(step_words(step), step.words());
        for locale in OTHERS {
            let words = locale.sync_scope(|| step_words(step));
            assert_ne!(words, step.words(), "{step:?} is not said in {}", locale.tag());
        }
    }
}

#[test]
fn steps_follow_each_other_in_one_sentence() {
    let way = Remedy {
        steps: vec![Step::SignIn, Step::TakeCase],
        sentence: "Sign in, then take the case.".to_owned(),
        policy: PolicyRef { id: String::new(), clause: String::new() },
    };
    let said = |locale: Locale| locale.sync_scope(|| remedy(&way));
    assert_eq!(said(Locale::English), way.sentence);
    assert_eq!(said(Locale::Czech), "Přihlaste se, a potom: vezměte si případ.");
    assert_eq!(said(Locale::German), "Melden Sie sich an, dann übernehmen Sie den Fall.");
}

#[test]
fn titles_name_role_and_number() {
    let check = |english: &str, czech: &str, german: &str| {
        assert_eq!(titled(english), english);
        assert_eq!(Locale::Czech.sync_scope(|| titled(english)), czech);
        assert_eq!(Locale::German.sync_scope(|| titled(english)), german);
    };
    check("Support engineer 3", "Pracovník podpory 3", "Supportkraft 3");
    check("Staff 4", "Člen týmu 4", "Teammitglied 4");
    check("Jana, Arbitrator 1", "Jana, Rozhodce 1", "Jana, Schiedsrichter 1");
    check("The other party", "Druhá strana", "Die andere Partei");
    check("Staff", "Člen týmu", "Teammitglied");
    check("Jana Staff", "Jana Staff", "Jana Staff");
}

#[test]
fn faults_are_said_with_their_numbers() {
    let check = |english: &str, german: &str| {
        assert_eq!(fault(english), english);
        assert_eq!(Locale::German.sync_scope(|| fault(english)), german);
    };
    check("choose 12 characters or more", "wählen Sie 12 Zeichen oder mehr");
    check(
        "100001 characters are too many; at most 100000",
        "100001 Zeichen sind zu viele; höchstens 100000",
    );
    check("there is no queue tea", "there is no queue tea");
    check("wählen Sie 12 Zeichen oder mehr", "wählen Sie 12 Zeichen oder mehr");
}

#[test]
fn every_fault_is_said_below_and_in_every_language() {
    let below = [source("authority"), source("desk"), source("model")].concat();
    for (name, english) in FAULTS {
        let is_said = |text: &String| english.split('#').all(|part| text.contains(part));
        assert!(below.iter().any(is_said), "no floor below says {name} any more: {english}");
        let words = english.replace('#', "7");
        for locale in OTHERS {
            let said = locale.sync_scope(|| fault(&words));
            assert_ne!(said, words, "{name} is not said in {}", locale.tag());
        }
    }
}

#[test]
fn what_the_house_says_of_itself_is_said_in_every_language() {
    let below = source("chancery");
    for (name, english) in SAYINGS {
        let is_said = |text: &String| english.split('#').all(|part| text.contains(part));
        assert!(below.iter().any(is_said), "the house says {name} no more: {english}");
        let words = english.replace('#', "7");
        assert_eq!(house(&words), words);
        for locale in OTHERS {
            let said = locale.sync_scope(|| house(&words));
            assert_ne!(said, words, "{name} is not said in {}", locale.tag());
            assert!(!english.contains('#') || said.contains('7'), "{said}");
        }
    }
    let czech = |words: &str| Locale::Czech.sync_scope(|| house(words));
    assert_eq!(czech("sound, 20,412 entries"), "v pořádku, 20412 záznamů");
    assert_eq!(czech("No trouble noticed."), "Žádné potíže nebyly zaznamenány.");
    assert_eq!(czech("1.4 GB"), "1.4 GB");
}

#[test]
fn every_setting_says_in_every_language_what_it_means() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../chancery/src/config/settings.rs"),
    );
    let text = text.unwrap();
    let (_, text) = text.split_once("pub const SETTINGS").unwrap();
    let (text, _) = text.split_once("];").unwrap();
    let calls = text.split("plain(").skip(1).flat_map(|part| part.split("secret("));
    let keys: Vec<&str> = calls.filter_map(|call| call.split('"').nth(1)).collect();
    assert!(keys.len() > 25, "{keys:?}");
    for key in keys {
        assert_eq!(setting(key, "English"), "English");
        for locale in OTHERS {
            let words = locale.sync_scope(|| setting(key, "English"));
            assert_ne!(words, "English", "{key} means nothing in {}", locale.tag());
        }
    }
}

/// Returns the source files of a crate, with sentences that go on in the next line in one.
fn source(name: &str) -> Vec<String> {
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src")];
    let mut texts = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            texts.push(in_one(&path));
        }
    }
    texts
}

fn in_one(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let mut parts = text.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start())
}
