//! The texts of the orders.

texts! {
    TITLE = "Orders";
    EXPLORING = "Exploring…";
    EMPTY = "See every order in which the processors can complete, and what would happen if they shared one mutable payload.";
    OUTPUTS = "Outputs with one shared payload";
    FINAL_PAYLOAD = "Final payload";
    EXAMPLE = "Example";
    SAME_AS_GRAPH = " (same as the graph)";
    PLAY = "Play";
    STEPS = "Steps of one order";
    FIRST = "Example: first step";
    PREVIOUS = "Example: previous step";
    NEXT = "Example: next step";
    LAST = "Example: last step";
}

/// The progress of an exploration.
pub(crate) fn exploring(states: u32) -> String {
    format!("Exploring: more than {states} states…")
}

/// How many orders there are.
pub(crate) fn orders(orders: &str) -> String {
    match orders {
        "1" => "The processors can complete in 1 order.".into(),
        orders => format!("The processors can complete in {orders} orders."),
    }
}

/// The output of all tried orders that follow the graph.
pub(crate) fn same_output(tried: &str, output: &str) -> String {
    format!("Following the graph, every order tried ({tried}) gives the same output: {output}.")
}

/// A broken invariant of the engine.
pub(crate) fn different_outputs(tried: &str) -> String {
    format!("Following the graph, the orders tried ({tried}) give different outputs. This is a bug.")
}

/// How many outputs there are with a shared payload.
pub(crate) fn shared(outcomes: u32) -> String {
    match outcomes {
        1 => "With one shared payload, all orders give the same output, too.".into(),
        n => format!("With one shared payload there are {n} possible outputs: the last writer wins."),
    }
}

/// The label of the button that plays an order.
pub(crate) fn play(payload: &str) -> String {
    format!("Play an example that gives {payload}")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![
        exploring(9),
        orders("1"),
        orders("6"),
        same_output("all", "“ab”"),
        different_outputs("all"),
        shared(1),
        shared(2),
        play("“ab”"),
    ]
}
