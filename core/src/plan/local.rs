//! The built-in processors. They work on UTF-8 text; anything else is error 400.

mod analyze;
mod transform;

use alloc::{boxed::Box, format, string::String, vec::Vec};

use crate::{
    Diagnostic, ErrorCode, Intent, Metadata, Outcome, Payload, Processor, ProcessorError,
    text::{Code, OptionValue, workflow::Options, yaml::unknown_key},
};

/// A built-in processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalProcessor {
    /// Upper case, by the full Unicode mappings.
    ChangeTextCaseUpper,
    /// Lower case, by the full Unicode mappings.
    ChangeTextCaseLower,
    /// Capitalizes every word.
    ChangeTextCaseProper,
    /// Capitalizes every word except short words in the middle.
    ChangeTextCaseTitle,
    /// Reverses the order of the characters.
    ReverseText,
    /// Adds text before and after.
    PrefixSuffixAdder,
    /// Counts characters, words and lines.
    TokenCounter,
    /// Counts how often each word occurs.
    WordFrequencyAnalyzer,
}

/// An option of a local processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionHelp {
    /// The key.
    pub name: &'static str,
    /// The default.
    pub default: &'static str,
    /// Its effect, in a phrase.
    pub help: &'static str,
}

impl LocalProcessor {
    /// Every local processor, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::ChangeTextCaseUpper,
        Self::ChangeTextCaseLower,
        Self::ChangeTextCaseProper,
        Self::ChangeTextCaseTitle,
        Self::ReverseText,
        Self::PrefixSuffixAdder,
        Self::TokenCounter,
        Self::WordFrequencyAnalyzer,
    ];

    /// The name in a workflow file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChangeTextCaseUpper => "change_text_case_upper",
            Self::ChangeTextCaseLower => "change_text_case_lower",
            Self::ChangeTextCaseProper => "change_text_case_proper",
            Self::ChangeTextCaseTitle => "change_text_case_title",
            Self::ReverseText => "reverse_text",
            Self::PrefixSuffixAdder => "prefix_suffix_adder",
            Self::TokenCounter => "token_counter",
            Self::WordFrequencyAnalyzer => "word_frequency_analyzer",
        }
    }

    /// Its effect, in a phrase.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::ChangeTextCaseUpper => "converts the text to upper case",
            Self::ChangeTextCaseLower => "converts the text to lower case",
            Self::ChangeTextCaseProper => "capitalizes every word, and joins the words with single spaces",
            Self::ChangeTextCaseTitle => {
                "capitalizes every word except short ones in the middle, such as `of` and `the`"
            }
            Self::ReverseText => "reverses the order of the characters",
            Self::PrefixSuffixAdder => "adds text before and after the input",
            Self::TokenCounter => "counts characters, words and lines",
            Self::WordFrequencyAnalyzer => "counts how often each word occurs",
        }
    }

    /// The local processor with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|local| local.name() == name)
    }

    /// Its options.
    #[must_use]
    pub const fn options(self) -> &'static [OptionHelp] {
        match self {
            Self::PrefixSuffixAdder => &[
                OptionHelp { name: "prefix", default: "[", help: "the text to add before" },
                OptionHelp { name: "suffix", default: "]", help: "the text to add after" },
            ],
            _ => &[],
        }
    }

    /// Whether its output replaces the payload.
    #[must_use]
    pub const fn intent(self) -> Intent {
        match self {
            Self::TokenCounter | Self::WordFrequencyAnalyzer => Intent::Analyze,
            _ => Intent::Transform,
        }
    }
}

/// A processor of type `local`, as its workflow specifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSpec {
    /// Which one.
    pub processor: LocalProcessor,
    /// The text that `prefix_suffix_adder` adds before.
    pub prefix: String,
    /// The text that it adds after.
    pub suffix: String,
}

impl LocalSpec {
    /// One with the default options.
    #[must_use]
    pub fn new(processor: LocalProcessor) -> Self {
        Self { processor, prefix: "[".into(), suffix: "]".into() }
    }

    /// Reads its options. Problems are added to `diagnostics`.
    pub(crate) fn read(processor: LocalProcessor, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Self {
        for (key, _) in options {
            if processor.options().iter().all(|option| option.name != key.value) {
                let what = format!("the options of `{}`", processor.name());
                let known = processor.options().iter().map(|option| option.name);
                diagnostics.push(unknown_key(&key.value, key.range, &what, known));
            }
        }
        let mut spec = Self::new(processor);
        if processor == LocalProcessor::PrefixSuffixAdder {
            for (name, text) in [("prefix", &mut spec.prefix), ("suffix", &mut spec.suffix)] {
                if let Some(value) = option(options, name, diagnostics) {
                    *text = value;
                }
            }
        }
        spec
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Box<dyn Processor> {
        match self.processor {
            LocalProcessor::ChangeTextCaseUpper => Box::new(Transform(str::to_uppercase)),
            LocalProcessor::ChangeTextCaseLower => Box::new(Transform(str::to_lowercase)),
            LocalProcessor::ChangeTextCaseProper => Box::new(Transform(transform::proper)),
            LocalProcessor::ChangeTextCaseTitle => Box::new(Transform(transform::title)),
            LocalProcessor::ReverseText => Box::new(Transform(transform::reverse)),
            LocalProcessor::PrefixSuffixAdder => {
                let (prefix, suffix) = (self.prefix.clone(), self.suffix.clone());
                Box::new(Transform(move |text: &str| format!("{prefix}{text}{suffix}")))
            }
            LocalProcessor::TokenCounter => Box::new(Analyze(analyze::tokens)),
            LocalProcessor::WordFrequencyAnalyzer => Box::new(Analyze(analyze::word_frequencies)),
        }
    }
}

/// The text of an option.
fn option(options: &Options, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let (_, found) = options.iter().find(|(key, _)| key.value == name)?;
    match &found.value {
        OptionValue::Null => None,
        OptionValue::Text(text) => Some(text.clone().into_owned()),
        OptionValue::Number(_) | OptionValue::Other => {
            diagnostics.push(Diagnostic::error(Code::WrongType, found.range, format!("`{name}` must be text")));
            None
        }
    }
}

fn text(input: &Payload) -> Result<&str, ProcessorError> {
    core::str::from_utf8(input.bytes()).map_err(|error| {
        let message = format!("the input is not UTF-8 text: byte {} cannot be read", error.valid_up_to());
        ProcessorError::new(ErrorCode::BadInput, message)
    })
}

/// A function from text to text.
struct Transform<F>(F);

impl<F: Fn(&str) -> String + Send + Sync> Processor for Transform<F> {
    fn intent(&self) -> Intent {
        Intent::Transform
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        Ok(Outcome { output: Payload::from((self.0)(text(input)?)), metadata: Metadata::new(), fuel: None })
    }
}

/// A function from text to metadata.
struct Analyze(fn(&str) -> Metadata);

impl Processor for Analyze {
    fn intent(&self) -> Intent {
        Intent::Analyze
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        Ok(Outcome { output: Payload::from(""), metadata: (self.0)(text(input)?), fuel: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(local: LocalProcessor, input: &str) -> Outcome {
        LocalSpec::new(local).code().process(&Payload::from(input)).expect("the input is text")
    }

    #[test]
    fn transforms() {
        use LocalProcessor::*;
        for (local, input, expected) in [
            (ChangeTextCaseUpper, "Straße ﬁ", "STRASSE FI"),
            (ChangeTextCaseLower, "ΟΔΟΣ İ", "οδος i\u{307}"),
            (ChangeTextCaseProper, "  the  qUICK\tbrown ", "The Quick Brown"),
            (ChangeTextCaseTitle, "the lord OF the rings", "The Lord of the Rings"),
            (ChangeTextCaseTitle, "a tale for two", "A Tale for Two"),
            (ReverseText, "añb🦀", "🦀bña"),
            (PrefixSuffixAdder, "x", "[x]"),
            // The last sigma of a word has its own form.
            (ChangeTextCaseLower, "ΟΔΟΣ-ΑΣ, Σ", "οδος-ας, σ"),
            (ChangeTextCaseProper, "ΟΔΟΣ-ΑΣ, Σ ΣΑΣ", "Οδος-ας, Σ Σας"),
            (ChangeTextCaseTitle, "ΟΔΟΣ-ΑΣ, Σ ΣΑΣ", "Οδος-ας, Σ Σας"),
            (ChangeTextCaseProper, "", ""),
            (ReverseText, "", ""),
        ] {
            let outcome = process(local, input);
            assert_eq!(outcome.output.text(), Some(expected), "{}({input:?})", local.name());
            assert_eq!(local.intent(), Intent::Transform);
            assert_eq!(outcome.metadata, Metadata::new());
        }
    }

    #[test]
    fn analyzers_have_an_empty_output() {
        use LocalProcessor::*;
        for (local, input, expected) in [
            (TokenCounter, "añ b\n\nc", &[("char_count", "7"), ("line_count", "3"), ("word_count", "3")][..]),
            (TokenCounter, "", &[("char_count", "0"), ("line_count", "1"), ("word_count", "0")]),
            (
                WordFrequencyAnalyzer,
                "It's its, ITS -- end.",
                &[("total_unique_words", "2"), ("word_freq_end", "1"), ("word_freq_its", "3")],
            ),
            (
                WordFrequencyAnalyzer,
                "ΟΔΟΣ, οδος Σ ΣΑΣ-Α",
                &[("total_unique_words", "3"), ("word_freq_οδος", "2"), ("word_freq_σ", "1"), ("word_freq_σαςα", "1")],
            ),
            // All that a letter becomes belongs to the word, including marks.
            (WordFrequencyAnalyzer, "-İΣ", &[("total_unique_words", "1"), ("word_freq_i\u{307}ς", "1")]),
            (WordFrequencyAnalyzer, "…", &[("total_unique_words", "0")]),
        ] {
            let outcome = process(local, input);
            assert_eq!(outcome.output.bytes(), b"");
            assert_eq!(local.intent(), Intent::Analyze);
            let found: Vec<_> = outcome.metadata.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            assert_eq!(found, expected, "{}({input:?})", local.name());
        }
    }

    #[test]
    fn words_are_those_of_the_text_in_lower_case() {
        use LocalProcessor::*;
        for text in ["ΟΔΟΣ ΣΑΣ", "ΑΣ-ΑΣ Σ ΑΣ.ΑΣ ΑΣ'ΑΣ 2Σ", "Σ̈Σ I\u{307}STANBUL", "Straße STRASSE ẞ ﬁ", "Ǆ ǅ ǆ"]
        {
            let lower = process(ChangeTextCaseLower, text).output;
            let lower = lower.text().expect("it was made of text");
            let words = |text| process(WordFrequencyAnalyzer, text).metadata;
            assert_eq!(words(text), words(lower), "{text}");
        }
    }

    #[test]
    fn refuse_what_is_not_text() {
        for local in LocalProcessor::ALL {
            let processor = LocalSpec::new(local).code();
            let error = processor.process(&Payload::from(&b"ab\xff"[..])).expect_err("not UTF-8");
            assert_eq!(error.code, ErrorCode::BadInput);
            assert_eq!(error.message, "the input is not UTF-8 text: byte 2 cannot be read");
        }
    }
}
