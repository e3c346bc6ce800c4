//! The texts of links.

use dagwood_proto::share::LinkError;

texts! {
    const VERSION = env!("CARGO_PKG_VERSION");
    const SHARE = "Share";
    const LINK = "Link";
    const COPY_LINK = "Copy link";
    const COPY_MARKDOWN = "Copy as Markdown";
    const MARKDOWN_COPIED = "Markdown copied: the link, this step in words, and the graph for Mermaid.";
    const NOT_COPIED = "The browser does not allow this page to copy. Select the link and copy it.";
    const OPEN_HERE = "Open in the DAGwood Playground";
    const WORKFLOW = "the workflow";
    const NOT_CARRIED = "The link leaves out";
    const LIVE_RUN = "The live run, because it is not repeatable.";
    const OLD_RUN = "The run on display, because the workflow, the input or the options are different now. Run again to share it.";
    const MANY_FORKS = "The run on display, because it has more than 23 forks.";
    const COMPARISON = "The rows of the comparison, because one of them is a run that is left out.";
    const ORDER = "The replay of a completion order.";
    const VIEWS = "The options of the views, such as the critical path and the grouping of the comparison.";
    const LONG = "Some mail and chat programs shorten links of more than 2,000 characters. Try the link before you rely on it.";
    const VERY_LONG = "Many programs and some servers refuse links of more than 8,000 characters. Put it into a file or a page.";
    const TOO_LONG = "Most programs refuse links of more than 32,000 characters. Send the workflow as a file instead.";
    const SAVE_SVG = "Download SVG";
    const SAVE_PNG = "Download PNG";
    const NO_PICTURE = "The picture could not be drawn.";
    const QR = "QR code";
    const QR_LINK = "QR code of the link";
    const NO_QR = "The link is too long for a QR code, which holds up to 2,953 characters.";
    const OPENED = "Opened from a link.";
    const NOT_TEXT = "Opened from a link. Its input is not text: characters that cannot be shown are replaced by �.";
    fn no_link(error: &LinkError = &LinkError::TooLarge) = "No link: {error}.";
    fn copied(len: usize = 99) = "Link copied, {len} characters.";
    fn not_opened(error: &LinkError = &LinkError::TooLarge) = "This link cannot be opened: {error}. This document shows at which step; your own is unchanged.";
    fn same_events(version: &str = "0.2.0") = "This run has the same events as the shared run, but other options. The link was made by version {version}; this is version {VERSION}.";
    fn differs(after: usize = 8, by: usize = 12, version: &str = "0.2.0") = "This run differs from the shared run: the first different event is after step {after}, at step {by} at the latest. The link was made by version {version}; this is version {VERSION}.";
    fn moment(name: &str = "Mine", step: usize = 3) = "{name}, step {step}";
    fn input(bytes: &str = "12 bytes") = "its input ({bytes})";
    fn carried(parts: &str = "the workflow") = "Everyone who has the link can read what it contains: {parts}. It was made by version {VERSION}.";
    fn length(characters: usize = 99) = "{characters} characters.";
    fn other_runs(runs: &str = "2 other runs") = "{runs} of the history.";
    fn your_modules(names: &str = "a.wasm") = "your modules ({names})";
    fn modules(names: &str = "a.wasm") = "Your modules of more than 4 KiB: {names}. The link has their names and hashes. Send these files, too.";
    fn opened_at(step: usize = 3) = "Opened from a link. Run goes to step {step}.";
}
