//! Properties of any module: slices have no effect, and nothing outlives an attempt.

use alloc::{boxed::Box, collections::BTreeMap, format, string::String, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{Module, WasmProcessor};
use crate::{
    ErrorCode, Intent, Outcome, Payload, Processor, ProcessorError,
    model::{Access, Begun, Call, Capabilities, GrantedFile},
    plan::WasmSpec,
};

fn module(text: &str) -> Module {
    Module::new(&wat::parse_str(text).expect("it is a module")).expect("it can run")
}

fn processor(module: &Module, fuel: u64, capabilities: Capabilities) -> WasmProcessor {
    let spec = WasmSpec {
        id: "it",
        module: "it.wasm",
        intent: Intent::Transform,
        fuel,
        memory: 1 << 20,
        capabilities: Arc::new(capabilities),
    };
    WasmProcessor::new(module, spec)
}

fn begin(processor: &WasmProcessor, input: &[u8]) -> Box<dyn Call> {
    match processor.begin(&Payload::from(input)) {
        Begun::UnderWay(call) => call,
        Begun::Ended(result) => panic!("it has ended: {result:?}"),
    }
}

/// Sums up its input in a loop and returns the sum: a core ABI module whose fuel grows with the input.
const SUM: &str = r#"(module
  (memory (export "memory") 2)
  (global $free (mut i32) (i32.const 64))
  (func (export "allocate") (param i32) (result i32)
    (global.get $free) (global.set $free (i32.add (global.get $free) (i32.and (i32.add (local.get 0) (i32.const 15)) (i32.const -8)))))
  (func (export "deallocate") (param i32 i32))
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (i32.load8_u (local.get 1))))
  (func (export "process") (param $in i32) (param $len i32) (param $out i32) (result i32)
    (local $sum i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $len)))
        (local.set $sum (call $add (local.get $sum) (local.get $in)))
        (local.set $in (i32.add (local.get $in) (i32.const 1)))
        (local.set $len (i32.sub (local.get $len) (i32.const 1)))
        (br $more)))
    (i32.store (i32.const 8) (local.get $sum))
    (i32.store (local.get $out) (i32.const 4))
    (i32.const 8)))"#;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// For any slices: the same output, the same fuel, and the same point at which fuel runs out.
    #[test]
    fn slices_change_nothing(input in prop::collection::vec(any::<u8>(), 0..200), slice in 1u64..500, fuel in 1u64..6_000) {
        let module = module(SUM);
        let whole = processor(&module, fuel, Capabilities::default()).process(&Payload::from(&input[..]));
        let sliced = processor(&module, fuel, Capabilities::default()).in_slices_of(slice).process(&Payload::from(&input[..]));
        prop_assert_eq!(&whole, &sliced);
        let used = match &whole {
            Ok(Outcome { output, fuel, .. }) => {
                let sum: u32 = input.iter().map(|&byte| u32::from(byte)).sum();
                prop_assert_eq!(output.bytes(), &sum.to_le_bytes());
                *fuel
            }
            Err(error) => {
                prop_assert_eq!(error.code, ErrorCode::OutOfFuel);
                error.fuel
            }
        };
        prop_assert!(used.is_some_and(|used| used <= fuel));
        // With exactly as much fuel as it used, it does the same again.
        if let (Ok(_), Some(used)) = (&whole, used) {
            prop_assert_eq!(processor(&module, used, Capabilities::default()).process(&Payload::from(&input[..])), whole);
        }
    }
}

#[test]
fn a_call_says_how_far_it_has_come_and_can_be_given_up() {
    let module = module(SUM);
    let processor = processor(&module, 1_000_000, Capabilities::default()).in_slices_of(100);
    let mut call = begin(&processor, &[1; 1_000]);
    let mut last = 0;
    for _ in 0..10 {
        assert_eq!(call.advance(), None);
        assert!(call.fuel() > last);
        last = call.fuel();
    }
    drop(call);
    assert!(processor.process(&Payload::from("x")).is_ok());
}

/// The defects of the published interpreter: `vendor/README.md`.
#[test]
fn what_is_mended_in_the_interpreter_is_right() {
    for (what, body) in [
        (
            "a local stored at its own address",
            "(local.set $x (i32.add (local.get $in) (i32.const 8)))
            local.get $x local.get $x i32.store offset=65536
            (i32.eq (i32.load (i32.add (local.get $x) (i32.const 65536))) (local.get $x))",
        ),
        (
            "a table that grows",
            "(i32.and
              (i32.eq (table.grow (ref.null func) (i32.const 90000)) (i32.const 0))
              (i32.eq (table.size) (i32.const 90000)))",
        ),
        (
            "an `if` without `else` after a register",
            "(local.set $x (i32.add (local.get $in) (i32.const 1)))
            (i32.sub (local.get $x) (local.get $in))
            (if (param i32) (result i32) (local.get $len) (then (local.set $x (i32.mul (i32.const 2))) (local.get $x) (i32.sub (i32.const 1))))",
        ),
    ] {
        let text = format!(
            r#"(module
              (memory (export "memory") 3)
              (table 0 funcref)
              (global $free (mut i32) (i32.const 64))
              (func (export "allocate") (param i32) (result i32)
                (global.get $free) (global.set $free (i32.add (global.get $free) (i32.const 64))))
              (func (export "deallocate") (param i32 i32))
              (func (export "process") (param $in i32) (param $len i32) (param $out i32) (result i32)
                (local $x i32)
                {body}
                (local.set $x)
                (i32.store8 (i32.const 8) (local.get $x))
                (i32.store (local.get $out) (i32.const 1))
                (i32.const 8)))"#
        );
        let module = module(&text);
        let run = |slice: u64| {
            let processor = processor(&module, 100_000, Capabilities::default()).in_slices_of(slice);
            let outcome = processor.process(&Payload::from("input")).expect("it runs");
            (outcome.output.bytes().to_vec(), outcome.fuel)
        };
        let whole = run(u64::MAX);
        assert_eq!(whole.0, [1], "{what}");
        assert!([1, 7, 777].iter().all(|&slice| run(slice) == whole), "{what}, in slices");
    }
}

#[test]
fn memory_and_globals_are_fresh_in_every_attempt() {
    let module = module(
        r#"(module
          (memory (export "memory") 1)
          (global $count (mut i32) (i32.const 0))
          (func (export "allocate") (param i32) (result i32) (global.set $count (i32.add (global.get $count) (i32.const 1)))
            (i32.mul (global.get $count) (i32.const 64)))
          (func (export "deallocate") (param i32 i32))
          (func (export "process") (param i32 i32 i32) (result i32)
            (i32.store8 (i32.const 8) (i32.add (i32.load8_u (i32.const 8)) (i32.const 1)))
            (i32.store8 (i32.const 9) (global.get $count))
            (i32.store (local.get 2) (i32.const 2))
            (i32.const 8)))"#,
    );
    let processor = processor(&module, 1_000_000, Capabilities::default());
    for _ in 0..3 {
        let outcome = processor.process(&Payload::from("x")).expect("it succeeds");
        assert_eq!(outcome.output.bytes(), [1, 2]);
    }
}

fn granted(files: &[(&str, &str, Access)]) -> Capabilities {
    let file = |&(path, text, access): &(&str, &str, Access)| {
        (String::from(path), GrantedFile { contents: Payload::from(text), access })
    };
    Capabilities { files: files.iter().map(file).collect(), ..Capabilities::default() }
}

/// A program that opens `path` below its first directory with these rights, reads, writes "!" and writes what it read.
/// Its exit code gives the failed step and the errno: 100 times the step plus the errno.
fn copy(path: &str, rights: u64, how: u32) -> Module {
    let length = path.len();
    module(&format!(
        r#"(module
          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 256) "{path}")
          (data (i32.const 128) "!")
          (data (i32.const 64) "\00\04\00\00\00\04\00\00\80\00\00\00\01\00\00\00")
          (func $check (param $step i32) (param $errno i32)
            (if (local.get $errno) (then (call $exit (i32.add (i32.mul (local.get $step) (i32.const 100)) (local.get $errno))))))
          (func (export "_start")
            (call $check (i32.const 1)
              (call $open (i32.const 3) (i32.const 0) (i32.const 256) (i32.const {length}) (i32.const {how}) (i64.const {rights}) (i64.const 0) (i32.const 0) (i32.const 0)))
            (call $check (i32.const 2) (call $read (i32.load (i32.const 0)) (i32.const 64) (i32.const 1) (i32.const 4)))
            (if (i64.ne (i64.and (i64.const {rights}) (i64.const 64)) (i64.const 0))
              (then (call $check (i32.const 3) (call $write (i32.load (i32.const 0)) (i32.const 72) (i32.const 1) (i32.const 8)))))
            (i32.store (i32.const 68) (i32.load (i32.const 4)))
            (call $check (i32.const 4) (call $write (i32.const 1) (i32.const 64) (i32.const 1) (i32.const 8)))))"#
    ))
}

const READ: u64 = 2;
const WRITE: u64 = 64;

#[test]
fn a_program_reaches_the_files_that_are_granted_and_no_others() {
    let files = || granted(&[("/data/words", "a b", Access::Read), ("/out", "old", Access::ReadWrite)]);
    for (path, rights, how, expected) in [
        ("data/words", READ, 0, Ok("a b")),
        ("./data/../data/words", READ, 0, Ok("a b")),
        ("out", READ | WRITE, 0, Ok("old")),
        // Truncated first.
        ("out", READ | WRITE, 8, Ok("")),
        // 2: no permission; 44: no such file; 76: not granted; 31: a directory.
        ("data/words", READ | WRITE, 0, Err(102)),
        ("data/words", READ, 8, Err(102)),
        ("data/other", READ, 0, Err(144)),
        ("new", READ | WRITE, 1, Err(176)),
        ("/out", READ, 0, Err(176)),
        ("../out", READ, 0, Err(176)),
        ("data", READ, 0, Err(231)),
        ("out", READ, 2, Err(154)),
    ] {
        let processor = processor(&copy(path, rights, how), 1_000_000, files());
        let result = processor.process(&Payload::from(""));
        let result = result.as_ref().map(|outcome| outcome.output.text().unwrap_or_default());
        let expected = expected.map_err(|code| format!("the program ended with exit code {code}"));
        let expected = expected.as_ref().map_err(|message| message.as_str());
        assert_eq!(result.map_err(|error| error.message.as_str()), expected.copied(), "{path} {rights} {how}");
    }
    // Without files there is no directory at all. 8: no such descriptor.
    let result = processor(&copy("out", READ, 0), 1_000_000, Capabilities::default()).process(&Payload::from(""));
    assert_eq!(result.expect_err("nothing is granted").message, "the program ended with exit code 108");
}

#[test]
fn what_was_used_is_told_whether_the_program_succeeds_or_not() {
    let files = granted(&[("/words", "a b", Access::Read), ("/unused", "", Access::ReadWrite)]);
    let used = |result: &Result<Outcome, ProcessorError>| {
        let metadata = match result {
            Ok(outcome) => &outcome.metadata,
            Err(error) => &error.metadata,
        };
        metadata.iter().map(|(key, value)| (key.clone(), value.clone())).collect::<BTreeMap<_, _>>()
    };
    let result = processor(&copy("words", READ, 0), 1_000_000, files.clone()).process(&Payload::from("abc"));
    let found = used(&result);
    let fuel = result.expect("it succeeds").fuel.expect("it is metered");
    let expected = [
        ("abi", "wasi"),
        ("fuel_consumed", &format!("{fuel}")),
        ("input_length", "3"),
        ("intent", "transform"),
        ("module", "it.wasm"),
        ("output_length", "3"),
        ("wasi_files_read", "/words"),
    ];
    let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(found, expected);

    let failing = module(
        r#"(module
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "_start")
            (drop (call $random (i32.const 0) (i32.const 12)))
            (drop (call $time (i32.const 0) (i64.const 0) (i32.const 0)))
            (unreachable)))"#,
    );
    let found = used(&processor(&failing, 1_000_000, files).process(&Payload::from("")));
    assert_eq!((found["wasi_random_bytes"].as_str(), found["wasi_clock_reads"].as_str()), ("12", "1"));
    assert!(!found.contains_key("output_length") && !found.contains_key("wasi_files_read"));
}

/// A program that writes its random numbers and the time.
const DICE: &str = r#"(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\10\00\00\00\18\00\00\00")
  (func (export "_start")
    (drop (call $random (i32.const 16) (i32.const 16)))
    (drop (call $time (i32.const 1) (i64.const 0) (i32.const 32)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

#[test]
fn time_and_chance_are_the_same_every_time() {
    let module = module(DICE);
    let once = || processor(&module, 1_000_000, Capabilities::default());
    let output = |processor: WasmProcessor| processor.process(&Payload::from("")).expect("it succeeds").output;
    let first = output(once());
    assert_eq!(first, output(once()));
    assert_eq!(first, output(once().in_slices_of(1)));
    let other = WasmSpec {
        id: "other",
        module: "it.wasm",
        intent: Intent::Transform,
        fuel: 1_000_000,
        memory: 1 << 20,
        capabilities: Arc::default(),
    };
    let other = output(WasmProcessor::new(&module, other));
    assert_ne!(first.bytes()[..16], other.bytes()[..16], "another processor has other numbers");
    assert_eq!(first.bytes()[16..], other.bytes()[16..], "and the same time");
    let nanoseconds = u64::from_le_bytes(first.bytes()[16..24].try_into().expect("there are eight"));
    assert!((1..10_000).contains(&nanoseconds), "a nanosecond for a unit of fuel, not {nanoseconds}");
}

#[test]
fn a_sleep_takes_time_and_no_fuel() {
    let module = module(
        r#"(module
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\10\00\00\00\08\00\00\00")
          (func (export "_start")
            (i64.store (i32.const 88) (i64.const 3000000000))
            (drop (call $poll (i32.const 64) (i32.const 256) (i32.const 1) (i32.const 512)))
            (drop (call $time (i32.const 0) (i64.const 0) (i32.const 16)))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#,
    );
    let outcome = processor(&module, 10_000, Capabilities::default()).process(&Payload::from("")).expect("it succeeds");
    let nanoseconds = u64::from_le_bytes(outcome.output.bytes().try_into().expect("there are eight"));
    assert!((3_000_000_000..3_000_010_000).contains(&nanoseconds), "{nanoseconds}");
}

#[test]
fn what_ordinary_compilers_make_is_accepted() {
    let small = "(func (param i32) (result i32) local.get 0 i32.const 1 i32.add i32.const 3 i32.mul)";
    for (what, fields) in [
        ("small functions", small.repeat(80)),
        ("many functions", small.repeat(12_000)),
        ("data segments", r#"(data (i32.const 0) "a")"#.repeat(1_001)),
        ("element segments", "(elem func 0)".repeat(1_001)),
        ("globals", "(global i32 (i32.const 0))".repeat(1_001)),
        ("parameters", format!("(func (param {}))", "i32 ".repeat(33))),
        ("results", format!("(func (result {}) {})", "i32 ".repeat(33), "(i32.const 1)".repeat(33))),
    ] {
        let text = format!(r#"(module (memory (export "memory") 1) (func (export "_start")) {fields})"#);
        let program = processor(&module(&text), 1_000_000, Capabilities::default());
        assert!(program.process(&Payload::from("")).is_ok(), "{what}");
    }
}

#[test]
fn what_a_program_imports_and_cannot_have_is_there_and_says_so() {
    for (name, ty, errno) in super::preview_1().into_iter().filter_map(|(name, ty)| {
        let errno = match name {
            "fd_fdstat_set_rights" | "fd_renumber" | "path_readlink" | "proc_raise" => 58,
            "fd_allocate" | "fd_filestat_set_times" | "path_filestat_set_times" | "path_link" | "path_rename" => 69,
            "path_create_directory" | "path_remove_directory" | "path_symlink" | "path_unlink_file" => 69,
            name if name.starts_with("sock_") => 58,
            _ => return None,
        };
        Some((name, ty, errno))
    }) {
        let params = ty.split("(result").next().unwrap_or_default();
        let zero = |word: &str| format!("({}.const 0)", word.trim_matches(['(', ')']));
        let zeros: String = params.split(' ').filter(|word| word.starts_with('i')).map(zero).collect();
        let program = module(&format!(
            r#"(module
              (import "wasi_snapshot_preview1" "{name}" (func $it {ty}))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start") (call $exit (call $it {zeros}))))"#
        ));
        let result = processor(&program, 1_000_000, Capabilities::default()).process(&Payload::from(""));
        let message = result.expect_err("it ends with an error").message;
        assert_eq!(message, format!("the program ended with exit code {errno}"), "{name}");
    }
    assert_eq!(super::preview_1().len(), 46, "all that the document has");
}
