//! The certificate for STARTTLS: what stands in `tls/`, else a self-signed one made at first start.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

/// Reads `tls/certificate.pem` and `tls/key.pem` of the data folder, making them if there are none.
pub fn server_config(data: &Path, domain: &str) -> anyhow::Result<Arc<ServerConfig>> {
    let dir = data.join("tls");
    let (certificate, key) = (dir.join("certificate.pem"), dir.join("key.pem"));
    if !certificate.exists() {
        make(&dir, domain).context("cannot make a certificate")?;
    }
    let chain = CertificateDer::pem_file_iter(&certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("cannot read {}", certificate.display()))?;
    let key = PrivateKeyDer::from_pem_file(&key)
        .with_context(|| format!("cannot read {}", key.display()))?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key)?;
    Ok(Arc::new(config))
}

fn make(dir: &Path, domain: &str) -> anyhow::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    std::fs::create_dir_all(dir)?;
    let made = rcgen::generate_simple_self_signed(vec![domain.to_owned()])?;
    let write = |name: &str, text: &str| -> anyhow::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        let mut file =
            options.write(true).create(true).truncate(true).mode(0o600).open(dir.join(name))?;
        file.write_all(text.as_bytes())?;
        Ok(file.sync_all()?)
    };
    // The key first: a certificate without its key would not be made again.
    write("key.pem", &made.signing_key.serialize_pem())?;
    write("certificate.pem", &made.cert.pem())
}
