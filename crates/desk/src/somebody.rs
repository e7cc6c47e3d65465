//! Somebody: what stands where there is no title to name. Here by name, so that a door that speaks another language than English can tell
//! them from titles and names.

/// The installation itself.
pub const COMMAND_LINE: &str = "Command line";
/// Whoever asked for help.
pub const REQUESTER: &str = "The requester";
/// Whoever reads.
pub const YOU: &str = "You";
/// Who is against the reader in a dispute.
pub const OTHER_PARTY: &str = "The other party";
/// One of the staff of whom nothing is left.
pub const STAFF: &str = "Staff";
/// One of the staff who is gone, in the middle of a sentence.
pub const LEFT: &str = "somebody who left";
/// Anybody else.
pub const SOMEBODY: &str = "Somebody";
/// In place of words that were destroyed with the one whose they were.
pub const GONE: &str = "[destroyed]";
