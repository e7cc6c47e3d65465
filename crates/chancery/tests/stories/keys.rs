//! Keys that have no letter, as WebDriver writes them (WebDriver §17.4.2).

/// Sends, opens, presses.
pub const ENTER: &str = "\u{e007}";

/// Goes to the next field.
pub const TAB: &str = "\u{e004}";

/// The next of a list.
pub const DOWN: &str = "\u{e015}";

/// Leaves what is open.
pub const ESCAPE: &str = "\u{e00c}";

/// Sends what is being typed.
pub const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e009}";

/// Goes behind the last word of a field.
pub const CONTROL_END: &str = "\u{e009}\u{e010}\u{e009}";

/// Opens the command bar.
pub const CONTROL_K: &str = "\u{e009}k\u{e009}";
