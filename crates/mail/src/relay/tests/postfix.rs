//! A real Postfix, started in a folder of its own, carries our mail.
