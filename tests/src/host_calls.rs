//! Programs that only call host functions: one for each possible outcome of each function. Fuel must pay for the work
//! of the host, even when a call fails.

use std::sync::{Arc, LazyLock};

use dagwood_core::{
    Intent, Outcome, Payload, ProcessorError,
    model::{Access, Capabilities, GrantedFile},
    plan::WasmSpec,
    wasm::{HostWork, Module, PREVIEW_1, WasmProcessor},
};

/// A program that repeats the same calls.
pub struct Program {
    /// The function that it tests.
    pub function: &'static str,
    /// The outcome of the call.
    pub what: &'static str,
    /// The calls, one after the other: a name, and its arguments as numbers.
    calls: &'static str,
}

/// Open descriptors: a writable file of a mebibyte, and a directory of a thousand files.
const FILE: &str = "path_open 3 0 1024 3 0 -1 -1 0 64";
const DIRECTORY: &str = "path_open 3 0 1040 1 0 -1 -1 0 64";
/// The contents of the memory of each program: paths, and lists of buffers.
const PATHS: [(u32, &str); 6] =
    [(1024, "big"), (1040, "d"), (1056, "d/0500"), (1072, ".."), (1088, "none"), (1104, "d/0500/x")];
const LONG_PATH: u32 = 2_048;
const TINY_BUFFERS: u32 = 8_192;
const EMPTY_BUFFERS: u32 = 16_384;
const LARGE_BUFFER: u32 = 24_576;
const LARGE_BUFFERS: u32 = 32_768;
const LAST_OUTSIDE: u32 = 40_960;
const NO_TEXT: u32 = 49_152;
const CLOCKS: u32 = 262_144;
const STREAMS: u32 = 327_680;
const NO_CLOCKS: u32 = 393_216;

/// All programs. The first descriptors are the streams, the root (3), the file (4) and the directory (5).
pub const PROGRAMS: &[Program] = {
    macro_rules! programs {
        ($($function:ident: $($what:literal $calls:literal,)*;)*) => {
            &[$($(Program { function: stringify!($function), what: $what, calls: $calls },)*)*]
        };
    }
    programs! {
        args_get: "succeeds" "args_get 4096 131072", "texts outside" "args_get 4096 -1", "list outside" "args_get -1 131072",;
        args_sizes_get: "succeeds" "args_sizes_get 64 72", "count outside" "args_sizes_get -1 72", "size outside" "args_sizes_get 64 -1",;
        environ_get: "succeeds" "environ_get 4096 131072", "texts outside" "environ_get 4096 -1", "list outside" "environ_get -1 131072",;
        environ_sizes_get: "succeeds" "environ_sizes_get 64 72", "count outside" "environ_sizes_get -1 72", "size outside" "environ_sizes_get 64 -1",;
        clock_res_get: "succeeds" "clock_res_get 0 64", "no clock" "clock_res_get 9 64", "outside" "clock_res_get 0 -1",;
        clock_time_get: "succeeds" "clock_time_get 0 0 64", "no clock" "clock_time_get 9 0 64", "outside" "clock_time_get 0 0 -1",;
        fd_advise: "succeeds" "fd_advise 4 0 0 0", "closed" "fd_advise 99 0 0 0", "directory" "fd_advise 5 0 0 0", "stream" "fd_advise 0 0 0 0",;
        fd_allocate: "refused" "fd_allocate 4 0 4194304",;
        fd_close: "succeeds once" "fd_close 4", "closed" "fd_close 99",;
        fd_datasync: "succeeds" "fd_datasync 4", "closed" "fd_datasync 99",;
        fd_fdstat_get: "succeeds" "fd_fdstat_get 4 64", "closed" "fd_fdstat_get 99 64", "outside" "fd_fdstat_get 4 -1",;
        fd_fdstat_set_flags: "succeeds" "fd_fdstat_set_flags 4 1", "closed" "fd_fdstat_set_flags 99 1",;
        fd_fdstat_set_rights: "refused" "fd_fdstat_set_rights 4 0 0",;
        fd_filestat_get: "of a file" "fd_filestat_get 4 64", "of a directory" "fd_filestat_get 5 64", "closed" "fd_filestat_get 99 64", "outside" "fd_filestat_get 4 -1",;
        fd_filestat_set_size: "longer and shorter" "fd_filestat_set_size 4 4194304 fd_filestat_set_size 4 0", "too large" "fd_filestat_set_size 4 4194305", "closed" "fd_filestat_set_size 99 0", "directory" "fd_filestat_set_size 5 0",;
        fd_filestat_set_times: "refused" "fd_filestat_set_times 4 0 0 0",;
        fd_pread: "a large buffer" "fd_pread 4 24576 1 0 64", "large buffers" "fd_pread 4 32768 1024 0 64", "tiny buffers" "fd_pread 4 8192 1024 0 64", "empty buffers" "fd_pread 4 16384 1024 0 64", "behind the end" "fd_pread 4 8192 1024 9223372036854775807 64", "last buffer outside" "fd_pread 4 40960 1024 0 64", "list outside" "fd_pread 4 -1 1024 0 64", "result outside" "fd_pread 4 24576 1 0 -1", "too many buffers" "fd_pread 4 8192 1025 0 64", "closed" "fd_pread 99 8192 1024 0 64",;
        fd_prestat_get: "succeeds" "fd_prestat_get 3 64", "closed" "fd_prestat_get 99 64", "outside" "fd_prestat_get 3 -1",;
        fd_prestat_dir_name: "succeeds" "fd_prestat_dir_name 3 64 1", "too short" "fd_prestat_dir_name 3 64 0", "outside" "fd_prestat_dir_name 3 -1 1",;
        fd_pwrite: "a large buffer" "fd_pwrite 4 24576 1 0 64", "tiny buffers" "fd_pwrite 4 8192 1024 0 64", "empty buffers" "fd_pwrite 4 16384 1024 0 64", "far behind the end" "fd_pwrite 4 8192 1 4194303 64 fd_filestat_set_size 4 0", "too far" "fd_pwrite 4 8192 1 4194304 64", "large buffers" "fd_pwrite 4 32768 1024 0 64", "last buffer outside" "fd_pwrite 4 40960 1024 0 64", "list outside" "fd_pwrite 4 -1 1024 0 64", "result outside" "fd_pwrite 4 24576 1 0 -1", "too many buffers" "fd_pwrite 4 8192 1025 0 64", "closed" "fd_pwrite 99 8192 1024 0 64",;
        fd_read: "a file" "fd_read 4 24576 1 64 fd_seek 4 0 0 72", "standard input" "fd_read 0 24576 1 64", "tiny buffers" "fd_read 4 8192 1024 64", "last buffer outside" "fd_read 4 40960 1024 64", "list outside" "fd_read 4 -1 1024 64", "result outside" "fd_read 4 24576 1 -1 fd_seek 4 0 0 72", "too many buffers" "fd_read 4 8192 1025 64", "standard output" "fd_read 1 24576 1 64", "directory" "fd_read 5 24576 1 64", "closed" "fd_read 99 24576 1 64",;
        fd_readdir: "all" "fd_readdir 5 65536 65536 0 64", "a byte" "fd_readdir 5 65536 1 0 64", "the last" "fd_readdir 5 65536 65536 999 64", "of the root" "fd_readdir 3 65536 65536 0 64", "a file" "fd_readdir 4 65536 65536 0 64", "outside" "fd_readdir 5 -1 65536 0 64", "result outside" "fd_readdir 5 65536 65536 0 -1", "closed" "fd_readdir 99 65536 65536 0 64",;
        fd_renumber: "refused" "fd_renumber 4 5",;
        fd_seek: "succeeds" "fd_seek 4 0 2 64", "no such origin" "fd_seek 4 0 9 64", "before the beginning" "fd_seek 4 -1 0 64", "outside" "fd_seek 4 0 0 -1", "closed" "fd_seek 99 0 0 64",;
        fd_sync: "succeeds" "fd_sync 4", "closed" "fd_sync 99",;
        fd_tell: "succeeds" "fd_tell 4 64", "outside" "fd_tell 4 -1", "closed" "fd_tell 99 64",;
        fd_write: "a file" "fd_write 4 24576 1 64 fd_filestat_set_size 4 0 fd_seek 4 0 0 72", "to the end" "fd_fdstat_set_flags 4 1 fd_write 4 8192 1024 64", "standard output" "fd_write 1 24576 1 64", "nothing" "fd_write 1 16384 1024 64", "standard error" "fd_write 2 24576 1 64", "tiny buffers" "fd_write 2 8192 1024 64", "last buffer outside" "fd_write 2 40960 1024 64", "list outside" "fd_write 1 -1 1024 64", "result outside" "fd_write 2 24576 1 -1", "too many buffers" "fd_write 2 8192 1025 64", "standard input" "fd_write 0 24576 1 64", "directory" "fd_write 5 24576 1 64", "closed" "fd_write 99 24576 1 64",;
        path_create_directory: "refused" "path_create_directory 3 1024 3",;
        path_filestat_get: "succeeds" "path_filestat_get 3 0 1056 6 64", "a long path" "path_filestat_get 3 0 2048 4096 64", "too long" "path_filestat_get 3 0 2048 4097 64", "above the root" "path_filestat_get 3 0 1072 2 64", "no such file" "path_filestat_get 3 0 1088 4 64", "below a file" "path_filestat_get 3 0 1104 8 64", "no text" "path_filestat_get 3 0 49152 4096 64", "path outside" "path_filestat_get 3 0 -1 6 64", "outside" "path_filestat_get 3 0 1056 6 -1", "no directory" "path_filestat_get 4 0 1056 6 64", "closed" "path_filestat_get 99 0 1056 6 64",;
        path_filestat_set_times: "refused" "path_filestat_set_times 3 0 1024 3 0 0 0",;
        path_link: "refused" "path_link 3 0 1024 3 3 1088 4",;
        path_open: "succeeds" "path_open 3 0 1056 6 0 64 0 0 64 fd_close 6", "too many" "path_open 3 0 1056 6 0 64 0 0 64", "cut off" "path_open 3 0 1024 3 8 64 0 0 64 fd_close 6 fd_filestat_set_size 4 4194304", "a directory" "path_open 3 0 1040 1 0 64 0 0 64 fd_close 6", "a long path" "path_open 3 0 2048 4096 0 64 0 0 64", "no such file" "path_open 3 0 1088 4 0 64 0 0 64", "a new file" "path_open 3 0 1088 4 1 64 0 0 64", "there already" "path_open 3 0 1056 6 5 64 0 0 64", "no directory" "path_open 3 0 1056 6 2 64 0 0 64", "result outside" "path_open 3 0 1056 6 0 64 0 0 -1 fd_close 6", "closed" "path_open 99 0 1056 6 0 64 0 0 64",;
        path_readlink: "refused" "path_readlink 3 1024 3 64 64 72",;
        path_remove_directory: "refused" "path_remove_directory 3 1040 1",;
        path_rename: "refused" "path_rename 3 1024 3 3 1088 4",;
        path_symlink: "refused" "path_symlink 1024 3 3 1088 4",;
        path_unlink_file: "refused" "path_unlink_file 3 1024 3",;
        poll_oneoff: "clocks" "poll_oneoff 262144 458752 1024 64", "streams" "poll_oneoff 327680 458752 1024 64", "events outside" "poll_oneoff 262144 -1 1024 -1", "list outside" "poll_oneoff -1 458752 1024 64", "last is no clock" "poll_oneoff 393216 458752 1024 64", "none" "poll_oneoff 262144 458752 0 64", "too many" "poll_oneoff 262144 458752 1025 64",;
        proc_exit: "succeeds" "proc_exit 0", "fails" "proc_exit 3",;
        proc_raise: "refused" "proc_raise 6",;
        random_get: "many" "random_get 65536 1048576", "few" "random_get 65536 1", "outside" "random_get 65536 -1",;
        sched_yield: "succeeds" "sched_yield",;
        sock_accept: "refused" "sock_accept 4 0 64",;
        sock_recv: "refused" "sock_recv 4 8192 1024 0 64 72",;
        sock_send: "refused" "sock_send 4 8192 1024 0 64",;
        sock_shutdown: "refused" "sock_shutdown 4 0",;
    }
};

impl Program {
    /// The module, which may import these functions.
    ///
    /// # Panics
    /// If it calls a function that is not in the list.
    #[must_use]
    pub fn module(&self, functions: &[(&str, String)]) -> Module {
        module(functions, &calls(functions, self.calls))
    }
}

/// Whether this much fuel pays for the work of the host.
#[must_use]
pub fn is_paid(work: HostWork, fuel: u64) -> bool {
    // If the last call exceeded the fuel, part of it was not done.
    let HostWork { calls, bytes, entries } = work;
    256 * calls.saturating_sub(1) + 8 * entries + bytes / 64 <= fuel
}

/// The parameter types in the type of a function.
pub fn params(ty: &str) -> impl Iterator<Item = &str> {
    let params = ty.split("(result").next().unwrap_or_default();
    params.split(['(', ')', ' ']).filter(|word| word.starts_with('i'))
}

/// Calls as text, from a list of names and arguments.
fn calls(functions: &[(&str, String)], list: &str) -> String {
    let mut words = list.split_whitespace();
    let mut text = String::new();
    while let Some(name) = words.next() {
        let (_, ty) = functions.iter().find(|(known, _)| *known == name).expect("there is such a function");
        let arguments = params(ty).zip(&mut words).map(|(ty, value)| format!("({ty}.const {value})"));
        text += &call(name, ty, &arguments.collect::<String>());
    }
    text
}

/// A call, as text.
#[must_use]
pub fn call(name: &str, ty: &str, arguments: &str) -> String {
    let call = format!("(call ${name} {arguments})");
    if ty.contains("result") { format!("(drop {call})") } else { call }
}

/// A program that repeats these calls forever.
///
/// # Panics
/// If they are not calls of the functions.
#[must_use]
pub fn module(functions: &[(&str, String)], calls: &str) -> Module {
    static DATA: LazyLock<String> = LazyLock::new(data);
    let import = |(name, ty): &(&str, String)| format!(r#"(import "{PREVIEW_1}" "{name}" (func ${name} {ty}))"#);
    let imports: String = functions.iter().map(import).collect();
    let open = self::calls(functions, &format!("{FILE} {DIRECTORY}"));
    let data = &*DATA;
    let text = format!(
        r#"(module {imports} (memory (export "memory") 32) {data}
             (func (export "_start") {open} (loop $again {calls} (br $again))))"#
    );
    Module::new(&wat::parse_str(text).expect("it is a module")).expect("it can run")
}

/// The memory contents of a program.
fn data() -> String {
    let mut text = String::new();
    let mut put = |at: u32, bytes: &[u8]| {
        let bytes: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        text += &format!(r#"(data (i32.const {at}) "{bytes}")"#);
    };
    for (at, path) in PATHS {
        put(at, path.as_bytes());
    }
    put(LONG_PATH, "d/".repeat(2_048).as_bytes());
    let buffers = |at: u32, length: u32| [at.to_le_bytes(), length.to_le_bytes()].concat().repeat(1_024);
    put(TINY_BUFFERS, &buffers(524_288, 1));
    put(EMPTY_BUFFERS, &buffers(524_288, 0));
    put(LARGE_BUFFER, &buffers(524_288, 1 << 20)[..8]);
    put(LARGE_BUFFERS, &buffers(524_288, 65_536));
    put(LAST_OUTSIDE, &[&buffers(524_288, 1)[8..], &[255; 8]].concat());
    put(NO_TEXT, &[&"é".repeat(2_047).into_bytes()[..], &[255; 2]].concat());
    // A subscription: to the first clock, to standard input, to a clock that does not exist.
    let subscription = |kind: u8, of: u32| {
        let mut bytes = [0; 48];
        bytes[8] = kind;
        bytes[16..20].copy_from_slice(&of.to_le_bytes());
        bytes
    };
    put(CLOCKS, &subscription(0, 0).repeat(1_024));
    put(STREAMS, &subscription(1, 0).repeat(1_024));
    put(NO_CLOCKS, &[&subscription(0, 0).repeat(1_023)[..], &subscription(0, 9)].concat());
    text
}

/// The result of an attempt with this much fuel, and the work of the host. The program is granted plenty of everything.
pub fn attempt(module: &Module, fuel: u64) -> (Result<Outcome, ProcessorError>, HostWork) {
    static GRANTED: LazyLock<Arc<Capabilities>> = LazyLock::new(|| {
        let file = |text: String| GrantedFile { contents: Payload::from(text), access: Access::ReadWrite };
        let files = (0..1_000).map(|i| (format!("/d/{i:04}"), file("x".into())));
        Arc::new(Capabilities {
            args: vec!["a".repeat(1_000); 20],
            env: (0..20).map(|i| (format!("NAME_{i}"), "v".repeat(1_000))).collect(),
            files: files.chain([("/big".into(), file("x".repeat(1 << 20)))]).collect(),
        })
    });
    static INPUT: LazyLock<Payload> = LazyLock::new(|| Payload::from("x".repeat(1 << 20)));
    let spec = WasmSpec {
        id: "it",
        module: "it",
        intent: Intent::Transform,
        fuel,
        memory: 64 << 20,
        capabilities: Arc::clone(&GRANTED),
    };
    WasmProcessor::new(module, spec).measure(&INPUT)
}
