//! The board of the house: its members take their seats, and once two sit there it stands.

use model::{Act, Actor, Resource};

use crate::{Desk, DeskError};

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
        tx.commit().await?;
        self.cards.clear();
        self.look_at_board().await
    }

    /// Says whether the board of the house stands.
    pub fn has_board(&self) -> bool {
        self.authority.has_board()
    }
}
