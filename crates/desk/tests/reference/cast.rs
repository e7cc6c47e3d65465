//! Who there is in a house of disputes: some hold two roles that are seldom held together, two are requesters.

use model::Role::{
    self, Administrator, Arbitrator, BoardMember, CaseManager, Counsel, Publisher, SupportEngineer,
    TeamLeader,
};

use crate::court::Who;

/// The staff, and whether they take their seat on the board.
pub const STAFF: [(&str, &[Role], bool); 14] = [
    ("egon", &[SupportEngineer], false),
    ("edda", &[SupportEngineer, Arbitrator], false),
    ("lena", &[TeamLeader], false),
    ("arno", &[Arbitrator], false),
    ("nora", &[Arbitrator], false),
    ("olga", &[Arbitrator, CaseManager], false),
    ("paul", &[Arbitrator, BoardMember], false),
    ("cleo", &[CaseManager], false),
    ("mona", &[CaseManager, BoardMember], false),
    ("bela", &[BoardMember], true),
    ("bora", &[BoardMember], true),
    ("cora", &[Counsel], false),
    ("adam", &[Administrator], false),
    ("petra", &[Publisher, Counsel], false),
];

pub const EGON: Who = 0;
pub const EDDA: Who = 1;
pub const ARNO: Who = 3;
pub const NORA: Who = 4;
pub const OLGA: Who = 5;
pub const PAUL: Who = 6;
pub const CLEO: Who = 7;
pub const MONA: Who = 8;
pub const BORA: Who = 10;
pub const CORA: Who = 11;
pub const ADAM: Who = 12;
pub const JANA: Who = 14;
pub const KAREL: Who = 15;

/// The requesters, by where they write from.
pub const PEOPLE: [&str; 2] = ["jana@mail.example", "karel@other.example"];

/// The cases: whose, and who has them.
pub const CASES: [(Who, Option<Who>); 3] = [(JANA, Some(EGON)), (KAREL, Some(EDDA)), (JANA, None)];
