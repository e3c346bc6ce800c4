//! The schema of a workflow file: its keys and their values. Reports all problems in one pass.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use super::{
    encoding::lost_encoding,
    reader::{Entry, Reader},
    scalar::Resolved,
    tree::{Kind, Node, NodeId, Tree},
};
use crate::{
    Diagnostic, FailureStrategy, Micros, Payload, Priority, RunOptions, Strategy, Workflow, limits,
    model::{Access, Capabilities, GrantedFile},
    text::{
        Code, OptionValue, ProcessorKind, ProcessorSpec, Retry, Simulate, Spanned, TextRange, WasmLimits, WasmSection,
        schema,
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
    let mut reader = Reader::new(&tree);
    let workflow = match tree.root {
        Some(root) if !reader.is_null(root) => reader.workflow(root),
        _ => {
            reader.error(Code::EmptyWorkflow, TextRange::default(), "the file is empty; a workflow needs processors");
            None
        }
    };
    (workflow, reader.diagnostics)
}

impl<'a> Reader<'_, 'a> {
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
        let retry_attempts = self.number(attempts).map_or(Retry::DEFAULT.attempts, |attempts| attempts as u32);
        Some(Workflow {
            options,
            wasm: wasm.map_or_else(WasmSection::default, |entry| self.wasm(entry)),
            processors_range: processors.map_or_else(|| self.anchor(root), |entry| entry.key),
            processors: processors.map_or_else(Vec::new, |entry| self.processors(entry.value, retry_attempts)),
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

    fn processors(&mut self, id: NodeId, retry_attempts: u32) -> Vec<ProcessorSpec<'a>> {
        let tree = self.tree;
        match &tree.node(id).kind {
            Kind::Sequence(items) => {
                let items = tree.items(*items);
                let mut processors = Vec::with_capacity(items.len());
                processors.extend(items.iter().filter_map(|&item| self.processor(item, retry_attempts)));
                processors
            }
            _ if self.is_null(id) => Vec::new(),
            _ => {
                self.wrong_type(id, "a list of processors");
                Vec::new()
            }
        }
    }

    /// `retry_attempts` are the extra attempts of a processor without its own.
    fn processor(&mut self, node: NodeId, retry_attempts: u32) -> Option<ProcessorSpec<'a>> {
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
            attempts: attempts.unwrap_or(retry_attempts),
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
