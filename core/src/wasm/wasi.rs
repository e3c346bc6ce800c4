//! WASI preview 1 over a world in memory: <https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md>.
//!
//! This module is the binding: it reads what a program hands over, and answers as the document lays things out. What there
//! is to be reached is the [`World`].

mod layout;
mod world;

use alloc::collections::BTreeMap;

use wasmi::{Caller, Error, FuncType, Linker, ValType};

use self::layout::{Bytes, Errno};
pub(super) use self::world::World;
use super::call::{Ended, Host};

/// Where a module imports all of this from.
pub(super) const PREVIEW_1: &str = "wasi_snapshot_preview1";

/// Runs a function of the host, and charges for the bytes that it moved.
fn answer(
    mut caller: Caller<'_, Host>,
    f: impl FnOnce(&mut Bytes, &mut World) -> Result<u64, Stopped>,
) -> Result<i32, Error> {
    let left = caller.get_fuel()?;
    let now = caller.data().meter.spent(left);
    let Some(memory) = caller.data().memory else { return Ok(Errno::Fault as i32) };
    let (bytes, host) = memory.data_and_store_mut(&mut caller);
    host.world.set_now(now);
    let (moved, errno) = match f(&mut Bytes(bytes), &mut host.world) {
        Ok(moved) => (moved, Errno::Success),
        Err(Stopped::Errno(errno)) => (0, errno),
        Err(Stopped::Ended(ended)) => return Err(Error::host(ended)),
    };
    let left = host.meter.charge(moved, left);
    let is_overdrawn = host.meter.is_overdrawn(left);
    // Also of the call that was one too many: what was spent is told.
    caller.set_fuel(left)?;
    if is_overdrawn { Err(Error::host(Ended::OutOfFuel)) } else { Ok(errno as i32) }
}

/// Why a function of the host has no result.
enum Stopped {
    /// The program is told so.
    Errno(Errno),
    /// It ends.
    Ended(Ended),
}

impl From<Errno> for Stopped {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

impl From<Ended> for Stopped {
    fn from(ended: Ended) -> Self {
        Self::Ended(ended)
    }
}

/// Offers every function that there is. What each is called, and its type.
pub(super) fn define(linker: &mut Linker<Host>) -> BTreeMap<&'static str, FuncType> {
    type C<'a> = Caller<'a, Host>;
    let mut offered = BTreeMap::new();
    macro_rules! value_type {
        (u32) => {
            ValType::I32
        };
        ($long:ident) => {
            ValType::I64
        };
    }
    macro_rules! offer {
        ($($name:literal: |$memory:ident, $world:ident $(, $param:ident: $ty:ident)*| $body:expr;)*) => {
            $(
                let function = |caller: C<'_> $(, $param: $ty)*| -> Result<i32, Error> {
                    answer(caller, |$memory, $world| $body)
                };
                linker.func_wrap(PREVIEW_1, $name, function).expect("every name is offered once");
                offered.insert($name, FuncType::new([$(value_type!($ty)),*], [ValType::I32]));
            )*
        };
    }
    offer! {
        "args_get": |memory, world, list: u32, texts: u32| put_texts(memory, &world.args(), list, texts);
        "args_sizes_get": |memory, world, count: u32, size: u32| put_sizes(memory, &world.arg_texts(), count, size);
        "environ_get": |memory, world, list: u32, texts: u32| put_texts(memory, &world.environ(), list, texts);
        "environ_sizes_get": |memory, world, count: u32, size: u32| put_sizes(memory, &world.env_texts(), count, size);
        "clock_res_get": |memory, world, clock: u32, at: u32| {
            world.clock(clock)?;
            Ok(memory.put_u64(at, 1)?)
        };
        "clock_time_get": |memory, world, clock: u32, _precision: u64, at: u32| {
            let now = world.clock(clock)?;
            Ok(memory.put_u64(at, now)?)
        };
        "fd_advise": |_memory, world, fd: u32, _offset: u64, _length: u64, _advice: u32| Ok(world.file(fd).map(|_| 0)?);
        "fd_close": |_memory, world, fd: u32| Ok(world.close(fd).map(|()| 0)?);
        "fd_datasync": |_memory, world, fd: u32| Ok(world.file(fd).map(|_| 0)?);
        "fd_sync": |_memory, world, fd: u32| Ok(world.file(fd).map(|_| 0)?);
        "fd_fdstat_get": |memory, world, fd: u32, at: u32| Ok(memory.put_fdstat(at, world.fdstat(fd)?)?);
        "fd_fdstat_set_flags": |_memory, world, fd: u32, flags: u32| Ok(world.set_flags(fd, flags).map(|()| 0)?);
        "fd_filestat_get": |memory, world, fd: u32, at: u32| Ok(memory.put_filestat(at, world.filestat(fd)?)?);
        "fd_filestat_set_size": |_memory, world, fd: u32, size: u64| Ok(world.set_size(fd, size)?);
        "fd_pread": |memory, world, fd: u32, list: u32, count: u32, offset: u64, read: u32| {
            let mut offset = offset;
            read_into(memory, list, count, read, |buffer| world.read_at(fd, &mut offset, buffer))
        };
        "fd_pwrite": |memory, world, fd: u32, list: u32, count: u32, offset: u64, written: u32| {
            let mut offset = offset;
            write_from(memory, list, count, written, |bytes| world.write_at(fd, &mut offset, bytes))
        };
        "fd_prestat_get": |memory, world, fd: u32, at: u32| {
            let name = world.preopened(fd)?;
            // The tag of a directory is 0.
            memory.put_u32(at, 0)?;
            Ok(memory.put_u32(at.wrapping_add(4), name.len() as u32)?)
        };
        "fd_prestat_dir_name": |memory, world, fd: u32, at: u32, length: u32| {
            let name = world.preopened(fd)?;
            if (length as usize) < name.len() {
                return Err(Errno::NameTooLong.into());
            }
            Ok(memory.put(at, name.as_bytes())?)
        };
        "fd_read": |memory, world, fd: u32, list: u32, count: u32, read: u32| {
            read_into(memory, list, count, read, |buffer| world.read(fd, buffer))
        };
        "fd_write": |memory, world, fd: u32, list: u32, count: u32, written: u32| {
            write_from(memory, list, count, written, |bytes| world.write(fd, bytes))
        };
        "fd_readdir": |memory, world, fd: u32, at: u32, length: u32, cookie: u64, used: u32| {
            let entries = layout::dirents(&world.entries(fd)?, cookie);
            let end = entries.len().min(length as usize);
            memory.put(at, &entries[..end])?;
            memory.put_u32(used, end as u32)?;
            Ok(entries.len() as u64)
        };
        "fd_seek": |memory, world, fd: u32, delta: i64, whence: u32, at: u32| {
            let position = world.seek(fd, delta, whence)?;
            Ok(memory.put_u64(at, position)?)
        };
        "fd_tell": |memory, world, fd: u32, at: u32| {
            let position = world.seek(fd, 0, world::CURRENT)?;
            Ok(memory.put_u64(at, position)?)
        };
        "path_filestat_get": |memory, world, fd: u32, _flags: u32, path: u32, length: u32, at: u32| {
            let stat = world.path_filestat(fd, memory.text(path, length)?)?;
            Ok(memory.put_filestat(at, stat)?)
        };
        "path_open": |memory, world, fd: u32, _lookup: u32, path: u32, length: u32, how: u32, rights: u64,
                      _inheriting: u64, flags: u32, at: u32| {
            let opened = world.open(fd, memory.text(path, length)?, how, rights, flags)?;
            Ok(memory.put_u32(at, opened)?)
        };
        "poll_oneoff": |memory, world, subscriptions: u32, events: u32, count: u32, ready: u32| {
            layout::poll(memory, world, subscriptions, events, count, ready)
        };
        "random_get": |memory, world, at: u32, length: u32| {
            world.fill_random(memory.get_mut(at, length)?);
            // A word of random numbers takes longer than to move it.
            Ok(8 * u64::from(length))
        };
        "sched_yield": |_memory, _world| Ok(0);
    }
    let exit = |_: C<'_>, code: u32| -> Result<(), Error> { Err(Error::host(Ended::Exit(code))) };
    linker.func_wrap(PREVIEW_1, "proc_exit", exit).expect("every name is offered once");
    offered.insert("proc_exit", FuncType::new([ValType::I32], []));
    offered
}

/// How many texts there are, and how many bytes they take, each with a zero behind it.
fn put_sizes(memory: &mut Bytes, texts: &[impl AsRef<str>], count: u32, size: u32) -> Result<u64, Stopped> {
    let bytes: usize = texts.iter().map(|text| text.as_ref().len() + 1).sum();
    memory.put_u32(count, texts.len() as u32)?;
    Ok(memory.put_u32(size, bytes as u32)?)
}

/// A list of addresses, and the texts that they are of.
fn put_texts(memory: &mut Bytes, texts: &[impl AsRef<str>], list: u32, mut at: u32) -> Result<u64, Stopped> {
    let start = at;
    for (i, text) in texts.iter().map(AsRef::as_ref).enumerate() {
        memory.put_u32(list.wrapping_add(4 * i as u32), at)?;
        memory.put(at, text.as_bytes())?;
        memory.put(at.wrapping_add(text.len() as u32), &[0])?;
        at = at.wrapping_add(text.len() as u32 + 1);
    }
    Ok(u64::from(at.wrapping_sub(start)))
}

/// Fills the buffers of a list until nothing more comes.
fn read_into(
    memory: &mut Bytes,
    list: u32,
    count: u32,
    result: u32,
    mut read: impl FnMut(&mut [u8]) -> Result<usize, Errno>,
) -> Result<u64, Stopped> {
    let mut total = 0;
    for (at, length) in memory.vectors(list, count)? {
        let buffer = memory.get_mut(at, length)?;
        let moved = read(buffer)?;
        total += moved;
        if moved < length as usize {
            break;
        }
    }
    memory.put_u32(result, total as u32)?;
    Ok(total as u64)
}

/// Hands over the buffers of a list.
fn write_from(
    memory: &mut Bytes,
    list: u32,
    count: u32,
    result: u32,
    mut write: impl FnMut(&[u8]) -> Result<(), Stopped>,
) -> Result<u64, Stopped> {
    let mut total = 0u64;
    for (at, length) in memory.vectors(list, count)? {
        write(memory.get(at, length)?)?;
        total += u64::from(length);
    }
    memory.put_u32(result, total as u32)?;
    Ok(total)
}
