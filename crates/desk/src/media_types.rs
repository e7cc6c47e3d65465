//! Media types that a row may name in the clear: the usual ones, and no word of the sender's own.

/// What everything else is kept as; the original still says what its sender called it.
const ANY: &str = "application/octet-stream";

/// Types that come with support mail. A sender can write anything here, their name for one, and the row is
/// readable at rest: so it is a closed list.
const USUAL: [&str; 67] = [
    "application/gzip",
    "application/json",
    "application/ms-tnef",
    "application/msword",
    "application/octet-stream",
    "application/pdf",
    "application/pem-certificate-chain",
    "application/pgp-encrypted",
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs10",
    "application/pkcs7-mime",
    "application/pkcs7-signature",
    "application/pkcs8",
    "application/pkix-cert",
    "application/postscript",
    "application/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-outlook",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bzip2",
    "application/x-pem-file",
    "application/x-pkcs12",
    "application/x-pkcs7-mime",
    "application/x-pkcs7-signature",
    "application/x-tar",
    "application/x-x509-ca-cert",
    "application/x-x509-user-cert",
    "application/x-zip-compressed",
    "application/xml",
    "application/zip",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/wav",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "image/webp",
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global",
    "message/rfc822",
    "text/calendar",
    "text/csv",
    "text/html",
    "text/markdown",
    "text/plain",
    "text/rfc822-headers",
    "text/vcard",
    "text/xml",
    "video/mp4",
    "video/quicktime",
    "video/webm",
];

/// Returns the declared type if it is a usual one.
pub fn kept_media_type(declared: &str) -> &'static str {
    USUAL.into_iter().find(|usual| *usual == declared).unwrap_or(ANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_senders_own_word_is_not_kept() {
        assert_eq!(kept_media_type("application/pdf"), "application/pdf");
        assert_eq!(kept_media_type("application/x-jana-novakova"), ANY);
        assert_eq!(kept_media_type(""), ANY);
    }
}
