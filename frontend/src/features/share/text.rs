//! The texts of links.

use dagwood_proto::share::LinkError;

texts! {
    const VERSION = env!("CARGO_PKG_VERSION");
    const SHARE = "Share";
    const LINK_TO_COPY = "Link to copy";
    const DISMISS = "Dismiss";
    const READY = "The link is ready to copy.";
    const OPENED = "Opened from a link.";
    const NOT_TEXT = "Opened from a link. Its input is not text: characters that cannot be shown are replaced by �.";
    fn no_link(error: &LinkError = &LinkError::TooLarge) = "No link: {error}.";
    fn copied(len: usize = 99) = "Link copied, {len} characters.";
    fn not_opened(error: &LinkError = &LinkError::TooLarge) = "This link cannot be opened: {error}. Nothing on the page has been changed.";
    fn same_events(version: &str = "0.2.0") = "The events of this run are those of the shared one, but not all of its options. The link was made by version {version}; this is version {VERSION}.";
    fn differs(after: usize = 8, by: usize = 12, version: &str = "0.2.0") = "This run is not the shared one: the first different event is after step {after} and by step {by}. The link was made by version {version}; this is version {VERSION}.";
    fn opened_at(step: usize = 3) = "Opened from a link. Run goes to step {step}.";
}
