//! What lies over the page until it is closed.

/// Something that lies over the page until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// How the page looks.
    Settings,
    /// The shortcuts.
    Shortcuts,
}
