//! Pictures of workflows and of moments of their runs.

use dagwood_core::Graph;
use dagwood_export::svg::{Moment, Picture, Subject, write};
use dagwood_proto::{
    trace,
    worker::{
        worker_request::{Draw, draw},
        worker_response::Drawn,
    },
};

/// Draws a picture.
pub(crate) fn draw(request: &Draw) -> Drawn {
    Drawn { svg: svg(request).unwrap_or_default() }
}

fn svg(Draw { name, subject, step, across }: &Draw) -> Option<String> {
    let picture = |subject: Subject| write(&Picture { name, subject, across: *across });
    match subject.as_ref()? {
        draw::Subject::Graph(graph) => Graph::try_from(graph).ok().map(|graph| picture(Subject::Workflow(&graph))),
        draw::Subject::Trace(trace) => {
            let trace = trace::decode(trace).ok()?;
            Some(picture(Subject::Both(Moment { trace: &trace, step: *step as usize })))
        }
    }
}

#[cfg(test)]
mod tests {
    use dagwood_core::{Payload, VirtualDriver, compile};

    use super::*;

    #[test]
    fn draws_a_workflow_and_a_moment() {
        let plan = compile("strategy: level\nprocessors:\n- { id: a, type: local, processor: reverse_text }\n").plan;
        let plan = plan.expect("it is valid");
        let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("x")).run_to_end();
        let of = |subject| draw(&Draw { name: "mine".into(), subject, step: 3, across: false }).svg;
        let graph = of(Some(draw::Subject::Graph((&**plan.graph()).into())));
        assert!(graph.starts_with("<svg") && graph.contains("mine") && !graph.contains("Step"), "{graph}");
        let moment = of(Some(draw::Subject::Trace(trace::encode(&trace))));
        assert!(moment.len() > graph.len(), "{moment}");
        assert_eq!((of(None), of(Some(draw::Subject::Trace(vec![7])))), (String::new(), String::new()));
    }
}
