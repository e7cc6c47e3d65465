//! One test on both databases: `db_test!` and the place where such a test's database lives.

use std::io;

use crate::postgres::{TestDatabase, database};

/// Where a test's database is; it goes with this value.
#[derive(Debug)]
pub struct TestPlace {
    url: String,
    _keep: Keep,
}

// Held, never read: what is dropped with them is the database.
#[derive(Debug)]
enum Keep {
    Folder { _folder: tempfile::TempDir },
    Cluster { _database: TestDatabase },
}

impl TestPlace {
    /// Makes a place for an SQLite file.
    pub fn sqlite() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite:{}", folder.path().join("chancery.sqlite").display());
        Ok(Self { url, _keep: Keep::Folder { _folder: folder } })
    }

    /// Makes an empty PostgreSQL database.
    pub async fn postgres() -> Self {
        let database = database().await;
        Self { url: database.url.clone(), _keep: Keep::Cluster { _database: database } }
    }

    /// Returns where it is, for `database.url`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Makes two tests of each function, `NAME::sqlite` and `NAME::postgres`.
///
/// The argument's type has a function `async fn open(url: &str) -> Self`; what it opens is the caller's matter,
/// so that this crate needs to know no database library.
// A macro because a test per database must have a name of its own to be seen when it fails.
#[macro_export]
macro_rules! db_test {
    ($($(#[$attribute:meta])* async fn $name:ident($house:ident: $type:ty) $body:block)*) => {$(
        $(#[$attribute])*
        mod $name {
            use super::*;

            async fn run($house: $type) $body

            #[tokio::test]
            async fn sqlite() {
                let place = $crate::TestPlace::sqlite().expect("a folder for the test's database");
                run(<$type>::open(place.url()).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                let place = $crate::TestPlace::postgres().await;
                run(<$type>::open(place.url()).await).await;
            }
        }
    )*};
}
