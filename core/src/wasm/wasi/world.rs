//! What a program can access: standard streams, arguments, environment and files in memory, a clock and random numbers.

use alloc::{collections::BTreeMap, format, string::String, sync::Arc, vec, vec::Vec};

use super::{
    Stopped,
    files::{Directory, Files, Found},
    layout::{Errno, FdStat, FileStat, FileType},
    room,
};
use crate::{
    Payload,
    limits::{GRANTED_BYTES, MODULE_OUTPUT_BYTES},
    model::{Access, Capabilities},
    wasm::{
        abi::message,
        meter::{Ended, Meter},
    },
};

/// `whence` of `fd_seek`: from the beginning, from the current position, from the end.
const START: u32 = 0;
pub(super) const CURRENT: u32 = 1;
const END: u32 = 2;

/// Flags of `path_open`.
const CREATE: u32 = 1;
const DIRECTORY: u32 = 2;
const EXCLUSIVE: u32 = 4;
const TRUNCATE: u32 = 8;
/// The right to write: a program declares whether it intends to use it.
const RIGHT_TO_WRITE: u64 = 1 << 6;
/// `fdflags`: every write appends.
const APPEND: u16 = 1;

/// The maximum number of open descriptors.
const MOST_OPEN: usize = 256;
/// The kept size of standard error.
const STDERR_BYTES: usize = 64 << 10;
/// The bytes kept for a used file besides its contents.
const USED_FILE_BYTES: usize = 128;

/// What a processor grants to each of its attempts.
#[derive(Default)]
pub(in crate::wasm) struct Granted {
    args: Vec<String>,
    env: BTreeMap<String, String>,
    files: Files,
}

impl From<Capabilities> for Granted {
    fn from(Capabilities { args, env, files }: Capabilities) -> Self {
        Self { args, env, files: files.into_iter().collect() }
    }
}

/// The state of everything a program can access.
#[derive(Default)]
pub(in crate::wasm) struct World {
    name: String,
    granted: Arc<Granted>,
    stdin: Option<Payload>,
    stdin_at: usize,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    /// The files that were read or written, by index.
    used: BTreeMap<usize, UsedFile>,
    open: Vec<Option<Descriptor>>,
    /// The time in nanoseconds, from the fuel used.
    now: u64,
    /// The nanoseconds that it slept.
    slept: u64,
    random: u64,
    uses: Uses,
}

/// The grants that were used, except files.
#[derive(Default)]
struct Uses {
    args: bool,
    env: bool,
    clock: u64,
    random: u64,
}

/// The use of a file.
#[derive(Default)]
struct UsedFile {
    is_read: bool,
    /// Its contents since the first write, and the reserved size in bytes.
    written: Option<(Vec<u8>, usize)>,
}

#[derive(Clone)]
enum Descriptor {
    Stdin,
    Stdout,
    Stderr,
    Directory(Directory),
    File(Open),
}

/// An open file.
#[derive(Clone, Copy)]
struct Open {
    file: usize,
    at: u64,
    writes: bool,
    flags: u16,
}

impl World {
    /// The world of one attempt.
    pub(in crate::wasm) fn new(stdin: Payload, name: &str, granted: Arc<Granted>, seed: &str) -> Self {
        let mut open = vec![Some(Descriptor::Stdin), Some(Descriptor::Stdout), Some(Descriptor::Stderr)];
        open.extend(granted.files.root().map(|root| Some(Descriptor::Directory(root))));
        // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/.
        let random = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { name: name.into(), granted, stdin: Some(stdin), open, random, ..Self::default() }
    }

    /// The bytes written to standard output.
    pub(in crate::wasm) fn take_stdout(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.stdout)
    }

    /// The text written to standard error, as a message.
    pub(in crate::wasm) fn take_stderr(&mut self) -> String {
        message(&core::mem::take(&mut self.stderr))
    }

    /// The grants that were used, for the metadata of the attempt.
    pub(in crate::wasm) fn uses(&self) -> Vec<(&'static str, String)> {
        let Uses { args, env, clock, random } = &self.uses;
        let mut uses = Vec::new();
        let files = |is_used: fn(&UsedFile) -> bool| {
            let used = self.used.iter().filter(|(_, used)| is_used(used));
            used.map(|(&file, _)| self.granted.files.path(file)).collect::<Vec<_>>().join(", ")
        };
        let (read, written) = (files(|used| used.is_read), files(|used| used.written.is_some()));
        if *args && !self.granted.args.is_empty() {
            uses.push(("wasi_args", self.granted.args.join(" ")));
        }
        if *env && !self.granted.env.is_empty() {
            uses.push(("wasi_env", self.granted.env.keys().map(String::as_str).collect::<Vec<_>>().join(", ")));
        }
        if !read.is_empty() {
            uses.push(("wasi_files_read", read));
        }
        if !written.is_empty() {
            uses.push(("wasi_files_written", written));
        }
        if *clock > 0 {
            uses.push(("wasi_clock_reads", format!("{clock}")));
        }
        if *random > 0 {
            uses.push(("wasi_random_bytes", format!("{random}")));
        }
        uses
    }

    /// The program's name and arguments, each in parts.
    pub(super) fn args(&self) -> impl Iterator<Item = [&str; 3]> {
        core::iter::once(&self.name).chain(&self.granted.args).map(|text| [text, "", ""])
    }

    /// Records that the program reads them.
    pub(super) fn uses_args(&mut self) {
        self.uses.args = true;
    }

    /// The environment, each variable in parts.
    pub(super) fn env(&self) -> impl Iterator<Item = [&str; 3]> {
        self.granted.env.iter().map(|(name, value)| [name, "=", value])
    }

    /// Records that the program reads it.
    pub(super) fn uses_env(&mut self) {
        self.uses.env = true;
    }

    /// Sets the clock: a nanosecond for every unit of fuel, as in virtual time.
    pub(super) fn set_now(&mut self, fuel: u64) {
        self.now = fuel;
    }

    /// Nanoseconds since the attempt began. All four clocks are the same.
    pub(super) fn clock(&mut self, clock: u32) -> Result<u64, Errno> {
        if clock > 3 {
            return Err(Errno::Invalid);
        }
        self.uses.clock += 1;
        Ok(self.now.saturating_add(self.slept))
    }

    /// Advances the clock.
    pub(super) fn sleep_until(&mut self, time: u64) {
        self.slept = self.slept.max(time.saturating_sub(self.now));
    }

    /// Random numbers, the same for every attempt of a processor: SplitMix64 (Steele, Lea and Flood, 2014).
    pub(super) fn fill_random(&mut self, buffer: &mut [u8]) {
        self.uses.random += buffer.len() as u64;
        for chunk in buffer.chunks_mut(8) {
            self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.random;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }

    pub(super) fn fdstat(&self, fd: u32) -> Result<FdStat, Errno> {
        Ok(match self.descriptor(fd)? {
            Descriptor::Stdin | Descriptor::Stdout | Descriptor::Stderr => FdStat { kind: FileType::Unknown, flags: 0 },
            Descriptor::Directory(_) => FdStat { kind: FileType::Directory, flags: 0 },
            Descriptor::File(open) => FdStat { kind: FileType::Regular, flags: open.flags },
        })
    }

    pub(super) fn set_flags(&mut self, fd: u32, flags: u32) -> Result<(), Errno> {
        match self.open.get_mut(fd as usize) {
            Some(Some(Descriptor::File(open))) => open.flags = flags as u16 & APPEND,
            // Streams never block.
            _ => drop(self.descriptor(fd)?),
        }
        Ok(())
    }

    pub(super) fn filestat(&self, fd: u32) -> Result<FileStat, Errno> {
        Ok(match self.descriptor(fd)? {
            Descriptor::Directory(directory) => self.stat(&Found::Directory(directory.clone())),
            Descriptor::File(open) => self.stat(&Found::File(open.file)),
            _ => FileStat { kind: FileType::Unknown, inode: 0, size: 0 },
        })
    }

    pub(super) fn path_filestat(&self, fd: u32, path: &str, meter: &mut Meter) -> Result<FileStat, Stopped> {
        let found = self.find(fd, path, meter)?.ok_or(Errno::NoEntry)?;
        Ok(self.stat(&found))
    }

    /// The name of a preopened directory: the root, if there are files.
    pub(super) fn preopened(&self, fd: u32) -> Result<&'static str, Errno> {
        match self.open.get(fd as usize) {
            Some(Some(Descriptor::Directory(directory))) if fd == 3 && directory.is_root() => Ok("/"),
            _ => Err(Errno::BadFd),
        }
    }

    pub(super) fn close(&mut self, fd: u32) -> Result<(), Errno> {
        self.descriptor(fd)?;
        self.open[fd as usize] = None;
        Ok(())
    }

    /// Checks for an open file that is neither a stream nor a directory.
    pub(super) fn check_file(&mut self, fd: u32) -> Result<(), Errno> {
        self.file(fd).map(drop)
    }

    fn file(&mut self, fd: u32) -> Result<&mut Open, Errno> {
        match self.open.get_mut(fd as usize) {
            Some(Some(Descriptor::File(open))) => Ok(open),
            Some(Some(Descriptor::Directory(_))) => Err(Errno::IsDirectory),
            Some(Some(_)) => Err(Errno::NotSeekable),
            _ => Err(Errno::BadFd),
        }
    }

    /// The rest to be read.
    pub(super) fn unread(&mut self, fd: u32, meter: &mut Meter) -> Result<&[u8], Stopped> {
        match self.descriptor(fd)? {
            Descriptor::Stdin => {
                let bytes = self.stdin.as_ref().map_or(&[][..], Payload::bytes);
                Ok(&bytes[self.stdin_at..])
            }
            &Descriptor::File(Open { at, .. }) => self.unread_from(fd, at, meter),
            Descriptor::Directory(_) => Err(Errno::IsDirectory.into()),
            Descriptor::Stdout | Descriptor::Stderr => Err(Errno::BadFd.into()),
        }
    }

    /// The rest of a file from an offset.
    pub(super) fn unread_from(&mut self, fd: u32, at: u64, meter: &mut Meter) -> Result<&[u8], Stopped> {
        let file = self.file(fd)?.file;
        self.used(file, meter)?.is_read = true;
        let contents = self.contents(file);
        Ok(usize::try_from(at).ok().and_then(|at| contents.get(at..)).unwrap_or_default())
    }

    /// This many bytes of the rest have been read.
    pub(super) fn advance(&mut self, fd: u32, by: usize) {
        match self.open.get_mut(fd as usize) {
            Some(Some(Descriptor::Stdin)) => self.stdin_at += by,
            Some(Some(Descriptor::File(open))) => open.at += by as u64,
            _ => {}
        }
    }

    pub(super) fn write(&mut self, fd: u32, bytes: &[u8], meter: &mut Meter) -> Result<(), Stopped> {
        match self.descriptor(fd)? {
            Descriptor::Stdout => {
                if self.stdout.len() + bytes.len() > MODULE_OUTPUT_BYTES {
                    return Err(Ended::TooMuchOutput.into());
                }
                meter.copy(bytes.len())?;
                meter.work.bytes += bytes.len() as u64;
                self.stdout.extend_from_slice(bytes);
                Ok(())
            }
            Descriptor::Stderr => {
                let kept = &bytes[..bytes.len().min(STDERR_BYTES - self.stderr.len())];
                meter.copy(kept.len())?;
                meter.work.bytes += kept.len() as u64;
                self.stderr.extend_from_slice(kept);
                Ok(())
            }
            &Descriptor::File(Open { file, at, flags, .. }) => {
                let mut at = if flags & APPEND == 0 { at } else { self.contents(file).len() as u64 };
                self.write_at(fd, &mut at, bytes, meter)?;
                self.file(fd)?.at = at;
                Ok(())
            }
            Descriptor::Directory(_) => Err(Errno::IsDirectory.into()),
            Descriptor::Stdin => Err(Errno::BadFd.into()),
        }
    }

    pub(super) fn write_at(&mut self, fd: u32, at: &mut u64, bytes: &[u8], meter: &mut Meter) -> Result<(), Stopped> {
        let &mut Open { file, writes, .. } = self.file(fd)?;
        if !writes {
            return Err(Errno::BadFd.into());
        }
        let start = usize::try_from(*at).map_err(|_| Errno::FileTooBig)?;
        let end = start.checked_add(bytes.len()).filter(|&end| end <= GRANTED_BYTES).ok_or(Errno::FileTooBig)?;
        meter.copy(bytes.len())?;
        let size = self.contents(file).len().max(end);
        let contents = self.resize(file, size, meter)?;
        contents[start..end].copy_from_slice(bytes);
        meter.work.bytes += bytes.len() as u64;
        *at = end as u64;
        Ok(())
    }

    /// Extends or truncates a file.
    pub(super) fn set_size(&mut self, fd: u32, size: u64, meter: &mut Meter) -> Result<(), Stopped> {
        let &mut Open { file, writes, .. } = self.file(fd)?;
        let size = usize::try_from(size).ok().filter(|&size| size <= GRANTED_BYTES).ok_or(Errno::FileTooBig)?;
        if !writes {
            return Err(Errno::BadFd.into());
        }
        self.resize(file, size, meter)?;
        Ok(())
    }

    pub(super) fn seek(&mut self, fd: u32, delta: i64, whence: u32) -> Result<u64, Errno> {
        let &mut Open { file, at, .. } = self.file(fd)?;
        let from = match whence {
            START => 0,
            CURRENT => at,
            END => self.contents(file).len() as u64,
            _ => return Err(Errno::Invalid),
        };
        let at = from.checked_add_signed(delta).filter(|&at| at <= i64::MAX as u64).ok_or(Errno::Invalid)?;
        self.file(fd)?.at = at;
        Ok(at)
    }

    pub(super) fn open(
        &mut self,
        fd: u32,
        path: &str,
        how: u32,
        rights: u64,
        flags: u32,
        meter: &mut Meter,
    ) -> Result<u32, Stopped> {
        let descriptor = match self.find(fd, path, meter)? {
            Some(_) if how & CREATE != 0 && how & EXCLUSIVE != 0 => return Err(Errno::Exists.into()),
            Some(Found::Directory(directory)) => Descriptor::Directory(directory),
            Some(_) if how & DIRECTORY != 0 => return Err(Errno::NotDirectory.into()),
            Some(Found::File(file)) => {
                let writes = rights & RIGHT_TO_WRITE != 0 || how & TRUNCATE != 0;
                if writes && self.granted.files.get(file).access != Access::ReadWrite {
                    return Err(Errno::Access.into());
                }
                if how & TRUNCATE != 0 {
                    self.resize(file, 0, meter)?;
                }
                Descriptor::File(Open { file, at: 0, writes, flags: flags as u16 & APPEND })
            }
            // Only files that the workflow names exist.
            None if how & CREATE != 0 => return Err(Errno::NotCapable.into()),
            None => return Err(Errno::NoEntry.into()),
        };
        let free = self.open.iter().skip(4).position(Option::is_none).map(|i| i + 4);
        match free {
            Some(at) => {
                self.open[at] = Some(descriptor);
                Ok(at as u32)
            }
            None if self.open.len() < MOST_OPEN => {
                self.open.push(Some(descriptor));
                Ok(self.open.len() as u32 - 1)
            }
            None => Err(Errno::TooManyFiles.into()),
        }
    }

    /// The entries of a directory: names and kinds.
    pub(super) fn entries(&self, fd: u32, meter: &mut Meter) -> Result<Vec<(&str, FileType)>, Stopped> {
        let Descriptor::Directory(directory) = self.descriptor(fd)? else { return Err(Errno::NotDirectory.into()) };
        self.granted.files.list(directory, meter)
    }

    fn descriptor(&self, fd: u32) -> Result<&Descriptor, Errno> {
        self.open.get(fd as usize).and_then(Option::as_ref).ok_or(Errno::BadFd)
    }

    /// The file or directory at a path below a directory, never above it.
    fn find(&self, fd: u32, path: &str, meter: &mut Meter) -> Result<Option<Found>, Stopped> {
        let Descriptor::Directory(directory) = self.descriptor(fd)? else { return Err(Errno::NotDirectory.into()) };
        if path.starts_with('/') {
            return Err(Errno::NotCapable.into());
        }
        let mut parts = Vec::new();
        for part in path.split('/') {
            meter.visit(1)?;
            meter.work.entries += 1;
            match part {
                "" | "." => {}
                ".." => drop(parts.pop().ok_or(Errno::NotCapable)?),
                part => parts.push(part),
            }
        }
        self.granted.files.find(directory, &parts, meter)
    }

    fn stat(&self, found: &Found) -> FileStat {
        let (kind, size) = match *found {
            Found::File(file) => (FileType::Regular, self.contents(file).len() as u64),
            Found::Directory(_) => (FileType::Directory, 0),
        };
        FileStat { kind, inode: Files::inode(found), size }
    }

    fn contents(&self, file: usize) -> &[u8] {
        match self.used.get(&file).and_then(|used| used.written.as_ref()) {
            Some((written, _)) => written,
            None => self.granted.files.get(file).contents.bytes(),
        }
    }

    /// The record of a used file.
    fn used(&mut self, file: usize, meter: &mut Meter) -> Result<&mut UsedFile, Stopped> {
        if !self.used.contains_key(&file) {
            room(meter.memory.take(USED_FILE_BYTES))?;
        }
        Ok(self.used.entry(file).or_default())
    }

    /// The contents of a file for writing, truncated or zero-extended to this size.
    fn resize(&mut self, file: usize, size: usize, meter: &mut Meter) -> Result<&mut Vec<u8>, Stopped> {
        let granted = Arc::clone(&self.granted);
        let written = &mut self.used(file, meter)?.written;
        let (old, space) = match written {
            Some((written, space)) => (&written[..], Some(*space)),
            None => (granted.files.get(file).contents.bytes(), None),
        };
        let kept = old.len().min(size);
        if space.is_none_or(|space| space < size) {
            let space = space.unwrap_or_default();
            // Doubles the reserve, so that appending does not copy everything every time.
            let most = size.max((2 * space).min(GRANTED_BYTES));
            let new = if meter.memory.has(most) { most } else { size };
            meter.copy(kept)?;
            // Both exist while one is copied to the other.
            room(meter.memory.take(new))?;
            let mut moved = Vec::with_capacity(new);
            moved.extend_from_slice(&old[..kept]);
            meter.work.bytes += kept as u64;
            *written = Some((moved, new));
            meter.memory.give_back(space);
        }
        meter.copy(size - kept)?;
        meter.work.bytes += (size - kept) as u64;
        let (contents, _) = written.get_or_insert_default();
        contents.resize(size, 0);
        Ok(contents)
    }
}
