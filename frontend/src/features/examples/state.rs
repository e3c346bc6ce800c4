//! Example workflows.

/// An example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The stable name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The lesson in one line.
    pub teaches: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The file of the workflow, beside the index.
    pub file: String,
    /// The input to run it on.
    pub input: ExampleInput,
}

/// The input of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleInput {
    /// This text.
    Text(String),
    /// The text of this file, beside the index.
    File(String),
}

/// The examples with this tag, if one is chosen, that contain all words of a search.
#[must_use]
pub fn matching(examples: &[Example], search: &str, tag: Option<&str>) -> Vec<Example> {
    let words: Vec<_> = search.split_whitespace().map(str::to_lowercase).collect();
    let is_found = |example: &&Example| {
        let Example { name, title, teaches, tags, .. } = example;
        let text = format!("{name} {title} {teaches} {}", tags.join(" ")).to_lowercase();
        words.iter().all(|word| text.contains(word)) && tag.is_none_or(|tag| tags.iter().any(|own| own == tag))
    };
    examples.iter().filter(is_found).cloned().collect()
}

/// All tags, in the order of their first examples.
#[must_use]
pub fn tags(examples: &[Example]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in examples.iter().flat_map(|example| &example.tags) {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_found_by_words_and_tags() {
        let example = |name: &str, teaches: &str, tags: &[&str]| Example {
            name: name.into(),
            title: name.to_uppercase(),
            teaches: teaches.into(),
            tags: tags.iter().map(|&tag| tag.into()).collect(),
            file: String::new(),
            input: ExampleInput::Text(String::new()),
        };
        let all = [
            example("chain", "No work in parallel.", &["patterns", "workers"]),
            example("barrier", "All wait for the slowest.", &["barrier"]),
            example("etl", "One slow source.", &["barrier", "real world"]),
        ];
        for (search, tag, found) in [
            ("", None, &["chain", "barrier", "etl"][..]),
            ("SLOW", None, &["barrier", "etl"]),
            ("slow source", None, &["etl"]),
            ("slow", Some("real world"), &["etl"]),
            ("world", None, &["etl"]),
            ("", Some("workers"), &["chain"]),
            ("x", None, &[]),
        ] {
            let names: Vec<_> = matching(&all, search, tag).into_iter().map(|example| example.name).collect();
            assert_eq!(names, found, "{search} {tag:?}");
        }
        assert_eq!(tags(&all), ["patterns", "workers", "barrier", "real world"]);
    }
}
