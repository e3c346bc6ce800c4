//! The texts of the orders.

texts! {
    const TITLE = "Orders";
    const EXPLORING = "Exploring…";
    const EMPTY = "See every order in which the processors can complete, and what would happen if they shared one mutable payload.";
    const OUTPUTS = "Outputs with one shared payload";
    const FINAL_PAYLOAD = "Final payload";
    const EXAMPLE = "Example";
    const SAME_AS_GRAPH = " (same as the graph)";
    const PLAY = "Play";
    const STEPS = "Steps of one order";
    const FIRST = "Example: first step";
    const PREVIOUS = "Example: previous step";
    const NEXT = "Example: next step";
    const LAST = "Example: last step";
    const SAYS_EXPLORING = "Exploring";
    const STOPPED = "Exploration stopped";
    const NOT_STARTED = "Not started: the payload is the run’s input.";
    const ONE_ORDER = "The processors can complete in 1 order.";
    const ONE_OUTPUT = "With one shared payload, all orders give the same output, too.";
    fn exploring(states: u32 = 9) = "Exploring: more than {states} states…";
    fn same_output(tried: &str = "all", output: &str = "“ab”") = "Following the graph, every order tried ({tried}) gives the same output: {output}.";
    fn different_outputs(tried: &str = "all") = "Following the graph, the orders tried ({tried}) give different outputs. This is a bug.";
    fn not_explored(reason: &str = "the module “rle.wasm” could not be loaded") = "Not explored: {reason}.";
    fn explored(orders: &str = "6") = "{orders} orders explored";
    fn offer(orders: &str = "The processors can complete in 6 orders.") = "{orders} Explore tries each of them, and shows what would happen if the processors shared one mutable payload.";
    fn writes(id: &str = "mark", payload: &str = "“ab”") = "{id} completes and overwrites the payload: {payload}.";
    fn leaves(id: &str = "mark") = "{id} completes and leaves the payload unchanged.";
    fn fails(id: &str = "mark", message: &str = "it is too long") = "{id} fails and leaves the payload unchanged: {message}.";
    fn reads(id: &str = "mark") = "{id} starts and reads the payload.";
    fn play(payload: &str = "“ab”") = "Play an example that gives {payload}";
    fn many_orders(orders: &str = "6") = "The processors can complete in {orders} orders.";
    fn many_outputs(outputs: u32 = 2) = "With one shared payload there are {outputs} possible outputs: the last writer wins.";
}

/// The number of orders.
pub(crate) fn orders(orders: &str) -> String {
    if orders == "1" { ONE_ORDER.into() } else { many_orders(orders) }
}

/// The number of outputs with a shared payload.
pub(crate) fn shared(outputs: u32) -> String {
    if outputs == 1 { ONE_OUTPUT.into() } else { many_outputs(outputs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!((orders("1"), orders("6")), (ONE_ORDER.into(), many_orders("6")));
        assert_eq!((shared(1), shared(2)), (ONE_OUTPUT.into(), many_outputs(2)));
    }
}
