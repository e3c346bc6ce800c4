//! Runs every conformance case through the program, with the same expectations as for the engine, read from the JSON
//! output.

use std::{fs, path::PathBuf, process::Command};

use dagwood_core::Overrides;
use dagwood_tests::{Case, Observed, SeenDiagnostic};

/// A folder for this test's files, empty at first.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    // It need not exist yet.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// `file:line:column: severity[code]: message`
fn diagnostic(line: &str, file: &str) -> Option<SeenDiagnostic> {
    let (at, rest) = line.strip_prefix(file)?.strip_prefix(':')?.split_once(": ")?;
    let (severity, rest) = rest.split_once('[')?;
    let (code, message) = rest.split_once("]: ")?;
    Some(SeenDiagnostic {
        severity: severity.into(),
        code: code.into(),
        at: at.into(),
        covers: None,
        message: message.into(),
    })
}

fn differences(case: &Case, way: Overrides, folder: &std::path::Path) -> Vec<String> {
    fs::write(folder.join("case.yaml"), &case.workflow).expect("the target folder can be written");
    fs::write(folder.join("input"), case.input()).expect("the target folder can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dagwood"));
    command.current_dir(folder).args(["run", "case.yaml", "--input-file", "input", "--format", "json", "--events"]);
    command.arg("--modules").arg(dagwood_tests::path("modules"));
    if let Some(strategy) = way.strategy {
        command.args(["--strategy", strategy.name()]);
    }
    if let Some(failure_strategy) = way.failure_strategy {
        command.args(["--failure-strategy", failure_strategy.name()]);
    }
    if let Some(workers) = way.workers {
        command.args(["--max-concurrency", &workers.to_string()]);
    }
    let output = command.output().expect("the program starts");
    let mut found = Vec::new();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let seen: Option<Vec<_>> = stderr.lines().map(|line| diagnostic(line, "case.yaml")).collect();
    match seen {
        None => found.push(format!("not all of this is diagnostics: {stderr}")),
        Some(seen) => {
            // A run without problems does not print notes.
            let mut expected = case.expect.clone();
            if let (Some(list), true) = (&mut expected.diagnostics, case.expect.status.is_some()) {
                list.retain(|diagnostic| diagnostic.severity != "info");
            }
            found.extend(expected.check_diagnostics(&seen));
        }
    }
    let code = match case.expect.status.as_deref() {
        None => 2,
        Some("succeeded") => 0,
        Some(_) => 1,
    };
    if output.status.code() != Some(code) {
        found.push(format!("expected exit code {code}, saw {:?}", output.status.code()));
    }
    match serde_json::from_slice(&output.stdout) {
        Ok(report) => match Observed::from_json(&report) {
            Ok(observed) => found.extend(case.expect.check(&observed)),
            Err(error) => found.push(format!("the report is not as it should be: {error}")),
        },
        Err(_) if code == 2 && output.stdout.is_empty() => {}
        Err(error) => found.push(format!("the report is no JSON: {error}")),
    }
    found
}

#[test]
fn every_case_holds_on_the_command_line() {
    let folder = folder();
    let cases = dagwood_tests::all();
    let mut failures = String::new();
    for case in &cases {
        let ways = case.ways();
        // The engine's own tests cover every way; for the program the first and the last are enough.
        let ends = if ways.len() > 1 { vec![ways[0], ways[ways.len() - 1]] } else { ways };
        for way in ends {
            for difference in differences(case, way, &folder) {
                failures.push_str(&format!("\n{}\n  {}", case.title(), difference.replace('\n', "\n  ")));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
