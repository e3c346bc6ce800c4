//! `dagwood explore`: tries every order in which the processors can complete, and shows the results with a shared
//! payload.

use std::{
    fmt::{self, Write as _},
    io::Write as _,
};

use dagwood_core::{
    Overrides, Payload, Plan, ProcessorIdx, counted,
    explore::{Exploration, Possibility, SharedStepKind, explore as explore_plan, replay_shared},
};
use dagwood_export::json::text_or_base64;
use serde::Serialize;

use crate::{
    args::{Explore, Format},
    console::{Console, printable},
    exit::{Exit, Failure},
    input,
    report::{json, table::Table},
    source::{Name, Source},
};

/// The number of outputs listed, and the number shown with a step-by-step replay.
const OUTPUTS: usize = 20;
const REPLAYS: usize = 4;
/// The number of inputs listed.
const INPUTS: usize = 40;
/// The number of characters shown of a payload.
const COLUMNS: usize = 40;

pub(crate) fn explore(args: &Explore, console: &mut Console) -> Result<Exit, Failure> {
    let plan = Source::read(&args.file)?.plan(Overrides::default(), &args.folder, console)?;
    let input = input::read(&args.input)?;
    let refused = |error| Failure::of_file(Name(&args.file), "too-much-to-explore", error);
    let found = explore_plan(&plan, &input, args.limit as usize).map_err(refused)?;
    match args.format {
        Format::Json => json::write(&mut console.out, &Report::new(&plan, &found))?,
        Format::Text => write!(console.out, "{}", text(&plan, &input, &found))?,
    }
    Ok(Exit::Succeeded)
}

/// The output of `--format json`. The names and their order are part of the command line's contract.
#[derive(Serialize)]
struct Report<'a> {
    /// The number of completion orders.
    orders: u128,
    /// Whether this number is exact, or the largest that can be counted.
    orders_exact: bool,
    by_graph: ByGraph<'a>,
    shared: Shared<'a>,
}

/// The results when payloads follow the graph.
#[derive(Serialize)]
struct ByGraph<'a> {
    /// The number of orders tried.
    evaluated: usize,
    every_order: bool,
    /// Whether they all gave every processor the same input, and the run the same output.
    same: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_base64: Option<String>,
}

/// The results with a shared payload.
#[derive(Serialize)]
struct Shared<'a> {
    outputs: Vec<Row<'a>>,
    processors: Vec<Inputs<'a>>,
}

#[derive(Serialize)]
struct Inputs<'a> {
    id: &'a str,
    inputs: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_base64: Option<String>,
    /// The number of completion orders with this result.
    orders: u128,
    /// The completions that lead to it, in order.
    witness: Vec<&'a str>,
}

impl<'a> Report<'a> {
    fn new(plan: &'a Plan, found: &'a Exploration) -> Self {
        let id = |p: ProcessorIdx| plan.graph().id(p);
        let rows = |possibilities: &'a [Possibility]| -> Vec<Row<'a>> {
            let row = |one: &'a Possibility| {
                let (content, content_base64) = text_or_base64(Some(&one.content));
                let witness = one.witness.iter().map(|&p| id(p)).collect();
                Row { content, content_base64, orders: one.orders, witness }
            };
            possibilities.iter().map(row).collect()
        };
        let inputs = plan.graph().processors().zip(&found.inputs);
        let (output, output_base64) = text_or_base64(found.by_graph.output.as_ref());
        Self {
            orders: found.orders,
            orders_exact: found.orders < u128::MAX,
            by_graph: ByGraph {
                evaluated: found.by_graph.evaluated,
                every_order: found.by_graph.evaluated as u128 == found.orders,
                same: found.by_graph.is_same,
                output,
                output_base64,
            },
            shared: Shared {
                outputs: rows(&found.outputs),
                processors: inputs.map(|(p, inputs)| Inputs { id: id(p), inputs: rows(inputs) }).collect(),
            },
        }
    }
}

/// A number of completion orders.
#[derive(Clone, Copy, PartialEq)]
struct Count(u128);

impl From<u8> for Count {
    fn from(number: u8) -> Self {
        Self(number.into())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == u128::MAX { write!(f, "more than {}", u128::MAX - 1) } else { write!(f, "{}", self.0) }
    }
}

fn text(plan: &Plan, input: &Payload, found: &Exploration) -> String {
    let processors = plan.graph().len();
    let tried = found.by_graph.evaluated;
    let (processors, orders) = (counted(processors, "processor"), counted(Count(found.orders), "order"));
    let mut out = format!("{processors} can complete in {orders}.\n\nPayloads passed along the graph: ");
    // Writing to a string does not fail, here and below.
    let _ = match (found.by_graph.is_same, tried as u128 == found.orders) {
        (false, _) => {
            writeln!(out, "different orders give different payloads. This is a bug.")
        }
        (true, true) if tried == 1 => writeln!(out, "the only order was tried."),
        (true, true) => writeln!(out, "all {tried} orders were tried, and all give the same payloads."),
        (true, false) => {
            writeln!(out, "{tried} evenly spaced orders were tried, and all give the same payloads.")
        }
    };
    if let Some(output) = &found.by_graph.output {
        let _ = writeln!(out, "  The output is {}.", shown(output));
    }
    let outputs = found.outputs.len();
    let possible = counted(outputs, "possible output");
    let _ = writeln!(out, "\nWith one shared payload (the last writer wins): {possible}.");
    for (i, output) in found.outputs.iter().take(OUTPUTS).enumerate() {
        let _ = writeln!(out, "\n{}. {} in {}", i + 1, shown(&output.content), share(output, found));
        if i < REPLAYS {
            out.push_str(&replay(plan, input, &output.witness));
        } else {
            let _ = writeln!(out, "   if they complete in this order: {}", names(plan, &output.witness));
        }
    }
    if outputs > OUTPUTS {
        let _ = writeln!(out, "\n… and {} more; --format json prints all of them.", outputs - OUTPUTS);
    }
    inputs(&mut out, plan, found);
    out
}

/// The inputs of processors, where they vary.
fn inputs(out: &mut String, plan: &Plan, found: &Exploration) {
    let mut table = Table::new(["processor", "reads", "in", "for example after"]);
    let varying = plan.graph().processors().zip(&found.inputs).filter(|(_, inputs)| inputs.len() > 1);
    let rows: Vec<_> = varying.flat_map(|(p, inputs)| inputs.iter().map(move |input| (p, input))).collect();
    for &(p, input) in rows.iter().take(INPUTS) {
        let id = printable(plan.graph().id(p)).into_owned();
        table.row([id, shown(&input.content), share(input, found), names(plan, &input.witness)]);
    }
    let _ = match rows.len() {
        0 => writeln!(out, "\nEvery processor reads the same input in every order."),
        _ => write!(
            out,
            "\nThe input of these processors depends on the order; all others always read the same input.\n\n{table}"
        ),
    };
    if rows.len() > INPUTS {
        let _ = writeln!(out, "… and {} more; --format json prints all of them.", rows.len() - INPUTS);
    }
}

/// The steps when processors complete in this order, one line each.
fn replay(plan: &Plan, input: &Payload, order: &[ProcessorIdx]) -> String {
    let steps = replay_shared(plan, input, order).expect("a witness is a completion order");
    let mut table = Table::new(["", "", ""]);
    for step in steps {
        let (verb, what) = match step.kind {
            SharedStepKind::Reads => ("starts and reads", shown(&step.payload)),
            SharedStepKind::Writes => ("completes and writes", shown(&step.payload)),
            SharedStepKind::Leaves => ("completes and does not change", shown(&step.payload)),
            SharedStepKind::Fails(error) => ("fails and writes nothing:", printable(&error.to_string()).into_owned()),
        };
        table.row([printable(plan.graph().id(step.processor)).into_owned(), verb.into(), what]);
    }
    table.to_string().lines().filter(|line| !line.is_empty()).fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "   {line}");
        out
    })
}

/// `3 of 8 orders (37.5 %)`
fn share(possibility: &Possibility, found: &Exploration) -> String {
    let Possibility { orders, .. } = possibility;
    if *orders == found.orders {
        return "every order".into();
    }
    let percent = *orders as f64 * 100.0 / found.orders as f64;
    format!("{} of {} orders ({percent:.1} %)", Count(*orders), Count(found.orders))
}

fn names(plan: &Plan, order: &[ProcessorIdx]) -> String {
    order.iter().map(|&p| printable(plan.graph().id(p))).collect::<Vec<_>>().join(", ")
}

/// The beginning of a payload, in quotes.
fn shown(payload: &Payload) -> String {
    let Some(text) = payload.text() else { return format!("not text, of length {}", payload.bytes().len()) };
    match text.char_indices().nth(COLUMNS) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_are_shown_in_one_line() {
        for (payload, expected) in
            [(Payload::from("a\"b\n\x1b"), r#""a\"b\n\u{1b}""#), (Payload::from(&b"\xff"[..]), "not text, of length 1")]
        {
            assert_eq!(shown(&payload), expected);
        }
        assert_eq!(shown(&"é".repeat(41).into()), format!("\"{}\"…", "é".repeat(40)));
    }

    #[test]
    fn counts_say_where_they_stop() {
        assert_eq!(Count(7).to_string(), "7");
        assert_eq!(Count(u128::MAX).to_string(), "more than 340282366920938463463374607431768211454");
    }
}
