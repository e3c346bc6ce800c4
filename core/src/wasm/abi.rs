//! The three interfaces for a processor, each as its order of calls.

use alloc::{format, string::String, vec, vec::Vec};

use wasmi::{Func, Val};

use super::{
    call::{Guest, Stop, too_much_output},
    module::{Abi, POST_PROCESS, PROCESS},
    sections::START,
};
use crate::{ErrorCode, Payload, limits::MODULE_OUTPUT_BYTES};

/// What must be done next.
pub(super) enum Next {
    /// Call this function with these arguments, and expect this number of results.
    Call(Func, Vec<Val>, usize),
    /// This is the output.
    Done(Vec<u8>),
}

/// The state of a call.
pub(super) struct Protocol {
    input: Payload,
    abi: Abi,
    stage: Stage,
}

/// The last call.
enum Stage {
    /// Nothing.
    Begun,
    /// The start function.
    Started,
    /// The initialization of a module without `_start`.
    Initialized,
    /// `allocate` for the input, or `cabi_realloc`.
    InputAllocated,
    /// `allocate` for the length of the output.
    LengthAllocated { input: u32 },
    /// `process`.
    Processed { input: u32, length: u32 },
    /// Remaining deallocations, last first, or the notice that the result has been read.
    Freeing { output: Result<Vec<u8>, (ErrorCode, String)>, rest: Vec<(&'static str, Vec<Val>)> },
    /// `_start` of a program.
    Ran,
}

impl Protocol {
    pub(super) fn new(abi: Abi, input: Payload) -> Self {
        Self { input, abi, stage: Stage::Begun }
    }

    /// Handles the result of the last call.
    pub(super) fn next(&mut self, guest: &mut Guest, returned: Option<u32>) -> Result<Next, Stop> {
        let returned = returned.unwrap_or_default();
        loop {
            match core::mem::replace(&mut self.stage, Stage::Begun) {
                Stage::Begun => {
                    self.stage = Stage::Started;
                    if let Some(start) = guest.function(START) {
                        return Ok(Next::Call(start, Vec::new(), 0));
                    }
                }
                Stage::Started => {
                    self.stage = Stage::Initialized;
                    if self.abi != Abi::Wasi
                        && let Some(initialize) = guest.function("_initialize")
                    {
                        return Ok(Next::Call(initialize, Vec::new(), 0));
                    }
                }
                Stage::Initialized => return self.first(guest),
                Stage::InputAllocated => return self.input_allocated(guest, returned),
                Stage::LengthAllocated { input } => return self.length_allocated(guest, input, returned),
                Stage::Processed { input, length } if self.abi == Abi::Core => {
                    let output = self.output(guest, returned, length)?;
                    let rest = vec![
                        ("deallocate", vec![self.allocated(), int(input)]),
                        ("deallocate", vec![int(4), int(length)]),
                        ("deallocate", vec![int(output.len() as u32), int(returned)]),
                    ];
                    let rest = rest.into_iter().map(|(name, params)| (name, params.into_iter().rev().collect()));
                    self.stage = Stage::Freeing { output: Ok(output), rest: rest.collect() };
                }
                Stage::Processed { .. } => {
                    let output = component_result(guest, returned)?;
                    let rest = match guest.function(POST_PROCESS) {
                        Some(_) => vec![(POST_PROCESS, vec![int(returned)])],
                        None => Vec::new(),
                    };
                    self.stage = Stage::Freeing { output, rest };
                }
                Stage::Freeing { output, mut rest } => match rest.pop() {
                    Some((name, params)) => {
                        self.stage = Stage::Freeing { output, rest };
                        return call(guest, name, params, 0);
                    }
                    None => return output.map(Next::Done).map_err(|(code, message)| Stop::Failed(code, message)),
                },
                Stage::Ran => return Ok(Next::Done(guest.world().take_stdout())),
            }
        }
    }

    /// The first call that belongs to the ABI.
    fn first(&mut self, guest: &Guest) -> Result<Next, Stop> {
        let length = int(self.input.bytes().len() as u32);
        self.stage = Stage::InputAllocated;
        match self.abi {
            Abi::Core => call(guest, "allocate", vec![self.allocated()], 1),
            Abi::Component => call(guest, "cabi_realloc", vec![int(0), int(0), int(1), length], 1),
            Abi::Wasi => {
                self.stage = Stage::Ran;
                call(guest, "_start", Vec::new(), 0)
            }
        }
    }

    /// How much is allocated for the input in the core ABI.
    fn allocated(&self) -> Val {
        int(self.input.bytes().len().max(1) as u32)
    }

    fn input_allocated(&mut self, guest: &mut Guest, at: u32) -> Result<Next, Stop> {
        let length = self.input.bytes().len() as u32;
        if self.abi == Abi::Component {
            guest.write("the block from `cabi_realloc`", at, self.input.bytes())?;
            self.stage = Stage::Processed { input: at, length: 0 };
            return call(guest, PROCESS, vec![int(at), int(length)], 1);
        }
        not_null("allocate", at)?;
        // An empty input takes one byte too.
        guest.read("the block from `allocate`", at, length.max(1))?;
        guest.write("the block from `allocate`", at, self.input.bytes())?;
        self.stage = Stage::LengthAllocated { input: at };
        call(guest, "allocate", vec![int(4)], 1)
    }

    fn length_allocated(&mut self, guest: &mut Guest, input: u32, at: u32) -> Result<Next, Stop> {
        not_null("allocate", at)?;
        let length = self.input.bytes().len() as u32;
        guest.write("the block from `allocate`", at, &[0; 4])?;
        // Both ranges are inside the memory, so neither sum overflows.
        if at < input + length && input < at + 4 {
            return Err(failed("`allocate` returned the same memory twice"));
        }
        self.stage = Stage::Processed { input, length: at };
        call(guest, "process", vec![int(input), int(length), int(at)], 1)
    }

    fn output(&self, guest: &Guest, at: u32, length_at: u32) -> Result<Vec<u8>, Stop> {
        not_null("process", at)?;
        let length = guest.read_u32("the length of the output", length_at)?;
        if length > i32::MAX.cast_unsigned() {
            return Err(failed(&format!("the output has a negative length: {}", length.cast_signed())));
        }
        let output = guest.read("the output", at, length)?;
        if output.len() > MODULE_OUTPUT_BYTES { Err(too_much_output()) } else { Ok(output.to_vec()) }
    }
}

fn int(value: u32) -> Val {
    Val::I32(value.cast_signed())
}

fn call(guest: &Guest, name: &str, params: Vec<Val>, results: usize) -> Result<Next, Stop> {
    let function = guest.function(name).ok_or_else(|| failed(&format!("`{name}` is not exported")))?;
    Ok(Next::Call(function, params, results))
}

fn failed(message: &str) -> Stop {
    Stop::Failed(ErrorCode::ProcessorFailed, message.into())
}

fn not_null(function: &str, at: u32) -> Result<(), Stop> {
    match (at, function) {
        (0, "process") => Err(failed("`process` returned 0: the processor failed")),
        (0, _) => Err(failed(&format!("`{function}` returned 0: there is no memory for it"))),
        _ => Ok(()),
    }
}

/// The `result<list<u8>, processing-error>` at an address, in the layout of the canonical ABI of the component model: a
/// tag, and 8 bytes after it the content. (Component Model, CanonicalABI.md, "Loading" and "Alignment".)
fn component_result(guest: &Guest, at: u32) -> Result<Result<Vec<u8>, (ErrorCode, String)>, Stop> {
    const WHAT: &str = "the result";
    if !at.is_multiple_of(8) {
        return Err(failed(&format!("the result is at {at}, which is not a multiple of 8")));
    }
    // Checked as a whole, so that no sum below overflows.
    let area = guest.read(WHAT, at, 24)?;
    let (tag, error) = (area[0], area[8]);
    match (tag, error) {
        (0, _) => {
            let (list, length) = (guest.read_u32(WHAT, at + 8)?, guest.read_u32(WHAT, at + 12)?);
            let output = guest.read("the output", list, length)?;
            if output.len() > MODULE_OUTPUT_BYTES { Err(too_much_output()) } else { Ok(Ok(output.to_vec())) }
        }
        (1, 0 | 1) => {
            let (text, length) = (guest.read_u32(WHAT, at + 16)?, guest.read_u32(WHAT, at + 20)?);
            let text = guest.read("the message of the error", text, length)?;
            let code = if error == 0 { ErrorCode::BadInput } else { ErrorCode::ProcessorFailed };
            Ok(Err((code, message(text))))
        }
        (1, 2) => {
            let size = (u64::from(guest.read_u32(WHAT, at + 20)?) << 32) | u64::from(guest.read_u32(WHAT, at + 16)?);
            Ok(Err((ErrorCode::TooLarge, format!("the input is larger than the processor accepts: {size}"))))
        }
        (1, error) => Err(failed(&format!("the result is an error of an unknown kind: {error}"))),
        (tag, _) => Err(failed(&format!("the result is neither a success nor an error: {tag}"))),
    }
}

/// The beginning of a processor's error message, as text.
pub(super) fn message(bytes: &[u8]) -> String {
    const MOST: usize = 4_096;
    let end = bytes.len().min(MOST);
    let text = String::from_utf8_lossy(&bytes[..end]);
    let text = text.trim();
    if bytes.len() > MOST { format!("{text}…") } else { text.into() }
}
