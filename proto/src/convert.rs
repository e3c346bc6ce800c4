//! Conversions of graphs, options and results of processors to and from messages.

use std::sync::Arc;

use dagwood_core::{
    ErrorCode, FailureStrategy, Graph, Intent, Micros, Outcome, Payload, Priority, ProcessorError, RunOptions,
    Strategy, limits,
    model::{Access, Capabilities, GrantedFile},
    plan::WasmSpec,
    run::{Analysis, Change, Choice, Cut, Fork, Region},
};

use crate::{
    processor::v1::{ErrorDetail, PipelineMetadata, ProcessorMetadata, ProcessorResponse, processor_response},
    v1, worker,
};

impl From<&Graph> for v1::Graph {
    fn from(graph: &Graph) -> Self {
        let mut message = Self::default();
        let (mut last_id, mut last_analyze) = ("", 0);
        for p in graph.processors() {
            let id = graph.id(p);
            let shared = shared_prefix(last_id, id);
            message.ids.push_str(&id[shared..]);
            message.id_shared.push(shared as u32);
            message.id_lengths.push((id.len() - shared) as u32);
            last_id = id;
            if graph.intent(p) == Intent::Analyze {
                message.analyzes.push(p - last_analyze);
                last_analyze = p;
            }
            message.dependency_counts.push(graph.dependencies(p).len() as u32);
            message.dependencies.extend(graph.dependencies(p).iter().map(|&d| p.wrapping_sub(d) as i32));
        }
        message
    }
}

/// The number of bytes that two texts share from their start, in whole characters.
fn shared_prefix(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=same).rev().find(|&at| b.is_char_boundary(at)).unwrap_or(0)
}

impl TryFrom<&v1::Graph> for Graph {
    type Error = &'static str;

    fn try_from(message: &v1::Graph) -> Result<Self, Self::Error> {
        let count = message.dependency_counts.len();
        if count > limits::PROCESSORS {
            return Err("the graph has too many processors");
        }
        let ids = ids(message, count)?;
        let mut intents = vec![Intent::Transform; count];
        let mut p = 0_u32;
        for &distance in &message.analyzes {
            p = p.checked_add(distance).ok_or(OUT_OF_RANGE)?;
            *intents.get_mut(p as usize).ok_or(OUT_OF_RANGE)? = Intent::Analyze;
        }
        let dependencies = dependencies(message)?;
        let mut rest = &dependencies[..];
        let mut rows = Vec::with_capacity(count);
        for &length in &message.dependency_counts {
            let (row, after) =
                rest.split_at_checked(length as usize).ok_or("the graph has fewer dependencies than it says")?;
            rows.push(row);
            rest = after;
        }
        if !rest.is_empty() {
            return Err("the graph has more dependencies than it says");
        }
        Self::new(ids.iter().map(String::as_str).zip(intents), rows.into_iter())
            .map_err(|_| "the graph has a cycle or a dependency that is not a processor")
    }
}

const OUT_OF_RANGE: &str = "a number of the graph is out of range";

/// The ids of a graph. Their total length is limited to that of a workflow file.
fn ids(message: &v1::Graph, count: usize) -> Result<Vec<String>, &'static str> {
    if message.id_shared.len() != count || message.id_lengths.len() != count {
        return Err("the columns of the graph differ in length");
    }
    let mut ids: Vec<String> = Vec::with_capacity(count);
    let (mut rest, mut bytes) = (&message.ids[..], 0);
    for (&shared, &length) in message.id_shared.iter().zip(&message.id_lengths) {
        let last = ids.last().map_or("", String::as_str);
        let (own, after) = rest.split_at_checked(length as usize).ok_or(OUT_OF_RANGE)?;
        bytes += shared as usize + own.len();
        if bytes > limits::TEXT_BYTES {
            return Err("the ids of the graph are too long");
        }
        ids.push([last.get(..shared as usize).ok_or(OUT_OF_RANGE)?, own].concat());
        rest = after;
    }
    if rest.is_empty() { Ok(ids) } else { Err(OUT_OF_RANGE) }
}

/// The dependencies of all processors, one after the other.
fn dependencies(message: &v1::Graph) -> Result<Vec<u32>, &'static str> {
    let mut distances = message.dependencies.iter();
    let mut dependencies = Vec::with_capacity(message.dependencies.len());
    for (p, &length) in message.dependency_counts.iter().enumerate() {
        for &distance in distances.by_ref().take(length as usize) {
            let dependency = i64::try_from(p).ok().and_then(|p| p.checked_sub(distance.into()));
            dependencies.push(dependency.and_then(|d| u32::try_from(d).ok()).ok_or(OUT_OF_RANGE)?);
        }
    }
    // The rest belongs to no processor.
    dependencies.extend(distances.map(|_| 0));
    Ok(dependencies)
}

impl From<RunOptions> for v1::RunOptions {
    fn from(options: RunOptions) -> Self {
        Self {
            strategy: options.strategy.name().into(),
            failure_strategy: options.failure_strategy.name().into(),
            workers: options.workers,
            timeout_us: options.timeout.map(Micros::get),
            priority: if options.priority == Priority::Rank { String::new() } else { options.priority.name().into() },
        }
    }
}

impl TryFrom<&v1::RunOptions> for RunOptions {
    type Error = &'static str;

    fn try_from(message: &v1::RunOptions) -> Result<Self, Self::Error> {
        if !(1..=limits::WORKERS).contains(&message.workers) {
            return Err("the number of workers is out of range");
        }
        Ok(Self {
            strategy: Strategy::from_name(&message.strategy).ok_or("the strategy is unknown")?,
            failure_strategy: FailureStrategy::from_name(&message.failure_strategy)
                .ok_or("the failure strategy is unknown")?,
            priority: match message.priority.as_str() {
                "" => Priority::Rank,
                name => Priority::from_name(name).ok_or("the priority is unknown")?,
            },
            workers: message.workers,
            timeout: message.timeout_us.map(Micros::new),
        })
    }
}

impl From<&Analysis> for v1::Analysis {
    fn from(analysis: &Analysis) -> Self {
        Self {
            workers: analysis.workers,
            levels: analysis.levels,
            width: analysis.width,
            components: analysis.components,
            choke_points: analysis.choke_points,
            shortest_us: analysis.shortest.get(),
            longest_us: analysis.longest.get(),
            work_us: analysis.work.get(),
            critical_path_us: analysis.critical_path.get(),
            expected_us: analysis.expected.map(Micros::get).into(),
            makespan_us: analysis.makespan.get(),
            regions: analysis.regions.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<&v1::Analysis> for Analysis {
    type Error = &'static str;

    fn try_from(message: &v1::Analysis) -> Result<Self, Self::Error> {
        if message.regions.is_empty() || message.regions.len() > limits::PROCESSORS {
            return Err("the number of regions is out of range");
        }
        Ok(Self {
            workers: message.workers,
            levels: message.levels,
            width: message.width,
            components: message.components.min(limits::PROCESSORS as u32),
            choke_points: message.choke_points,
            shortest: Micros::new(message.shortest_us),
            longest: Micros::new(message.longest_us),
            work: Micros::new(message.work_us),
            critical_path: Micros::new(message.critical_path_us),
            expected: expected(&message.expected_us)?,
            makespan: Micros::new(message.makespan_us),
            regions: message.regions.iter().map(Region::try_from).collect::<Result<_, _>>()?,
        })
    }
}

impl From<&Region> for v1::Region {
    fn from(region: &Region) -> Self {
        let cut = match region.cut {
            Cut::Whole => None,
            Cut::Levels(first, last) => Some(v1::region::Cut::Levels(v1::Levels { first, last })),
            Cut::Component(number) => Some(v1::region::Cut::Component(number)),
        };
        Self {
            cut,
            choice: Choice::ALL.iter().position(|&choice| choice == region.choice).unwrap_or(0) as u32,
            processors: region.processors,
            work_us: region.work.get(),
            critical_path_us: region.critical_path.get(),
            expected_us: region.expected.map(Micros::get).into(),
        }
    }
}

impl TryFrom<&v1::Region> for Region {
    type Error = &'static str;

    fn try_from(message: &v1::Region) -> Result<Self, Self::Error> {
        let cut = match &message.cut {
            None => Cut::Whole,
            Some(v1::region::Cut::Levels(levels)) => Cut::Levels(levels.first, levels.last),
            Some(v1::region::Cut::Component(number)) => Cut::Component(*number),
        };
        Ok(Self {
            cut,
            choice: *Choice::ALL.get(message.choice as usize).ok_or("a choice is unknown")?,
            processors: message.processors,
            work: Micros::new(message.work_us),
            critical_path: Micros::new(message.critical_path_us),
            expected: expected(&message.expected_us)?,
        })
    }
}

impl From<&Fork> for v1::Fork {
    fn from(fork: &Fork) -> Self {
        use v1::fork::{Change as Message, Duration, Output};
        let change = match fork.change {
            Change::Duration { processor, duration } => {
                Message::Duration(Duration { processor, duration_us: duration.get() })
            }
            Change::Fail { processor } => Message::Fail(processor),
            Change::Retry { processor } => Message::Retry(processor),
            Change::Workers { workers } => Message::Workers(workers),
            Change::Output { processor, ref output } => {
                Message::Output(Output { processor, output: output.bytes().into() })
            }
        };
        Self { at: fork.at as u64, change: Some(change) }
    }
}

impl TryFrom<&v1::Fork> for Fork {
    type Error = &'static str;

    fn try_from(message: &v1::Fork) -> Result<Self, Self::Error> {
        use v1::fork::Change as Message;
        let change = match message.change.as_ref().ok_or("a fork has no change")? {
            Message::Duration(change) => {
                Change::Duration { processor: change.processor, duration: Micros::new(change.duration_us) }
            }
            &Message::Fail(processor) => Change::Fail { processor },
            &Message::Retry(processor) => Change::Retry { processor },
            &Message::Workers(workers) if (1..=limits::WORKERS).contains(&workers) => Change::Workers { workers },
            Message::Workers(_) => return Err("the number of workers is out of range"),
            Message::Output(change) => {
                Change::Output { processor: change.processor, output: Payload::from(&change.output[..]) }
            }
        };
        Ok(Self { at: usize::try_from(message.at).unwrap_or(usize::MAX), change })
    }
}

fn expected(micros: &[u64]) -> Result<[Micros; 4], &'static str> {
    let micros: [u64; 4] = micros.try_into().map_err(|_| "the number of durations is not the number of choices")?;
    Ok(micros.map(Micros::new))
}

impl From<&ProcessorError> for ErrorDetail {
    fn from(error: &ProcessorError) -> Self {
        Self {
            code: error.code.number(),
            message: error.message.clone(),
            metadata: error.metadata.clone(),
            fuel: error.fuel,
        }
    }
}

impl From<ErrorDetail> for ProcessorError {
    /// An unknown number is a failure of the processor.
    fn from(detail: ErrorDetail) -> Self {
        let ErrorDetail { code, message, metadata, fuel } = detail;
        let code = ErrorCode::from_number(code).unwrap_or(ErrorCode::ProcessorFailed);
        Self { code, message, metadata, fuel }
    }
}

impl ProcessorResponse {
    /// The response with the result of an attempt of the processor `id`.
    #[must_use]
    pub fn new(id: &str, result: &Result<Outcome, ProcessorError>) -> Self {
        let (outcome, metadata) = match result {
            Ok(outcome) => {
                let own = ProcessorMetadata { metadata: outcome.metadata.clone() };
                let metadata = PipelineMetadata { metadata: [(id.into(), own)].into() };
                (processor_response::Outcome::NextPayload(outcome.output.bytes().into()), Some(metadata))
            }
            Err(error) => (processor_response::Outcome::Error(error.into()), None),
        };
        let fuel = result.as_ref().ok().and_then(|outcome| outcome.fuel);
        Self { outcome: Some(outcome), metadata, fuel }
    }

    /// The result of an attempt of the processor `id`.
    ///
    /// # Errors
    /// The error in the response, or an error if it has no outcome.
    pub fn into_result(self, id: &str) -> Result<Outcome, ProcessorError> {
        match self.outcome {
            Some(processor_response::Outcome::NextPayload(payload)) => {
                let metadata = self.metadata.and_then(|mut all| all.metadata.remove(id));
                let metadata = metadata.map(|own| own.metadata).unwrap_or_default();
                Ok(Outcome { output: Payload::from(payload), metadata, fuel: self.fuel })
            }
            Some(processor_response::Outcome::Error(detail)) => Err(detail.into()),
            None => Err(ProcessorError::new(ErrorCode::ProcessorFailed, "the response has no outcome")),
        }
    }
}

impl From<&WasmSpec<'_>> for worker::WasmSpec {
    fn from(spec: &WasmSpec<'_>) -> Self {
        let Capabilities { args, env, files } = &*spec.capabilities;
        let file = |file: &GrantedFile| worker::wasm_spec::File {
            contents: file.contents.bytes().into(),
            is_writable: file.access == Access::ReadWrite,
        };
        Self {
            id: spec.id.into(),
            module: spec.module.into(),
            analyzes: spec.intent == Intent::Analyze,
            fuel: spec.fuel,
            memory: spec.memory,
            args: args.clone(),
            env: env.clone(),
            files: files.iter().map(|(path, granted)| (path.clone(), file(granted))).collect(),
        }
    }
}

impl worker::WasmSpec {
    /// The content of the message.
    #[must_use]
    pub fn to_core(&self) -> WasmSpec<'_> {
        let file = |file: &worker::wasm_spec::File| GrantedFile {
            contents: Payload::from(file.contents.clone()),
            access: if file.is_writable { Access::ReadWrite } else { Access::Read },
        };
        let capabilities = Capabilities {
            args: self.args.clone(),
            env: self.env.clone(),
            files: self.files.iter().map(|(path, granted)| (path.clone(), file(granted))).collect(),
        };
        WasmSpec {
            id: &self.id,
            module: &self.module,
            intent: if self.analyzes { Intent::Analyze } else { Intent::Transform },
            fuel: self.fuel,
            memory: self.memory,
            capabilities: Arc::new(capabilities),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    #[test]
    fn what_a_module_may_do_is_what_was_said() {
        let file = |text: &str, access| GrantedFile { contents: Payload::from(text), access };
        let capabilities = Arc::new(Capabilities {
            args: vec!["-a".into(), "b c".into()],
            env: [("LANG".to_string(), "en".to_string())].into(),
            files: [("/a/b".to_string(), file("words", Access::Read)), ("/c".to_string(), file("", Access::ReadWrite))]
                .into(),
        });
        for intent in [Intent::Transform, Intent::Analyze] {
            let capabilities = Arc::clone(&capabilities);
            let spec = WasmSpec { id: "p", module: "m.wasm", intent, fuel: u64::MAX, memory: 1 << 20, capabilities };
            let bytes = worker::WasmSpec::from(&spec).encode_to_vec();
            let read = worker::WasmSpec::decode(&*bytes).expect("it was just written");
            let read = read.to_core();
            assert_eq!((read.id, read.module, read.intent), ("p", "m.wasm", intent));
            assert_eq!((read.fuel, read.memory, read.capabilities), (u64::MAX, 1 << 20, spec.capabilities));
        }
    }

    /// The bytes are written by hand from the original's field numbers and types.
    #[test]
    fn responses_have_the_bytes_of_the_original() {
        let outcome =
            Outcome { output: Payload::from("hi"), metadata: [("k".to_string(), "v".to_string())].into(), fuel: None };
        // Field 1 "hi"; field 3: an entry "p" -> metadata of one entry "k" -> "v".
        let ok = b"\x0a\x02hi\x1a\x0f\x0a\x0d\x0a\x01p\x12\x08\x0a\x06\x0a\x01k\x12\x01v";
        let failed = b"\x12\x07\x08\x90\x03\x12\x02no";
        for (result, bytes) in
            [(Ok(outcome), &ok[..]), (Err(ProcessorError::new(ErrorCode::BadInput, "no")), &failed[..])]
        {
            let response = ProcessorResponse::new("p", &result);
            assert_eq!(response.encode_to_vec(), bytes);
            assert_eq!(ProcessorResponse::decode(bytes).map(|r| r.into_result("p")), Ok(result));
        }
    }

    #[test]
    fn a_response_without_an_outcome_is_a_failure() {
        let error = ProcessorResponse::default().into_result("p").expect_err("there is no outcome");
        assert_eq!(error.code, ErrorCode::ProcessorFailed);
    }

    #[test]
    fn refuses_graphs_that_cannot_be() {
        let sound = v1::Graph {
            ids: "aébèc".into(),
            id_shared: vec![0, 1, 0],
            id_lengths: vec![3, 3, 1],
            analyzes: vec![1],
            dependency_counts: vec![0, 1, 2],
            dependencies: vec![1, 2, 1],
        };
        let graph = Graph::try_from(&sound).expect("sound");
        assert_eq!(graph.processors().map(|p| graph.id(p)).collect::<Vec<_>>(), ["aé", "abè", "c"]);
        assert_eq!(graph.dependencies(2), [0, 1]);
        assert_eq!(v1::Graph::from(&graph), sound);
        let broken: [fn(&mut v1::Graph); 13] = [
            |g| g.id_shared.truncate(1),
            |g| g.id_lengths.truncate(1),
            |g| g.ids.truncate(4),
            |g| g.ids.push('x'),
            |g| g.id_shared[1] = 2,
            |g| g.id_lengths[0] = 2,
            |g| g.analyzes = vec![3],
            |g| g.analyzes = vec![1, u32::MAX],
            |g| g.dependency_counts.truncate(1),
            |g| g.dependencies.clear(),
            |g| g.dependencies.push(0),
            |g| g.dependencies = vec![0, 2, 1],
            |g| g.dependencies = vec![i32::MIN, 2, 1],
        ];
        for (i, break_it) in broken.into_iter().enumerate() {
            let mut graph = sound.clone();
            break_it(&mut graph);
            assert!(Graph::try_from(&graph).is_err(), "case {i}");
        }
        // Each id repeats the previous one and adds to it: the message is short, but the ids would not be.
        let bomb = v1::Graph {
            ids: "x".repeat(50_000),
            id_shared: (0..50_000).collect(),
            id_lengths: vec![1; 50_000],
            dependency_counts: vec![0; 50_000],
            ..v1::Graph::default()
        };
        assert_eq!(Graph::try_from(&bomb), Err("the ids of the graph are too long"));
    }
}
