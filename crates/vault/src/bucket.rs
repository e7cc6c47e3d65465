//! A bucket as `object_store` knows it; credentials and endpoints come from the environment.

use std::sync::Arc;

use object_store::{
    ObjectStore, aws::AmazonS3Builder, azure::MicrosoftAzureBuilder,
    gcp::GoogleCloudStorageBuilder, path::Path,
};

use crate::VaultError;

/// A bucket and the prefix under which our blobs stand in it.
pub(crate) struct Bucket {
    pub(crate) store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Bucket {
    /// Opens the bucket of an address. Nothing is asked of it yet.
    pub(crate) fn open(url: &str) -> Result<Self, VaultError> {
        let (scheme, rest) = url.split_once("://").ok_or(VaultError::BucketAddress)?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if name.is_empty() || rest.contains(['?', '#', '@']) {
            return Err(VaultError::BucketAddress);
        }
        let prefix = Path::parse(prefix).map_err(|_| VaultError::BucketAddress)?;
        let store: Result<Arc<dyn ObjectStore>, _> = match scheme {
            "s3" => {
                AmazonS3Builder::from_env().with_bucket_name(name).build().map(|s| Arc::new(s) as _)
            }
            "az" => MicrosoftAzureBuilder::from_env()
                .with_container_name(name)
                .build()
                .map(|s| Arc::new(s) as _),
            "gs" => GoogleCloudStorageBuilder::from_env()
                .with_bucket_name(name)
                .build()
                .map(|s| Arc::new(s) as _),
            _ => return Err(VaultError::BucketAddress),
        };
        Ok(Self { store: store.map_err(VaultError::Bucket)?, prefix })
    }

    /// Returns where an object of this name stands.
    pub(crate) fn path(&self, name: &str) -> Path {
        name.split('/').fold(self.prefix.clone(), |path, part| path.join(part))
    }

    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        Self {
            store: Arc::new(object_store::memory::InMemory::new()),
            prefix: Path::from("a/prefix"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_a_bucket() {
        for url in ["", "s3", "s3://", "s3:///x", "ftp://x/y", "s3://u:p@x/y", "file:///tmp"] {
            assert!(matches!(Bucket::open(url), Err(VaultError::BucketAddress)), "{url}");
        }
    }

    #[test]
    fn names_stand_below_the_prefix() {
        let bucket = Bucket::in_memory();
        assert_eq!(bucket.path("ab/cd").as_ref(), "a/prefix/ab/cd");
        let bucket = Bucket::open("s3://mails/one/two/").unwrap();
        assert_eq!(bucket.path("ab/cd").as_ref(), "one/two/ab/cd");
    }
}
