//! Supplies the modules of processors of type `wasm`.

use alloc::{boxed::Box, format, string::String, sync::Arc, vec::Vec};

use crate::{
    Diagnostic, ErrorCode, Intent, Outcome, Payload, Processor, ProcessorError,
    model::Capabilities,
    text::{Code, OptionValue, WasmLimits, schema, workflow::Options, yaml::unknown_key},
};

/// A processor of type `wasm`, as its workflow specifies it.
#[derive(Clone, Debug)]
pub struct WasmSpec<'a> {
    /// The id of the processor; it seeds the random numbers.
    pub id: &'a str,
    /// The file name of its module.
    pub module: &'a str,
    /// Whether the output replaces the payload.
    pub intent: Intent,
    /// The fuel of one attempt.
    pub fuel: u64,
    /// The memory limit of one attempt, in bytes.
    pub memory: u64,
    /// What it may access besides its input.
    pub capabilities: Arc<Capabilities>,
}

/// The modules that a workflow can name.
pub trait Modules {
    /// The processor that runs a module.
    ///
    /// # Errors
    /// [`ModuleError`] if there is no such processor.
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError>;

    /// The file names of all modules.
    fn names(&self) -> Vec<String>;
}

/// Why a module gives no processor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleError {
    /// Modules cannot run here at all.
    Unavailable,
    /// There is no module with this name.
    Missing,
    /// The module cannot run here, for this reason.
    Refused(String),
}

/// The options of a processor of type `wasm`.
pub(crate) struct WasmOptions {
    pub(crate) intent: Intent,
    pub(crate) fuel: u64,
}

impl WasmOptions {
    /// Reads them. Problems are added to `diagnostics`.
    pub(crate) fn read(options: &Options, limits: WasmLimits, diagnostics: &mut Vec<Diagnostic>) -> Self {
        for (key, _) in options {
            let known = schema::WASM_OPTIONS.keys.iter().map(|key| key.name);
            if !known.clone().any(|name| name == key.value) {
                diagnostics.push(unknown_key(&key.value, key.range, schema::WASM_OPTIONS.what, known));
            }
        }
        let found = |name| options.iter().find(|(key, _)| key.value == name).map(|(_, value)| value);
        let mut read = Self { intent: Intent::Transform, fuel: limits.fuel_default };
        match found("intent").map(|intent| (intent.range, &intent.value)) {
            None | Some((_, OptionValue::Null)) => {}
            Some((_, OptionValue::Text(name))) if name == Intent::Transform.name() => {}
            Some((_, OptionValue::Text(name))) if name == Intent::Analyze.name() => read.intent = Intent::Analyze,
            Some((range, _)) => {
                let message = "`intent` must be `transform` or `analyze`";
                diagnostics.push(Diagnostic::error(Code::UnknownValue, range, message));
            }
        }
        match found("fuel_level").map(|level| (level.range, &level.value)) {
            None | Some((_, OptionValue::Null)) => {}
            Some((range, &OptionValue::Number(level))) => {
                // A minimum above the maximum is reported separately.
                let WasmLimits { fuel_minimum, fuel_maximum, .. } = limits;
                read.fuel = level.max(fuel_minimum).min(fuel_maximum);
                if read.fuel != level {
                    let message = format!(
                        "the fuel level {level} is outside {fuel_minimum} to {fuel_maximum}; {} is taken instead",
                        read.fuel
                    );
                    diagnostics.push(Diagnostic::warning(Code::BadOption, range, message));
                }
            }
            Some((range, _)) => {
                let message = "`fuel_level` must be a whole number, at least 1";
                diagnostics.push(Diagnostic::error(Code::WrongType, range, message));
            }
        }
        read
    }
}

/// The processor of a refused module: every attempt fails with the reason.
pub(crate) struct Refused {
    pub(crate) intent: Intent,
    pub(crate) reason: String,
}

impl Processor for Refused {
    fn intent(&self) -> Intent {
        self.intent
    }

    fn process(&self, _: &Payload) -> Result<Outcome, ProcessorError> {
        Err(ProcessorError::new(ErrorCode::ModuleRefused, self.reason.clone()))
    }
}
