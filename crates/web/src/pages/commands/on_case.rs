//! What can be done to a case from the command bar: what takes one press is done at once, all else is a link to its place on the page.

use authority::Decision;
use desk::{Entered, MessageSpot};
use model::{Act, CaseNumber, Held};

use super::{Command, CommandGroup, Phrase};
use crate::{
    caller::Caller,
    floors::capitalised,
    pages::{
        cases::{
            affairs::home_of,
            case::{Form, Right},
            guides::offer_title,
            known::{FieldWay, way_of},
            rights,
            show::number_of,
        },
        denials::glass_href,
    },
    say,
    trouble::Trouble,
};

/// The acts that the gate allows on a case now.
pub async fn of_case(
    state: &crate::State,
    caller: &Caller,
    number: &str,
) -> Result<CommandGroup, Trouble> {
    let number = number_of(number)?;
    let entered = state.desk.enter_unread(&caller.actor, number).await?;
    let decisions = state.desk.case_rights(&entered).await?;
    let handover = at_handover(state, &entered).await?;
    let rights = rights::rights(state, caller, &entered, &decisions).await?;
    // What is on its way is taken back before it goes elsewhere, as on the page.
    let is_on_its_way = handover.iter().any(|(_, is_on_its_way)| *is_on_its_way);
    let is_held = |right: &Right| {
        right.is_held && !(is_on_its_way && matches!(right.form, Form::HandOver { .. }))
    };
    let version = entered.case().version;
    let path = format!("/cases/{number}");
    let held = rights.into_iter().filter(is_held);
    let mut commands: Vec<Command> =
        held.flat_map(|right| of_right(right, &path, version)).collect();
    let may = |act| decisions.iter().any(|one| rights::act(one) == act && one.is_allowed());
    commands.extend(handover.into_iter().filter_map(|(command, _)| command));
    commands.extend(at_messages(state, &entered).await?);
    if may(Act::CaseMerge) {
        commands.extend(split_home(state, &entered).await?);
    }
    commands.extend(at_fields(state, &entered).await?);
    commands.extend(ways_to_more(state, caller, &entered).await?);
    commands.extend(at_sheets(state, &entered, may(Act::CaseReply)).await?);
    commands.push(Command::link(say("commands-show-case"), &path));
    let heading = say("commands-on-case").with("number", number.to_string()).to_string();
    Ok(CommandGroup { id: "on-case", heading, commands })
}

fn of_right(right: Right, case: &str, version: i64) -> Vec<Command> {
    let version = || ("version", version.to_string());
    let english = capitalised(authority::act_words(right.act));
    let phrase = Phrase { words: right.words, english };
    // What stands on the page of the case is gone to there, wherever one is now.
    let place = |at: &str| format!("{case}{at}");
    match right.form {
        Form::None => Vec::new(),
        Form::Link { href, .. } if href.starts_with('#') => {
            vec![Command::link(phrase, &place(&href))]
        }
        Form::Link { href, .. } => vec![Command::link(phrase, &href)],
        Form::Button { path, label } => vec![Command::post(label, path, vec![version()])],
        Form::Move { path, queues } => queues
            .into_iter()
            .map(|queue| {
                let words = say("commands-move-to").with("queue", &queue);
                Command::post(words, path.clone(), vec![version(), ("queue", queue)])
            })
            .collect(),
        Form::HandOver { destinations, .. } if destinations.is_empty() => Vec::new(),
        Form::HandOver { .. } => {
            vec![Command::link(say("commands-hand-over"), &place("/handovers/new"))]
        }
        Form::Assign { path, may_take, colleagues } => {
            let mut commands = Vec::new();
            if may_take {
                let fields = vec![version(), ("staff", "me".to_owned())];
                commands.push(Command::post(say("commands-take"), path, fields));
            }
            if !colleagues.is_empty() {
                commands.push(Command::link(say("commands-assign"), &place("#assign-staff")));
            }
            commands
        }
    }
}

/// What becomes of a handover, each with whether it is still on its way; without a command where the reader has no say in it.
async fn at_handover(
    state: &crate::State,
    entered: &Entered<'_>,
) -> Result<Vec<(Option<Command>, bool)>, Trouble> {
    let Some(view) = state.desk.case_handover(entered).await? else { return Ok(Vec::new()) };
    let is_lapsed = view.handover.state == model::HandoverState::Lapsed;
    let path = |noun: &str| format!("/handovers/{}/{noun}", view.handover.id);
    let place = format!("/cases/{}#handover", entered.case().number);
    let mut commands = Vec::new();
    if view.may_accept {
        // Who says that it was accepted outside says how they know.
        commands.push(match view.handover.is_outside() {
            true => Command::link(say("commands-accepted-outside"), &place),
            false => Command::post(say("commands-accept"), path("acceptance"), Vec::new()),
        });
    }
    if view.may_decline {
        commands.push(Command::link(say("commands-decline"), &place));
    }
    if view.may_withdraw {
        let words = if is_lapsed { say("handovers-seen") } else { say("commands-withdraw") };
        commands.push(Command::post(words, path("withdrawal"), Vec::new()));
    }
    let none = std::iter::once((None, !is_lapsed));
    Ok(none.chain(commands.into_iter().map(|one| (Some(one), !is_lapsed))).collect())
}

/// What waits at its messages, and at the cases that belong to it.
async fn at_messages(state: &crate::State, entered: &Entered<'_>) -> Result<Vec<Command>, Trouble> {
    let number = entered.case().number;
    let spots = state.desk.spots(entered).await?;
    let mut commands = Vec::new();
    if let Some(spot) = spots.sealed {
        let href = format!("{}-ways", spot_href(number, spot));
        commands.push(Command::link(say("commands-open-message"), &href));
    }
    if let Some(spot) = spots.stranger {
        commands.push(Command::link(say("commands-confirm"), &spot_href(number, spot)));
    }
    if let Some(id) = spots.held {
        let path = format!("/cases/{number}/messages/{id}/retraction");
        commands.push(Command::post(say("commands-undo-reply"), path, Vec::new()));
    }
    if let Some(other) = spots.follows {
        let words = say("commands-join").with("number", other.to_string());
        commands.push(Command::link(words, &format!("/cases/{number}#joining")));
    }
    for part in spots.parts {
        let path = format!("/cases/{number}/merges/{}/undoing", part.merge_id);
        let words = say("commands-take-apart").with("number", part.number.to_string());
        commands.push(Command::post(words, path, Vec::new()));
    }
    Ok(commands)
}

fn spot_href(number: CaseNumber, spot: MessageSpot) -> String {
    let part = spot.part.map(|part| format!("{part}-")).unwrap_or_default();
    format!("/cases/{number}#m{part}{}", spot.position_index)
}

/// Where what was split off is given back to the case that it came from. Right after the split the page has a button for it; later it
/// may have grown apart, so nobody does it by one press.
async fn split_home(
    state: &crate::State,
    entered: &Entered<'_>,
) -> Result<Option<Command>, Trouble> {
    let links = state.desk.links(entered).await?;
    Ok(home_of(&links).map(|home| {
        let words = say("commands-undo-split").with("number", &home);
        Command::link(words, &format!("/cases/{}#merge-number", entered.case().number))
    }))
}

/// What may be seen and changed of the requester. To see it is an act that counts, so the bar leads to its button and no further.
async fn at_fields(state: &crate::State, entered: &Entered<'_>) -> Result<Vec<Command>, Trouble> {
    let number = entered.case().number;
    let mut commands = Vec::new();
    for field in state.desk.fields() {
        let acts = [Act::FieldShow, Act::FieldEdit];
        let decisions = state.desk.field_rights(entered, &field.key, &acts).await?;
        let place = format!("/cases/{number}#field-{}", field.key);
        for decision in &decisions {
            let Decision::Allowed(grant) = decision else { continue };
            if matches!(way_of(state, grant, number, field), FieldWay::None) {
                continue;
            }
            let command = match grant.act {
                Act::FieldEdit if field.held == Held::Console => {
                    Command::link(say("commands-change-field").with("field", &field.label), &place)
                }
                Act::FieldEdit => Command::link(
                    say("commands-change-field").with("field", &field.label),
                    &format!("/cases/{number}/fields/{}/edit", field.key),
                ),
                _ => Command::link(say("commands-see-field").with("field", &field.label), &place),
            };
            commands.push(command);
        }
    }
    Ok(commands)
}

/// The ways to a right that one lacks, as far as one may go them.
async fn ways_to_more(
    state: &crate::State,
    caller: &Caller,
    entered: &Entered<'_>,
) -> Result<Vec<Command>, Trouble> {
    let (number, case) = (entered.case().number, entered.resource());
    let mut commands = Vec::new();
    if caller.may(state, Act::ConsentAsk, &case) {
        commands.push(Command::link(say("case-ask"), &format!("/cases/{number}/consents/new")));
    }
    if state.desk.may_assure(entered) {
        let href = format!("/cases/{number}/assurances/new");
        commands.push(Command::link(say("assurances-say"), &href));
    }
    if state.desk.could_declare(entered).await? {
        commands.push(Command::link(say("case-break-glass"), &glass_href(number)));
    }
    Ok(commands)
}

/// Guides to follow and to begin, and templates.
async fn at_sheets(
    state: &crate::State,
    entered: &Entered<'_>,
    may_reply: bool,
) -> Result<Vec<Command>, Trouble> {
    let case = format!("/cases/{}", entered.case().number);
    let guides = state.desk.case_guides(entered).await?;
    let mut commands = Vec::new();
    let open = guides.runs.iter().filter(|run| run.stopped_at.is_none() && !run.is_done());
    for run in open.filter(|_| guides.may_work) {
        let words = say("commands-follow-guide").with("guide", &run.title);
        commands.push(Command::link(words, &format!("{case}#guide-{}", run.id)));
    }
    if may_reply {
        let offers = state.desk.template_offers(entered).await?;
        if offers.iter().any(|offer| offer.lacks.is_none()) {
            let href = format!("{case}#reply-template");
            commands.push(Command::link(say("commands-use-template"), &href));
        }
    }
    for offer in guides.offers {
        let fields = vec![("guide", offer.id.to_string())];
        let words = say("commands-begin-guide").with("guide", offer_title(&offer));
        commands.push(Command::post(words, format!("{case}/guides"), fields));
    }
    Ok(commands)
}
