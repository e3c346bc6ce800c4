//! Dialogs over the page.

/// A dialog over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The user's documents.
    Documents,
    /// The examples.
    Examples,
    /// The versions of the document.
    History,
    /// The appearance of the page.
    Settings,
    /// The shortcuts.
    Shortcuts,
    /// The glossary.
    Glossary,
    /// What can be shared of the page.
    Share,
}
