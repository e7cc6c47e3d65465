//! Sample values of the commands.

use model::Personal;

use super::{Command, CommandGroup, CommandList, Way, places};
use crate::{
    frame::{Frame, Here, Seat},
    keys::{Need, PLACES, Place},
    twin::Twin,
};

impl CommandList {
    /// Returns sample values, seen from a case.
    pub fn sample() -> Self {
        let frame = Frame::sample_staff(Here::Elsewhere, "");
        let number = "s20261121.30";
        let version = || ("version", "4".to_owned());
        let on_case = vec![
            Command::link("Answer the requester", "/cases/s20261121.30#reply"),
            Command::link("Open the latest message", "/cases/s20261121.30#m3-ways"),
            Command::post(
                "Move to abuse",
                "/cases/s20261121.30/placement".to_owned(),
                vec![version(), ("queue", "abuse".to_owned())],
            ),
            Command::post(
                "Close the case",
                "/cases/s20261121.30/closure".to_owned(),
                vec![version()],
            ),
            Command::link("Change Date of birth", "/cases/s20261121.30/fields/date_of_birth/edit"),
            Command::link("Ask the member", "/cases/s20261121.30/consents/new"),
            Command::link("Break glass", "/cases/s20261121.30/emergencies/new"),
            Command::link("Use a template", "/cases/s20261121.30#reply-template"),
        ];
        let mine = vec![Command {
            words: Twin::new("Passphrase lost, [person 1] has a new phone"),
            english: String::new(),
            aside: number.to_owned(),
            way: Way::Link(format!("/cases/{number}")),
        }];
        let mut groups = vec![
            CommandGroup { id: "on-case", heading: format!("On {number}"), commands: on_case },
            CommandGroup { id: "mine-lately", heading: "My cases".to_owned(), commands: mine },
        ];
        if let Seat::Staff(seat) = &frame.seat {
            // What the gate is asked for is there for whoever reads a sample, too.
            let known = |place: &&Place| {
                seat.has(place.need) || matches!(place.need, Need::Possible(_) | Need::Board)
            };
            groups.extend(places(seat, PLACES.iter().filter(known).collect()));
        }
        Self { frame, case: Some(number.to_owned()), typed: Personal::default(), groups }
    }

    /// Returns sample values of what nothing answers to.
    pub fn sample_empty() -> Self {
        let typed = Personal::new("fly".to_owned());
        Self { case: None, typed, groups: Vec::new(), ..Self::sample() }
    }
}
