//! The tabs of the pane in which the user writes.

/// A tab of the pane in which the user writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriteTab {
    /// The workflow, as text.
    #[default]
    Workflow,
    /// The input of a run.
    Input,
    /// The modules that workflows can name.
    Modules,
    /// What the check of the workflow found.
    Problems,
}

impl WriteTab {
    /// All tabs, in their order.
    pub const ALL: [Self; 4] = [Self::Workflow, Self::Input, Self::Modules, Self::Problems];
}
