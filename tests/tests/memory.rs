//! The memory of an attempt, counted by the allocator, stays within the limit of its workflow.
#![expect(unsafe_code, reason = "a global allocator is unsafe to write")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use dagwood_core::{
    Intent, Outcome, Payload, ProcessorError,
    model::{Access, Capabilities, GrantedFile},
    plan::WasmSpec,
    wasm::{Module, WasmProcessor},
};

/// Forwards to the system's allocator, and counts.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
static BYTES: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is forwarded to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let bytes = BYTES.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(bytes, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

const MIB: usize = 1 << 20;
/// Memory that does not count towards an attempt: its records, and the initial size of its stacks.
const BESIDES: usize = 2 * MIB;

/// The result of an attempt with this limit in MiB, and its peak memory in bytes.
fn attempt(text: &str, mib: usize, files: &[(String, String)]) -> (Result<Outcome, ProcessorError>, usize) {
    let module = Module::new(&wat::parse_str(text).expect("it is a module")).expect("it can run");
    let file = |(path, text): &(String, String)| {
        (path.clone(), GrantedFile { contents: Payload::from(&**text), access: Access::ReadWrite })
    };
    let spec = WasmSpec {
        id: "it",
        module: "it",
        intent: Intent::Transform,
        fuel: 500_000_000,
        memory: (mib * MIB) as u64,
        capabilities: Arc::new(Capabilities { files: files.iter().map(file).collect(), ..Capabilities::default() }),
    };
    let processor = WasmProcessor::new(&module, spec);
    let before = BYTES.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let (result, _) = processor.measure(&Payload::from(""));
    (result, PEAK.load(Ordering::Relaxed) - before)
}

/// A program that extends many files to 4 MiB each, and ends with the errno of the first failure.
fn files_grow(count: usize) -> String {
    let digit = |at: u32, by: u32| {
        format!(
            "(i32.store8 (i32.const {at}) (i32.add (i32.const 48) (i32.rem_u (i32.div_u (local.get $i) (i32.const {by})) (i32.const 10))))"
        )
    };
    let name = [digit(17, 1_000), digit(18, 100), digit(19, 10), digit(20, 1)].concat();
    format!(
        r#"(module
          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_pwrite" (func $write (param i32 i32 i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 2)
          (data (i32.const 16) "f0000")
          (data (i32.const 32) "\00\00\00\00\01\00\00\00")
          (func $check (param $errno i32) (if (local.get $errno) (then (call $exit (local.get $errno)))))
          (func (export "_start") (local $i i32)
            (loop $more
              {name}
              (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 5) (i32.const 0) (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 8)))
              (call $check (call $write (i32.load (i32.const 8)) (i32.const 32) (i32.const 1) (i64.const 4194303) (i32.const 64)))
              (call $check (call $close (i32.load (i32.const 8))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $more (i32.lt_u (local.get $i) (i32.const {count}))))))"#
    )
}

/// A program that lists a directory, and ends with the errno.
const LISTS: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_readdir" (func $list (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 2)
  (func (export "_start") (call $exit (call $list (i32.const 3) (i32.const 1024) (i32.const 64) (i64.const 0) (i32.const 8)))))"#;

// One test, because tests running in parallel would be counted as well.
#[test]
fn an_attempt_uses_no_more_memory_than_it_may() {
    let files = |count| (0..count).map(|i| (format!("/f{i:04}"), String::new())).collect::<Vec<_>>();
    let program = |fields: &str| format!(r#"(module (memory (export "memory") 1) {fields} (func (export "_start")))"#);
    // 51 is ENOSPC. The last request is reported: 16 files of 4 MiB and one more, or all of it at once.
    for (what, text, mib, files, expected) in [
        ("few files", files_grow(15), 64, files(15), None),
        ("300 files", files_grow(300), 64, files(300), Some((507, "exit code 51"))),
        ("2,000 files", files_grow(2_000), 64, files(2_000), Some((507, "exit code 51"))),
        ("a list that fits", LISTS.into(), 1, files(10), None),
        ("a long list", LISTS.into(), 1, files(9_999), None),
        ("a list that does not fit", LISTS.into(), 1, (0..30_000).map(|i| (format!("/{i}"), String::new())).collect(), Some((507, "exit code 51"))),
        ("tables", program(&"(table 100000 funcref)".repeat(100)), 64, vec![], Some((507, "may use 64 MiB"))),
        ("tables that fit", program(&"(table 100000 funcref)".repeat(70)), 64, vec![], None),
        ("a table that grows", format!(
            r#"(module (memory (export "memory") 1) {} (func (export "_start") {}))"#,
            (0..100).map(|i| format!("(table $t{i} 1 funcref)")).collect::<String>(),
            (0..100).map(|i| format!("(if (i32.eq (table.grow $t{i} (ref.null func) (i32.const 99999)) (i32.const -1)) (then unreachable))")).collect::<String>(),
        ), 64, vec![], Some((507, "may use 64 MiB"))),
        ("globals", program(&"(global i64 (i64.const 1))".repeat(50_000)), 1, vec![], Some((507, "may use 1 MiB"))),
        ("globals that fit", program(&"(global i64 (i64.const 1))".repeat(50_000)), 64, vec![], None),
        ("functions", program(&"(func)".repeat(50_000)), 1, vec![], Some((507, "may use 1 MiB"))),
        ("functions that fit", program(&"(func)".repeat(50_000)), 64, vec![], None),
        ("exports that fit", program(&(0..20_000).map(|i| format!(r#"(export "{i}" (memory 0))"#)).collect::<String>()), 64, vec![], None),
        ("elements that fit", program(&format!("(func $f) {}", format!("(elem func {})", "$f ".repeat(100)).repeat(5_000))), 64, vec![], None),
        ("data that fits", program(&r#"(data "0123456789")"#.repeat(20_000)), 64, vec![], None),
    ] {
        let (result, bytes) = attempt(&text, mib, &files);
        println!("{what}: {:.1} MiB of {mib}", bytes as f64 / MIB as f64);
        assert!(bytes <= mib * MIB + BESIDES, "{what}: {bytes} bytes");
        let found = result.as_ref().err().map(|error| (error.code.number(), error.message.as_str()));
        match (expected, found) {
            (None, None) => {}
            (Some((code, says)), Some((found, message))) if code == found && message.contains(says) => {}
            _ => panic!("{what}: {found:?}, not {expected:?}"),
        }
    }
}
