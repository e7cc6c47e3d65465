//! What can be tried in a house of disputes, and how one of all possible tries is drawn.

use model::{Role, Seat, Visibility};
use proptest::prelude::*;

use crate::{
    cast::{ARNO, BORA, EGON, JANA, KAREL, MONA, NORA},
    court::{Court, Deed, Lack, Who},
};

/// Disputes and proposals of one world.
const DISPUTES_MAX: usize = 8;
const PROPOSALS_MAX: usize = 14;

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    File { origin: Option<usize>, against: Option<Who> },
    FileFor { case: usize, is_own: bool, against: Option<Who> },
    Take { of: usize, seat: Seat, nominee: Who },
    Decline { of: usize },
    HandBack { of: usize },
    End { of: usize },
    Say { of: usize, to: Visibility },
    State { of: usize },
    Share { of: usize, said: usize },
    Look { of: usize },
    Read { of: usize },
    ReadRuling { of: usize, ruling: usize },
    Open { of: usize, said: usize },
    Rule { of: usize, is_interim: bool, is_sealed: bool },
    Sign { of: usize, ruling: usize },
    Release { of: usize, ruling: usize },
    Appeal { of: usize, ruling: usize },
    Close { of: usize },
    Mark { case: usize, named: Option<Who> },
    Answer { case: usize },
    OpenLetter { case: usize },
    EndHold { case: usize, whose: Who },
    Propose { deed: Deed },
    Second { proposal: usize, is_as_shown: bool },
    TakeBack { proposal: usize },
    CarryOut { proposal: usize },
    NameDeputy { deputy: Option<Who> },
    Remove { whom: Who },
    Wait { hours: i64 },
    Write,
    Complete { of: usize, part: Lack, against: Option<Who> },
}

/// The kinds of moves, in the order of [`Move`], with how often each is tried.
pub const KINDS: [(&str, u32); 31] = [
    ("file", 2),
    ("file for", 3),
    ("take", 14),
    ("decline", 3),
    ("hand back", 1),
    ("end", 1),
    ("say", 5),
    ("state", 3),
    ("share", 3),
    ("look", 5),
    ("read", 5),
    ("read ruling", 3),
    ("open", 5),
    ("rule", 7),
    ("sign", 6),
    ("release", 2),
    ("appeal", 4),
    ("close", 1),
    ("mark", 2),
    ("answer", 4),
    ("open letter", 3),
    ("end hold", 1),
    ("propose", 7),
    ("second", 9),
    ("take back", 1),
    ("carry out", 5),
    ("name deputy", 3),
    ("remove", 1),
    ("wait", 3),
    ("write", 2),
    ("complete", 4),
];

/// A try that is not yet anybody's: which kind, whether by somebody who may, and which of all such.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    pub kind: usize,
    is_able: bool,
    pick: u32,
}

pub fn any_try() -> impl Strategy<Value = Try> {
    let all: u32 = KINDS.iter().map(|(_, weight)| weight).sum();
    (0..all, prop::bool::weighted(0.6), any::<u32>()).prop_map(|(mut at, is_able, pick)| {
        let kind = KINDS.iter().position(|(_, weight)| {
            let is_here = at < *weight;
            at = at.saturating_sub(*weight);
            is_here
        });
        Try { kind: kind.unwrap(), is_able, pick }
    })
}

impl Try {
    /// Makes it somebody's, in a house as it is; none where there is nothing of its kind to try.
    pub fn of(self, court: &Court) -> Option<(Who, Move)> {
        let is_there = |who: &Who| !court.humans[*who].is_gone;
        let all = all(self.kind, court);
        let tries = all
            .iter()
            .flat_map(|what| (0..court.humans.len()).filter(is_there).map(move |who| (who, *what)));
        let tries: Vec<(Who, Move)> = match self.is_able {
            true => tries.filter(|(who, what)| court.may(*who, *what)).collect(),
            false => tries.collect(),
        };
        let pick = usize::try_from(self.pick).unwrap();
        (!tries.is_empty()).then(|| tries[pick % tries.len()])
    }
}

/// All moves of a kind that a house has room for.
fn all(kind: usize, court: &Court) -> Vec<Move> {
    let is_there = |who: &Who| !court.humans[*who].is_gone;
    let whom = || (0..court.humans.len()).filter(is_there);
    let somebody = || whom().map(Some).chain([None]);
    let cases = || 0..court.matters.len();
    let of = || 0..court.disputes.len();
    let said =
        || of().flat_map(|of| (0..court.disputes[of].said.len()).map(move |said| (of, said)));
    let rulings =
        || of().flat_map(|of| (0..court.disputes[of].rulings.len()).map(move |one| (of, one)));
    let proposals = || 0..court.proposals.len();
    let has_room = court.disputes.len() < DISPUTES_MAX;
    match kind {
        0 if has_room => cases()
            .map(Some)
            .chain([None])
            .flat_map(|origin| somebody().map(move |against| Move::File { origin, against }))
            .collect(),
        1 if has_room => cases()
            .flat_map(|case| {
                let whom = move |is_own| {
                    somebody().map(move |against| Move::FileFor { case, is_own, against })
                };
                whom(true).chain(whom(false)).collect::<Vec<_>>()
            })
            .collect(),
        2 => of()
            .flat_map(|of| {
                let take = move |seat| whom().map(move |nominee| Move::Take { of, seat, nominee });
                Seat::ALL.into_iter().flat_map(take).collect::<Vec<_>>()
            })
            .collect(),
        3 => of().map(|of| Move::Decline { of }).collect(),
        4 => of().map(|of| Move::HandBack { of }).collect(),
        5 => of().map(|of| Move::End { of }).collect(),
        6 => of()
            .flat_map(|of| Visibility::ALL.into_iter().map(move |to| Move::Say { of, to }))
            .collect(),
        7 => of().map(|of| Move::State { of }).collect(),
        8 => said().map(|(of, said)| Move::Share { of, said }).collect(),
        9 => of().map(|of| Move::Look { of }).collect(),
        10 => of().map(|of| Move::Read { of }).collect(),
        11 => rulings().map(|(of, ruling)| Move::ReadRuling { of, ruling }).collect(),
        12 => said().map(|(of, said)| Move::Open { of, said }).collect(),
        13 => of()
            .flat_map(|of| {
                [(true, false), (false, true), (false, false)]
                    .map(|(is_interim, is_sealed)| Move::Rule { of, is_interim, is_sealed })
            })
            .collect(),
        14 => rulings().map(|(of, ruling)| Move::Sign { of, ruling }).collect(),
        15 => rulings().map(|(of, ruling)| Move::Release { of, ruling }).collect(),
        16 if has_room => rulings().map(|(of, ruling)| Move::Appeal { of, ruling }).collect(),
        17 => of().map(|of| Move::Close { of }).collect(),
        18 if has_room => cases()
            .flat_map(|case| {
                let named = [None, Some(JANA), Some(KAREL)].into_iter();
                let named = named.filter(|named| named.is_none_or(|who| is_there(&who)));
                named.map(move |named| Move::Mark { case, named })
            })
            .collect(),
        19 => cases().map(|case| Move::Answer { case }).collect(),
        20 => cases().map(|case| Move::OpenLetter { case }).collect(),
        21 => cases()
            .flat_map(|case| {
                court.matters[case]
                    .held
                    .iter()
                    .map(move |whose| Move::EndHold { case, whose: *whose })
            })
            .collect(),
        22 if proposals().len() < PROPOSALS_MAX => {
            deeds(court).into_iter().map(|deed| Move::Propose { deed }).collect()
        }
        23 => proposals()
            .flat_map(|proposal| {
                [true, true, true, false].map(|is_as_shown| Move::Second { proposal, is_as_shown })
            })
            .collect(),
        24 => proposals().map(|proposal| Move::TakeBack { proposal }).collect(),
        25 => proposals().map(|proposal| Move::CarryOut { proposal }).collect(),
        26 => somebody().map(|deputy| Move::NameDeputy { deputy }).collect(),
        27 => {
            let whom = [EGON, ARNO, MONA].into_iter().filter(|whom| court.is_staff(*whom));
            whom.map(|whom| Move::Remove { whom }).collect()
        }
        28 => [1, 5, 24, 20 * 24].map(|hours| Move::Wait { hours }).into(),
        29 if has_room => vec![Move::Write],
        30 => of()
            .flat_map(|of| {
                let part = Lack::Respondent;
                let whom = somebody().map(move |against| Move::Complete { of, part, against });
                whom.chain([Move::Complete { of, part: Lack::Relief, against: None }])
                    .collect::<Vec<_>>()
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn deeds(court: &Court) -> Vec<Deed> {
    let mut deeds = vec![Deed::ChangePolicies];
    let is_there = |who: &Who| !court.humans[*who].is_gone;
    deeds.extend([JANA, KAREL, ARNO].into_iter().filter(is_there).map(Deed::Destroy));
    deeds.extend([ARNO, BORA, EGON].into_iter().filter(is_there).map(Deed::EndPlace));
    for whom in [KAREL, NORA].into_iter().filter(is_there) {
        let roles = [Role::Arbitrator, Role::CaseManager, Role::SupportEngineer];
        deeds.extend(roles.map(|role| Deed::GivePlace(whom, role)));
    }
    deeds.extend((0..court.matters.len()).map(|case| Deed::GiveAuthority(case, EGON)));
    deeds
}
