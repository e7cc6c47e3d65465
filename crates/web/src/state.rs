//! What every page function is given.

use std::sync::Arc;

use model::{Chance, Clock};

use crate::Config;

/// What the pages stand on; cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The settings of this door.
    pub config: Arc<Config>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws request ids and visit tokens.
    pub chance: Arc<dyn Chance>,
}
