//! A validated workflow, ready to run. From here on, nothing structural can fail.

mod compile;
mod environment;
mod horizon;
mod lint;
mod local;
pub(crate) mod modules;
mod sketch;

use alloc::{borrow::Cow, boxed::Box, format, string::String, sync::Arc, vec::Vec};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::{
    Diagnostic, Graph, Intent, Metadata, Micros, Outcome, Payload, Processor, ProcessorError, ProcessorIdx, RunOptions,
    Workflow, limits,
    model::GraphError,
    plan::modules::{Refused, WasmOptions},
    text::{Code, ProcessorKind, ProcessorSpec, Retry, Spanned, suggest::nearest, yaml::shorten},
};

pub use self::{
    compile::{Compiled, compile, compile_with},
    environment::Environment,
    lint::{ParallelTransforms, parallel_transforms},
    local::{LocalProcessor, LocalSpec, OptionHelp},
    modules::{ModuleError, Modules, WasmSpec},
    sketch::{Sketch, sketch},
};

/// The settings of one processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Its retries.
    pub retry: Retry,
    /// The time limit of one attempt.
    pub timeout: Option<Micros>,
    /// The simulated duration of an attempt.
    pub duration: Option<Micros>,
    /// The number of simulated failures.
    pub fail_attempts: u32,
    /// The memory that an attempt may use, in bytes; 0 if it needs only its input and output.
    pub memory: u64,
}

impl Settings {
    /// The expected duration of an attempt before its input is known: its simulated duration, else one millisecond, the
    /// minimum.
    #[must_use]
    pub fn expected(&self) -> Micros {
        self.duration.unwrap_or(Micros::from_millis(1))
    }
}

/// A workflow with dense indices, edges in both directions and the code of every processor. Shared: a clone is another
/// reference.
#[derive(Clone)]
pub struct Plan(Arc<Inner>);

struct Inner {
    graph: Arc<Graph>,
    options: RunOptions,
    processors: Vec<Box<dyn Processor>>,
    settings: Distinct,
}

/// One processor of a plan that is built in code, without a file.
pub struct Part<'a> {
    /// The unique id.
    pub id: &'a str,
    /// Its dependencies, as indices of parts.
    pub depends_on: &'a [ProcessorIdx],
    /// Retries, timeout and simulation.
    pub settings: Settings,
    /// Its code.
    pub code: Box<dyn Processor>,
}

impl Plan {
    /// The plan of these parts. O(processors + edges).
    ///
    /// # Errors
    /// [`GraphError`] if a dependency is not a part or the parts form a cycle.
    pub fn assemble<'a>(options: RunOptions, parts: impl IntoIterator<Item = Part<'a>>) -> Result<Self, GraphError> {
        let (mut named, mut rows, mut processors) = (Vec::new(), Vec::new(), Vec::new());
        let mut settings = Distinct::default();
        for part in parts {
            named.push((part.id, part.code.intent()));
            rows.push(part.depends_on);
            settings.push(part.settings);
            processors.push(part.code);
        }
        let graph = Arc::new(Graph::new(named.into_iter(), rows.into_iter())?);
        Ok(Self(Arc::new(Inner { graph, options, processors, settings })))
    }

    /// Validates a workflow. If there is no plan, at least one diagnostic, from here or from reading the text, is an
    /// error; `readable` says whether reading found none. O(processors + edges).
    pub(crate) fn new(
        workflow: &Workflow,
        environment: Environment,
        readable: bool,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let mut builder = Builder {
            workflow,
            environment,
            diagnostics: Vec::new(),
            by_id: HashMap::default(),
            by_look: HashMap::default(),
        };
        let plan = builder.plan(readable);
        (plan, builder.diagnostics)
    }

    /// The same plan with processors that do nothing, take their expected durations and never fail.
    #[must_use]
    pub fn rehearsal(&self) -> Self {
        let graph = Arc::clone(self.graph());
        let settings = graph.processors().map(|p| self.rehearsed(p)).collect();
        let processors = graph.processors().map(|p| Idle::boxed(graph.intent(p))).collect();
        Self(Arc::new(Inner { graph, options: self.options(), processors, settings }))
    }

    /// The same for some of the processors; dependencies on others are dropped.
    pub(crate) fn rehearsal_of(&self, is_part: impl Fn(ProcessorIdx) -> bool) -> Self {
        let graph = self.graph();
        let members: Vec<ProcessorIdx> = graph.processors().filter(|&p| is_part(p)).collect();
        let place = |p: &ProcessorIdx| members.binary_search(p).map_or(ProcessorIdx::MAX, |at| at as ProcessorIdx);
        let rows: Vec<Vec<_>> = members.iter().map(|&p| graph.dependencies(p).iter().map(place).collect()).collect();
        let parts = members.iter().zip(&rows).map(|(&p, depends_on)| Part {
            id: graph.id(p),
            depends_on,
            settings: self.rehearsed(p),
            code: Idle::boxed(graph.intent(p)),
        });
        Self::assemble(self.options(), parts).expect("a part of an acyclic graph is acyclic")
    }

    fn rehearsed(&self, p: ProcessorIdx) -> Settings {
        Settings { duration: Some(self.settings(p).expected()), ..Settings::default() }
    }

    /// The shape of the workflow.
    #[must_use]
    pub fn graph(&self) -> &Arc<Graph> {
        &self.0.graph
    }

    /// The options in the file.
    #[must_use]
    pub fn options(&self) -> RunOptions {
        self.0.options
    }

    /// The code of a processor.
    #[must_use]
    pub fn processor(&self, of: ProcessorIdx) -> &dyn Processor {
        &*self.0.processors[of as usize]
    }

    /// Retries, timeout and simulation of a processor.
    #[must_use]
    pub fn settings(&self, of: ProcessorIdx) -> &Settings {
        self.0.settings.get(of)
    }
}

/// A processor that does nothing.
struct Idle(Intent);

impl Idle {
    fn boxed(intent: Intent) -> Box<dyn Processor> {
        Box::new(Self(intent))
    }
}

impl Processor for Idle {
    fn intent(&self) -> Intent {
        self.0
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        Ok(Outcome { output: input.clone(), metadata: Metadata::new(), fuel: None })
    }
}

/// The text of a diagnostic about two ids.
const LOOK_ALIKE: &str = "look the same, but differ in their Unicode normal form";

struct Builder<'w> {
    workflow: &'w Workflow<'w>,
    environment: Environment<'w>,
    diagnostics: Vec<Diagnostic>,
    by_id: HashMap<&'w str, ProcessorIdx, FxBuildHasher>,
    /// The first id with each decomposition, among ids that are not ASCII.
    by_look: HashMap<Cow<'w, str>, &'w str, FxBuildHasher>,
}

impl<'w> Builder<'w> {
    fn plan(&mut self, readable: bool) -> Option<Plan> {
        let specs = &self.workflow.processors;
        if specs.is_empty() && readable {
            self.error(Code::EmptyWorkflow, self.workflow.processors_range, "the workflow has no processors");
        }
        self.ids();
        let (targets, ends) = self.dependencies();
        let processors: Vec<_> = specs.iter().filter_map(|spec| self.code(spec)).collect();
        let rows = (0..specs.len()).map(|i| {
            let start = if i == 0 { 0 } else { ends[i - 1] };
            &targets[start..ends[i]]
        });
        let intents = processors.iter().map(|p| p.intent()).chain(core::iter::repeat(Intent::Transform));
        let ids = specs.iter().map(|spec| spec.id.as_ref().map_or("", |id| &*id.value));
        let graph = Graph::new(ids.zip(intents), rows).map_err(|error| self.cycles(error)).ok()?;
        let settings = settings(self.workflow);
        let sound = readable && self.diagnostics.iter().all(|d| d.severity != crate::Severity::Error);
        let options = self.workflow.options;
        sound.then(|| Plan(Arc::new(Inner { graph: Arc::new(graph), options, processors, settings })))
    }

    fn ids(&mut self) {
        let workflow = self.workflow;
        self.by_id.reserve(workflow.processors.len());
        for (i, spec) in workflow.processors.iter().enumerate() {
            let Some(id) = &spec.id else { continue };
            if let Some(first) = self.by_id.insert(&id.value, i as ProcessorIdx) {
                self.by_id.insert(&id.value, first);
                let message = format!("there is already a processor `{}`; ids must be unique", id.value);
                self.error(Code::DuplicateId, id.range, message);
                continue;
            }
            if let Some(other) = self.look_alike(&id.value) {
                let message = format!("`{}` and another processor, `{other}`, {LOOK_ALIKE}; rename one", id.value);
                self.diagnostics.push(Diagnostic::warning(Code::DuplicateId, id.range, message));
            }
            if !id.value.is_ascii() {
                self.by_look.entry(self.environment.decomposed(&id.value)).or_insert(&id.value);
            }
        }
    }

    /// The first id that looks like this text but differs from it.
    fn look_alike(&self, text: &str) -> Option<&'w str> {
        // Texts can look alike only if one of them is beyond ASCII, and few files have such ids.
        if self.by_look.is_empty() && text.is_ascii() {
            return None;
        }
        let look = self.environment.decomposed(text);
        let as_it_looks = self.by_id.get_key_value(&*look).map(|(&id, _)| id);
        self.by_look.get(&*look).copied().or(as_it_looks).filter(|&id| id != text)
    }

    /// The dependencies of each processor, one list after the other, and the end of each list.
    fn dependencies(&mut self) -> (Vec<ProcessorIdx>, Vec<usize>) {
        let workflow = self.workflow;
        let (mut targets, mut ends) = (Vec::new(), Vec::new());
        for spec in &workflow.processors {
            let start = targets.len();
            for name in &spec.depends_on {
                let Some(&target) = self.by_id.get(&*name.value) else {
                    let mut message = format!("there is no processor `{}`", name.value);
                    if let Some(other) = self.look_alike(&name.value) {
                        message.push_str(&format!("; it and `{other}` {LOOK_ALIKE}"));
                        let diagnostic = Diagnostic::error(Code::UnknownDependency, name.range, message);
                        self.diagnostics.push(diagnostic.suggest(Some(other)));
                        continue;
                    }
                    let diagnostic = Diagnostic::error(Code::UnknownDependency, name.range, message);
                    // A suggestion compares every id: only for the first few problems, not for a hundred thousand.
                    let suggestion = (self.diagnostics.len() < 100)
                        .then(|| {
                            let own = spec.id.as_ref().map(|id| &*id.value);
                            let ids = workflow.processors.iter().filter_map(|s| s.id.as_ref());
                            nearest(&name.value, ids.map(|id| &*id.value).filter(|&id| Some(id) != own))
                        })
                        .flatten();
                    self.diagnostics.push(diagnostic.suggest(suggestion));
                    continue;
                };
                if !targets[start..].contains(&target) {
                    targets.push(target);
                }
            }
            ends.push(targets.len());
        }
        (targets, ends)
    }

    fn code(&mut self, spec: &ProcessorSpec) -> Option<Box<dyn Processor>> {
        let id = spec.id.as_ref().map_or(spec.range, |id| id.range);
        match spec.kind.as_ref()?.value {
            ProcessorKind::Foreign => None,
            ProcessorKind::Wasm => {
                let Some(module) = &spec.module else {
                    self.error(Code::MissingKey, id, "`module` is missing; it names the file of a WebAssembly module");
                    return None;
                };
                self.wasm(spec, module)
            }
            ProcessorKind::Local => {
                let Some(name) = &spec.processor else {
                    self.error(Code::MissingKey, id, "`processor` is missing; it names a local processor");
                    return None;
                };
                let Some(local) = LocalProcessor::from_name(&name.value) else {
                    let message = format!("there is no local processor `{}`", name.value);
                    let suggestion = nearest(&name.value, LocalProcessor::ALL.iter().map(|local| local.name()));
                    let diagnostic = Diagnostic::error(Code::UnknownProcessor, name.range, message);
                    self.diagnostics.push(diagnostic.suggest(suggestion));
                    return None;
                };
                Some((self.environment.local)(&LocalSpec::read(local, &spec.options, &mut self.diagnostics)))
            }
        }
    }

    fn wasm(&mut self, spec: &ProcessorSpec, module: &Spanned<Cow<str>>) -> Option<Box<dyn Processor>> {
        let limits = self.workflow.wasm.limits;
        let options = WasmOptions::read(&spec.options, limits, &mut self.diagnostics);
        let capabilities = spec.capabilities.clone().unwrap_or_default().over(&self.workflow.wasm.capabilities);
        if !capabilities.is_empty() {
            let message = format!("`{}` may use {}", shorten(&module.value), capabilities.summary());
            self.diagnostics.push(Diagnostic::info(Code::Capabilities, module.range, message));
        }
        let wanted = WasmSpec {
            id: spec.id.as_ref().map_or("", |id| &id.value),
            module: &module.value,
            intent: options.intent,
            fuel: options.fuel,
            memory: limits.memory_bytes(),
            capabilities: Arc::new(capabilities),
        };
        match self.environment.modules.processor(wanted) {
            Ok(processor) => Some(processor),
            Err(ModuleError::Unavailable) => {
                let range = spec.kind.as_ref().map_or(module.range, |kind| kind.range);
                self.error(Code::BackendUnavailable, range, "`wasm` processors cannot run here; use `local`");
                None
            }
            Err(ModuleError::Missing) => {
                let message = format!("there is no module `{}`; add the file to the modules", shorten(&module.value));
                let names = self.environment.modules.names();
                let suggestion = nearest(&module.value, names.iter().map(String::as_str));
                self.diagnostics
                    .push(Diagnostic::error(Code::MissingModule, module.range, message).suggest(suggestion));
                None
            }
            Err(ModuleError::Refused(reason)) => {
                let message = format!("`{}` cannot run: {reason}", shorten(&module.value));
                self.diagnostics.push(Diagnostic::warning(Code::ModuleRefused, module.range, message));
                Some(Box::new(Refused { intent: options.intent, reason }))
            }
        }
    }

    fn cycles(&mut self, error: GraphError) {
        let GraphError::Cycles(cycles) = error else { unreachable!("every dependency was looked up") };
        let workflow = self.workflow;
        let id = |i: ProcessorIdx| workflow.processors[i as usize].id.as_ref();
        for cycle in cycles {
            let mut path = String::new();
            for &i in cycle.iter().chain(cycle.first()) {
                if !path.is_empty() {
                    path.push_str(" -> ");
                }
                path.push_str(id(i).map_or("?", |id| &id.value));
            }
            let (Some(&first), Some(&last)) = (cycle.first(), cycle.last()) else {
                continue;
            };
            // The dependency that closes the cycle: the last processor's id in the `depends_on` of the first.
            let spec = &workflow.processors[first as usize];
            let closing = spec.depends_on.iter().find(|name| self.by_id.get(&*name.value) == Some(&last));
            let range = closing.map_or(spec.range, |name| name.range);
            let message = if cycle.len() == 1 {
                format!("a processor cannot depend on itself: {path}")
            } else {
                format!("these processors depend on each other: {path}")
            };
            self.error(Code::Cycle, range, message);
        }
    }

    fn error(&mut self, code: Code, range: crate::text::TextRange, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, range, message));
    }
}

/// The settings of every processor. Most processors of a workflow have equal settings: each distinct value is stored
/// once.
#[derive(Default)]
struct Distinct {
    distinct: Vec<Settings>,
    of: Vec<u32>,
    index: HashMap<Settings, u32, FxBuildHasher>,
}

impl FromIterator<Settings> for Distinct {
    fn from_iter<I: IntoIterator<Item = Settings>>(all: I) -> Self {
        let mut distinct = Self::default();
        all.into_iter().for_each(|settings| distinct.push(settings));
        distinct
    }
}

impl Distinct {
    fn push(&mut self, settings: Settings) {
        let Self { distinct, of, index } = self;
        of.push(*index.entry(settings).or_insert_with(|| {
            distinct.push(settings);
            distinct.len() as u32 - 1
        }));
    }

    fn get(&self, of: ProcessorIdx) -> &Settings {
        &self.distinct[self.of[of as usize] as usize]
    }
}

fn settings(workflow: &Workflow) -> Distinct {
    debug_assert!(workflow.processors.len() <= limits::PROCESSORS, "the reader of the text keeps to the limit");
    let own = |spec: &ProcessorSpec| Settings {
        retry: spec.retry,
        timeout: spec.timeout,
        duration: spec.simulate.duration,
        fail_attempts: spec.simulate.fail_attempts,
        memory: match &spec.kind {
            Some(kind) if kind.value == ProcessorKind::Wasm => workflow.wasm.limits.attempt_bytes(),
            _ => 0,
        },
    };
    workflow.processors.iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FailureStrategy, Priority, Status, Strategy, VirtualDriver};

    #[test]
    fn parts_make_the_plan_that_a_file_makes() {
        let options = RunOptions {
            strategy: Strategy::Reactive,
            priority: Priority::Rank,
            failure_strategy: FailureStrategy::FailFast,
            workers: 2,
            timeout: None,
        };
        let code = |local| LocalSpec::new(local).code();
        let part = |id, depends_on, local| Part { id, depends_on, settings: Settings::default(), code: code(local) };
        let upper = || part("upper", &[], LocalProcessor::ChangeTextCaseUpper);
        let reverse = || part("reverse", &[0], LocalProcessor::ReverseText);
        let plan = Plan::assemble(options, [upper(), reverse()]).expect("a chain");
        let trace = VirtualDriver::new(&plan, options, Payload::from("ab")).run_to_end();
        assert_eq!((trace.status(), trace.output()), (Some(Status::Succeeded), Some(&Payload::from("BA"))));

        let outside = part("reverse", &[2], LocalProcessor::ReverseText);
        assert_eq!(Plan::assemble(options, [upper(), outside]).err(), Some(GraphError::OutOfRange));
        let itself = part("reverse", &[1], LocalProcessor::ReverseText);
        assert_eq!(Plan::assemble(options, [upper(), itself]).err(), Some(GraphError::Cycles([[1].into()].into())));
    }
}
