//! Why the browser does not store something.

/// Why the browser does not store or return something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room.
    Full,
    /// The browser does not allow this page to store anything.
    Forbidden,
    /// A newer version of this page stored it in a format that this one does not know.
    Newer,
    /// The browser does not respond.
    Silent,
    /// Anything else, with the browser's name for it.
    Other(String),
}

impl Fault {
    /// The fault behind a `DOMException` of this name: <https://webidl.spec.whatwg.org/#idl-DOMException-error-names>.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => Self::Full,
            "SecurityError" | "NotAllowedError" | "InvalidStateError" => Self::Forbidden,
            "VersionError" => Self::Newer,
            "TimeoutError" => Self::Silent,
            other => Self::Other(other.into()),
        }
    }

    /// The reason, as the end of a sentence about what is not saved.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Full => "the browser’s storage for this page is full".into(),
            Self::Forbidden => "the browser does not allow this page to store anything".into(),
            Self::Newer => "a newer version of this page has stored it".into(),
            Self::Silent => "the browser’s storage does not respond".into(),
            Self::Other(name) => format!("the browser’s storage reports {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_browser_are_faults() {
        for (name, fault) in [
            ("QuotaExceededError", Fault::Full),
            ("SecurityError", Fault::Forbidden),
            ("VersionError", Fault::Newer),
            ("TimeoutError", Fault::Silent),
            ("UnknownError", Fault::Other("UnknownError".into())),
        ] {
            assert_eq!(Fault::from_name(name), fault);
        }
        assert_eq!(Fault::Other("UnknownError".into()).reason(), "the browser’s storage reports UnknownError");
    }
}
