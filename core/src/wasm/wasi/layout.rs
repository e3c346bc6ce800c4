//! How WASI preview 1 lays values out in a program's memory.

use alloc::{string::String, vec::Vec};

use super::{Stopped, World};

/// What went wrong, as a program is told.
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
    NotDirectory = 54,
    NotSeekable = 70,
    NotCapable = 76,
}

/// What a descriptor or a path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileType {
    /// A stream that is no terminal.
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

/// The buffers of one call: more would be a way to keep the host busy.
const MOST_VECTORS: u32 = 1_024;
/// Every right there is: what may be done is decided when it is done.
const ALL_RIGHTS: u64 = 0x1fff_ffff;

/// The memory of a program.
pub(super) struct Bytes<'a>(pub(super) &'a mut [u8]);

impl Bytes<'_> {
    pub(super) fn get(&self, at: u32, length: u32) -> Result<&[u8], Errno> {
        self.0.get(at as usize..).and_then(|rest| rest.get(..length as usize)).ok_or(Errno::Fault)
    }

    pub(super) fn get_mut(&mut self, at: u32, length: u32) -> Result<&mut [u8], Errno> {
        self.0.get_mut(at as usize..).and_then(|rest| rest.get_mut(..length as usize)).ok_or(Errno::Fault)
    }

    /// Puts bytes there. The number of bytes.
    pub(super) fn put(&mut self, at: u32, bytes: &[u8]) -> Result<u64, Errno> {
        let length = u32::try_from(bytes.len()).map_err(|_| Errno::Fault)?;
        self.get_mut(at, length)?.copy_from_slice(bytes);
        Ok(bytes.len() as u64)
    }

    pub(super) fn put_u32(&mut self, at: u32, value: u32) -> Result<u64, Errno> {
        self.put(at, &value.to_le_bytes())
    }

    pub(super) fn put_u64(&mut self, at: u32, value: u64) -> Result<u64, Errno> {
        self.put(at, &value.to_le_bytes())
    }

    pub(super) fn u32(&self, at: u32) -> Result<u32, Errno> {
        // As many bytes as were asked for.
        self.get(at, 4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    pub(super) fn u64(&self, at: u32) -> Result<u64, Errno> {
        self.get(at, 8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    /// A path.
    pub(super) fn text(&self, at: u32, length: u32) -> Result<&str, Errno> {
        if length > 4_096 {
            return Err(Errno::NameTooLong);
        }
        core::str::from_utf8(self.get(at, length)?).map_err(|_| Errno::Invalid)
    }

    /// A list of buffers: where each is, and how long.
    pub(super) fn vectors(&self, list: u32, count: u32) -> Result<Vec<(u32, u32)>, Errno> {
        if count > MOST_VECTORS {
            return Err(Errno::Invalid);
        }
        let list = self.get(list, 8 * count)?;
        let word = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap_or_default());
        Ok(list.chunks_exact(8).map(|pair| (word(&pair[..4]), word(&pair[4..]))).collect())
    }

    pub(super) fn put_fdstat(&mut self, at: u32, stat: FdStat) -> Result<u64, Errno> {
        let mut bytes = [0; 24];
        bytes[0] = stat.kind as u8;
        bytes[2..4].copy_from_slice(&stat.flags.to_le_bytes());
        bytes[8..16].copy_from_slice(&ALL_RIGHTS.to_le_bytes());
        bytes[16..24].copy_from_slice(&ALL_RIGHTS.to_le_bytes());
        self.put(at, &bytes)
    }

    pub(super) fn put_filestat(&mut self, at: u32, stat: FileStat) -> Result<u64, Errno> {
        let mut bytes = [0; 64];
        bytes[8..16].copy_from_slice(&stat.inode.to_le_bytes());
        bytes[16] = stat.kind as u8;
        bytes[24..32].copy_from_slice(&1u64.to_le_bytes());
        bytes[32..40].copy_from_slice(&stat.size.to_le_bytes());
        self.put(at, &bytes)
    }
}

/// The entries of a directory from the one at `cookie` on.
pub(super) fn dirents(entries: &[(String, FileType)], cookie: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (i, (name, kind)) in entries.iter().enumerate().skip(usize::try_from(cookie).unwrap_or(usize::MAX)) {
        bytes.extend_from_slice(&(i as u64 + 1).to_le_bytes());
        bytes.extend_from_slice(&0u64.to_le_bytes());
        bytes.extend_from_slice(&(name.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&[*kind as u8, 0, 0, 0]);
        bytes.extend_from_slice(name.as_bytes());
    }
    bytes
}

/// `poll_oneoff`: files and streams are always ready; else the program sleeps until the first clock, which takes no fuel.
pub(super) fn poll(
    memory: &mut Bytes,
    world: &mut World,
    subscriptions: u32,
    events: u32,
    count: u32,
    ready: u32,
) -> Result<u64, Stopped> {
    const SUBSCRIPTION: u32 = 48;
    const EVENT: usize = 32;
    const CLOCK: u8 = 0;
    if count == 0 || count > MOST_VECTORS {
        return Err(Errno::Invalid.into());
    }
    // All of them, so that no sum below is too large.
    memory.get(subscriptions, SUBSCRIPTION * count)?;
    let mut clocks = Vec::new();
    let mut answers = Vec::new();
    for i in 0..count {
        let at = subscriptions + SUBSCRIPTION * i;
        let (userdata, kind) = (memory.u64(at)?, memory.get(at + 8, 1)?[0]);
        if kind == CLOCK {
            let (clock, timeout, flags) = (memory.u32(at + 16)?, memory.u64(at + 24)?, memory.get(at + 40, 1)?[0]);
            let now = world.clock(clock)?;
            let until = if flags & 1 == 0 { now.saturating_add(timeout) } else { timeout };
            clocks.push((until, userdata));
        } else {
            let errno = world.fdstat(memory.u32(at + 16)?).err().unwrap_or(Errno::Success);
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
        memory.put(events.wrapping_add((EVENT * i) as u32), &event)?;
    }
    memory.put_u32(ready, answers.len() as u32)?;
    Ok(u64::from(SUBSCRIPTION * count))
}
