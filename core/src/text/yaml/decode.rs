//! The schema of a workflow file: its keys and their values. Reports all problems in one pass.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use super::{
    encoding::lost_encoding,
    scalar::{Resolved, describe, shorten},
    tree::{Kind, Node, NodeId, Scalar, Tree},
};
use crate::{
    Diagnostic, FailureStrategy, Micros, Payload, Priority, RunOptions, Severity, Strategy, Workflow, limits,
    model::{Access, Capabilities, GrantedFile},
    text::{
        Code, OptionValue, ProcessorKind, ProcessorSpec, Retry, Simulate, Spanned, TextRange, WasmLimits, WasmSection,
        schema::{self, Section, Shape},
        suggest::nearest,
    },
};

/// Reads a workflow file. Without a workflow, at least one diagnostic is an error.
pub(crate) fn read(text: &str) -> (Option<Workflow<'_>>, Vec<Diagnostic>) {
    if text.len() > limits::TEXT_BYTES {
        let message = format!("the file has {} bytes; the limit is {}", text.len(), limits::TEXT_BYTES);
        return (None, [Diagnostic::error(Code::YamlSyntax, TextRange::default(), message)].into());
    }
    let tree = match lost_encoding(text).map_or_else(|| Tree::read(text), Err) {
        Ok(tree) => tree,
        Err(diagnostic) => return (None, [diagnostic].into()),
    };
    let mut decoder = Decoder { tree: &tree, diagnostics: Vec::new(), retry_attempts: Retry::DEFAULT.attempts };
    let workflow = match tree.root {
        Some(root) if !decoder.is_null(root) => decoder.workflow(root),
        _ => {
            decoder.error(Code::EmptyWorkflow, TextRange::default(), "the file is empty; a workflow needs processors");
            None
        }
    };
    (workflow, decoder.diagnostics)
}

/// The merge key of YAML 1.1.
const MERGE: &str = "<<";

/// A key of a mapping and its value.
#[derive(Clone, Copy)]
struct Entry {
    key: TextRange,
    value: NodeId,
    /// The range of the key's values, if they are numbers.
    least: u64,
    most: u64,
}

struct Decoder<'t, 'a> {
    tree: &'t Tree<'a>,
    diagnostics: Vec<Diagnostic>,
    /// The extra attempts of a processor without its own.
    retry_attempts: u32,
}

impl<'a> Decoder<'_, 'a> {
    fn workflow(&mut self, root: NodeId) -> Option<Workflow<'a>> {
        let names = ["strategy", "failure_strategy", "executor_options", "wasm", "processors"];
        let [strategy, failure_strategy, executor, wasm, processors] = self.map(root, &schema::WORKFLOW, names)?;
        let strategy = match strategy {
            Some(entry) => self.choice(entry.value, &schema::STRATEGIES).map(|i| Strategy::ALL[i]),
            None => {
                self.missing("strategy", root, &format!("; choose {}", either(&schema::STRATEGIES)));
                None
            }
        };
        let failure_strategy = failure_strategy.and_then(|e| self.choice(e.value, &schema::FAILURE_STRATEGIES));
        let names = ["max_concurrency", "timeout_seconds", "retry_attempts", "priority"];
        let executor = executor.and_then(|e| self.map(e.value, &schema::EXECUTOR_OPTIONS, names));
        let [workers, timeout, attempts, priority] = executor.unwrap_or_default();
        let priority = priority.and_then(|e| self.choice(e.value, &schema::PRIORITIES));
        let default = RunOptions::DEFAULT;
        let options = RunOptions {
            strategy: strategy.unwrap_or(default.strategy),
            priority: priority.map_or(default.priority, |i| Priority::ALL[i]),
            failure_strategy: failure_strategy.map_or(default.failure_strategy, |i| FailureStrategy::ALL[i]),
            workers: self.number(workers).map_or(default.workers, |workers| workers as u32),
            timeout: self.number(timeout).map(|seconds| Micros::from_millis(seconds * 1_000)),
        };
        self.retry_attempts = self.number(attempts).map_or(Retry::DEFAULT.attempts, |attempts| attempts as u32);
        Some(Workflow {
            options,
            wasm: wasm.map_or_else(WasmSection::default, |entry| self.wasm(entry)),
            processors_range: processors.map_or_else(|| self.anchor(root), |entry| entry.key),
            processors: processors.map_or_else(Vec::new, |entry| self.processors(entry.value)),
        })
    }

    fn wasm(&mut self, entry: Entry) -> WasmSection {
        let defaults = WasmLimits::DEFAULT;
        let wasm = self.map(entry.value, &schema::WASM, ["fuel", "memory", "wasi"]);
        let [fuel, memory, wasi] = wasm.unwrap_or_default();
        let fuel = fuel.and_then(|e| self.map(e.value, &schema::FUEL, ["default", "minimum", "maximum"]));
        let [default, minimum, maximum] = fuel.unwrap_or_default();
        let memory = memory.and_then(|e| self.map(e.value, &schema::MEMORY, ["maximum_mib"]));
        let [mib] = memory.unwrap_or_default();
        let limits = WasmLimits {
            fuel_default: self.number(default).unwrap_or(defaults.fuel_default),
            fuel_minimum: self.number(minimum).unwrap_or(defaults.fuel_minimum),
            fuel_maximum: self.number(maximum).unwrap_or(defaults.fuel_maximum),
            memory_maximum_mib: self.number(mib).map_or(defaults.memory_maximum_mib, |mib| mib as u32),
        };
        if limits.fuel_minimum > limits.fuel_maximum {
            let message =
                format!("the fuel minimum {} is above the maximum {}", limits.fuel_minimum, limits.fuel_maximum);
            let range = minimum.or(maximum).map_or(entry.key, |e| self.tree.node(e.value).range);
            self.error(Code::BadOption, range, message);
        }
        WasmSection { limits, capabilities: wasi.map_or_else(Capabilities::default, |entry| self.wasi(entry)) }
    }

    fn wasi(&mut self, entry: Entry) -> Capabilities {
        let [args, env, files] = self.map(entry.value, &schema::WASI, ["args", "env", "files"]).unwrap_or_default();
        let args = args.map_or_else(Vec::new, |e| self.texts(e.value, "a list of texts"));
        let mut capabilities = Capabilities::default();
        for text in args {
            if self.is_sound(&text) {
                capabilities.args.push(text.value.into_owned());
            }
        }
        for [key, value] in env.map_or_else(Vec::new, |e| self.own_keys(e.value)) {
            let (Some(name), Some(value)) = (self.text(key), self.text(value)) else { continue };
            if name.value.is_empty() || name.value.contains('=') {
                self.error(Code::BadOption, name.range, "the name of a variable must not be empty or contain `=`");
            } else if self.is_sound(&name) && self.is_sound(&value) {
                capabilities.env.insert(name.value.into_owned(), value.value.into_owned());
            }
        }
        for [key, value] in files.map_or_else(Vec::new, |e| self.own_keys(e.value)) {
            let (Some(path), Some(file)) = (self.text(key), self.file(value)) else { continue };
            let is_path = |part: &str| !matches!(part, "" | "." | "..") && part.len() <= 255;
            if !path.value.strip_prefix('/').is_some_and(|path| path.split('/').all(is_path)) {
                let message = "a path must begin with `/`, without empty parts, `.` or `..`, as in `/data/words.txt`";
                self.error(Code::BadOption, path.range, message);
            } else if self.is_sound(&path) {
                capabilities.files.insert(path.value.into_owned(), file);
            }
        }
        let granted: usize = capabilities.files.values().map(|file| file.contents.bytes().len()).sum();
        if granted > limits::GRANTED_BYTES {
            let message = format!("the files have {granted} bytes in total; the limit is {}", limits::GRANTED_BYTES);
            self.error(Code::BadOption, entry.key, message);
        }
        capabilities
    }

    /// A file: its text, or a mapping.
    fn file(&mut self, id: NodeId) -> Option<GrantedFile> {
        if let Kind::Scalar(_) = self.tree.node(id).kind {
            let text = self.text(id)?;
            return Some(GrantedFile { contents: Payload::from(&*text.value), access: Access::Read });
        }
        let [text, access] = self.map(id, &schema::FILE, ["text", "access"])?;
        let text = text.and_then(|e| self.text(e.value));
        let access = access.and_then(|e| self.choice(e.value, &schema::ACCESSES));
        Some(GrantedFile {
            contents: Payload::from(text.as_ref().map_or("", |text| &text.value)),
            access: access.map_or(Access::Read, |i| Access::ALL[i]),
        })
    }

    /// Whether a text can be passed to a program, whose texts end at the first zero.
    fn is_sound(&mut self, text: &Spanned<Cow<str>>) -> bool {
        let is_sound = !text.value.contains('\0');
        if !is_sound {
            self.error(Code::BadOption, text.range, "a text for a program cannot contain the character U+0000");
        }
        is_sound
    }

    /// The entries of a mapping with any keys; none for null.
    fn any_keys(&mut self, id: NodeId) -> Vec<[NodeId; 2]> {
        let tree = self.tree;
        let Kind::Mapping(entries) = &tree.node(id).kind else {
            if !self.is_null(id) {
                self.wrong_type(id, "a map");
            }
            return Vec::new();
        };
        let entries = tree.entries(*entries);
        self.unique(entries);
        entries.to_vec()
    }

    /// The same for a mapping in which every key has a meaning: a merge key is an error.
    fn own_keys(&mut self, id: NodeId) -> Vec<[NodeId; 2]> {
        let tree = self.tree;
        let mut entries = self.any_keys(id);
        entries.retain(|&[key, _]| {
            let Node { range, kind } = tree.node(key);
            let is_merge = matches!(kind, Kind::Scalar(Scalar { text, plain: true }) if text == MERGE);
            if is_merge {
                self.diagnostics.push(Diagnostic { severity: Severity::Error, ..merge_key(*range) });
            }
            !is_merge
        });
        entries
    }

    fn processors(&mut self, id: NodeId) -> Vec<ProcessorSpec<'a>> {
        let tree = self.tree;
        match &tree.node(id).kind {
            Kind::Sequence(items) => {
                let items = tree.items(*items);
                let mut processors = Vec::with_capacity(items.len());
                processors.extend(items.iter().filter_map(|&item| self.processor(item)));
                processors
            }
            _ if self.is_null(id) => Vec::new(),
            _ => {
                self.wrong_type(id, "a list of processors");
                Vec::new()
            }
        }
    }

    fn processor(&mut self, node: NodeId) -> Option<ProcessorSpec<'a>> {
        let names =
            ["id", "type", "processor", "module", "depends_on", "options", "retry", "timeout_ms", "simulate", "wasm"];
        let [id, kind, processor, module, depends_on, options, retry, timeout, simulate, wasm] =
            self.map(node, &schema::PROCESSOR, names)?;
        for (name, entry) in [("id", &id), ("type", &kind)] {
            if entry.is_none() {
                self.missing(name, node, "");
            }
        }
        let id = id.and_then(|e| self.text(e.value)).filter(|id| {
            let empty = id.value.is_empty();
            if empty {
                self.error(Code::BadOption, id.range, "an id must not be empty");
            }
            !empty
        });
        let retry = retry.and_then(|e| self.map(e.value, &schema::RETRY, ["attempts", "backoff_ms"]));
        let [attempts, backoff] = retry.unwrap_or_default();
        let attempts = self.number(attempts).map(|attempts| attempts as u32);
        let retry = Retry {
            attempts: attempts.unwrap_or(self.retry_attempts),
            backoff: self.millis(backoff).unwrap_or(Retry::DEFAULT.backoff),
        };
        let simulate = simulate.and_then(|e| self.map(e.value, &schema::SIMULATE, ["duration_ms", "fail_attempts"]));
        let [duration, fail_attempts] = simulate.unwrap_or_default();
        let fail_attempts = self.number(fail_attempts).map(|attempts| attempts as u32);
        Some(ProcessorSpec {
            range: self.tree.node(node).range,
            id,
            kind: kind.and_then(|e| self.kind(e.value)),
            processor: processor.and_then(|e| self.text(e.value)),
            module: module.and_then(|e| self.text(e.value)),
            depends_on: depends_on.map_or_else(Vec::new, |e| self.texts(e.value, "a list of ids")),
            options: options.map_or_else(Vec::new, |e| self.options(e.value)),
            retry,
            timeout: self.millis(timeout),
            simulate: Simulate {
                duration: self.millis(duration),
                fail_attempts: fail_attempts.unwrap_or(Simulate::DEFAULT.fail_attempts),
            },
            capabilities: wasm
                .and_then(|e| self.map(e.value, &schema::PROCESSOR_WASM, ["wasi"]))
                .and_then(|[wasi]| wasi.map(|e| self.wasi(e))),
        })
    }

    fn kind(&mut self, id: NodeId) -> Option<Spanned<ProcessorKind>> {
        let range = self.tree.node(id).range;
        let value = match schema::TYPES[self.choice(id, &schema::TYPES)?] {
            "local" => ProcessorKind::Local,
            "wasm" => ProcessorKind::Wasm,
            foreign => {
                let message = format!("`{foreign}` processors run on other systems; use `local` here");
                self.error(Code::BackendUnavailable, range, message);
                ProcessorKind::Foreign
            }
        };
        Some(Spanned { value, range })
    }

    fn options(&mut self, id: NodeId) -> Vec<(Spanned<Cow<'a, str>>, Spanned<OptionValue<'a>>)> {
        let tree = self.tree;
        let entries = self.any_keys(id);
        let option = |[key, option]: [NodeId; 2]| {
            let Node { kind, range } = tree.node(option);
            let value = match kind {
                Kind::Scalar(scalar) => match scalar.resolve() {
                    Resolved::Null => OptionValue::Null,
                    Resolved::Text(_) => OptionValue::Text(scalar.text.clone()),
                    Resolved::Int(int) => u64::try_from(int).map_or(OptionValue::Other, OptionValue::Number),
                    Resolved::Bool(_) | Resolved::Float => OptionValue::Other,
                },
                Kind::Sequence(_) | Kind::Mapping(_) => OptionValue::Other,
            };
            Some((self.text(key)?, Spanned { value, range: *range }))
        };
        entries.into_iter().filter_map(option).collect()
    }

    /// The entries of a mapping with these keys, in the order of `names`, which are those of the section. Null, as in
    /// `executor_options:`, is an empty mapping.
    fn map<const N: usize>(&mut self, id: NodeId, section: &Section, names: [&str; N]) -> Option<[Option<Entry>; N]> {
        let mut found = [None; N];
        self.find(id, section, &names, &mut found).then_some(found)
    }

    /// Fills `found` with the entries of these keys. `false` if the node is no mapping.
    fn find(&mut self, id: NodeId, section: &Section, names: &[&str], found: &mut [Option<Entry>]) -> bool {
        let Section { what, keys } = section;
        debug_assert!(
            keys.len() == names.len() && keys.iter().all(|key| names.contains(&key.name)),
            "every key is read"
        );
        let tree = self.tree;
        let Kind::Mapping(entries) = &tree.node(id).kind else {
            if self.is_null(id) {
                return true;
            }
            self.wrong_type(id, &format!("{what}, which is a map"));
            return false;
        };
        let entries = tree.entries(*entries);
        self.unique(entries);
        for &[key, value] in entries {
            let range = self.tree.node(key).range;
            let Kind::Scalar(name) = &self.tree.node(key).kind else {
                self.wrong_type(key, "a key");
                continue;
            };
            if let Some(known) = keys.iter().find(|known| known.name == name.text) {
                let (least, most) = match known.shape {
                    Shape::Number { least, most, .. } => (least, most),
                    _ => (0, u64::MAX),
                };
                if let Some(i) = names.iter().position(|&name| name == known.name) {
                    found[i] = Some(Entry { key: range, value, least, most });
                }
            } else {
                let known = keys.iter().map(|key| key.name);
                self.diagnostics.push(unknown_key(&name.text, range, what, known));
            }
        }
        true
    }

    /// Reports keys that appear twice in one mapping.
    fn unique(&mut self, entries: &[[NodeId; 2]]) {
        let tree = self.tree;
        let name = |key: NodeId| match &tree.node(key).kind {
            Kind::Scalar(scalar) => Some(&*scalar.text),
            _ => None,
        };
        let mut twice = |key: NodeId, name: &str| {
            let message = format!("the key `{}` appears twice", shorten(name));
            self.error(Code::YamlSyntax, tree.node(key).range, message);
        };
        if entries.len() <= 16 {
            for (i, &[key, _]) in entries.iter().enumerate() {
                if let Some(text) = name(key)
                    && entries[..i].iter().any(|&[earlier, _]| name(earlier) == Some(text))
                {
                    twice(key, text);
                }
            }
        } else {
            let mut seen = alloc::collections::BTreeSet::new();
            for &[key, _] in entries {
                if let Some(text) = name(key)
                    && !seen.insert(text)
                {
                    twice(key, text);
                }
            }
        }
    }

    fn texts(&mut self, id: NodeId, expected: &str) -> Vec<Spanned<Cow<'a, str>>> {
        let tree = self.tree;
        match &tree.node(id).kind {
            Kind::Sequence(items) => {
                let items = tree.items(*items);
                let mut texts = Vec::with_capacity(items.len());
                texts.extend(items.iter().filter_map(|&item| self.text(item)));
                texts
            }
            _ if self.is_null(id) => Vec::new(),
            _ => {
                self.wrong_type(id, expected);
                Vec::new()
            }
        }
    }

    fn text(&mut self, id: NodeId) -> Option<Spanned<Cow<'a, str>>> {
        let node = self.tree.node(id);
        if let Kind::Scalar(scalar) = &node.kind {
            match scalar.resolve() {
                Resolved::Text(_) => {
                    return Some(Spanned { value: scalar.text.clone(), range: node.range });
                }
                Resolved::Null => {}
                _ => {
                    let found = describe(self.tree, id);
                    let message = format!("expected text, found {found}; quote it: \"{}\"", shorten(&scalar.text));
                    self.error(Code::WrongType, node.range, message);
                    return None;
                }
            }
        }
        self.wrong_type(id, "text");
        None
    }

    /// The index of the value in `names`.
    fn choice(&mut self, id: NodeId, names: &[&str]) -> Option<usize> {
        let text = self.text(id)?;
        let found = names.iter().position(|&name| name == text.value);
        if found.is_none() {
            let mut message = format!("`{}` is not one of ", shorten(&text.value));
            for (i, name) in names.iter().enumerate() {
                message.push_str(if i == 0 { "`" } else { ", `" });
                message.push_str(name);
                message.push('`');
            }
            let diagnostic = Diagnostic::error(Code::UnknownValue, text.range, message);
            self.diagnostics.push(diagnostic.suggest(nearest(&text.value, names.iter().copied())));
        }
        found
    }

    /// A whole number in the key's range. Null, as in `timeout_seconds:`, counts as missing.
    fn number(&mut self, entry: Option<Entry>) -> Option<u64> {
        let Entry { value: id, least, most, .. } = entry?;
        let (node, range) = (self.tree.node(id), least..=most);
        let scalar = match &node.kind {
            Kind::Scalar(scalar) => scalar.resolve(),
            _ => Resolved::Text(""),
        };
        match scalar {
            Resolved::Null => None,
            Resolved::Int(int) => {
                let number = u64::try_from(int).ok().filter(|number| range.contains(number));
                if number.is_none() {
                    let message = format!("{int} is outside the range {} to {}", range.start(), range.end());
                    self.error(Code::BadOption, node.range, message);
                }
                number
            }
            _ => {
                self.wrong_type(id, "a whole number");
                None
            }
        }
    }

    fn millis(&mut self, entry: Option<Entry>) -> Option<Micros> {
        self.number(entry).map(Micros::from_millis)
    }

    fn is_null(&self, id: NodeId) -> bool {
        self.tree.is_null(id)
    }

    /// The range to report for a missing key: that of the mapping's first key.
    fn anchor(&self, id: NodeId) -> TextRange {
        match &self.tree.node(id).kind {
            Kind::Mapping(entries) => {
                let first = self.tree.items(*entries).first().copied();
                self.tree.node(first.unwrap_or(id)).range
            }
            _ => self.tree.node(id).range,
        }
    }

    /// A mapping lacks this key; `more` ends the sentence.
    fn missing(&mut self, key: &'static str, mapping: NodeId, more: &str) {
        let message = format!("`{key}` is missing{more}");
        let diagnostic = Diagnostic::error(Code::MissingKey, self.anchor(mapping), message);
        self.diagnostics.push(diagnostic.lacks(key));
    }

    fn wrong_type(&mut self, id: NodeId, expected: &str) {
        let message = format!("expected {expected}, found {}", describe(self.tree, id));
        self.error(Code::WrongType, self.tree.node(id).range, message);
    }

    fn error(&mut self, code: Code, range: TextRange, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, range, message));
    }
}

/// `a`, `b` or `c`, each as code.
fn either(names: &[&str]) -> String {
    let mut all = String::new();
    for (i, name) in names.iter().enumerate() {
        all.push_str(match i {
            0 => "`",
            _ if i + 1 == names.len() => " or `",
            _ => ", `",
        });
        all.push_str(name);
        all.push('`');
    }
    all
}

/// The warning about a key that `what` does not have.
pub(crate) fn unknown_key<'k>(
    name: &str,
    range: TextRange,
    what: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    if name == MERGE {
        return merge_key(range);
    }
    if schema::NO_EFFECT.contains(&name) {
        return Diagnostic::warning(Code::UnknownKey, range, format!("`{name}` is known but has no effect here"));
    }
    let message = format!("`{}` is not a key of {what}", shorten(name));
    Diagnostic::warning(Code::UnknownKey, range, message).suggest(nearest(name, known))
}

fn merge_key(range: TextRange) -> Diagnostic {
    let message = "YAML 1.2 has no merge key `<<`; write its keys out, or use an alias for a whole value, `key: *name`";
    Diagnostic::warning(Code::UnknownKey, range, message)
}
