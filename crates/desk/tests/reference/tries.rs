//! What can be tried in a house of cases, tokens and broken glass, and who there is to try it.

use std::collections::BTreeSet;

use model::{Act, Role};
use proptest::prelude::*;

use crate::world::{Deed, Kind};

pub const STAFF: [(&str, Kind, Role); 6] = [
    ("egon", Kind::Engineer, Role::SupportEngineer),
    ("ema", Kind::Engineer, Role::SupportEngineer),
    ("lena", Kind::TeamLeader, Role::TeamLeader),
    ("samuel", Kind::SystemAdministrator, Role::SystemAdministrator),
    ("adam", Kind::Administrator, Role::Administrator),
    ("ada", Kind::Auditor, Role::Auditor),
];
pub const BENCH: [(&str, Role); 4] = [
    ("arno", Role::Arbitrator),
    ("cleo", Role::CaseManager),
    ("bela", Role::BoardMember),
    ("bora", Role::BoardMember),
];
pub const ARNO: usize = 0;
pub const CLEO: usize = 1;
pub const BELA: usize = 2;
pub const BORA: usize = 3;
pub const N_PEOPLE: usize = 2;
pub const N_CASES: usize = 3;
pub const QUEUES: [&str; 2] = ["support", "systems"];
pub const DEEDS: [Deed; 3] = [Deed::Unseal, Deed::ShowField, Deed::EditField];

/// One thing that somebody tries; numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
pub enum Try {
    Assign { who: usize, case: usize, to: usize },
    Move { who: usize, case: usize, queue: usize },
    Close { who: usize, case: usize },
    Reopen { who: usize, case: usize },
    Do { who: usize, case: usize, deed: Deed },
    Ask { who: usize, case: usize, deeds: u8, n_uses: u32, hours: u32 },
    Give { person: usize, asked: usize, fewer: bool },
    Withdraw { person: usize, token: usize },
    Break { who: usize, case: usize, hours: u32 },
    Rule { case: usize, wide: Wide, deeds: u8, n_uses: u32, hours: u32 },
    Resolve { case: usize, wide: Wide, to: usize, deeds: u8, n_uses: u32, hours: u32 },
    TakeBack { token: usize },
    Leave { who: usize },
    Wait { hours: u32 },
}

/// Whether something is for one case, for those of its queue now, or for every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    Case,
    Queue,
    House,
}

pub fn any_try() -> impl Strategy<Value = Try> {
    // Those who work on cases try more than those who should not.
    let who = prop_oneof![3 => 0..3_usize, 1 => 0..STAFF.len()];
    let ender = prop::sample::select(vec![2_usize, 2, 2, 0, 1, 3, 4, 5]);
    let case = 0..N_CASES;
    let deed = prop::sample::select(DEEDS.to_vec());
    prop_oneof![
        4 => (who.clone(), case.clone(), 0..4_usize)
            .prop_map(|(who, case, to)| Try::Assign { who, case, to }),
        1 => (who.clone(), case.clone(), prop::sample::select(vec![0_usize, 0, 0, 1]))
            .prop_map(|(who, case, queue)| Try::Move { who, case, queue }),
        2 => (ender.clone(), case.clone()).prop_map(|(who, case)| Try::Close { who, case }),
        3 => (ender, case.clone()).prop_map(|(who, case)| Try::Reopen { who, case }),
        8 => (who.clone(), case.clone(), deed)
            .prop_map(|(who, case, deed)| Try::Do { who, case, deed }),
        3 => (0..2_usize, case.clone(), 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(who, case, deeds, n_uses, hours)| Try::Ask { who, case, deeds, n_uses, hours }
        ),
        4 => (0..N_PEOPLE, 0..4_usize, any::<bool>())
            .prop_map(|(person, asked, fewer)| Try::Give { person, asked, fewer }),
        1 => (0..N_PEOPLE, 0..4_usize)
            .prop_map(|(person, token)| Try::Withdraw { person, token }),
        2 => (who, case, 1..3_u32).prop_map(|(who, case, hours)| Try::Break { who, case, hours }),
        1 => (1..3_u32).prop_map(|hours| Try::Wait { hours }),
        2 => (0..N_CASES, wide(), 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(case, wide, deeds, n_uses, hours)| Try::Rule { case, wide, deeds, n_uses, hours }
        ),
        2 => (0..N_CASES, wide(), 0..STAFF.len() + 1, 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(case, wide, to, deeds, n_uses, hours)| Try::Resolve {
                case, wide, to, deeds, n_uses, hours,
            }
        ),
        1 => (0..6_usize).prop_map(|token| Try::TakeBack { token }),
        1 => prop::sample::select(vec![0_usize, 3, 4]).prop_map(|who| Try::Leave { who }),
    ]
}

fn wide() -> impl Strategy<Value = Wide> {
    prop::sample::select(vec![Wide::Case, Wide::Queue, Wide::House])
}

pub fn act_of(deed: Deed) -> Act {
    match deed {
        Deed::Unseal => Act::MessageUnseal,
        Deed::ShowField => Act::FieldShow,
        Deed::EditField => Act::FieldEdit,
    }
}

pub fn deeds_of(bits: u8) -> BTreeSet<Deed> {
    (0..3).filter(|bit| bits & (1 << bit) != 0).map(|bit| DEEDS[bit]).collect()
}
