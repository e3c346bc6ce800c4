//! `dagwood run --live`: gives the same results on threads, and handles Ctrl+C.

mod common;

use common::Folder;
use serde_json::Value;

const DIAMOND: &str = "\
strategy: reactive
executor_options: { max_concurrency: 2 }
processors:
  - { id: a, type: local, processor: change_text_case_upper }
  - { id: b, type: local, processor: reverse_text, depends_on: [a], simulate: { duration_ms: 2, fail_attempts: 1 }, retry: { attempts: 1 } }
  - { id: c, type: local, processor: token_counter, depends_on: [a], simulate: { duration_ms: 1 } }
  - { id: d, type: local, processor: prefix_suffix_adder, depends_on: [b, c] }
";

#[test]
fn gives_what_virtual_time_gives() {
    let folder = Folder::new("live");
    folder.write("diamond.yaml", DIAMOND);
    let args = ["run", "diamond.yaml", "--input", "ab", "--format", "json"];
    let report = |args: &[&str]| -> Value {
        let ran = folder.run(args);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        serde_json::from_str(&ran.out).expect("one object")
    };
    let (pretended, lived) = (report(&args), report(&[&args[..], &["--live"]].concat()));
    assert_eq!((&lived["live"], pretended.get("live")), (&Value::Bool(true), None));
    assert_eq!(lived["output"], "[BA]");
    // Two attempts of 2 ms one after the other.
    assert!(lived["makespan_us"].as_u64() >= Some(4_000), "{}", lived["makespan_us"]);
    let flow = |report: &Value| -> Vec<Value> {
        let processors = report["processors"].as_array().expect("a list");
        let keys = ["id", "state", "input", "output", "error", "metadata", "attempts"];
        processors.iter().flat_map(|processor| keys.map(|key| processor[key].clone())).collect()
    };
    assert_eq!(flow(&lived), flow(&pretended));
    let text = folder.run(&["run", "diamond.yaml", "--live"]);
    assert!(text.out.lines().next().is_some_and(|head| head.ends_with("(reactive, fail_fast, 2 workers, live)")));
    assert_eq!(folder.run(&["run", "diamond.yaml", "--live", "--fork", "3:fail=b"]).code, Some(2));
}

#[cfg(target_os = "linux")]
mod interrupts {
    use std::{
        fmt::Write as _,
        fs,
        io::Read as _,
        process::{Child, Command, Stdio},
        thread,
    };

    use super::*;

    /// Starts the program, and waits until it handles interrupts.
    fn start(folder: &Folder, args: &[&str]) -> Child {
        const SIGINT: u64 = 2;
        let mut command = folder.command(args);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let is_ready = || {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("the program runs");
            let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("the kernel says so");
            u64::from_str_radix(caught.trim(), 16).is_ok_and(|caught| caught >> (SIGINT - 1) & 1 == 1)
        };
        while !is_ready() {
            thread::yield_now();
        }
        child
    }

    fn interrupt(child: &Child) {
        let sent = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
        assert!(sent.expect("there is a shell").success());
    }

    /// A processor that takes a day, and some that wait for it.
    fn day(waiting: usize) -> String {
        let mut text = String::from("strategy: reactive\nprocessors:\n");
        let long = "simulate: { duration_ms: 86400000 }";
        let _ = writeln!(text, "  - {{ id: day, type: local, processor: reverse_text, {long} }}");
        for i in 0..waiting {
            let _ = writeln!(text, "  - {{ id: p{i}, type: local, processor: reverse_text, depends_on: [day] }}");
        }
        text
    }

    #[test]
    fn the_first_cancels_the_run() {
        let folder = Folder::new("live_cancel");
        folder.write("day.yaml", day(1));
        let child = start(&folder, &["run", "day.yaml", "--live", "--format", "json"]);
        interrupt(&child);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), &*output.stderr), (Some(1), &b""[..]));
        let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
        assert_eq!(report["status"], "cancelled");
        let states: Vec<_> = report["processors"].as_array().expect("a list").iter().map(|p| &p["state"]).collect();
        assert_eq!(states, ["cancelled", "skipped"]);
    }

    #[test]
    fn the_second_ends_the_program() {
        let folder = Folder::new("live_end");
        // More output than a pipe holds, so that the program waits for a reader.
        folder.write("day.yaml", day(4_000));
        let mut child = start(&folder, &["run", "day.yaml", "--live", "--events"]);
        interrupt(&child);
        let mut out = child.stdout.take().expect("standard output is piped");
        out.read_exact(&mut [0]).expect("the report of the cancelled run begins");
        interrupt(&child);
        assert_eq!(child.wait().expect("the program ends").code(), Some(130));
    }
}
