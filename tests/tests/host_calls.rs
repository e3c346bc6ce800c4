//! Fuel limits time: every host function is charged for its work, even when the call fails.

use std::time::Instant;

use dagwood_core::{
    ErrorCode,
    wasm::{Module, preview_1},
};
use dagwood_tests::host_calls::{PROGRAMS, attempt, is_paid};

#[test]
fn fuel_pays_for_what_the_host_does_also_on_error_paths() {
    let functions = preview_1();
    for (name, _) in &functions {
        assert!(PROGRAMS.iter().any(|program| program.function == *name), "no program is about {name}");
    }
    for program in PROGRAMS {
        let (result, work) = attempt(&program.module(&functions), 500_000);
        let title = format!("{}, {}: {work:?}", program.function, program.what);
        let fuel = match &result {
            Ok(outcome) => outcome.fuel,
            // It ran out of fuel, reached another limit, or reported a failure.
            Err(error) => {
                let codes = [ErrorCode::OutOfFuel, ErrorCode::TooLarge, ErrorCode::ProcessorFailed];
                assert!(codes.contains(&error.code), "{title}: {error}");
                error.fuel
            }
        };
        assert!(work.calls > 2, "{title}: it calls nothing but what opens its files");
        assert!(fuel.is_some_and(|fuel| is_paid(work, fuel)), "{title}: paid with {fuel:?}");
    }
}

/// Programs without host calls that take the longest time for their fuel.
fn computing() -> Vec<(&'static str, String)> {
    let module = |fields: &str, body: &str| {
        format!(r#"(module (memory (export "memory") 1024) {fields} (func (export "_start") {body}))"#)
    };
    let forever = |fields: &str, body: &str| module(fields, &format!("(loop $again {body} (br $again))"));
    let many = "i32 ".repeat(1_000);
    let values = "(i32.const 1) ".repeat(1_000);
    let drops = "(drop) ".repeat(1_000);
    vec![
        ("calls", forever("(func $f)", "(call $f)")),
        ("calls with many locals", forever(&format!("(func $f (local {}))", "i64 ".repeat(30_000)), "(call $f)")),
        ("calls with 64 locals", forever(&format!("(func $f (local {}))", "i64 ".repeat(64)), "(call $f)")),
        (
            "calls with many results",
            forever(&format!("(func $f (result {many}) {values})"), &format!("(call $f) {drops}")),
        ),
        (
            "calls with 16 results",
            forever(
                &format!("(func $f (result {}) {})", "i32 ".repeat(16), "(i32.const 1)".repeat(16)),
                &format!("(call $f) {}", "(drop)".repeat(16)),
            ),
        ),
        (
            "branches with many values",
            module("", &format!("{values} (loop $again (param {many}) (i32.const 1) (br $again)) unreachable")),
        ),
        (
            "branches with 16 values",
            module(
                "",
                &format!(
                    "{} (loop $again (param {}) (i32.const 1) (br $again)) unreachable",
                    "(i32.const 1) ".repeat(16),
                    "i32 ".repeat(16),
                ),
            ),
        ),
        (
            "indirect calls",
            forever("(table 1 funcref) (func $f) (elem (i32.const 0) $f)", "(call_indirect (i32.const 0))"),
        ),
        ("copies of memory", forever("", "(memory.copy (i32.const 33554432) (i32.const 0) (i32.const 33554432))")),
        ("small copies of memory", forever("", "(memory.copy (i32.const 64) (i32.const 0) (i32.const 63))")),
        ("fills of memory", forever("", "(memory.fill (i32.const 0) (i32.const 1) (i32.const 67108864))")),
        (
            "fills of a table",
            forever("(table 100000 funcref)", "(table.fill (i32.const 0) (ref.null func) (i32.const 100000))"),
        ),
        ("growth that is denied", forever("", "(drop (memory.grow (i32.const 60000)))")),
        ("a global", forever("(global $x (mut i64) (i64.const 2))", "(global.set $x (global.get $x))")),
        (
            "square roots of a global",
            forever("(global $x (mut f64) (f64.const 2))", "(global.set $x (f64.sqrt (global.get $x)))"),
        ),
        (
            "a global that is divided",
            forever(
                "(global $x (mut i64) (i64.const -1))",
                "(global.set $x (i64.div_s (global.get $x) (i64.const 3)))",
            ),
        ),
        (
            "a number in memory",
            forever("", "(i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.const 1)))"),
        ),
        (
            "numbers at borders of pages",
            forever("", "(i64.store (i32.const 4093) (i64.add (i64.load (i32.const 4093)) (i64.const 1)))"),
        ),
    ]
}

/// Programs that do nothing but one operation, again and again, each on what the one before gave.
fn arithmetic() -> Vec<(String, String)> {
    let mut programs = Vec::new();
    let mut add = |operator: &str, operand: &str, step: String| {
        let first = if operand.starts_with('f') { "2.5" } else { "-9" };
        let steps = format!("(local.set $x {step})").repeat(8);
        let text = format!(
            r#"(module (memory (export "memory") 1) (func (export "_start") (local $x {operand}) (local $y {operand})
                (local.set $x ({operand}.const {first})) (local.set $y ({operand}.const 3))
                (loop $again {steps} (br $again))))"#
        );
        programs.push((operator.to_owned(), text));
    };
    for (operand, operators) in [
        ("i32", &["clz", "ctz", "popcnt"][..]),
        ("i64", &["clz", "ctz", "popcnt"]),
        ("f32", &["sqrt", "ceil", "floor", "trunc", "nearest"]),
        ("f64", &["sqrt", "ceil", "floor", "trunc", "nearest"]),
    ] {
        for operator in operators {
            let operator = format!("{operand}.{operator}");
            add(&operator, operand, format!("({operator} (local.get $x))"));
        }
    }
    for (operand, operators) in [
        ("i32", &["mul", "div_s", "div_u", "rem_s", "rem_u", "rotl"][..]),
        ("i64", &["mul", "div_s", "div_u", "rem_s", "rem_u", "rotl"]),
        ("f32", &["add", "mul", "div", "min", "max", "copysign"]),
        ("f64", &["add", "mul", "div", "min", "max", "copysign"]),
    ] {
        for operator in operators {
            let operator = format!("{operand}.{operator}");
            add(&operator, operand, format!("({operator} (local.get $x) (local.get $y))"));
        }
    }
    for (there, back, operand) in [
        ("i64.trunc_sat_f64_s", "f64.convert_i64_s", "f64"),
        ("i64.trunc_sat_f64_u", "f64.convert_i64_u", "f64"),
        ("i32.trunc_sat_f32_u", "f32.convert_i32_u", "f32"),
    ] {
        add(there, operand, format!("({back} ({there} (local.get $x)))"));
    }
    programs
}

/// `cargo test --release -p dagwood-tests --test host_calls -- --ignored --nocapture` prints the table.
#[test]
#[ignore = "takes minutes and depends on the machine: for optimised builds"]
fn no_program_takes_much_longer_for_its_fuel_than_an_endless_loop() {
    const FUEL: u64 = 100_000_000;
    let functions = preview_1();
    let once = |module: &Module| {
        let start = Instant::now();
        let _ = attempt(module, FUEL);
        start.elapsed().as_secs_f64()
    };
    // The machine may be busy: the shortest of a few times is the most reliable.
    let seconds = |module: &Module| (0..3).map(|_| once(module)).fold(f64::MAX, f64::min);
    let assemble = |text: &str| Module::new(&wat::parse_str(text).expect("it is a module")).expect("it can run");
    let nothing = r#"(module (memory (export "memory") 1) (func (export "_start") (loop $again (br $again))))"#;
    let computing = computing().into_iter().map(|(what, text)| (String::from(what), text)).chain(arithmetic());
    let computing = computing.map(|(what, text)| (what, assemble(&text)));
    let calling = PROGRAMS.iter().map(|it| (format!("{}, {}", it.function, it.what), it.module(&functions)));
    let before = seconds(&assemble(nothing));
    let times: Vec<_> = computing.chain(calling).map(|(what, module)| (what, seconds(&module))).collect();
    let endless = before.min(seconds(&assemble(nothing)));
    println!("an endless loop: {endless:.3} s for {FUEL} units");
    for (what, seconds) in &times {
        println!("{:6.2} {seconds:8.3} s {what}", seconds / endless);
    }
    let slow: Vec<_> = times.iter().filter(|(_, seconds)| seconds / endless > 5.0).collect();
    assert!(slow.is_empty(), "more than five times as long: {slow:?}");
}
