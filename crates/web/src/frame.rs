//! What stands around every page: who is here, where they are, the search box, a word from before.

use model::Personal;

use crate::{
    keys::{self, Bindings, KeyGroup, Need},
    moment::Moment,
};

/// What every template may use beside its own values.
pub struct Frame {
    /// The token of this session's or visit's forms.
    pub csrf: String,
    /// Who is here.
    pub seat: Seat,
    /// What the act before this page did, in one sentence.
    pub notice: Option<String>,
    /// What stands in the search box.
    pub query: String,
    /// True where the house is a demonstration.
    pub is_demo: bool,
    /// The case that the page is about, for the command bar.
    pub case: Option<String>,
    /// True where a page reads itself anew: what it takes over is there, and what stays as it is is left out.
    pub is_anew: bool,
}

/// Who is here, as far as the frame differs.
pub enum Seat {
    /// Nobody signed in, or we cannot tell now.
    Nobody,
    /// A person who asked us something.
    Requester,
    /// A member of the staff.
    Staff(StaffSeat),
}

/// The frame of a member of the staff.
pub struct StaffSeat {
    /// Their roles, in words: `support engineer, triage`.
    pub roles: String,
    /// The queues they staff.
    pub queues: Vec<QueueLink>,
    /// The views they keep.
    pub views: Vec<ViewLink>,
    /// Where they are.
    pub here: Here,
    /// True for whoever sits in disputes, leads, advises on or publishes them.
    pub has_disputes: bool,
    /// True where the log may be browsed.
    pub may_browse_log: bool,
    /// True where a person may be looked for.
    pub may_find_person: bool,
    /// True where it may be seen how the house runs.
    pub may_run_house: bool,
    /// True where single keys act.
    pub has_keys: bool,
    /// How many drafts they have.
    pub n_drafts: i64,
    /// Which keys those are.
    pub bindings: Bindings,
    /// The glass that they have broken and that is open now: said on every page.
    pub alarms: Vec<Alarm>,
}

/// Glass that is open now.
pub struct Alarm {
    /// Over which case.
    pub number: String,
    /// For how long: `3 h`.
    pub left: String,
    /// Until when.
    pub until: Moment,
}

/// A queue in the navigation.
pub struct QueueLink {
    /// Its name.
    pub name: String,
    /// How many cases are not ended.
    pub n_open: i64,
    /// How many of them are late.
    pub n_late: i64,
    /// True where the page shows this queue.
    pub is_here: bool,
}

/// A saved view in the navigation.
pub struct ViewLink {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Personal<String>,
    /// How many cases it means: `7`, `99+`; empty where they are not counted.
    pub count: String,
    /// True where the page shows this view.
    pub is_here: bool,
}

/// Which entry of the navigation is the present page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// None, or one of the queues.
    Elsewhere,
    /// The whole board.
    Board,
    /// One's own cases.
    Mine,
    /// Cases on their way.
    Handovers,
    /// One's own drafts.
    Drafts,
    /// One's saved views.
    Views,
    /// Disputes.
    Disputes,
    /// Looking for a person.
    People,
    /// What waits for a second.
    Approvals,
    /// The policies.
    Policies,
    /// The templates of replies.
    Templates,
    /// The guides.
    Guides,
    /// The staff.
    Staff,
    /// One's own tokens.
    Tokens,
    /// The log.
    Log,
    /// Help.
    Help,
    /// One's own profile.
    Profile,
    /// By what one signs in, and where one is signed in.
    Security,
    /// What authority one holds.
    Authorities,
    /// Broken glass.
    Emergencies,
    /// How the house does.
    Health,
    /// Its ways in and out.
    Channels,
    /// Its queues.
    Queues,
    /// Where cases can be handed over to.
    Destinations,
    /// Its settings.
    Settings,
}

impl Here {
    /// Says whether this is one of the pages about the house itself, which have one entry together.
    pub const fn is_house(self) -> bool {
        matches!(
            self,
            Self::Health
                | Self::Channels
                | Self::Queues
                | Self::Destinations
                | Self::Settings
                | Self::Staff
                | Self::Policies
        )
    }
}

impl Frame {
    /// Makes the frame of nobody, without forms.
    pub const fn bare() -> Self {
        Self {
            csrf: String::new(),
            seat: Seat::Nobody,
            notice: None,
            query: String::new(),
            is_demo: false,
            case: None,
            is_anew: false,
        }
    }

    /// Says whether a member of the staff is here.
    pub const fn is_staff(&self) -> bool {
        matches!(self.seat, Seat::Staff(_))
    }

    /// Says whether single keys act.
    pub fn has_keys(&self) -> bool {
        matches!(&self.seat, Seat::Staff(seat) if seat.has_keys)
    }

    /// Returns the keys that act here, as the sheet shows them.
    pub fn sheet(&self) -> Vec<KeyGroup> {
        match &self.seat {
            Seat::Staff(seat) => keys::sheet(&seat.bindings, |need| seat.has(need)),
            _ => Vec::new(),
        }
    }

    /// Marks a saved view of the navigation as where we are.
    pub fn mark_view(&mut self, id: &str) {
        if let Seat::Staff(seat) = &mut self.seat {
            for link in &mut seat.views {
                link.is_here = link.id == id;
            }
        }
    }

    /// Marks a queue of the navigation as where we are, and the search box with it.
    pub fn mark(&mut self, queue: &str) {
        if let Seat::Staff(seat) = &mut self.seat {
            for link in &mut seat.queues {
                link.is_here = link.name == queue;
            }
        }
    }

    /// Returns sample values of a member of the staff who has broken glass.
    pub fn sample_alarmed(here: Here) -> Self {
        let mut frame = Self::sample_staff(here, "");
        if let Seat::Staff(seat) = &mut frame.seat {
            seat.alarms = vec![Alarm {
                number: "i20261121.4".to_owned(),
                left: "3 h".to_owned(),
                until: crate::samples::minutes_ago(-180),
            }];
        }
        frame
    }

    /// Returns the word by which styles tell the frames apart.
    pub const fn class(&self) -> &'static str {
        match self.seat {
            Seat::Nobody => "porch",
            Seat::Requester => "portal",
            Seat::Staff(_) => "desk",
        }
    }

    /// Returns sample values of a signed-out browser.
    pub fn sample_nobody() -> Self {
        Self { csrf: "sample-token".to_owned(), ..Self::bare() }
    }

    /// Returns sample values of a requester.
    pub fn sample_requester() -> Self {
        Self { seat: Seat::Requester, ..Self::sample_nobody() }
    }

    /// Returns sample values of a member of the staff.
    pub fn sample_staff(here: Here, queue: &str) -> Self {
        let queues = [
            ("triage", 7, 0),
            ("support", 23, 0),
            ("disputes", 4, 0),
            ("abuse", 1, 1),
            ("help", 12, 0),
            ("systems", 9, 0),
            ("education", 0, 0),
        ];
        let link = |(name, n_open, n_late): (&str, i64, i64)| QueueLink {
            name: name.to_owned(),
            n_open,
            n_late,
            is_here: name == queue,
        };
        let seat = Seat::Staff(StaffSeat {
            roles: "support engineer, triage".to_owned(),
            queues: queues.into_iter().map(link).collect(),
            views: ViewLink::samples(),
            here,
            has_disputes: here == Here::Disputes,
            may_browse_log: true,
            may_find_person: true,
            may_run_house: here.is_house(),
            has_keys: true,
            n_drafts: 2,
            bindings: Bindings::default(),
            alarms: Vec::new(),
        });
        let query = if queue.is_empty() { String::new() } else { format!("queue:{queue}") };
        Self { seat, query, ..Self::sample_nobody() }
    }
}

impl StaffSeat {
    /// Says whether they have what a page asks for, as the navigation does; what the gate is to be asked for, it does not know.
    pub const fn has(&self, need: Need) -> bool {
        match need {
            Need::Nothing => true,
            Need::Disputes => self.has_disputes,
            Need::People => self.may_find_person,
            Need::Log => self.may_browse_log,
            Need::House => self.may_run_house,
            Need::Board | Need::Possible(_) => false,
        }
    }
}

impl ViewLink {
    /// Returns sample values.
    fn samples() -> Vec<Self> {
        let link = |id: &str, name: &str, count: &str| Self {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id}"),
            name: Personal::new(name.to_owned()),
            count: count.to_owned(),
            is_here: false,
        };
        vec![link("11", "Waits for me", "4"), link("12", "Old phones", "")]
    }
}
