//! From text to plan in one call, with all diagnostics.

use alloc::vec::Vec;

use crate::{
    Diagnostic, Overrides, Plan,
    plan::{Environment, horizon, lint},
    text::{TextRange, yaml},
};

/// The result of compiling a workflow file.
pub struct Compiled {
    /// The plan, unless a diagnostic is an error.
    pub plan: Option<Plan>,
    /// The range of each processor of the plan in the text.
    pub places: Vec<TextRange>,
    /// All diagnostics, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and validates a workflow file that has no processors of type `wasm`. Ids that look the same are not reported.
#[must_use]
pub fn compile(text: &str) -> Compiled {
    compile_with(text, Overrides::default(), Environment::default())
}

/// Reads and validates a workflow file with some options overridden, in an environment.
#[must_use]
pub fn compile_with(text: &str, overrides: Overrides, environment: Environment) -> Compiled {
    let (workflow, mut diagnostics) = yaml::read(text);
    let (mut plan, mut places) = (None, Vec::new());
    if let Some(mut workflow) = workflow {
        workflow.options = overrides.apply(workflow.options);
        let readable = diagnostics.iter().all(|d| d.severity != crate::Severity::Error);
        let (built, found) = Plan::new(&workflow, environment, readable);
        diagnostics.extend(found);
        if let Some(plan) = &built {
            diagnostics.extend(lint::diagnostics(plan.graph(), &workflow));
            diagnostics.extend(horizon::diagnostics(plan, &workflow));
            places = workflow.processors.iter().map(|processor| processor.range).collect();
        }
        plan = built;
    }
    diagnostics.sort_by_key(|d| (d.range.start, d.range.end));
    Compiled { plan, places, diagnostics }
}
