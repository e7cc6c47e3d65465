//! Factors: by what a person shows who they are, and how sure of it a way to sign in makes us.

use crate::Identity;

// A macro so that the words and their reading cannot disagree.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the word that is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word.
            pub fn of_str(text: &str) -> Option<Self> {
                match text { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// What a person has or knows that nobody else does.
    FactorKind {
        /// A key in an authenticator, which also verifies its user.
        Passkey = "passkey",
        /// A password; alone it opens nothing.
        Password = "password",
        /// An authenticator app that shows a new code every half minute.
        Totp = "totp",
    }
}

words! {
    /// How a session was begun.
    SignInWay {
        /// A one-time link to the address.
        Link = "link",
        /// The link, and a code of the authenticator app.
        LinkAndTotp = "link_totp",
        /// A passkey.
        Passkey = "passkey",
        /// A password and a code of the authenticator app.
        PasswordAndTotp = "password_totp",
        /// A password and a recovery code.
        PasswordAndRecovery = "password_recovery",
    }
}

words! {
    /// How somebody who is signed in showed anew that it is them.
    ProofWay {
        /// A passkey.
        Passkey = "passkey",
        /// A code of the authenticator app.
        Totp = "totp",
        /// A recovery code.
        RecoveryCode = "recovery_code",
    }
}

impl SignInWay {
    /// Returns how sure of the person it makes us. A recovery code stands on paper that others may have seen, so it
    /// lets in, to set up anew what was lost, and proves no more than a link.
    pub const fn identity(self) -> Identity {
        match self {
            Self::Link | Self::PasswordAndRecovery => Identity::SignedIn,
            Self::LinkAndTotp | Self::Passkey | Self::PasswordAndTotp => Identity::Strong,
        }
    }

    /// Returns the way that a session came in after a proof was given in it.
    pub const fn with_proof(self, proof: ProofWay) -> Self {
        match (self, proof) {
            (Self::Link, ProofWay::Totp) => Self::LinkAndTotp,
            (Self::PasswordAndRecovery, ProofWay::Totp) => Self::PasswordAndTotp,
            (Self::Link | Self::PasswordAndRecovery, ProofWay::Passkey) => Self::Passkey,
            (way, _) => way,
        }
    }
}

impl ProofWay {
    /// Returns how sure of the person it makes us.
    pub const fn identity(self) -> Identity {
        match self {
            Self::Passkey | Self::Totp => Identity::Strong,
            Self::RecoveryCode => Identity::SignedIn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for kind in FactorKind::ALL {
            assert_eq!(FactorKind::of_str(kind.as_str()), Some(*kind));
        }
        for way in SignInWay::ALL {
            assert_eq!(SignInWay::of_str(way.as_str()), Some(*way));
        }
        for way in ProofWay::ALL {
            assert_eq!(ProofWay::of_str(way.as_str()), Some(*way));
        }
    }

    #[test]
    fn a_proof_never_lowers_a_session() {
        for way in SignInWay::ALL {
            for proof in ProofWay::ALL {
                let raised = way.with_proof(*proof).identity();
                assert!(raised >= way.identity(), "{way:?} {proof:?}");
                assert_eq!(raised, way.identity().max(proof.identity()), "{way:?} {proof:?}");
            }
        }
    }
}
