//! The drawing in the initial shell: the default graph as the page will draw it, kept current by this test.

use std::fmt::Write;

use dagwood_core::ProcessorState;
use dagwood_export::drawing::description;
use dagwood_playground::{
    scene::Chart,
    wire::{Check, Checked},
};
use dagwood_worker::Checker;
use expect_test::expect_file;

#[test]
fn the_first_paint_shows_the_default_graph() {
    let workflow = include_str!("../../public/examples/hello.yaml").to_owned();
    let checked = Checked::from(Checker::default().check(&Check { workflow, ..Check::default() }.into()));
    let chart = Chart::new(checked.picture.and_then(|picture| picture.read()).expect("it is valid"));
    expect_file!["../first-paint.svg"].assert_eq(&still(&chart));
}

/// A static drawing.
fn still(chart: &Chart) -> String {
    let state = ProcessorState::default().name();
    let (width, height) = (chart.size.width, chart.size.height);
    let mut svg = format!(
        "<svg class=\"still\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">\n",
        description(&chart.graph)
    );
    for edge in chart.edges() {
        // Writing to a string does not fail.
        let _ = writeln!(svg, "<path class=\"edge\" d=\"{}\"/>", edge.path);
    }
    for idx in chart.graph.processors() {
        let centre = chart.centre(idx);
        let (left, top) = (centre.x - chart.node.width / 2.0, centre.y - chart.node.height / 2.0);
        let corner = if chart.analyzes(idx) { chart.node.height / 2.0 } else { 8.0 };
        let _ = writeln!(
            svg,
            "<g class=\"node\" data-state=\"{state}\" transform=\"translate({left} {top})\"><rect class=\"box\" width=\"{}\" \
             height=\"{}\" rx=\"{corner}\"/><text><tspan class=\"id\" x=\"38\" y=\"20\">{}</tspan><tspan class=\"caption\" x=\"38\" \
             y=\"36\">{state}</tspan></text></g>",
            chart.node.width,
            chart.node.height,
            chart.label(idx)
        );
    }
    svg + "</svg>\n"
}
