//! A value that does not print, log or serialise by accident (house law 6).

use std::fmt;

/// Personal data in the open, in memory, on its way to someone who may see it.
///
/// There is no `Display`, no `Serialize` and no `Deref`: whoever wants the value says `expose`, which is
/// a word that a reviewer can search for.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Borrows the value, on purpose.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Unwraps the value, on purpose.
    pub fn into_exposed(self) -> T {
        self.0
    }

    /// Wraps what `f` makes of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(f(self.0))
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹personal›")
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let value = Personal::new("Jana Nováková".to_owned());
        assert_eq!(format!("{value:?} {:?}", Some(&value)), "‹personal› Some(‹personal›)");
    }
}
