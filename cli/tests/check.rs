//! `dagwood check`, in each of its formats.

mod common;

use common::Folder;
use expect_test::expect;
use serde_json::Value;

const BAD: &str = "\
strategy: reactiv
processors:
  - { id: é, type: local, processor: revers_text, depends_on: [b] }
  - { id: c, type: local, processor: reverse_text, colour: \"\u{85}red\" }
";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("bad.yaml", BAD);
    folder.write("good.yaml", "strategy: level\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n");
    folder
}

#[test]
fn underlines_what_is_meant() {
    let ran = folder("check_pretty").run(&["check", "bad.yaml", "good.yaml", "none.yaml"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    expect![[r#"
        bad.yaml:1:11: error[unknown-value]: `reactiv` is not one of `work_queue`, `level`, `reactive`, `hybrid`; did you mean `reactive`?
          |
        1 | strategy: reactiv
          |           ^^^^^^^
          |
          = help: replace it with `reactive`
        bad.yaml:3:38: error[unknown-processor]: there is no local processor `revers_text`; did you mean `reverse_text`?
          |
        3 |   - { id: é, type: local, processor: revers_text, depends_on: [b] }
          |                                      ^^^^^^^^^^^
          |
          = help: replace it with `reverse_text`
        bad.yaml:3:64: error[unknown-dependency]: there is no processor `b`; did you mean `c`?
          |
        3 |   - { id: é, type: local, processor: revers_text, depends_on: [b] }
          |                                                                ^
          |
          = help: replace it with `c`
        bad.yaml:4:52: warning[unknown-key]: `colour` is not a key of a processor
          |
        4 |   - { id: c, type: local, processor: reverse_text, colour: "·red" }
          |                                                    ^^^^^^
        none.yaml: error[cannot-read]: there is no such file
    "#]].assert_eq(&ran.out);
}

#[test]
fn short_is_the_first_line_of_each() {
    let folder = folder("check_short");
    let short = folder.run(&["check", "bad.yaml", "none.yaml", "--format", "short"]);
    let pretty = folder.run(&["check", "bad.yaml", "none.yaml"]);
    let heads: Vec<_> = pretty.out.lines().filter(|line| line.contains(".yaml")).collect();
    assert_eq!(short.out.lines().collect::<Vec<_>>(), heads);
    assert_eq!(short.code, Some(2));
    assert_eq!(folder.run(&["check", "good.yaml"]).code, Some(0));
}

#[test]
fn a_long_line_is_shown_where_it_matters() {
    let folder = folder("check_long");
    let input = "x".repeat(1 << 20);
    folder.write(
        "long.yaml",
        format!("{{ strategy: level, processors: [ {{ id: {input}, type: local, processor: no }} ] }}\n"),
    );
    let ran = folder.run(&["check", "long.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.len() < 1_000, "{} bytes", ran.out.len());
    assert!(ran.out.contains("^^"), "{}", ran.out);
}

#[test]
fn json_is_a_list() {
    let ran = folder("check_json").run(&["check", "bad.yaml", "none.yaml", "--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    let all: Vec<Value> = serde_json::from_str(&ran.out).expect("a list");
    assert_eq!(all.len(), 5);
    expect![[r#"
        {
          "code": "unknown-processor",
          "file": "bad.yaml",
          "message": "there is no local processor `revers_text`; did you mean `reverse_text`?",
          "range": {
            "end": {
              "column": 49,
              "line": 3,
              "offset": 79
            },
            "start": {
              "column": 38,
              "line": 3,
              "offset": 68
            }
          },
          "severity": "error",
          "suggestion": "reverse_text"
        }
        {
          "code": "cannot-read",
          "file": "none.yaml",
          "message": "there is no such file",
          "range": null,
          "severity": "error",
          "suggestion": null
        }
    "#]]
    .assert_eq(&format!("{:#}\n{:#}\n", all[1], all[4]));
    let good = folder("check_json_good").run(&["check", "good.yaml", "--format", "json"]);
    assert_eq!((good.code, &*good.out), (Some(0), "[]\n"));
}

/// What section 3 of SARIF 2.1.0 requires, for the parts that this program writes.
#[test]
fn sarif_has_what_the_standard_requires() {
    let ran = folder("check_sarif").run(&["check", "bad.yaml", "none.yaml", "--format", "sarif"]);
    assert_eq!((ran.code, &*ran.err), (Some(2), ""));
    let log: Value = serde_json::from_str(&ran.out).expect("an object");
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("a list");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "dagwood");
    let rules = driver["rules"].as_array().expect("a list");
    assert!(rules.iter().all(|rule| rule["id"].is_string() && rule["shortDescription"]["text"].is_string()));
    let results = runs[0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), 5);
    for result in results {
        assert!(result["message"]["text"].is_string());
        assert!(["error", "warning", "note"].map(Value::from).contains(&result["level"]));
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(rules[index as usize]["id"], result["ruleId"]);
        }
        let physical = &result["locations"][0]["physicalLocation"];
        assert!(physical["artifactLocation"]["uri"].as_str().is_some_and(|uri| uri.ends_with(".yaml")));
        if let Some(region) = physical.get("region") {
            let number = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("{key} of {region}"));
            let (start, length) = (number("byteOffset") as usize, number("byteLength") as usize);
            assert!(BAD.get(start..start + length).is_some());
            assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        }
        if let Some(fix) = result.get("fixes") {
            let change = &fix[0]["artifactChanges"][0];
            assert!(change["artifactLocation"]["uri"].is_string());
            assert!(change["replacements"][0]["deletedRegion"]["startLine"].is_number());
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string());
        }
    }
    let with_fix = results.iter().filter(|result| result.get("fixes").is_some()).count();
    assert_eq!(with_fix, 3, "the strategy, the processor and the dependency were misspelt");
}

#[test]
fn colours_are_for_who_wants_them() {
    let folder = folder("check_colours");
    for (variables, is_coloured) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[("CLICOLOR", "1")], false),
    ] {
        let mut command = folder.command(&["check", "bad.yaml"]);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).output().expect("the program starts");
        assert_eq!(output.stdout.contains(&b'\x1b'), is_coloured, "{variables:?}");
    }
}
