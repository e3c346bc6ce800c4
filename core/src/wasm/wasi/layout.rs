//! The layout of WASI preview 1 values in a program's memory.

use alloc::{string::String, vec::Vec};

use super::{Stopped, World};
use crate::wasm::meter::Meter;

/// An error, as reported to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errno {
    Success = 0,
    Access = 2,
    BadFd = 8,
    Exists = 20,
    Fault = 21,
    FileTooBig = 22,
    Invalid = 28,
    IsDirectory = 31,
    TooManyFiles = 33,
    NameTooLong = 37,
    NoEntry = 44,
    NoSpace = 51,
    NotDirectory = 54,
    NotSupported = 58,
    ReadOnly = 69,
    NotSeekable = 70,
    NotCapable = 76,
}

/// The type of a descriptor or path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileType {
    /// A stream that is not a terminal.
    Unknown = 0,
    Directory = 3,
    Regular = 4,
}

/// `fdstat`.
#[derive(Clone, Copy)]
pub(super) struct FdStat {
    pub(super) kind: FileType,
    pub(super) flags: u16,
}

/// `filestat`: times are all zero.
#[derive(Clone, Copy)]
pub(super) struct FileStat {
    pub(super) kind: FileType,
    /// The same number for the same file.
    pub(super) inode: u64,
    pub(super) size: u64,
}

/// The maximum number of buffers per call: more would keep the host busy.
const MOST_VECTORS: u32 = 1_024;
/// The maximum length of a path, in bytes.
const MOST_PATH: u32 = 4_096;
/// All rights: the actual operation checks what is permitted.
const ALL_RIGHTS: u64 = 0x1fff_ffff;

/// A call of a host function: the memory of the program, and the meter of the call.
pub(super) struct HostCall<'a> {
    pub(super) memory: &'a mut [u8],
    pub(super) meter: &'a mut Meter,
}

/// Some bytes of a memory.
pub(super) fn get(memory: &[u8], at: u32, length: u32) -> Result<&[u8], Errno> {
    memory.get(at as usize..).and_then(|rest| rest.get(..length as usize)).ok_or(Errno::Fault)
}

fn get_mut(memory: &mut [u8], at: u32, length: u32) -> Result<&mut [u8], Errno> {
    memory.get_mut(at as usize..).and_then(|rest| rest.get_mut(..length as usize)).ok_or(Errno::Fault)
}

impl HostCall<'_> {
    /// Writes bytes.
    pub(super) fn put(&mut self, at: u32, bytes: &[u8]) -> Result<(), Stopped> {
        let length = u32::try_from(bytes.len()).map_err(|_| Errno::Fault)?;
        let to = get_mut(self.memory, at, length)?;
        self.meter.copy(bytes.len())?;
        to.copy_from_slice(bytes);
        self.meter.work.bytes += u64::from(length);
        Ok(())
    }

    pub(super) fn put_u32(&mut self, at: u32, value: u32) -> Result<(), Stopped> {
        self.put(at, &value.to_le_bytes())
    }

    pub(super) fn put_u64(&mut self, at: u32, value: u64) -> Result<(), Stopped> {
        self.put(at, &value.to_le_bytes())
    }

    fn u32(&self, at: u32) -> Result<u32, Errno> {
        // The length is the requested one.
        get(self.memory, at, 4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    fn u64(&self, at: u32) -> Result<u64, Errno> {
        get(self.memory, at, 8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    /// A path.
    pub(super) fn path(&mut self, at: u32, length: u32) -> Result<String, Stopped> {
        if length > MOST_PATH {
            return Err(Errno::NameTooLong.into());
        }
        let bytes = get(self.memory, at, length)?;
        self.meter.scan(bytes.len())?;
        self.meter.work.bytes += u64::from(length);
        Ok(core::str::from_utf8(bytes).map_err(|_| Errno::Invalid)?.into())
    }

    /// A list of buffers: addresses and lengths.
    pub(super) fn vectors(&mut self, list: u32, count: u32) -> Result<Vec<(u32, u32)>, Stopped> {
        if count > MOST_VECTORS {
            return Err(Errno::Invalid.into());
        }
        let list = get(self.memory, list, 8 * count)?;
        self.meter.visit(count as usize)?;
        self.meter.work.entries += u64::from(count);
        let word = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap_or_default());
        Ok(list.chunks_exact(8).map(|pair| (word(&pair[..4]), word(&pair[4..]))).collect())
    }

    /// Fills the buffers of a list. Returns the number of bytes.
    pub(super) fn fill(&mut self, list: u32, count: u32, from: &[u8]) -> Result<usize, Stopped> {
        let mut rest = from;
        for (at, length) in self.vectors(list, count)? {
            get(self.memory, at, length)?;
            let (now, later) = rest.split_at(rest.len().min(length as usize));
            self.put(at, now)?;
            rest = later;
            if now.len() < length as usize {
                break;
            }
        }
        Ok(from.len() - rest.len())
    }

    /// Fills some bytes with `make`, such as random numbers.
    pub(super) fn make(&mut self, at: u32, length: u32, make: impl FnOnce(&mut [u8])) -> Result<(), Stopped> {
        let to = get_mut(self.memory, at, length)?;
        self.meter.scan(to.len())?;
        make(to);
        self.meter.work.bytes += u64::from(length);
        Ok(())
    }

    pub(super) fn put_fdstat(&mut self, at: u32, stat: FdStat) -> Result<(), Stopped> {
        let mut bytes = [0; 24];
        bytes[0] = stat.kind as u8;
        bytes[2..4].copy_from_slice(&stat.flags.to_le_bytes());
        bytes[8..16].copy_from_slice(&ALL_RIGHTS.to_le_bytes());
        bytes[16..24].copy_from_slice(&ALL_RIGHTS.to_le_bytes());
        self.put(at, &bytes)
    }

    pub(super) fn put_filestat(&mut self, at: u32, stat: FileStat) -> Result<(), Stopped> {
        let mut bytes = [0; 64];
        bytes[8..16].copy_from_slice(&stat.inode.to_le_bytes());
        bytes[16] = stat.kind as u8;
        bytes[24..32].copy_from_slice(&1u64.to_le_bytes());
        bytes[32..40].copy_from_slice(&stat.size.to_le_bytes());
        self.put(at, &bytes)
    }

    /// The entries of a directory from `cookie` on, as far as they fit. Returns the number of bytes.
    pub(super) fn put_dirents(
        &mut self,
        at: u32,
        length: u32,
        entries: &[(&str, FileType)],
        cookie: u64,
    ) -> Result<u32, Stopped> {
        get(self.memory, at, length)?;
        let mut used = 0;
        for (i, (name, kind)) in entries.iter().enumerate().skip(usize::try_from(cookie).unwrap_or(usize::MAX)) {
            self.meter.visit(1)?;
            self.meter.work.entries += 1;
            let mut head = [0; 24];
            head[..8].copy_from_slice(&(i as u64 + 1).to_le_bytes());
            head[16..20].copy_from_slice(&(name.len() as u32).to_le_bytes());
            head[20] = *kind as u8;
            for piece in [&head, name.as_bytes()] {
                let end = piece.len().min((length - used) as usize);
                self.put(at + used, &piece[..end])?;
                used += end as u32;
            }
            if used == length {
                break;
            }
        }
        Ok(used)
    }
}

/// `poll_oneoff`: files and streams are always ready; otherwise the program sleeps until the first clock, which takes
/// no fuel.
pub(super) fn poll(
    call: &mut HostCall,
    world: &mut World,
    subscriptions: u32,
    events: u32,
    count: u32,
    ready: u32,
) -> Result<(), Stopped> {
    const SUBSCRIPTION: u32 = 48;
    const EVENT: usize = 32;
    const CLOCK: u8 = 0;
    if count == 0 || count > MOST_VECTORS {
        return Err(Errno::Invalid.into());
    }
    // Checked as a whole, so that no sum below overflows.
    get(call.memory, subscriptions, SUBSCRIPTION * count)?;
    call.meter.visit(count as usize)?;
    call.meter.copy((SUBSCRIPTION * count) as usize)?;
    let mut clocks = Vec::new();
    let mut answers = Vec::new();
    for i in 0..count {
        call.meter.work.entries += 1;
        call.meter.work.bytes += u64::from(SUBSCRIPTION);
        let at = subscriptions + SUBSCRIPTION * i;
        let (userdata, kind) = (call.u64(at)?, get(call.memory, at + 8, 1)?[0]);
        if kind == CLOCK {
            let (clock, timeout) = (call.u32(at + 16)?, call.u64(at + 24)?);
            let (now, flags) = (world.clock(clock)?, get(call.memory, at + 40, 1)?[0]);
            let until = if flags & 1 == 0 { now.saturating_add(timeout) } else { timeout };
            clocks.push((until, userdata));
        } else {
            let errno = world.fdstat(call.u32(at + 16)?).err().unwrap_or(Errno::Success);
            answers.push((userdata, kind, errno));
        }
    }
    if answers.is_empty() {
        let first = clocks.iter().map(|&(until, _)| until).min().unwrap_or_default();
        world.sleep_until(first);
        answers.extend(clocks.iter().filter(|&&(until, _)| until <= first).map(|&(_, u)| (u, CLOCK, Errno::Success)));
    }
    for (i, &(userdata, kind, errno)) in answers.iter().enumerate() {
        let mut event = [0; EVENT];
        event[..8].copy_from_slice(&userdata.to_le_bytes());
        event[8] = errno as u8;
        event[10] = kind;
        call.put(events.wrapping_add((EVENT * i) as u32), &event)?;
    }
    call.put_u32(ready, answers.len() as u32)
}
