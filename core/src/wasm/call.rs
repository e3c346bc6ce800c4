//! One call of a module, from its instantiation to its output, in slices of fuel.

use alloc::{format, string::String, sync::Arc, vec::Vec};

use wasmi::{
    Error, Func, Instance, Memory, ResumableCall, ResumableCallOutOfFuel, Store, TrapCode, Val,
    errors::{ErrorKind, MemoryError},
};

use super::{
    abi::{Next, Protocol},
    meter::{Ended, HostWork, Meter},
    module::Module,
    processor::Spec,
    wasi::World,
};
use crate::{
    ErrorCode, Metadata, Outcome, Payload, ProcessorError,
    limits::{MODULE_INPUT_BYTES, MODULE_OUTPUT_BYTES},
    model::Call,
};

/// Fuel of one slice: a few milliseconds in a browser.
pub(super) const SLICE: u64 = 2_000_000;

/// What an instance shares with the host functions.
pub(super) struct Host {
    pub(super) meter: Meter,
    pub(super) world: World,
    /// Set once the module is instantiated, before any of its code runs.
    pub(super) memory: Option<Memory>,
}

/// Why a call has no output.
pub(super) enum Stop {
    /// The interpreter or a host function ended it.
    Trap(Error),
    /// The fuel is used up.
    OutOfFuel,
    /// The ABI rejected the module's result, or the processor reported a failure.
    Failed(ErrorCode, String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Trap(error)
    }
}

/// An instance, and its memory as the host sees it.
pub(super) struct Guest {
    store: Store<Host>,
    instance: Instance,
}

/// A store for one instance.
fn store(module: &Module, spec: &Spec, input: &Payload) -> Store<Host> {
    let host = Host {
        meter: Meter::new(spec.fuel, spec.memory),
        world: World::new(input.clone(), &spec.module_name, Arc::clone(&spec.granted), &spec.id),
        memory: None,
    };
    let mut store = Store::new(module.wasmi().engine(), host);
    store.limiter(|host| &mut host.meter.memory);
    store
}

/// The instance of a module. None of its code runs yet: its start function is an export.
fn instantiate(store: &mut Store<Host>, module: &Module) -> Result<Instance, Error> {
    let meter = &mut store.data_mut().meter;
    if !meter.memory.take(module.instance_bytes()) {
        return Err(MemoryError::ResourceLimiterDeniedAllocation.into());
    }
    let granted = meter.grant(u64::MAX);
    store.set_fuel(granted)?;
    let instance = module.linker().instantiate_and_start(&mut *store, module.wasmi());
    settle(store);
    let instance = instance?;
    let memory = instance.get_memory(&*store, "memory");
    let host = store.data_mut();
    host.memory = memory;
    Ok(instance)
}

/// Counts the fuel that the interpreter used of its grant.
fn settle(store: &mut Store<Host>) {
    // Every engine that `Module` creates is metered.
    let left = store.get_fuel().unwrap_or(0);
    store.data_mut().meter.settle(left);
}

impl Guest {
    /// The exported function with this name, if there is one.
    pub(super) fn function(&self, name: &str) -> Option<Func> {
        self.instance.get_func(&self.store, name)
    }

    /// The world of the program.
    pub(super) fn world(&mut self) -> &mut World {
        &mut self.store.data_mut().world
    }

    /// Some bytes of the memory.
    pub(super) fn read(&self, what: &str, at: u32, len: u32) -> Result<&[u8], Stop> {
        let memory = self.memory();
        memory.get(at as usize..).and_then(|rest| rest.get(..len as usize)).ok_or_else(|| {
            let message = format!("{what} is outside the module's memory: {len} bytes at {at} of {}", memory.len());
            Stop::Failed(ErrorCode::ProcessorFailed, message)
        })
    }

    /// A little-endian number from memory.
    pub(super) fn read_u32(&self, what: &str, at: u32) -> Result<u32, Stop> {
        // The length is the requested one.
        self.read(what, at, 4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    /// Writes bytes to memory.
    pub(super) fn write(&mut self, what: &str, at: u32, bytes: &[u8]) -> Result<(), Stop> {
        self.read(what, at, u32::try_from(bytes.len()).unwrap_or(u32::MAX))?;
        if let Some(memory) = self.store.data().memory {
            memory.data_mut(&mut self.store)[at as usize..][..bytes.len()].copy_from_slice(bytes);
        }
        Ok(())
    }

    fn memory(&self) -> &[u8] {
        self.store.data().memory.map_or(&[], |memory| memory.data(&self.store))
    }
}

/// A running call.
pub(super) struct Running {
    guest: Guest,
    protocol: Protocol,
    spec: Arc<Spec>,
    input_length: usize,
    slice: u64,
    next: Func,
    params: Vec<Val>,
    results: Vec<Val>,
    pending: Option<ResumableCallOutOfFuel>,
}

impl Running {
    /// Begins a call.
    ///
    /// # Errors
    /// If the input is too large or the module cannot be instantiated.
    pub(super) fn begin(
        module: &Module,
        spec: &Arc<Spec>,
        input: &Payload,
        slice: u64,
    ) -> Result<Self, ProcessorError> {
        let input_length = input.bytes().len();
        if input_length > MODULE_INPUT_BYTES {
            let message = format!(
                "the input has {input_length} bytes; the limit for a module is {} MiB",
                MODULE_INPUT_BYTES >> 20
            );
            return Err(ProcessorError::new(ErrorCode::TooLarge, message));
        }
        let mut store = store(module, spec, input);
        let mut guest = match instantiate(&mut store, module) {
            Ok(instance) => Guest { store, instance },
            Err(error) => return Err(failure(error.into(), spec, store.data_mut(), input_length)),
        };
        let mut protocol = Protocol::new(module.abi(), input.clone());
        match protocol.next(&mut guest, None) {
            Ok(Next::Call(next, params, results)) => Ok(Self {
                guest,
                protocol,
                spec: Arc::clone(spec),
                input_length,
                slice,
                next,
                params,
                results: results_of(results),
                pending: None,
            }),
            // Every ABI begins with a call.
            Ok(Next::Done(_)) => unreachable!("nothing has been called"),
            Err(stop) => Err(failure(stop, spec, guest.store.data_mut(), input_length)),
        }
    }

    /// The work of the host functions so far.
    pub(super) fn work(&self) -> HostWork {
        self.guest.store.data().meter.work
    }

    /// Runs a slice; returns the output once there is one.
    fn slice(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        loop {
            let Self { guest, next, params, results, pending, .. } = self;
            let store = &mut guest.store;
            let required = pending.as_ref().map_or(0, ResumableCallOutOfFuel::required_fuel);
            let granted = store.data_mut().meter.grant(self.slice.max(required));
            if granted < required {
                return Err(Stop::OutOfFuel);
            }
            store.set_fuel(granted)?;
            let result = match pending.take() {
                Some(call) => call.resume(&mut *store, results),
                None => next.call_resumable(&mut *store, params, results),
            };
            settle(store);
            match result? {
                ResumableCall::Finished => {}
                ResumableCall::OutOfFuel(call) => {
                    *pending = Some(call);
                    return Ok(None);
                }
                ResumableCall::HostTrap(call) => {
                    // A program that ends with success has finished.
                    let error = call.into_host_error();
                    if error.downcast_ref::<Ended>() != Some(&Ended::Exit(0)) {
                        return Err(Stop::Trap(error));
                    }
                }
            }
            let returned = self.results.first().and_then(Val::i32).map(i32::cast_unsigned);
            match self.protocol.next(&mut self.guest, returned)? {
                Next::Call(next, params, results) => {
                    (self.next, self.params, self.results) = (next, params, results_of(results));
                }
                Next::Done(output) => return Ok(Some(output)),
            }
        }
    }
}

fn results_of(count: usize) -> Vec<Val> {
    alloc::vec![Val::I32(0); count]
}

impl Call for Running {
    fn advance(&mut self) -> Option<Result<Outcome, ProcessorError>> {
        let stop = match self.slice() {
            Ok(None) => return None,
            Ok(Some(output)) if output.len() > MODULE_OUTPUT_BYTES => too_much_output(),
            Ok(Some(output)) => {
                let host = self.guest.store.data();
                let mut metadata = metadata(&self.spec, host, self.input_length);
                metadata.insert("output_length".into(), format!("{}", output.len()));
                return Some(Ok(Outcome { output: output.into(), metadata, fuel: Some(host.meter.consumed()) }));
            }
            Err(stop) => stop,
        };
        Some(Err(failure(stop, &self.spec, self.guest.store.data_mut(), self.input_length)))
    }

    fn fuel(&self) -> u64 {
        self.guest.store.data().meter.consumed()
    }
}

fn metadata(spec: &Spec, host: &Host, input_length: usize) -> Metadata {
    let mut metadata = Metadata::new();
    for (key, value) in [
        ("module", spec.module_name.clone()),
        ("abi", spec.abi.name().into()),
        ("intent", spec.intent.name().into()),
        ("input_length", format!("{input_length}")),
        ("fuel_consumed", format!("{}", host.meter.consumed())),
    ] {
        metadata.insert(key.into(), value);
    }
    metadata.extend(host.world.uses().into_iter().map(|(key, value)| (String::from(key), value)));
    metadata
}

pub(super) fn too_much_output() -> Stop {
    let message = format!("the output has more than {} MiB", MODULE_OUTPUT_BYTES >> 20);
    Stop::Failed(ErrorCode::TooLarge, message)
}

/// The error message for a stop.
fn failure(stop: Stop, spec: &Spec, host: &mut Host, input_length: usize) -> ProcessorError {
    let stderr = host.world.take_stderr();
    let (code, message) = match stop {
        Stop::Failed(code, message) => (code, message),
        Stop::OutOfFuel => out_of_fuel(spec),
        Stop::Trap(error) => match error.downcast_ref::<Ended>() {
            Some(Ended::OutOfFuel) => out_of_fuel(spec),
            Some(Ended::TooMuchOutput) => match too_much_output() {
                Stop::Failed(code, message) => (code, message),
                _ => unreachable!("it is a failure"),
            },
            Some(Ended::Exit(code)) if stderr.is_empty() => {
                (ErrorCode::ProcessorFailed, format!("the program ended with exit code {code}"))
            }
            Some(Ended::Exit(_)) => (ErrorCode::ProcessorFailed, stderr),
            None => trap(&error, spec, &stderr),
        },
    };
    // If a module was denied memory and then fails, that is the reason.
    let memory = &host.meter.memory;
    let (code, message) = match memory.denied() {
        Some(denied) if code == ErrorCode::ProcessorFailed => {
            let (denied, allowed) = (denied.div_ceil(1 << 20), memory.maximum() >> 20);
            let message = format!(
                "the module asked for {denied} MiB of memory and may use {allowed} MiB (`maximum_mib`): {message}"
            );
            (ErrorCode::OutOfMemory, message)
        }
        _ => (code, message),
    };
    let (metadata, fuel) = (metadata(spec, host, input_length), Some(host.meter.consumed()));
    ProcessorError { metadata, fuel, ..ProcessorError::new(code, message) }
}

fn out_of_fuel(spec: &Spec) -> (ErrorCode, String) {
    let message = format!("the module used up its {} units of fuel; raise `fuel_level`", spec.fuel);
    (ErrorCode::OutOfFuel, message)
}

fn trap(error: &Error, spec: &Spec, stderr: &str) -> (ErrorCode, String) {
    let message = match error.as_trap_code() {
        Some(TrapCode::UnreachableCodeReached) => {
            "the module stopped itself, for example by a panic or an abort".into()
        }
        Some(TrapCode::StackOverflow) => "the module's calls are nested too deeply: its stack is used up".into(),
        Some(TrapCode::MemoryOutOfBounds) => "the module accessed an address outside its memory".into(),
        Some(TrapCode::OutOfFuel) => return out_of_fuel(spec),
        Some(TrapCode::GrowthOperationLimited) => {
            return (ErrorCode::OutOfMemory, "the module asked for more memory than allowed".into());
        }
        Some(trap) => format!("the module failed: {trap}"),
        None => match error.kind() {
            ErrorKind::Memory(MemoryError::ResourceLimiterDeniedAllocation | MemoryError::OutOfSystemMemory) => {
                "it starts with more than that".into()
            }
            // The interpreter's message names stores by numbers that differ between runs.
            ErrorKind::Table(_) => "the module cannot be instantiated: its table is larger than allowed".into(),
            ErrorKind::Instantiation(_) => {
                "the module cannot be instantiated: its elements do not fit its table".into()
            }
            _ => "the module cannot be instantiated".into(),
        },
    };
    let message = if stderr.is_empty() { message } else { format!("{message}: {stderr}") };
    (ErrorCode::ProcessorFailed, message)
}
