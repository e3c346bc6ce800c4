//! For any input, the program reports the problem and its position quickly, and never panics.

mod common;

use std::{
    fmt::Write as _,
    io::Read as _,
    process::Stdio,
    time::{Duration, Instant},
};

use common::{Folder, Ran};
use dagwood_core::limits;

const GOOD: &str = "strategy: reactive\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n";

/// The time limit of the program. A release build takes half a second at most; a debug build is ten times slower, and
/// the tests share the machine. The failures to detect take minutes, or never end.
const AT_ONCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });

/// Runs the program, and requires its only line of output to begin like `expected`; `…` stands for anything.
fn refused(folder: &Folder, args: &[&str], expected: &str) {
    let start = Instant::now();
    let ran = folder.run(args);
    let took = start.elapsed();
    check(&ran, args, expected);
    assert!(took < AT_ONCE, "{args:?} took {took:?}");
}

fn check(Ran { code, out, err }: &Ran, args: &[&str], expected: &str) {
    let shown = err.chars().take(2_000).collect::<String>();
    assert_eq!(*code, Some(2), "{args:?}: {shown}");
    assert_eq!(out, "", "{args:?}");
    assert!(!err.contains("panicked"), "{args:?}: {shown}");
    let mut rest = err.lines().next().unwrap_or("");
    for (i, part) in expected.split('…').enumerate() {
        let at = rest.find(part).unwrap_or_else(|| panic!("{args:?}: expected {expected:?}, saw {shown:?}"));
        assert!(i > 0 || at == 0, "{args:?}: expected {expected:?}, saw {shown:?}");
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn small_files() {
    let folder = Folder::new("small_files");
    std::fs::create_dir(folder.path().join("folder.yaml")).expect("the target folder can be written");
    let processor = |fields: &str| {
        format!("strategy: reactive\nprocessors:\n  - {{ id: a, type: local, processor: reverse_text, {fields} }}\n")
    };
    let bomb = {
        // Each list has ten times the list before: a billion values in total.
        let mut text = String::from("strategy: reactive\nx0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for i in 1..10 {
            let _ = writeln!(text, "x{i}: &x{i} [{}]", vec![format!("*x{}", i - 1); 10].join(", "));
        }
        text
    };
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("empty", b"".into(), "x.yaml:1:1: error[empty-workflow]: "),
        ("white space", b" \n\n".into(), "x.yaml:1:1: error[empty-workflow]: "),
        ("not YAML", b"strategy: [\n".into(), "x.yaml:1:11: error[yaml-syntax]: …`[` is not closed"),
        ("a lone word", b"hello".into(), "x.yaml:1:1: error[wrong-type]: "),
        ("JSON", br#"{"strategy": "reactive", "processors": []}"#.into(), "x.yaml:1:26: error[empty-workflow]: "),
        ("alias bomb", bomb.into(), "x.yaml:…: error[yaml-syntax]: …values…alias"),
        ("nested", "[".repeat(100_000).into(), "x.yaml:1:…: error[yaml-syntax]: "),
        ("no UTF-8", b"strategy: reactive\n# caf\xe9\n".into(), "x.yaml:2:6: error[yaml-syntax]: …UTF-8…0xe9"),
        (
            "UTF-16",
            b"\xff\xfes\0t\0".into(),
            "x.yaml:1:1: error[yaml-syntax]: the file is UTF-16 text; save it as UTF-8",
        ),
        ("UTF-16 without a mark", b"s\0t\0".into(), "x.yaml:1:1: error[yaml-syntax]: the file is UTF-16 text"),
        ("UTF-16, no ASCII", b"\0s\x04\x10\xd8\x3d".into(), "x.yaml:1:1: error[yaml-syntax]: the file is UTF-16 text"),
        (
            "lines that end in CR",
            GOOD.replace('\n', "\r").replace("reverse_text", "reverse_tex").into(),
            "x.yaml:3:38: error[unknown-processor]: …`reverse_tex`",
        ),
        (
            "half a surrogate pair",
            br#"{"strategy": "reactive", "processors": [{"id": "\ud83d"}]}"#.into(),
            "x.yaml:1:48: error[yaml-syntax]: …half of a surrogate pair",
        ),
        (
            "two normal forms",
            GOOD.replace("id: a", "id: caf\u{e9}")
                .into_bytes()
                .into_iter()
                .chain(*b"  - { id: b, type: local, processor: reverse_text, depends_on: [cafe\xcc\x81] }\n")
                .collect(),
            "x.yaml:4:65: error[unknown-dependency]: …`cafe\u{301}`…`caf\u{e9}` look the same, but differ in their Unicode normal form",
        ),
        ("after letters", "strategy: réä\u{80}".into(), "x.yaml:1:"),
        ("zeros", vec![0; 64], "x.yaml:1:1: error["),
        ("self", processor("depends_on: [a]").into(), "x.yaml:3:65: error[cycle]: …a -> a"),
        ("unknown", processor("depends_on: [b]").into(), "x.yaml:3:65: error[unknown-dependency]: …`b`"),
        ("negative", processor("simulate: { duration_ms: -5 }").into(), "x.yaml:3:77: error[bad-option]: -5 "),
        ("huge", processor("simulate: { duration_ms: 1e300 }").into(), "x.yaml:3:77: error[wrong-type]: "),
        ("huge too", processor("timeout_ms: 340282366920938463463374607431768211455").into(), "x.yaml:3:64: error["),
        (
            "twice",
            format!("{GOOD}  - {{ id: a, type: local, processor: reverse_text }}\n").into(),
            "x.yaml:4:11: error[duplicate-id]: …`a`",
        ),
        (
            "no workers",
            format!("executor_options: {{ max_concurrency: 0 }}\n{GOOD}").into(),
            "x.yaml:1:38: error[bad-option]: 0 ",
        ),
        (
            "escapes",
            b"strategy: \"\\e[31mred\"\nprocessors: []\n".into(),
            "x.yaml:1:11: error[unknown-value]: `\\u{1b}[31mred`",
        ),
    ];
    for (name, text, expected) in cases {
        println!("{name}");
        folder.write("x.yaml", text);
        refused(&folder, &["run", "x.yaml"], expected);
        // `check` reports the same, but as its result.
        let ran = folder.run(&["check", "x.yaml", "--format", "short"]);
        check(&Ran { code: ran.code, out: ran.err, err: ran.out }, &["check", "x.yaml", "--format", "short"], expected);
    }
    refused(&folder, &["run", "missing.yaml"], "missing.yaml: error[cannot-read]: there is no such file");
    refused(&folder, &["run", "folder.yaml"], "folder.yaml: error[cannot-read]: it is a folder");
    refused(&folder, &["compare", "missing.yaml"], "missing.yaml: error[cannot-read]: ");
    refused(&folder, &["link", "missing.yaml"], "missing.yaml: error[cannot-read]: ");
}

#[test]
fn large_files() {
    let folder = Folder::new("large_files");
    let list = |n: usize, depends_on: &dyn Fn(usize) -> String| {
        let mut text = String::from("strategy: reactive\nprocessors:\n");
        for i in 0..n {
            let _ = writeln!(text, "- {{id: p{i}, type: local, processor: reverse_text{}}}", depends_on(i));
        }
        text
    };
    folder.write("many.yaml", list(limits::PROCESSORS + 1, &|_| String::new()));
    refused(&folder, &["run", "many.yaml"], "many.yaml:100003:3: error[yaml-syntax]: …100000");
    const RING: usize = 50_000;
    folder.write("ring.yaml", list(RING, &|i| format!(", depends_on: [p{}]", (i + RING - 1) % RING)));
    refused(&folder, &["run", "ring.yaml"], "ring.yaml:3:…: error[cycle]: …p0 -> p1 -> p2 -> …p49999 -> p0");
    folder.write("strangers.yaml", list(20_000, &|i| format!(", depends_on: [nobody{i}]")));
    refused(&folder, &["run", "strangers.yaml"], "strangers.yaml:3:…: error[unknown-dependency]: ");
    folder.write("twins.yaml", list(50_000, &|_| String::new()).replace("id: p", "id: q, x: "));
    refused(&folder, &["run", "twins.yaml"], "twins.yaml:3:…[unknown-key]: ");
    folder.write("heavy.yaml", " ".repeat(limits::TEXT_BYTES + 1));
    refused(&folder, &["run", "heavy.yaml"], "heavy.yaml:1:1: error[yaml-syntax]: …16777216");
    if cfg!(target_os = "linux") {
        refused(&folder, &["run", "/dev/zero"], "/dev/zero:1:1: error[yaml-syntax]: …16777216");
    }
}

#[test]
fn inputs() {
    let folder = Folder::new("inputs");
    folder.write("good.yaml", GOOD).write("large", vec![b'x'; limits::INPUT_BYTES]);
    folder.write("fits", vec![b'x'; limits::INPUT_BYTES - 1]);
    let run = ["run", "good.yaml", "--input-file"];
    let file = |name| [&run[..], &[name]].concat();
    refused(&folder, &file("large"), "large: error[input-too-large]: …10485760");
    refused(&folder, &file("missing"), "missing: error[cannot-read]: there is no such file");
    refused(&folder, &file("."), ".: error[cannot-read]: it is a folder");
    if cfg!(target_os = "linux") {
        refused(&folder, &file("/dev/zero"), "/dev/zero: error[input-too-large]: ");
    }
    let large = folder.run_with_stdin(&file("-"), &vec![b'x'; limits::INPUT_BYTES]);
    check(&large, &run, "standard input: error[input-too-large]: …10485760");
    let fits = folder.run(&file("fits"));
    assert_eq!((fits.code, &*fits.err), (Some(0), ""));
    let piped = folder.run_with_stdin(&file("-"), b"olleh");
    assert!(piped.out.contains("hello"), "{}", piped.out);
}

#[test]
fn calls() {
    let folder = Folder::new("calls");
    folder.write("good.yaml", GOOD);
    for args in [
        &[][..],
        &["fly"],
        &["run"],
        &["run", "good.yaml", "--strategy", "fastest"],
        &["run", "good.yaml", "--strategy", "Level"],
        &["run", "good.yaml", "--failure-strategy", "never"],
        &["run", "good.yaml", "--max-concurrency", "0"],
        &["run", "good.yaml", "--max-concurrency", "-1"],
        &["run", "good.yaml", "--max-concurrency", "10001"],
        &["run", "good.yaml", "--max-concurrency", "99999999999999999999"],
        &["run", "good.yaml", "--format", "xml"],
        &["run", "good.yaml", "--input", "a", "--input-file", "b"],
        &["run", "good.yaml", "extra.yaml"],
        &["check"],
        &["compare", "good.yaml", "--strategy", "level"],
        &["link", "good.yaml", "--step", "-1"],
        &["open"],
    ] {
        let ran = folder.run(args);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && !ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    }
    refused(&folder, &["run", "good.yaml", "--trace", "no/such/folder"], "no/such/folder: error[cannot-write]: ");
    for args in [&["--help"][..], &["--version"], &["run", "--help"]] {
        let ran = folder.run(args);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{args:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn links() {
    let folder = Folder::new("bad_links");
    folder.write("good.yaml", GOOD);
    let made = folder.run(&["link", "good.yaml"]);
    let good = made.out.trim();
    for (link, says) in [
        ("http://127.0.0.1:8080/", "no workflow"),
        (&good[..good.len() - 1], "truncated"),
        (&good[..good.len() - 30], "truncated"),
        (&good.replace("#code/d2.", "#code/x9."), "codec"),
        (&good.replace("#code/d2.", "#code/d2.A"), "damaged"),
        ("", "no workflow"),
        ("#code/d2.\u{1F980}", "truncated"),
        (&good.replace("#code/d2.", "#code/d2.\u{1F980}"), "damaged: a link cannot contain U+1F980"),
        (&good.replace("#code/d2.", "#code%252Fd2."), "damaged: a link cannot contain `%`"),
    ] {
        refused(&folder, &["open", link], &format!("error[link]: …{says}"));
    }
    let text: Vec<u8> = (0..9_000_000).map(|i| b'a' + (i % 7) as u8).collect();
    for long in [text, format!("{good}{}", "A".repeat(8_500_000)).into_bytes()] {
        check(&folder.run_with_stdin(&["open", "-"], &long), &["open", "-"], "error[link]: …too long…8 MiB");
    }
    folder.write("large", vec![b'x'; 5 << 20]);
    refused(&folder, &["link", "good.yaml", "--input-file", "large"], "good.yaml: error[link]: …too large…4 MiB");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new("broken_pipe");
    let mut text = String::from("strategy: reactive\nprocessors:\n");
    for i in 0..5_000 {
        let _ = writeln!(text, "- {{id: p{i}, type: local, processor: reverse_text}}");
    }
    folder.write("many.yaml", text);
    for format in ["text", "json"] {
        let mut command = folder.command(&["run", "many.yaml", "--format", format, "--events"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut first = [0; 16];
        let mut out = child.stdout.take().expect("standard output is piped");
        out.read_exact(&mut first).expect("the program writes");
        drop(out);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
    // The same for standard error without a reader.
    let mut command = folder.command(&["run", "missing.yaml"]);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("the program ends").code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let folder = Folder::new("full_disk");
    folder.write("good.yaml", GOOD);
    let full = std::fs::File::options().write(true).open("/dev/full").expect("there is such a device");
    let output = folder.command(&["run", "good.yaml"]).stdout(full).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with("error[cannot-write]: the result cannot be written"), "{err}");
}
