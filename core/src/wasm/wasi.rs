//! WASI preview 1 over a world in memory: <https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md>.
//!
//! This module is the binding: it reads the arguments of a program, and writes results in the layout of the document.
//! Everything that a program can access is in the [`World`].

mod files;
mod layout;
mod world;

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use wasmi::{Caller, Engine, Error, FuncType, Linker, ValType};

use self::layout::{Errno, HostCall};
pub(super) use self::world::{Granted, World};
use super::{
    call::Host,
    meter::{Ended, Meter},
};

/// The module name of all these imports.
pub const PREVIEW_1: &str = "wasi_snapshot_preview1";

/// Runs a host function, and charges for its work before it is done, even if it then fails.
fn answer(
    mut caller: Caller<'_, Host>,
    f: impl FnOnce(&mut HostCall, &mut World) -> Result<(), Stopped>,
) -> Result<i32, Error> {
    let left = caller.get_fuel()?;
    let Some(memory) = caller.data().memory else { return Ok(Errno::Fault as i32) };
    let (memory, Host { meter, world, .. }) = memory.data_and_store_mut(&mut caller);
    world.set_now(meter.enter(left));
    let result = match meter.call() {
        Ok(()) => f(&mut HostCall { memory, meter }, world),
        Err(ended) => Err(ended.into()),
    };
    let left = meter.leave();
    // Even for the call that exceeded the limit: its use is reported.
    caller.set_fuel(left)?;
    match result {
        Ok(()) => Ok(Errno::Success as i32),
        Err(Stopped::Errno(errno)) => Ok(errno as i32),
        Err(Stopped::Ended(ended)) => Err(Error::host(ended)),
    }
}

/// Why a host function has no result.
enum Stopped {
    /// The program gets an error code.
    Errno(Errno),
    /// The program ends.
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

/// The functions that a program can import from [`PREVIEW_1`], with their types as WebAssembly text.
#[must_use]
pub fn preview_1() -> Vec<(&'static str, String)> {
    let offered = define(&mut Linker::new(&Engine::default()));
    let list = |what: &str, types: &[ValType]| match types {
        [] => String::new(),
        types => types.iter().fold(format!("({what}"), |text, ty| text + " " + &format!("{ty:?}").to_lowercase()) + ")",
    };
    let text = |ty: &FuncType| list("param", ty.params()) + &list("result", ty.results());
    offered.iter().map(|(&name, ty)| (name, text(ty))).collect()
}

/// Memory beyond the limit of the attempt is reported as "no space".
fn room(is_there: bool) -> Result<(), Errno> {
    if is_there { Ok(()) } else { Err(Errno::NoSpace) }
}

/// Defines every function; returns their names and types.
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
        ($($name:literal: |$call:ident, $world:ident $(, $param:ident: $ty:ident)*| $body:expr;)*) => {
            $(
                let function = |caller: C<'_> $(, $param: $ty)*| -> Result<i32, Error> {
                    answer(caller, |$call, $world| $body)
                };
                linker.func_wrap(PREVIEW_1, $name, function).expect("every name is offered once");
                offered.insert($name, FuncType::new([$(value_type!($ty)),*], [ValType::I32]));
            )*
        };
    }
    offer! {
        "args_get": |call, world, list: u32, texts: u32| {
            world.uses_args();
            put_texts(call, world.args(), list, texts)
        };
        "args_sizes_get": |call, world, count: u32, size: u32| put_sizes(call, world.args(), count, size);
        "environ_get": |call, world, list: u32, texts: u32| {
            world.uses_env();
            put_texts(call, world.env(), list, texts)
        };
        "environ_sizes_get": |call, world, count: u32, size: u32| put_sizes(call, world.env(), count, size);
        "clock_res_get": |call, world, clock: u32, at: u32| {
            world.clock(clock)?;
            call.put_u64(at, 1)
        };
        "clock_time_get": |call, world, clock: u32, _precision: u64, at: u32| {
            let now = world.clock(clock)?;
            call.put_u64(at, now)
        };
        "fd_advise": |_call, world, fd: u32, _offset: u64, _length: u64, _advice: u32| Ok(world.check_file(fd)?);
        "fd_close": |_call, world, fd: u32| Ok(world.close(fd)?);
        "fd_datasync": |_call, world, fd: u32| Ok(world.check_file(fd)?);
        "fd_sync": |_call, world, fd: u32| Ok(world.check_file(fd)?);
        "fd_fdstat_get": |call, world, fd: u32, at: u32| call.put_fdstat(at, world.fdstat(fd)?);
        "fd_fdstat_set_flags": |_call, world, fd: u32, flags: u32| Ok(world.set_flags(fd, flags)?);
        "fd_filestat_get": |call, world, fd: u32, at: u32| call.put_filestat(at, world.filestat(fd)?);
        "fd_filestat_set_size": |call, world, fd: u32, size: u64| world.set_size(fd, size, call.meter);
        "fd_pread": |call, world, fd: u32, list: u32, count: u32, offset: u64, read: u32| {
            let unread = world.unread_from(fd, offset, call.meter)?;
            let moved = call.fill(list, count, unread)?;
            call.put_u32(read, moved as u32)
        };
        "fd_pwrite": |call, world, fd: u32, list: u32, count: u32, offset: u64, written: u32| {
            let mut offset = offset;
            write_from(call, list, count, written, |bytes, meter| world.write_at(fd, &mut offset, bytes, meter))
        };
        "fd_prestat_get": |call, world, fd: u32, at: u32| {
            let name = world.preopened(fd)?;
            // The tag of a directory is 0.
            call.put_u32(at, 0)?;
            call.put_u32(at.wrapping_add(4), name.len() as u32)
        };
        "fd_prestat_dir_name": |call, world, fd: u32, at: u32, length: u32| {
            let name = world.preopened(fd)?;
            if (length as usize) < name.len() {
                return Err(Errno::NameTooLong.into());
            }
            call.put(at, name.as_bytes())
        };
        "fd_read": |call, world, fd: u32, list: u32, count: u32, read: u32| {
            let unread = world.unread(fd, call.meter)?;
            let moved = call.fill(list, count, unread)?;
            world.advance(fd, moved);
            call.put_u32(read, moved as u32)
        };
        "fd_write": |call, world, fd: u32, list: u32, count: u32, written: u32| {
            write_from(call, list, count, written, |bytes, meter| world.write(fd, bytes, meter))
        };
        "fd_readdir": |call, world, fd: u32, at: u32, length: u32, cookie: u64, used: u32| {
            let entries = world.entries(fd, call.meter)?;
            let bytes = call.put_dirents(at, length, &entries, cookie)?;
            call.put_u32(used, bytes)
        };
        "fd_seek": |call, world, fd: u32, delta: i64, whence: u32, at: u32| {
            let position = world.seek(fd, delta, whence)?;
            call.put_u64(at, position)
        };
        "fd_tell": |call, world, fd: u32, at: u32| {
            let position = world.seek(fd, 0, world::CURRENT)?;
            call.put_u64(at, position)
        };
        "path_filestat_get": |call, world, fd: u32, _flags: u32, path: u32, length: u32, at: u32| {
            let path = call.path(path, length)?;
            let stat = world.path_filestat(fd, &path, call.meter)?;
            call.put_filestat(at, stat)
        };
        "path_open": |call, world, fd: u32, _lookup: u32, path: u32, length: u32, how: u32, rights: u64,
                      _inheriting: u64, flags: u32, at: u32| {
            let path = call.path(path, length)?;
            let opened = world.open(fd, &path, how, rights, flags, call.meter)?;
            call.put_u32(at, opened)
        };
        "poll_oneoff": |call, world, subscriptions: u32, events: u32, count: u32, ready: u32| {
            layout::poll(call, world, subscriptions, events, count, ready)
        };
        "random_get": |call, world, at: u32, length: u32| call.make(at, length, |buffer| world.fill_random(buffer));
        "sched_yield": |_call, _world| Ok(());
    }
    // Functions for programs that import them but can do without.
    macro_rules! refuse {
        ($($errno:ident: $($name:literal ($($ty:ident),*))*;)*) => {
            $($(
                let function = |caller: C<'_> $(, _: $ty)*| -> Result<i32, Error> {
                    answer(caller, |_, _| Err(Errno::$errno.into()))
                };
                linker.func_wrap(PREVIEW_1, $name, function).expect("every name is offered once");
                offered.insert($name, FuncType::new([$(value_type!($ty)),*], [ValType::I32]));
            )*)*
        };
    }
    refuse! {
        ReadOnly:
            "fd_allocate"(u32, u64, u64)
            "fd_filestat_set_times"(u32, u64, u64, u32)
            "path_create_directory"(u32, u32, u32)
            "path_filestat_set_times"(u32, u32, u32, u32, u64, u64, u32)
            "path_link"(u32, u32, u32, u32, u32, u32, u32)
            "path_remove_directory"(u32, u32, u32)
            "path_rename"(u32, u32, u32, u32, u32, u32)
            "path_symlink"(u32, u32, u32, u32, u32)
            "path_unlink_file"(u32, u32, u32);
        NotSupported:
            "fd_fdstat_set_rights"(u32, u64, u64)
            "fd_renumber"(u32, u32)
            "path_readlink"(u32, u32, u32, u32, u32, u32)
            "proc_raise"(u32)
            "sock_accept"(u32, u32, u32)
            "sock_recv"(u32, u32, u32, u32, u32, u32)
            "sock_send"(u32, u32, u32, u32, u32)
            "sock_shutdown"(u32, u32);
    }
    let exit = |caller: C<'_>, code: u32| answer(caller, |_, _| Err(Ended::Exit(code).into())).map(drop);
    linker.func_wrap(PREVIEW_1, "proc_exit", exit).expect("every name is offered once");
    offered.insert("proc_exit", FuncType::new([ValType::I32], []));
    offered
}

/// How many texts there are, each given in parts, and their total size with a zero after each.
fn put_sizes<'a>(
    call: &mut HostCall,
    texts: impl Iterator<Item = [&'a str; 3]>,
    count: u32,
    size: u32,
) -> Result<(), Stopped> {
    let (mut texts_there, mut bytes) = (0, 0);
    for parts in texts {
        call.meter.visit(1)?;
        call.meter.work.entries += 1;
        texts_there += 1;
        bytes += parts.map(str::len).iter().sum::<usize>() + 1;
    }
    call.put_u32(count, texts_there)?;
    call.put_u32(size, bytes as u32)
}

/// A list of addresses, and the texts that they point to.
fn put_texts<'a>(
    call: &mut HostCall,
    texts: impl Iterator<Item = [&'a str; 3]>,
    list: u32,
    mut at: u32,
) -> Result<(), Stopped> {
    for (i, parts) in texts.enumerate() {
        call.meter.visit(1)?;
        call.meter.work.entries += 1;
        call.put_u32(list.wrapping_add(4 * i as u32), at)?;
        for part in parts.into_iter().chain(["\0"]) {
            call.put(at, part.as_bytes())?;
            at = at.wrapping_add(part.len() as u32);
        }
    }
    Ok(())
}

/// Passes on the buffers of a list.
fn write_from(
    call: &mut HostCall,
    list: u32,
    count: u32,
    result: u32,
    mut write: impl FnMut(&[u8], &mut Meter) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    let mut total = 0u32;
    for (at, length) in call.vectors(list, count)? {
        write(layout::get(call.memory, at, length)?, call.meter)?;
        total = total.wrapping_add(length);
    }
    call.put_u32(result, total)
}
