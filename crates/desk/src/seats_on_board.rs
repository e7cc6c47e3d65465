//! The board of the house: its members take their seats, and once two sit there it stands.

use std::collections::BTreeSet;

use authority::Board;
use model::{Act, Actor, Address, Personal, Resource, Role};

use crate::{Desk, DeskError, places::NewMember, views::StaffView};

impl Desk {
    /// Takes the seat on the board that the actor was given. From the second seat on the board stands: places are
    /// given by motion, and the command line only proposes.
    pub async fn join_board(&self, actor: &Actor) -> Result<(), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let permit = self.ask(actor, Act::BoardJoin, &Resource::Staff(staff.id)).await?;
        let mut tx = self.db.write(permit).await?;
        if !tx.seat_on_board(staff.id, self.now()).await? {
            return Err(DeskError::Void { words: "this seat is taken already, by you" });
        }
        if Board::of(&tx.all_staff().await?, false).stands() {
            tx.found_board().await?;
        }
        tx.commit().await?;
        self.cards.clear();
        self.look_at_board().await
    }

    /// Gives somebody a seat on a board that does not stand, beside the roles they have; for the command line. Who has a
    /// place keeps the name that they go by there: their certificate says it, and whoever reads who looked knows them by it.
    pub async fn found_board_with(
        &self,
        actor: &Actor,
        address: Address,
        name: Personal<String>,
    ) -> Result<StaffView, DeskError> {
        if self.authority.board().stands() {
            return Err(DeskError::Void {
                words: "the board stands; its members give seats by motion",
            });
        }
        let held = match self.vault.find_person(&address)? {
            Some(id) => self.db.read().await?.staff_of_person(id).await?,
            None => None,
        };
        let (mut roles, name) = match held {
            Some(staff) => {
                let known = self.staff_view(staff.id).await?.map(|view| view.name);
                let known = known.filter(|known| !known.expose().trim().is_empty());
                (staff.roles, known.unwrap_or(name))
            }
            None => (BTreeSet::new(), name),
        };
        roles.insert(Role::BoardMember);
        let permit = self.ask(actor, Act::BoardFound, &Resource::House).await?;
        let id = self.give_seat(permit, NewMember { address, name, roles }).await?;
        self.staff_view(id).await?.ok_or(DeskError::NotFound)
    }

    /// Says whether the board of the house was founded: it then gives places, and the command line only proposes.
    pub fn has_board(&self) -> bool {
        self.authority.has_board()
    }

    /// Says whether enough sit on the board for one to move and another to second.
    pub fn board_stands(&self) -> bool {
        self.authority.board().stands()
    }
}
