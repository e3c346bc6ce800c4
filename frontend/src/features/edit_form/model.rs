//! The editable values of a processor, field by field.

use dagwood_core::{
    Graph, ProcessorIdx,
    plan::LocalProcessor,
    text::schema::{PROCESSOR, Section, Shape},
};

use super::text;

/// The form of a processor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its id.
    pub id: String,
    /// Its fields, in display order.
    pub fields: Vec<FormField>,
    /// Its dependencies.
    pub depends_on: Vec<String>,
    /// Processors that it could depend on.
    pub others: Vec<String>,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The key with its parent keys.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its help text, in a phrase.
    pub help: &'static str,
    /// The default.
    pub default: &'static str,
    /// The value in the file.
    pub value: String,
    /// The kind of value.
    pub takes: Takes,
}

/// The kind of value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// The name of a local processor.
    LocalProcessor,
}

/// The maximum number of processors offered as dependencies.
const OFFERED: usize = 200;

/// The form of a processor; `settings` are the values in the file.
#[must_use]
pub fn edit_form(graph: &Graph, of: ProcessorIdx, settings: &[(String, String)]) -> Model {
    let id = graph.id(of).to_owned();
    // An answer for another processor may still be there.
    let settings =
        if settings.first().is_some_and(|(key, value)| key == "id" && *value == id) { settings } else { &[] };
    let value = |key: &str| settings.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value);
    let mut fields = Vec::new();
    let mut add = |key: &str, label: &str, help, default, takes| {
        let value = if key == "id" { &id } else { value(key) };
        fields.push(FormField { key: key.into(), label: label.into(), help, default, value: value.into(), takes });
    };
    add("id", text::ID, help(&PROCESSOR, "id"), "", Takes::Text);
    if value("type") == "wasm" {
        add("module", text::MODULE, help(&PROCESSOR, "module"), "", Takes::Text);
        add("options.intent", text::INTENT, text::INTENT_HELP, "transform", Takes::Text);
        add("options.fuel_level", text::FUEL_LEVEL, text::FUEL_LEVEL_HELP, "", Takes::Number);
    } else {
        add("processor", text::PROCESSOR, help(&PROCESSOR, "processor"), "", Takes::LocalProcessor);
        for option in LocalProcessor::from_name(value("processor")).map_or(&[][..], |local| local.options()) {
            let (key, label) = (["options.", option.name].concat(), [text::OPTION, option.name].concat());
            add(&key, &label, option.help, option.default, Takes::Text);
        }
    }
    for (key, label) in [
        ("simulate.duration_ms", text::DURATION),
        ("simulate.fail_attempts", text::FAILING_ATTEMPTS),
        ("timeout_ms", text::TIMEOUT),
        ("retry.attempts", text::EXTRA_ATTEMPTS),
        ("retry.backoff_ms", text::BACKOFF),
    ] {
        add(key, label, help(&PROCESSOR, key), "", Takes::Number);
    }
    let depends_on: Vec<String> = graph.dependencies(of).iter().map(|&p| graph.id(p).to_owned()).collect();
    let others = graph.processors().filter(|&p| p != of && !graph.dependencies(of).contains(&p)).take(OFFERED);
    Model { others: others.map(|p| graph.id(p).to_owned()).collect(), id, fields, depends_on }
}

/// The help text of a key or an inner key.
fn help(section: &Section, path: &str) -> &'static str {
    let (name, inner) = path.split_once('.').map_or((path, None), |(name, inner)| (name, Some(inner)));
    let key = section.keys.iter().find(|key| key.name == name);
    match (key.map(|key| (&key.shape, key.help)), inner) {
        (Some((Shape::Map(section), _)), Some(inner)) => help(section, inner),
        (Some((_, help)), None) => help,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, recording};
    use dagwood_core::text::edit::values;

    fn form(id: &str) -> Model {
        let recording = recording();
        let graph = recording.trace.graph();
        edit_form(graph, graph.find(id).expect("it is there"), &values(WORKFLOW, id))
    }

    #[test]
    fn shows_what_the_file_holds() {
        let mark = form("mark");
        let filled: Vec<_> =
            mark.fields.iter().filter(|field| !field.value.is_empty()).map(|f| (&*f.key, &*f.value)).collect();
        assert_eq!(
            filled,
            [
                ("id", "mark"),
                ("processor", "prefix_suffix_adder"),
                ("simulate.duration_ms", "5"),
                ("simulate.fail_attempts", "9")
            ]
        );
        assert!(mark.fields.iter().all(|field| !field.help.is_empty()));
        assert_eq!(mark.depends_on, ["shout"]);
        assert_eq!(mark.others, ["count", "turn"]);
    }

    #[test]
    fn has_the_options_of_its_processor() {
        let options = |id| {
            let form = form(id);
            form.fields.into_iter().filter(|f| f.key.starts_with("options")).map(|f| f.label).collect::<Vec<_>>()
        };
        assert_eq!(options("mark"), ["Option prefix", "Option suffix"]);
        assert!(options("turn").is_empty());
    }

    #[test]
    fn does_not_show_what_another_processor_holds() {
        let recording = recording();
        let graph = recording.trace.graph();
        let turn = edit_form(graph, graph.find("turn").expect("it is there"), &values(WORKFLOW, "mark"));
        assert!(turn.fields.iter().all(|field| field.value.is_empty() || field.key == "id"));
    }
}
