//! Compares the sandbox natively with wasmtime, and checks that both give the same results, including components.
//!
//! Arguments: the folder of the guests, and the number of rounds. The fastest round counts. Read the ratios.

use std::{
    env, fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use dagwood_bench_sandbox::{Guest, Raw};
use wasmtime::{Engine, Instance, Memory, Module, Store, TypedFunc, component};

const WORKS: [&str; 4] = ["rle", "upper", "sha256", "xloop"];

fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, folder, rounds] = &args[..] else { panic!("native FOLDER ROUNDS") };
    let rounds: usize = rounds.parse().expect("the second argument is a number of rounds");
    let input = input();
    println!("{:<22} {:>12} {:>12} {:>8}", "64 KiB, natively", "sandbox", "wasmtime", "ratio");
    for work in WORKS {
        let bytes = guest(folder, work);
        let (ours, mut theirs) = (Guest::new(&bytes), Wasmtime::new(&bytes));
        assert_eq!(ours.process(&input), theirs.process(&input), "{work}: both give the same");
        let [ours, theirs] = least(
            rounds,
            [
                &mut || {
                    black_box(ours.process(&input));
                },
                &mut || {
                    black_box(theirs.process(&input));
                },
            ],
        );
        row(work, ours, theirs);
        let (mut metered, mut free) = (Raw::new(&bytes, true), Raw::new(&bytes, false));
        let [metered, free] = least(
            rounds,
            [
                &mut || {
                    black_box(metered.process(&input));
                },
                &mut || {
                    black_box(free.process(&input));
                },
            ],
        );
        println!("  fuel: {:.2}x (at most 1.25x)", ratio(metered, free));
    }
    let bytes = guest(folder, "rle");
    let (mut ours, mut theirs) = (Raw::new(&bytes, true), Wasmtime::new(&bytes));
    const CALLS: u32 = 100_000;
    let [a, b] = least(
        rounds,
        [
            &mut || {
                black_box(ours.calls(CALLS));
            },
            &mut || {
                black_box(theirs.calls(CALLS));
            },
        ],
    );
    row("call", a / CALLS, b / CALLS);
    let [a, b] = least(
        rounds,
        [&mut || drop(black_box(Guest::new(&bytes).process(b""))), &mut || {
            drop(black_box(Wasmtime::new(&bytes).process(b"")))
        }],
    );
    row("compile, instantiate", a, b);
    components();
}

fn guest(folder: &str, name: &str) -> Vec<u8> {
    fs::read(Path::new(folder).join(name).with_extension("wasm")).expect("the guest has been built")
}

/// Text with runs of equal characters.
fn input() -> Vec<u8> {
    (0..65_536u32).map(|i| b'a' + (i / 5 * 7 % 26) as u8).collect()
}

/// The shortest time of each, measured in turn.
fn least<const N: usize>(rounds: usize, mut works: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut least = [Duration::MAX; N];
    for _ in 0..rounds {
        for (least, work) in least.iter_mut().zip(&mut works) {
            let start = Instant::now();
            work();
            *least = start.elapsed().min(*least);
        }
    }
    least
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}

fn row(name: &str, ours: Duration, theirs: Duration) {
    println!("{name:<22} {ours:>12.2?} {theirs:>12.2?} {:>7.1}x", ratio(ours, theirs));
}

struct Wasmtime {
    store: Store<()>,
    memory: Memory,
    allocate: TypedFunc<u32, u32>,
    deallocate: TypedFunc<(u32, u32), ()>,
    process: TypedFunc<(u32, u32, u32), u32>,
    nothing: TypedFunc<u32, u32>,
}

impl Wasmtime {
    fn new(bytes: &[u8]) -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).expect("it is a module");
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).expect("it imports nothing");
        Self {
            memory: instance.get_memory(&mut store, "memory").expect("it exports its memory"),
            allocate: instance.get_typed_func(&mut store, "allocate").expect("it is exported"),
            deallocate: instance.get_typed_func(&mut store, "deallocate").expect("it is exported"),
            process: instance.get_typed_func(&mut store, "process").expect("it is exported"),
            nothing: instance.get_typed_func(&mut store, "nothing").expect("it is exported"),
            store,
        }
    }

    fn process(&mut self, input: &[u8]) -> Vec<u8> {
        let Self { store, memory, allocate, deallocate, process, .. } = self;
        let size = input.len().max(1) as u32;
        let at = allocate.call(&mut *store, size).expect("it succeeds");
        let length_at = allocate.call(&mut *store, 4).expect("it succeeds");
        memory.write(&mut *store, at as usize, input).expect("it is inside");
        let output = process.call(&mut *store, (at, input.len() as u32, length_at)).expect("it succeeds");
        let mut length = [0; 4];
        memory.read(&*store, length_at as usize, &mut length).expect("it is inside");
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        memory.read(&*store, output as usize, &mut bytes).expect("it is inside");
        for range in [(output, bytes.len() as u32), (length_at, 4), (at, size)] {
            deallocate.call(&mut *store, range).expect("it succeeds");
        }
        bytes
    }

    fn calls(&mut self, times: u32) -> u32 {
        (0..times).fold(0, |sum: u32, i| sum.wrapping_add(self.nothing.call(&mut self.store, i).expect("it succeeds")))
    }
}

/// The errors in the interface of components.
#[derive(Debug, PartialEq, component::ComponentType, component::Lift)]
#[component(variant)]
enum ProcessingError {
    #[component(name = "invalid-input")]
    InvalidInput(String),
    #[component(name = "processing-failed")]
    ProcessingFailed(String),
    #[component(name = "input-too-large")]
    InputTooLarge(u64),
}

/// The sandbox implements the canonical ABI of one interface by hand: the same component gives the same result in
/// wasmtime.
fn components() {
    use dagwood_core::{
        ErrorCode, Intent, Payload, Processor,
        plan::WasmSpec,
        wasm::{Module, WasmProcessor},
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/modules/rle-component.wasm");
    let bytes = fs::read(path).expect("it comes with the project");
    let spec = WasmSpec {
        id: "it",
        module: "it",
        intent: Intent::Transform,
        fuel: 1 << 40,
        memory: 64 << 20,
        capabilities: Default::default(),
    };
    let ours = WasmProcessor::new(&Module::new(&bytes).expect("it can run"), spec);
    let engine = Engine::default();
    let component = component::Component::new(&engine, &bytes).expect("it is a component");
    let linker = component::Linker::new(&engine);
    let inputs = [
        b"aaabbc".to_vec(),
        Vec::new(),
        "naïve".into(),
        vec![b'x'; 1 << 20],
        vec![b'x'; (1 << 20) + 1],
        input(),
        (0..=255).collect(),
    ];
    for input in &inputs {
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate(&mut store, &component).expect("it imports nothing");
        let interface = instance.get_export_index(&mut store, None, "dagwood:component/processing-node@1.0.0");
        let process = instance.get_export_index(&mut store, interface.as_ref(), "process").expect("it is exported");
        let process = instance
            .get_typed_func::<(&[u8],), (Result<Vec<u8>, ProcessingError>,)>(&mut store, process)
            .expect("it has that type");
        let (theirs,) = process.call(&mut store, (input,)).expect("it succeeds");
        let ours = ours.process(&Payload::from(&input[..]));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours.output.bytes(), theirs),
            (Err(ours), Err(theirs)) => {
                let expected = match theirs {
                    ProcessingError::InvalidInput(message) => (ErrorCode::BadInput, message),
                    ProcessingError::ProcessingFailed(message) => (ErrorCode::ProcessorFailed, message),
                    ProcessingError::InputTooLarge(size) => (ErrorCode::TooLarge, size.to_string()),
                };
                assert!(ours.code == expected.0 && ours.message.contains(&expected.1), "{ours} is not {expected:?}");
            }
            (ours, theirs) => panic!("{ours:?} is not {theirs:?}"),
        }
    }
    println!("the component gives the same in both, on {} inputs", inputs.len());
}
