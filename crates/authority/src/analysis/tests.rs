//! Analysis: what it flags.
use model::Role;

use super::*;
use crate::{PolicyText, scenes::*};

fn gate(more: &str) -> Gate {
    let mut texts = PolicyText::standing();
    texts.push(PolicyText { file: "ours.cedar".to_owned(), text: more.to_owned() });
    Gate::new(&texts).unwrap()
}

fn standing() -> &'static Gate {
    static GATE: std::sync::OnceLock<Gate> = std::sync::OnceLock::new();
    GATE.get_or_init(|| Gate::new(&PolicyText::standing()).unwrap())
}

#[test]
fn the_same_policies_shift_nothing() {
    let matrix = compare(standing(), &gate("// Only a remark.\n"), false);
    assert!(matrix.n_asked > 2_000, "{}", matrix.n_asked);
    assert_eq!(matrix.shifts, []);
}

#[test]
fn an_administrator_who_would_read_is_flagged() {
    // The administrator becomes a reader by another role's name: the fixed core stops only those who hold none.
    let after = gate(
        "@id(\"ours\") @clause(\"c\") @sentence(\"System administrators and administrators read.\")\n\
         permit (principal is Staff, action == Action::\"case.show\", resource)\n\
         when { principal.roles.containsAny([\"system_administrator\", \"administrator\"]) };\n\
         @id(\"ours-log\") @clause(\"c\") @sentence(\"Administrators edit no queues by one rule more.\")\n\
         permit (principal is Staff, action in [Action::\"key.rotate\"], resource)\n\
         when { principal.roles.contains(\"administrator\") };",
    );
    let matrix = compare(standing(), &after, false);
    let widened = |asker: &str, act: Act| {
        matrix.shifts.iter().any(|s| s.asker == asker && s.act == act && s.widens())
    };
    assert!(widened("system administrator", Act::CaseShow));
    assert!(widened("administrator", Act::KeyRotate));
    assert!(!widened("administrator", Act::CaseShow), "the core holds");
    assert!(matrix.shifts.iter().all(Shift::widens));
}

#[test]
fn what_two_did_and_one_would_do_is_flagged() {
    let mut texts = PolicyText::standing();
    for text in &mut texts {
        text.text = text.text.replace("Action::\"key.rotate\"", "Action::\"queue.list\"");
    }
    let fewer = Gate::new(&texts).unwrap();
    let matrix = compare(standing(), &fewer, false);
    assert!(matrix.shifts.iter().any(|s| s.act == Act::KeyRotate && !s.widens()));
    let two = gate(
        "@id(\"ours\") @clause(\"c\") @sentence(\"Two of triage destroy.\") @eyes(\"dual\")\n\
         permit (principal is Staff, action == Action::\"person.destroy\", resource)\n\
         when { principal.roles.contains(\"triage\") };",
    );
    let matrix = compare(standing(), &two, false);
    let shift = matrix.shifts.iter().find(|shift| shift.asker == "triage").unwrap();
    assert_eq!((shift.before, shift.after), (Answer::Refused, Answer::ByTwo));
}

#[test]
fn a_token_that_would_now_do_is_flagged() {
    let after = gate(
        "@id(\"ours\") @clause(\"c\") @sentence(\"A motion shows cases to auditors.\") @authority(\"consent\")\n\
         permit (principal is Staff, action == Action::\"case.show\", resource)\n\
         when { context.authorities.contains(\"consent\") };",
    );
    let matrix = compare(standing(), &after, false);
    let shift = matrix.shifts.iter().find(|shift| shift.asker == "counsel").unwrap();
    assert_eq!(shift.shown, Some(AuthorityKind::Consent));
}

#[test]
fn what_was_asked_is_asked_again() {
    let after = gate(
        "@id(\"ours\") @clause(\"c\") @sentence(\"Nobody answers.\")\n\
         forbid (principal, action == Action::\"case.reply\", resource);",
    );
    let scene = Scene { assignee: Some(ME), ..Scene::staffed_by(&[Role::SupportEngineer]) };
    let asked = Past {
        log_index: 0,
        actor: staff(&[Role::SupportEngineer]),
        act: Act::CaseReply,
        resource: scene.resource("case"),
        shown: None,
        at: noon(),
        is_seconded: false,
        was_done: true,
    };
    let shift = Replayed::Shift { before: Answer::Allowed, after: Answer::Refused };
    assert_eq!(replay(standing(), &after, &asked, false), shift);
    let noted = Past { act: Act::CaseNote, ..asked.clone() };
    assert_eq!(replay(standing(), &after, &noted, false), Replayed::Same);
    // It was refused then, and would not be today: how things stood cannot be rebuilt.
    let refused = Past { was_done: false, ..asked };
    assert_eq!(replay(standing(), &after, &refused, false), Replayed::NotRebuilt);
}

#[test]
fn what_holds_only_with_a_board_is_seen_with_a_board() {
    let after = gate(
        "@id(\"ours\") @clause(\"c\") @sentence(\"The board finds persons.\")\n\
         permit (principal is Staff, action == Action::\"person.find\", resource)\n\
         when { context.has_board && context.on_board };",
    );
    assert!(compare(standing(), &after, false).shifts.is_empty());
    let matrix = compare(standing(), &after, true);
    assert!(matrix.shifts.iter().all(|shift| shift.asker == "board member" && shift.widens()));
    assert!(!matrix.shifts.is_empty());
}
