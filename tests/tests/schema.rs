//! The published JSON Schema of workflow files matches the engine's tables, and agrees with the engine.

use std::{env, fs};

use dagwood_core::{
    Intent, Severity, compile,
    plan::LocalProcessor,
    text::schema::{Key, NO_EFFECT, Section, Shape, WASM_OPTIONS, WORKFLOW, help_of},
};
use dagwood_tests::examples;
use serde_json::{Map, Value, json};

/// The schema of a mapping. Unknown keys are warnings in the engine, so the schema accepts them.
fn section(section: &Section) -> Value {
    let properties: Map<_, _> = section.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<_> = section.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = match &key.shape {
        Shape::Text => json!({ "type": "string", "minLength": if key.required { 1 } else { 0 } }),
        Shape::LocalProcessor => {
            json!({ "oneOf": LocalProcessor::ALL.map(|local| json!({ "const": local.name(), "description": what(local) })) })
        }
        Shape::Ids => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::Choice(words) => {
            let word =
                |word: &&str| json!({ "const": word, "description": help_of(word).expect("every word is explained") });
            json!({ "oneOf": words.iter().map(word).collect::<Vec<_>>() })
        }
        Shape::Number { least, most, default } => {
            let mut schema = json!({ "type": "integer", "minimum": least, "maximum": most });
            if let Some(default) = default {
                schema["default"] = (*default).into();
            }
            schema
        }
        Shape::Map(of) => section(of),
        Shape::List(of, most) => json!({ "type": "array", "minItems": 1, "maxItems": most, "items": section(of) }),
        Shape::Options => json!({ "type": "object" }),
        Shape::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::TextMap => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Shape::TextOrMap(of) => {
            json!({ "type": "object", "additionalProperties": { "anyOf": [{ "type": "string" }, section(of)] } })
        }
    };
    if let (Shape::Choice(names), false) = (&key.shape, key.required) {
        schema["default"] = names[0].into();
    }
    // A key with a null value, as in `depends_on:`, counts as missing.
    if !key.required
        && matches!(
            key.shape,
            Shape::Ids
                | Shape::Map(_)
                | Shape::Options
                | Shape::Number { .. }
                | Shape::Texts
                | Shape::TextMap
                | Shape::TextOrMap(_)
        )
    {
        schema["type"] = json!([schema["type"], "null"]);
    }
    schema["description"] = key.help.into();
    schema
}

/// A description of a local processor, in a sentence.
fn what(local: LocalProcessor) -> String {
    let text = format!("strategy: level\nprocessors: [{{ id: a, type: local, processor: {} }}]\n", local.name());
    let kind = match compile(&text).plan.expect("it is valid").graph().intent(0) {
        Intent::Transform => "Transform",
        Intent::Analyze => "Analyze",
    };
    format!("{kind}: {}.", local.help())
}

fn schema() -> Value {
    let mut schema = section(&WORKFLOW);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "A DAGwood workflow".into();
    let processor = &mut schema["properties"]["processors"]["items"];
    for name in NO_EFFECT {
        processor["properties"][name] = json!({ "deprecated": true, "description": "Has no effect." });
    }
    // Which other keys are required depends on the type, and the options depend on the processor.
    let needs = |kind: &str, key: &str| {
        json!({
            "if": { "properties": { "type": { "const": kind } }, "required": ["type"] },
            "then": { "required": [key] },
        })
    };
    let mut all = vec![needs("local", "processor"), needs("wasm", "module")];
    all[1]["then"]["properties"] = json!({ "options": { "properties": section(&WASM_OPTIONS)["properties"] } });
    for local in LocalProcessor::ALL.into_iter().filter(|local| !local.options().is_empty()) {
        let option = |option: &dagwood_core::plan::OptionHelp| {
            (
                option.name.to_owned(),
                json!({ "type": ["string", "null"], "default": option.default, "description": option.help }),
            )
        };
        let options: Map<_, _> = local.options().iter().map(option).collect();
        all.push(json!({
            "if": { "properties": { "processor": { "const": local.name() } }, "required": ["processor"] },
            "then": { "properties": { "options": { "properties": options } } },
        }));
    }
    processor["allOf"] = all.into();
    schema
}

#[test]
fn the_published_schema_is_current() {
    let path = dagwood_tests::path("../public/workflow.schema.json");
    let current = serde_json::to_string_pretty(&schema()).expect("a value can be written") + "\n";
    if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, &current).expect("the schema can be written");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == current, "it is not current: run `UPDATE_EXPECT=1 cargo test -p dagwood-tests --test schema`");
}

#[test]
fn the_defaults_are_those_of_the_engine() {
    let text = "strategy: level\nprocessors: [{ id: a, type: local, processor: reverse_text }]\n";
    let options = compile(text).plan.expect("it is valid").options();
    let executor = &schema()["properties"]["executor_options"]["properties"];
    assert_eq!(executor["max_concurrency"]["default"], options.workers);
    assert_eq!(executor["priority"]["default"], options.priority.name());
    assert_eq!(schema()["properties"]["failure_strategy"]["default"], options.failure_strategy.name());
}

/// Codes that the schema cannot check: names that refer to other parts of the file, and YAML itself.
const BEYOND: [&str; 6] =
    ["yaml-syntax", "duplicate-id", "unknown-dependency", "cycle", "backend-unavailable", "bad-option"];

/// Whether the engine reports an error that the schema can check.
fn is_refused(text: &str) -> bool {
    compile(text).diagnostics.iter().any(|d| d.severity == Severity::Error && !BEYOND.contains(&d.code.name()))
}

#[test]
fn the_schema_agrees_with_the_engine() {
    let validator = jsonschema::validator_for(&schema()).expect("it is a schema");
    let mut texts: Vec<(String, String)> =
        examples::all().into_iter().map(|example| (example.name.clone(), example.workflow())).collect();
    texts.extend(dagwood_tests::all().into_iter().map(|case| (case.title(), case.workflow)));
    let (mut accepted, mut refused) = (0, 0);
    for (title, text) in texts {
        // The schema only concerns values: invalid or unusual YAML is left to the reader.
        let Ok(value) = serde_yaml::from_str::<Value>(&text) else { continue };
        let (engine, schema) = (is_refused(&text), !validator.is_valid(&value));
        let beyond = compile(&text).diagnostics.iter().any(|d| BEYOND.contains(&d.code.name()));
        // If the engine reports something that the schema cannot check, the schema may or may not find an error too,
        // such as a number out of range.
        assert!(engine == schema || beyond, "{title}: the engine refuses: {engine}, the schema: {schema}\n{text}");
        *(if schema { &mut refused } else { &mut accepted }) += 1;
    }
    assert!(accepted > 100 && refused > 20, "{accepted} were accepted and {refused} refused");
}
