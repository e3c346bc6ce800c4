//! Tries every order in which the processors of a workflow can complete, and the results with a shared payload.

use dagwood_core::{
    explore::{ExploreError, Possibility, SharedStepKind, explore as explore_states, replay_shared},
    limits,
};
use dagwood_proto::worker::worker_response::{Explored, Outcome, Step, step};

use crate::Order;

/// The initial limit on states; it is then multiplied again and again, so that progress can be reported.
const FIRST: usize = 2_000;
const MORE: usize = 10;
/// The maximum number of outcomes listed.
const LISTED: usize = 100;

/// Explores. `tell` is called with a lower limit on the number of states whenever it grows.
#[must_use]
pub(crate) fn explore(Order { plan, input, .. }: &Order, tell: impl Fn(u32)) -> Explored {
    let mut limit = FIRST;
    let exploration = loop {
        match explore_states(plan, input, limit) {
            Err(ExploreError::TooManyStates { .. }) if limit < limits::EXPLORED_STATES => {
                tell(limit as u32);
                limit = (limit * MORE).min(limits::EXPLORED_STATES);
            }
            result => break result,
        }
    };
    let exploration = match exploration {
        Ok(exploration) => exploration,
        Err(error) => return Explored { refusal: Some(error.to_string()), ..Explored::default() },
    };
    let outcome = |possibility: &Possibility| Outcome {
        payload: possibility.content.bytes().to_vec(),
        orders: count(possibility.orders),
        steps: replay_shared(plan, input, &possibility.witness)
            .into_iter()
            .flatten()
            .map(|step| Step {
                processor: step.processor,
                kind: Some(match step.kind {
                    SharedStepKind::Reads => step::Kind::Reads(true),
                    SharedStepKind::Writes => step::Kind::Writes(step.payload.bytes().to_vec()),
                    SharedStepKind::Leaves => step::Kind::Leaves(true),
                    SharedStepKind::Fails(error) => step::Kind::Fails(error.to_string()),
                }),
            })
            .collect(),
    };
    Explored {
        orders: count(exploration.orders),
        tried: exploration.by_graph.evaluated as u32,
        is_same: exploration.by_graph.is_same,
        output: exploration.by_graph.output.map(|output| output.bytes().to_vec()).unwrap_or_default(),
        outcomes: exploration.outputs.iter().take(LISTED).map(outcome).collect(),
        outcome_count: exploration.outputs.len() as u32,
        refusal: None,
        ids: plan.graph().processors().map(|p| plan.graph().id(p).into()).collect(),
    }
}

/// Beyond what can be counted, this is a lower limit.
fn count(orders: u128) -> String {
    if orders == u128::MAX { "more than 10³⁸".into() } else { orders.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::worker_request::Run;
    use std::cell::Cell;

    fn order(workflow: &str) -> Order {
        let request = Run { workflow: workflow.into(), input: b"ab".to_vec(), ..Run::default() };
        Order::read(request).map_err(|refused| refused.message).expect("it is valid")
    }

    #[test]
    fn two_transforms_race_for_the_shared_payload() {
        let explored = explore(
            &order(
                "strategy: level\nprocessors:\n- { id: up, type: local, processor: change_text_case_upper }\n\
                 - { id: turn, type: local, processor: reverse_text }\n",
            ),
            |_| panic!("there are few states"),
        );
        assert_eq!((explored.orders.as_str(), explored.tried, explored.is_same), ("2", 2, true));
        let outcomes: Vec<_> = explored.outcomes.iter().map(|o| (o.payload.as_slice(), o.orders.as_str())).collect();
        assert_eq!(outcomes, [(&b"ba"[..], "1"), (&b"AB"[..], "1")]);
        let story: Vec<_> = explored.outcomes[1].steps.iter().map(|step| (step.processor, step.kind.clone())).collect();
        assert_eq!(
            story,
            [
                (0, Some(step::Kind::Reads(true))),
                (1, Some(step::Kind::Reads(true))),
                (1, Some(step::Kind::Writes(b"ba".to_vec()))),
                (0, Some(step::Kind::Writes(b"AB".to_vec()))),
            ]
        );
    }

    #[test]
    fn what_is_too_much_says_so_and_how_it_came_to_that() {
        let mut workflow = String::from("strategy: level\nprocessors:\n");
        for i in 0..24 {
            workflow += &format!("- {{ id: p{i}, type: local, processor: token_counter }}\n");
        }
        let told = Cell::new(0);
        let explored = explore(&order(&workflow), |states| told.set(states));
        assert_eq!(told.get(), 20_000);
        assert!(explored.refusal.is_some_and(|refusal| refusal.contains("200000 states")));
    }
}
