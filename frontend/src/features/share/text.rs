//! The texts of links.

use dagwood_proto::share::LinkError;

texts! {
    SHARE = "Share";
    LINK_TO_COPY = "Link to copy";
    DISMISS = "Dismiss";
    READY = "The link is ready to copy.";
    OPENED = "Opened from a link.";
    NOT_TEXT = "Opened from a link. Its input is not text: characters that cannot be shown are replaced by �.";
}

/// No link could be made.
pub(crate) fn no_link(error: &LinkError) -> String {
    format!("No link: {error}.")
}

/// A link of so many characters is on the clipboard.
pub(crate) fn copied(len: usize) -> String {
    format!("Link copied, {len} characters.")
}

/// The link in the address is damaged.
pub(crate) fn not_opened(error: &LinkError) -> String {
    format!("This link cannot be opened: {error}. Nothing on the page has been changed.")
}

/// The link is about a step of a run.
pub(crate) fn opened_at(step: usize) -> String {
    format!("Opened from a link. Run goes to step {step}.")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![no_link(&LinkError::TooLarge), copied(99), not_opened(&LinkError::TooLarge), opened_at(3)]
}
