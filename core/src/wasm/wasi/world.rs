//! What a program can reach: standard streams, arguments, environment and files in memory, a clock and random numbers.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    sync::Arc,
    vec,
    vec::Vec,
};

use super::{
    Ended, Stopped,
    layout::{Errno, FdStat, FileStat, FileType},
};
use crate::{
    Access, Capabilities, Payload,
    limits::{GRANTED_BYTES, MODULE_OUTPUT_BYTES},
    wasm::abi::message,
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
/// The right to write, of which a program says whether it means to use it.
const RIGHT_TO_WRITE: u64 = 1 << 6;
/// `fdflags`: every write goes to the end.
const APPEND: u16 = 1;

/// Descriptors that may be open at once.
const MOST_OPEN: usize = 256;
/// What is kept of standard error.
const STDERR_BYTES: usize = 64 << 10;

/// Everything that there is for a program.
#[derive(Default)]
pub(in crate::wasm) struct World {
    name: String,
    granted: Arc<Capabilities>,
    stdin: Option<Payload>,
    stdin_at: usize,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    /// What became of files that were written to, by path.
    changed: BTreeMap<String, Vec<u8>>,
    open: Vec<Option<Descriptor>>,
    /// Nanoseconds, by the fuel that has been spent.
    now: u64,
    /// Nanoseconds that it slept.
    slept: u64,
    random: u64,
    uses: Uses,
}

/// What was made use of.
#[derive(Default)]
struct Uses {
    args: bool,
    env: bool,
    read: BTreeSet<String>,
    written: BTreeSet<String>,
    clock: u64,
    random: u64,
}

#[derive(Clone)]
enum Descriptor {
    Stdin,
    Stdout,
    Stderr,
    /// A directory, by its path without the last slash: that of the root is empty.
    Directory(String),
    File(Open),
}

/// A file that is open.
#[derive(Clone)]
pub(super) struct Open {
    path: String,
    at: u64,
    writes: bool,
    flags: u16,
}

impl World {
    /// The world of one attempt.
    pub(in crate::wasm) fn new(stdin: Payload, name: &str, granted: Arc<Capabilities>, seed: &str) -> Self {
        let mut open = vec![Some(Descriptor::Stdin), Some(Descriptor::Stdout), Some(Descriptor::Stderr)];
        if !granted.files.is_empty() {
            open.push(Some(Descriptor::Directory(String::new())));
        }
        // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/.
        let random = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { name: name.into(), granted, stdin: Some(stdin), open, random, ..Self::default() }
    }

    /// What was written to standard output.
    pub(in crate::wasm) fn take_stdout(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.stdout)
    }

    /// What was written to standard error, as a message.
    pub(in crate::wasm) fn take_stderr(&mut self) -> String {
        message(&core::mem::take(&mut self.stderr))
    }

    /// What was made use of, for the metadata of the attempt.
    pub(in crate::wasm) fn uses(&self) -> Vec<(&'static str, String)> {
        let Uses { args, env, read, written, clock, random } = &self.uses;
        let mut uses = Vec::new();
        let list = |paths: &BTreeSet<String>| paths.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        if *args && !self.granted.args.is_empty() {
            uses.push(("wasi_args", self.granted.args.join(" ")));
        }
        if *env && !self.granted.env.is_empty() {
            uses.push(("wasi_env", self.granted.env.keys().map(String::as_str).collect::<Vec<_>>().join(", ")));
        }
        if !read.is_empty() {
            uses.push(("wasi_files_read", list(read)));
        }
        if !written.is_empty() {
            uses.push(("wasi_files_written", list(written)));
        }
        if *clock > 0 {
            uses.push(("wasi_clock_reads", format!("{clock}")));
        }
        if *random > 0 {
            uses.push(("wasi_random_bytes", format!("{random}")));
        }
        uses
    }

    /// The program's own name and its arguments.
    pub(super) fn arg_texts(&self) -> Vec<&str> {
        core::iter::once(&self.name).chain(&self.granted.args).map(String::as_str).collect()
    }

    /// The same, when the program reads them.
    pub(super) fn args(&mut self) -> Vec<&str> {
        self.uses.args = true;
        self.arg_texts()
    }

    /// The environment: `NAME=value`.
    pub(super) fn env_texts(&self) -> Vec<String> {
        self.granted.env.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// The same, when the program reads it.
    pub(super) fn environ(&mut self) -> Vec<String> {
        self.uses.env = true;
        self.env_texts()
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

    /// Lets time pass.
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
        match self.descriptor(fd)? {
            Descriptor::Directory(path) => self.stat(path),
            Descriptor::File(open) => self.stat(&open.path),
            _ => Ok(FileStat { kind: FileType::Unknown, inode: 0, size: 0 }),
        }
    }

    pub(super) fn path_filestat(&self, fd: u32, path: &str) -> Result<FileStat, Errno> {
        self.stat(&self.resolve(fd, path)?)
    }

    /// The name of a directory that is open from the beginning: the root, if there is a file.
    pub(super) fn preopened(&self, fd: u32) -> Result<&'static str, Errno> {
        match self.open.get(fd as usize) {
            Some(Some(Descriptor::Directory(path))) if fd == 3 && path.is_empty() => Ok("/"),
            _ => Err(Errno::BadFd),
        }
    }

    pub(super) fn close(&mut self, fd: u32) -> Result<(), Errno> {
        self.descriptor(fd)?;
        self.open[fd as usize] = None;
        Ok(())
    }

    /// An open file that is no stream and no directory.
    pub(super) fn file(&mut self, fd: u32) -> Result<&mut Open, Errno> {
        match self.open.get_mut(fd as usize) {
            Some(Some(Descriptor::File(open))) => Ok(open),
            Some(Some(Descriptor::Directory(_))) => Err(Errno::IsDirectory),
            Some(Some(_)) => Err(Errno::NotSeekable),
            _ => Err(Errno::BadFd),
        }
    }

    pub(super) fn read(&mut self, fd: u32, buffer: &mut [u8]) -> Result<usize, Errno> {
        match self.descriptor(fd)? {
            Descriptor::Stdin => {
                let bytes = self.stdin.as_ref().map_or(&[][..], Payload::bytes);
                let moved = copy(&bytes[self.stdin_at..], buffer);
                self.stdin_at += moved;
                Ok(moved)
            }
            Descriptor::File(open) => {
                let mut at = open.at;
                let moved = self.read_at(fd, &mut at, buffer)?;
                self.file(fd)?.at = at;
                Ok(moved)
            }
            Descriptor::Directory(_) => Err(Errno::IsDirectory),
            Descriptor::Stdout | Descriptor::Stderr => Err(Errno::BadFd),
        }
    }

    pub(super) fn read_at(&mut self, fd: u32, at: &mut u64, buffer: &mut [u8]) -> Result<usize, Errno> {
        let path = self.file(fd)?.path.clone();
        let contents = self.contents(&path);
        let rest = usize::try_from(*at).ok().and_then(|at| contents.get(at..)).unwrap_or_default();
        let moved = copy(rest, buffer);
        *at += moved as u64;
        self.uses.read.insert(path);
        Ok(moved)
    }

    pub(super) fn write(&mut self, fd: u32, bytes: &[u8]) -> Result<(), Stopped> {
        match self.descriptor(fd)? {
            Descriptor::Stdout => {
                if self.stdout.len() + bytes.len() > MODULE_OUTPUT_BYTES {
                    return Err(Ended::TooMuchOutput.into());
                }
                self.stdout.extend_from_slice(bytes);
                Ok(())
            }
            Descriptor::Stderr => {
                let kept = bytes.len().min(STDERR_BYTES - self.stderr.len());
                self.stderr.extend_from_slice(&bytes[..kept]);
                Ok(())
            }
            Descriptor::File(open) => {
                let mut at = if open.flags & APPEND == 0 { open.at } else { self.contents(&open.path).len() as u64 };
                self.write_at(fd, &mut at, bytes)?;
                self.file(fd)?.at = at;
                Ok(())
            }
            Descriptor::Directory(_) => Err(Errno::IsDirectory.into()),
            Descriptor::Stdin => Err(Errno::BadFd.into()),
        }
    }

    pub(super) fn write_at(&mut self, fd: u32, at: &mut u64, bytes: &[u8]) -> Result<(), Stopped> {
        let open = self.file(fd)?.clone();
        if !open.writes {
            return Err(Errno::BadFd.into());
        }
        let start = usize::try_from(*at).map_err(|_| Errno::FileTooBig)?;
        let end = start.checked_add(bytes.len()).filter(|&end| end <= GRANTED_BYTES).ok_or(Errno::FileTooBig)?;
        let contents = self.contents_mut(&open.path);
        if contents.len() < end {
            contents.resize(end, 0);
        }
        contents[start..end].copy_from_slice(bytes);
        *at = end as u64;
        Ok(())
    }

    /// Makes a file longer or shorter. The number of bytes that this takes.
    pub(super) fn set_size(&mut self, fd: u32, size: u64) -> Result<u64, Errno> {
        let open = self.file(fd)?.clone();
        let size = usize::try_from(size).ok().filter(|&size| size <= GRANTED_BYTES).ok_or(Errno::FileTooBig)?;
        if !open.writes {
            return Err(Errno::BadFd);
        }
        self.contents_mut(&open.path).resize(size, 0);
        Ok(size as u64)
    }

    pub(super) fn seek(&mut self, fd: u32, delta: i64, whence: u32) -> Result<u64, Errno> {
        let open = self.file(fd)?.clone();
        let from = match whence {
            START => 0,
            CURRENT => open.at,
            END => self.contents(&open.path).len() as u64,
            _ => return Err(Errno::Invalid),
        };
        let at = from.checked_add_signed(delta).filter(|&at| at <= i64::MAX as u64).ok_or(Errno::Invalid)?;
        self.file(fd)?.at = at;
        Ok(at)
    }

    pub(super) fn open(&mut self, fd: u32, path: &str, how: u32, rights: u64, flags: u32) -> Result<u32, Errno> {
        let path = self.resolve(fd, path)?;
        let descriptor = match self.stat(&path) {
            Ok(_) if how & CREATE != 0 && how & EXCLUSIVE != 0 => return Err(Errno::Exists),
            Ok(stat) if stat.kind == FileType::Directory => Descriptor::Directory(path),
            Ok(_) if how & DIRECTORY != 0 => return Err(Errno::NotDirectory),
            Ok(_) => {
                let writes = rights & RIGHT_TO_WRITE != 0 || how & TRUNCATE != 0;
                if writes && self.granted.files[&path].access != Access::ReadWrite {
                    return Err(Errno::Access);
                }
                if how & TRUNCATE != 0 {
                    self.contents_mut(&path).clear();
                }
                Descriptor::File(Open { path, at: 0, writes, flags: flags as u16 & APPEND })
            }
            // Only the files that the workflow names are there.
            Err(Errno::NoEntry) if how & CREATE != 0 => return Err(Errno::NotCapable),
            Err(errno) => return Err(errno),
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
            None => Err(Errno::TooManyFiles),
        }
    }

    /// What is in a directory: names and kinds.
    pub(super) fn entries(&self, fd: u32) -> Result<Vec<(String, FileType)>, Errno> {
        let Descriptor::Directory(directory) = self.descriptor(fd)? else { return Err(Errno::NotDirectory) };
        let mut entries = BTreeMap::new();
        for path in self.granted.files.keys() {
            let Some(rest) = path.strip_prefix(directory.as_str()).and_then(|rest| rest.strip_prefix('/')) else {
                continue;
            };
            match rest.split_once('/') {
                Some((name, _)) => entries.insert(String::from(name), FileType::Directory),
                None => entries.insert(rest.into(), FileType::Regular),
            };
        }
        Ok(entries.into_iter().collect())
    }

    fn descriptor(&self, fd: u32) -> Result<&Descriptor, Errno> {
        self.open.get(fd as usize).and_then(Option::as_ref).ok_or(Errno::BadFd)
    }

    /// The absolute path of one that begins at a directory; never above it.
    fn resolve(&self, fd: u32, path: &str) -> Result<String, Errno> {
        let Descriptor::Directory(directory) = self.descriptor(fd)? else { return Err(Errno::NotDirectory) };
        if path.starts_with('/') {
            return Err(Errno::NotCapable);
        }
        let mut parts = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop().ok_or(Errno::NotCapable)?),
                part => parts.push(part),
            }
        }
        Ok(parts.into_iter().fold(directory.clone(), |path, part| path + "/" + part))
    }

    fn stat(&self, path: &str) -> Result<FileStat, Errno> {
        let is_below = |file: &String| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        if let Some(inode) = self.granted.files.keys().position(|file| file == path) {
            let size = self.contents(path).len() as u64;
            return Ok(FileStat { kind: FileType::Regular, inode: inode as u64 + 1, size });
        }
        let directory = self.granted.files.keys().position(is_below).ok_or(Errno::NoEntry)?;
        // No file has such a number; directories of one first file differ in the length of their paths.
        let inode = (1 << 32) | (directory as u64) << 16 | path.len() as u64;
        Ok(FileStat { kind: FileType::Directory, inode, size: 0 })
    }

    fn contents(&self, path: &str) -> &[u8] {
        match (self.changed.get(path), self.granted.files.get(path)) {
            (Some(changed), _) => changed,
            (None, Some(file)) => file.contents.bytes(),
            (None, None) => &[],
        }
    }

    fn contents_mut(&mut self, path: &str) -> &mut Vec<u8> {
        self.uses.written.insert(path.into());
        let granted = self.granted.files.get(path).map_or(&[][..], |file| file.contents.bytes());
        self.changed.entry(path.into()).or_insert_with(|| granted.to_vec())
    }
}

fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let moved = from.len().min(to.len());
    to[..moved].copy_from_slice(&from[..moved]);
    moved
}
