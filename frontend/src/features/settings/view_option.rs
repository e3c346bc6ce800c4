//! What users can turn on and off in a view.

/// Something that can be turned on and off in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewOption {
    /// The critical path in the graph.
    CriticalPath,
    /// The waits in the timeline.
    Waits,
    /// Short gaps in the timeline for idle times.
    CompressGaps,
}

/// The options of all views. A visit begins with the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewOptions([bool; 3]);

/// Only the waits are shown.
impl Default for ViewOptions {
    fn default() -> Self {
        let mut options = Self([false; 3]);
        options.toggle(ViewOption::Waits);
        options
    }
}

impl ViewOptions {
    /// Whether an option is on.
    #[must_use]
    pub fn is_on(self, option: ViewOption) -> bool {
        self.0[option as usize]
    }

    /// Turns an option on or off.
    pub fn toggle(&mut self, option: ViewOption) {
        self.0[option as usize] ^= true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_independent() {
        let all = [ViewOption::CriticalPath, ViewOption::Waits, ViewOption::CompressGaps];
        let on = |options: ViewOptions| all.map(|option| options.is_on(option));
        let mut options = ViewOptions::default();
        assert_eq!(on(options), [false, true, false]);
        options.toggle(ViewOption::CompressGaps);
        options.toggle(ViewOption::Waits);
        assert_eq!(on(options), [false, false, true]);
    }
}
