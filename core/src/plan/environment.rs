//! The host's part in compiling a workflow.

use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};

use super::{LocalSpec, ModuleError, Modules, WasmSpec};
use crate::Processor;

/// What the program supplies when it compiles a workflow. By default there are no modules, and ids that look the same
/// are not detected.
#[derive(Clone, Copy)]
pub struct Environment<'a> {
    /// The modules that the workflow can name.
    pub modules: &'a dyn Modules,
    /// The code of a local processor: [`LocalSpec::code`], except in programs that never run the plan.
    pub local: fn(&LocalSpec) -> Box<dyn Processor>,
    /// The canonical decomposition of a text (NFD of Unicode Standard Annex 15), which is equal for texts that look the
    /// same. Supplied, because its tables are large and browsers have them. Unicode never changes the decomposition of
    /// a character, so all programs agree, except on characters that are newer than one of them.
    pub decompose: fn(&str) -> String,
}

impl Environment<'_> {
    /// The canonical decomposition of a text. That of ASCII is the text itself.
    pub(super) fn decomposed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.is_ascii() { text.into() } else { (self.decompose)(text).into() }
    }
}

impl Default for Environment<'_> {
    fn default() -> Self {
        Self { modules: &NoModules, local: LocalSpec::code, decompose: |text| text.into() }
    }
}

/// No modules, and no way to run them.
struct NoModules;

impl Modules for NoModules {
    fn processor(&self, _: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        Err(ModuleError::Unavailable)
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
