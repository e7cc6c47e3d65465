//! S/MIME clear signatures (RFC 8551 §3.5.3): readable by every mail program, checkable by most.

use openssl::{
    cms::{CMSOptions, CmsContentInfo},
    error::ErrorStack,
    hash::{MessageDigest, hash},
    pkcs12::Pkcs12,
    stack::Stack,
};

use crate::outgoing::base64_lines;

/// Octets of the digest that stand in a boundary.
const BOUNDARY_OCTETS: usize = 12;

/// Why a mail cannot be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The key cannot be read.
    #[error("the signing key cannot be read")]
    Key(#[source] ErrorStack),
    /// The PKCS#12 holds no key with its certificate.
    #[error("the signing key has no certificate beside it")]
    Incomplete,
    /// The signature cannot be made.
    #[error("the signature cannot be made")]
    Sign(#[source] ErrorStack),
}

/// Wraps an entity (fields, empty line, body, all in CRLF) into multipart/signed.
pub(crate) fn sign(entity: &[u8], pkcs12: &[u8], message_id: &str) -> Result<Vec<u8>, SignError> {
    let key = Pkcs12::from_der(pkcs12).and_then(|p12| p12.parse2("")).map_err(SignError::Key)?;
    let (Some(pkey), Some(cert)) = (key.pkey, key.cert) else { return Err(SignError::Incomplete) };
    let chain = match key.ca {
        Some(chain) => chain,
        None => Stack::new().map_err(SignError::Sign)?,
    };
    // The line end before a boundary belongs to the boundary, so it is not signed.
    let signed = entity.strip_suffix(b"\r\n").unwrap_or(entity);
    let options = CMSOptions::DETACHED | CMSOptions::BINARY;
    let signature =
        CmsContentInfo::sign(Some(&cert), Some(&pkey), Some(&chain), Some(signed), options)
            .and_then(|cms| cms.to_der())
            .map_err(SignError::Sign)?;
    let boundary = boundary(message_id).map_err(SignError::Sign)?;
    let head = format!(
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n \
         micalg=sha-256; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n"
    );
    let tail = format!(
        "\r\n--{boundary}\r\n\
         Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n\
         Content-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n\
         {}\r\n--{boundary}--\r\n",
        base64_lines(&signature)
    );
    Ok([head.as_bytes(), signed, tail.as_bytes()].concat())
}

/// Makes a boundary of the Message-ID: `=_` never stands in what we encode (RFC 2045 §6.7).
fn boundary(message_id: &str) -> Result<String, ErrorStack> {
    let digest = hash(MessageDigest::sha256(), message_id.as_bytes())?;
    let letters: String = digest.iter().take(BOUNDARY_OCTETS).map(|b| format!("{b:02x}")).collect();
    Ok(format!("=_{letters}"))
}
