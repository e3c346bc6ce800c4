//! Dialogs over the page.

/// A dialog over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The appearance of the page.
    Settings,
    /// The shortcuts.
    Shortcuts,
    /// The glossary.
    Glossary,
}
