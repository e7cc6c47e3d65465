//! The words on the wire: fixed, so that no answer tells one caller more than another.

use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::listen::{House, Protocol};

pub(super) const OK: &str = "250 2.0.0 OK\r\n";
pub(super) const SENDER_OK: &str = "250 2.1.0 Sender OK\r\n";
pub(super) const RECIPIENT_OK: &str = "250 2.1.5 Recipient OK\r\n";
pub(super) const KEPT: &str = "250 2.0.0 Kept\r\n";
pub(super) const SEND_DATA: &str = "354 Send the mail, end it with a dot on a line of its own\r\n";
pub(super) const MAYBE: &str = "252 2.1.5 Send it, and see\r\n";
pub(super) const HELP: &str = "214 2.0.0 RFC 5321 explains it all\r\n";
pub(super) const START_TLS: &str = "220 2.0.0 Begin TLS\r\n";
pub(super) const BYE: &str = "221 2.0.0 Bye\r\n";

pub(super) const STOPPING: &str = "421 4.3.2 The server is stopping, try again later\r\n";
pub(super) const TOO_SLOW: &str = "421 4.4.2 Nothing came for too long\r\n";
pub(super) const TOO_MANY_ERRORS: &str = "421 4.7.0 Too many errors\r\n";
pub(super) const TOO_MANY_COMMANDS: &str = "421 4.7.0 Too many commands in one connection\r\n";
pub(super) const TOO_MANY_CONNECTIONS: &str = "421 4.7.0 Too many connections, try again later\r\n";
pub(super) const BROKEN: &str = "451 4.3.0 Trouble on our side, try again later\r\n";
pub(super) const FULL: &str = "452 4.3.1 No room now, try again later\r\n";
pub(super) const TOO_MANY_RECIPIENTS: &str = "452 4.5.3 Too many recipients in one mail\r\n";

pub(super) const UNKNOWN_COMMAND: &str = "500 5.5.2 Command not understood\r\n";
pub(super) const LINE_TOO_LONG: &str = "500 5.5.2 Line too long\r\n";
pub(super) const BARE_LINE_END: &str = "500 5.5.2 Lines end in CR LF\r\n";
pub(super) const SYNTAX: &str = "501 5.5.4 Arguments not understood\r\n";
pub(super) const NOT_HERE: &str = "502 5.5.1 Command not implemented\r\n";
pub(super) const SEQUENCE: &str = "503 5.5.1 Commands out of order\r\n";
pub(super) const HELLO_FIRST: &str = "503 5.5.1 Say hello first\r\n";
pub(super) const NO_RECIPIENTS: &str = "503 5.5.1 No valid recipients\r\n";
pub(super) const UNKNOWN_RECIPIENT: &str = "550 5.1.1 No such mailbox here\r\n";
pub(super) const TOO_BIG: &str = "552 5.3.4 The mail is too big\r\n";
pub(super) const BAD_RECIPIENT: &str = "553 5.1.3 Recipient address not understood\r\n";
pub(super) const BAD_SENDER: &str = "553 5.1.7 Sender address not understood\r\n";
pub(super) const UNKNOWN_PARAMETER: &str = "555 5.5.4 Parameter not supported\r\n";

pub(super) fn greeting(house: &House) -> String {
    let protocol = match house.protocol {
        Protocol::Smtp => "ESMTP",
        Protocol::Lmtp => "LMTP",
    };
    format!("220 {} {protocol}\r\n", house.domain)
}

pub(super) fn plain_hello(house: &House) -> String {
    format!("250 {}\r\n", house.domain)
}

/// Answers EHLO or LHLO. CHUNKING is not among the extensions: BDAT is not spoken.
pub(super) fn extended_hello(house: &House, can_start_tls: bool) -> String {
    let start_tls = if can_start_tls { "250-STARTTLS\r\n" } else { "" };
    format!(
        "250-{}\r\n250-PIPELINING\r\n250-SIZE {}\r\n{start_tls}250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n",
        house.domain, house.limits.message_octets
    )
}

/// Tells a connection that there is no room for it.
pub(super) async fn turn_away(mut stream: TcpStream, house: &House) {
    let farewell = stream.write_all(TOO_MANY_CONNECTIONS.as_bytes());
    let _ = tokio::time::timeout(house.limits.stop_time, farewell).await;
}
