//! Modules on the command line: where they are found, what `inspect` prints, and that none does any harm.

mod common;

use common::Folder;
use dagwood_tests::hostile;
use serde_json::Value;

const WORKFLOW: &str = "\
strategy: level
processors:
  - { id: it, type: wasm, module: own.wat }
";

/// An exclamation mark for any input.
const OWN: &str = r#"(module
  (memory (export "memory") 1)
  (data (i32.const 8) "!")
  (global $free (mut i32) (i32.const 16))
  (func (export "allocate") (param i32) (result i32)
    (global.set $free (i32.add (global.get $free) (i32.const 1024))) (global.get $free))
  (func (export "deallocate") (param i32 i32))
  (func (export "process") (param i32 i32 i32) (result i32) (i32.store (local.get 2) (i32.const 1)) (i32.const 8)))
"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn modules_are_beside_the_workflow_or_where_the_call_says() {
    let folder = Folder::new("modules_found");
    std::fs::create_dir_all(folder.path().join("other")).expect("the target folder can be written");
    folder.write("flow.yaml", WORKFLOW).write("own.wat", OWN);
    for args in [&["run", "flow.yaml"][..], &["run", "flow.yaml", "--modules", "."]] {
        let ran = folder.run(&[args, &["--format", "json"]].concat());
        assert_eq!((ran.code, &json(&ran.out)["output"]), (Some(0), &Value::from("!")), "{}", ran.err);
    }
    let ran = folder.run(&["run", "flow.yaml", "--modules", "other"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "flow.yaml:3:35: error[missing-module]: there is no module `own.wat`; add the file to the modules\n"
    );
}

#[test]
fn links_have_small_modules_and_the_names_of_large_ones() {
    let folder = Folder::new("modules_linked");
    for name in ["other", "sent"] {
        std::fs::create_dir_all(folder.path().join(name)).expect("the target folder can be written");
    }
    let large = OWN.replace("(data (i32.const 8) \"!\")", &format!("(data (i32.const 8) \"!{}\")", "x".repeat(5_000)));
    let sample = "  - { id: sample, type: wasm, module: rot13.wasm }\n";
    let last = "  - { id: last, type: wasm, module: large.wat }\n";
    folder.write("flow.yaml", [WORKFLOW, sample, last].concat()).write("own.wat", OWN).write("large.wat", large);
    let made = folder.run(&["link", "flow.yaml"]);
    assert!(made.code == Some(0) && made.err.contains("only the name and the hash of `large.wat`"), "{}", made.err);
    let link = made.out.trim();
    let opened = folder.run(&["open", link]);
    assert!(opened.err.contains("contains the module `own.wat`"), "{}", opened.err);
    assert!(opened.err.contains("needs the module `large.wat`") && !opened.err.contains("rot13"), "{}", opened.err);
    let open = ["open", link, "--output", "sent/flow.yaml", "--modules-output", "sent"];
    for _ in 0..2 {
        assert_eq!(folder.run(&open).code, Some(0));
    }
    assert_eq!(folder.read("sent/own.wat"), wat(OWN));
    folder.write("sent/flow.yaml", WORKFLOW);
    let ran = folder.run(&["run", "sent/flow.yaml", "--format", "json"]);
    assert_eq!(json(&ran.out)["output"], "!", "{}", ran.err);
    folder.write("sent/own.wat", "(module)");
    let refused = folder.run(&open);
    assert!(refused.code == Some(2) && refused.err.contains("another file of this name"), "{}", refused.err);
    assert_eq!(folder.read("sent/own.wat"), b"(module)");
}

#[test]
fn the_samples_come_with_the_program_and_own_modules_go_before() {
    let folder = Folder::new("modules_bundled");
    folder.write("flow.yaml", WORKFLOW.replace("own.wat", "rle.wasm"));
    let run = || json(&folder.run(&["run", "flow.yaml", "--input", "aaab", "--format", "json"]).out);
    let report = run();
    assert_eq!(report["output"], "3a1b");
    let metadata = &report["processors"][0]["metadata"];
    assert_eq!((&metadata["abi"], &metadata["module"]), (&"core".into(), &"rle.wasm".into()));
    assert_eq!(metadata["fuel_consumed"], report["processors"][0]["fuel"].to_string());
    folder.write("rle.wasm", wat(OWN));
    assert_eq!(run()["output"], "!");
    folder.write("flow.yaml", WORKFLOW.replace("own.wat", "rel.wasm"));
    let ran = folder.run(&["check", "flow.yaml", "--format", "short"]);
    assert!(ran.out.contains("did you mean `rle.wasm`?"), "{}", ran.out);
}

fn wat(text: &str) -> Vec<u8> {
    dagwood_wasm_text::assemble(text).expect("it is a module")
}

#[test]
fn what_a_program_is_granted_is_said_before_it_runs() {
    let folder = Folder::new("modules_granted");
    let grants = "wasm: { wasi: { env: { LANG: de }, files: { /words: { text: a, access: read_write } } } }\n";
    folder.write("flow.yaml", format!("{grants}{}", WORKFLOW.replace("own.wat", "word-count.wasm")));
    let ran = folder.run(&["check", "flow.yaml", "--format", "short"]);
    let expected = "flow.yaml:4:35: info[capabilities]: `word-count.wasm` may use the variable LANG, the file \
                    /words (read_write)\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), expected));
}

#[test]
fn inspect_says_what_a_module_is() {
    let folder = Folder::new("inspect");
    folder.write("own.wat", OWN);
    let ran = folder.run(&["inspect", "own.wat"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let hash = "SHA-256  ";
    let at = ran.out.find(hash).expect("it is there") + hash.len();
    let out = ran.out[..at].to_owned() + "…" + &ran.out[at + 64..];
    let expected = "\
what
kind     module
size     149 bytes
SHA-256  …
ABI      core
memory   1 page of 64 KiB, at most as many as the workflow allows

It can run.

export      type
memory      a memory
allocate    (i32) -> i32
deallocate  (i32, i32) -> ()
process     (i32, i32, i32) -> i32

Entry point of a call:

(func (;2;) (type 2) (param i32 i32 i32) (result i32)
  local.get 2
  i32.const 1
  i32.store
  i32.const 8
)
";
    assert_eq!(out, expected);

    let report = json(&folder.run(&["inspect", "own.wat", "--format", "json"]).out);
    assert_eq!(
        (&report["abi"], &report["refused"], &report["entry"]),
        (&"core".into(), &Value::Null, &"process".into())
    );
    assert_eq!(report["memory"]["minimum"], 1);
}

#[test]
fn inspect_says_why_a_module_cannot_run_and_what_to_change() {
    let folder = Folder::new("inspect_refused");
    folder.write("script.wat", r#"(module (import "wbg" "f" (func)) (memory (export "memory") 1))"#);
    let ran = folder.run(&["inspect", "script.wat"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("\nIt cannot run: it imports `wbg.f`, which does not exist here; it was built"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("import  type\nwbg.f   () -> ()\n"), "{}", ran.out);
    folder.write("wrong.wat", "(module (func (param i33)))");
    let ran = folder.run(&["inspect", "wrong.wat"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("wrong.wat: error[cannot-read]: "), "{}", ran.err);
    let ran = folder.run(&["inspect", "nothing.wasm"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), "nothing.wasm: error[cannot-read]: there is no such file\n"));
}

#[test]
fn hostile_modules_end_in_their_error() {
    let folder = Folder::new("hostile");
    folder.write("flow.yaml", WORKFLOW.replace("own.wat", "it.wasm"));
    for module in hostile::all() {
        folder.write("it.wasm", &module.bytes);
        let ran = folder.run(&["run", "flow.yaml", "--input", "some input", "--format", "json"]);
        assert_eq!(ran.code, Some(1), "{}: {}", module.name, ran.err);
        let error = &json(&ran.out)["processors"][0]["error"];
        assert_eq!(error["code"], module.expected.code, "{}: {error}", module.name);
        let inspected = folder.run(&["inspect", "it.wasm"]);
        let code = if module.expected.code == 422 { 1 } else { 0 };
        assert_eq!(inspected.code, Some(code), "{}: {}", module.name, inspected.out);
    }
}
