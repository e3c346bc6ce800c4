//! `dagwood explore`.

mod common;

use common::Folder;
use expect_test::expect;

const DIAMOND: &str = "\
strategy: reactive
processors:
  - { id: source, type: local, processor: reverse_text }
  - { id: upper, type: local, processor: change_text_case_upper, depends_on: [source] }
  - { id: twice, type: local, processor: prefix_suffix_adder, depends_on: [source] }
  - { id: look, type: local, processor: token_counter, depends_on: [upper, twice] }
";

#[test]
fn tells_the_story_of_each_output() {
    let folder = Folder::new("explore_text");
    folder.write("w.yaml", DIAMOND);
    let ran = folder.run(&["explore", "w.yaml", "--input", "ab"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        4 processors can complete in 2 orders.

        Payloads passed along the graph: all 2 orders were tried, and all give the same payloads.
          The output is "BA".

        With one shared payload (the last writer wins): 2 possible outputs.

        1. "[ba]" in 1 of 2 orders (50.0 %)
           source  starts and reads               "ab"
           source  completes and writes           "ba"
           upper   starts and reads               "ba"
           twice   starts and reads               "ba"
           upper   completes and writes           "BA"
           twice   completes and writes           "[ba]"
           look    starts and reads               "[ba]"
           look    completes and does not change  "[ba]"

        2. "BA" in 1 of 2 orders (50.0 %)
           source  starts and reads               "ab"
           source  completes and writes           "ba"
           upper   starts and reads               "ba"
           twice   starts and reads               "ba"
           twice   completes and writes           "[ba]"
           upper   completes and writes           "BA"
           look    starts and reads               "BA"
           look    completes and does not change  "BA"

        The input of these processors depends on the order; all others always read the same input.

        processor  reads   in                      for example after
        look       "[ba]"  1 of 2 orders (50.0 %)  source, upper, twice
        look       "BA"    1 of 2 orders (50.0 %)  source, twice, upper
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn prints_one_object() {
    let folder = Folder::new("explore_json");
    folder.write("w.yaml", DIAMOND);
    let ran = folder.run(&["explore", "w.yaml", "--input", "ab", "--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        {
          "orders": 2,
          "orders_exact": true,
          "by_graph": {
            "evaluated": 2,
            "every_order": true,
            "same": true,
            "output": "BA"
          },
          "shared": {
            "outputs": [
              {
                "content": "[ba]",
                "orders": 1,
                "witness": [
                  "source",
                  "upper",
                  "twice",
                  "look"
                ]
              },
              {
                "content": "BA",
                "orders": 1,
                "witness": [
                  "source",
                  "twice",
                  "upper",
                  "look"
                ]
              }
            ],
            "processors": [
              {
                "id": "source",
                "inputs": [
                  {
                    "content": "ab",
                    "orders": 2,
                    "witness": []
                  }
                ]
              },
              {
                "id": "upper",
                "inputs": [
                  {
                    "content": "ba",
                    "orders": 2,
                    "witness": [
                      "source"
                    ]
                  }
                ]
              },
              {
                "id": "twice",
                "inputs": [
                  {
                    "content": "ba",
                    "orders": 2,
                    "witness": [
                      "source"
                    ]
                  }
                ]
              },
              {
                "id": "look",
                "inputs": [
                  {
                    "content": "[ba]",
                    "orders": 1,
                    "witness": [
                      "source",
                      "upper",
                      "twice"
                    ]
                  },
                  {
                    "content": "BA",
                    "orders": 1,
                    "witness": [
                      "source",
                      "twice",
                      "upper"
                    ]
                  }
                ]
              }
            ]
          }
        }
    "#]]
    .assert_eq(&ran.out);
}

#[test]
fn what_cannot_be_told_is_said() {
    let folder = Folder::new("explore_edges");
    folder.write("bytes", b"\xff");
    folder.write("one.yaml", "strategy: level\nprocessors: [{ id: a, type: local, processor: reverse_text }]\n");
    let ran = folder.run(&["explore", "one.yaml", "--input-file", "bytes"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    expect![[r#"
        1 processor can complete in 1 order.

        Payloads passed along the graph: the only order was tried.
          The output is not text, of length 1.

        With one shared payload (the last writer wins): 1 possible output.

        1. not text, of length 1 in every order
           a  starts and reads           not text, of length 1
           a  fails and writes nothing:  the input is not UTF-8 text: byte 0 cannot be read (error 400)

        Every processor reads the same input in every order.
    "#]]
    .assert_eq(&ran.out);

    let wide = |n: usize| {
        let rows = (0..n).map(|i| format!("  - {{ id: p{i}, type: local, processor: reverse_text }}\n"));
        format!("strategy: level\nprocessors:\n{}", rows.collect::<String>())
    };
    folder.write("wide.yaml", wide(10)).write("wider.yaml", wide(65));
    assert_eq!(folder.run(&["explore", "wide.yaml"]).code, Some(0));
    for (args, says) in [
        (
            &["wide.yaml", "--limit", "100"][..],
            "wide.yaml: error[too-much-to-explore]: there are more than 100 states to explore; remove some processors \
             that do not depend on each other, or raise the limit\n",
        ),
        (
            &["wider.yaml"],
            "wider.yaml: error[too-much-to-explore]: 65 processors are too many to explore; remove some until at most 64 \
             are left\n",
        ),
    ] {
        let ran = folder.run(&[&["explore"], args].concat());
        assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(2), "", says));
    }
}
