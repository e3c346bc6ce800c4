//! Draws a workflow with missing dependencies.

use dagwood_core::{Graph, ProcessorIdx, plan};
use dagwood_export::drawing::Drawing;
use dagwood_proto::worker::{
    Picture,
    worker_request::Sketch,
    worker_response::{Missing, Sketched},
};

use crate::units::Units;

/// A file with more missing processors than this is not drawn: it is being rewritten.
const MOST: usize = 100;

/// The drawing. `None` if no processor is missing, or if the file has no graph.
pub(crate) fn draw(Sketch { workflow, across }: &Sketch) -> Option<Sketched> {
    let plan::Sketch { graph: whole, missing: places } = plan::sketch(workflow).filter(|s| s.missing.len() <= MOST)?;
    let known = (whole.len() - places.len()) as ProcessorIdx;
    let drawing = Drawing::new(&whole, *across);
    let units = Units::of(workflow, places.iter().flat_map(|place| [place.start, place.end]));
    let missing = (known..).zip(&places).map(|(p, place)| {
        let centre = drawing.layout.positions[p as usize];
        let (from, to) = (units.at(place.start), units.at(place.end));
        Missing { id: whole.id(p).into(), x: centre.x, y: centre.y, from, to, ..Missing::default() }
    });
    let mut missing: Vec<_> = missing.collect();
    let (mut point_counts, mut points) = (Vec::new(), Vec::new());
    for (edge, &(from, _)) in drawing.edges.iter().enumerate() {
        let line = drawing.layout.edge(edge);
        let (counts, all) = match from.checked_sub(known) {
            Some(ghost) => {
                let Missing { point_counts, points, .. } = &mut missing[ghost as usize];
                (point_counts, points)
            }
            None => (&mut point_counts, &mut points),
        };
        counts.push(line.len() as u32);
        all.extend(line.iter().flat_map(|point| [point.x, point.y]));
    }
    let row = |p| whole.dependencies(p).iter().copied().filter(|&from| from < known).collect::<Vec<_>>();
    let rows: Vec<_> = (0..known).map(row).collect();
    let named = (0..known).map(|p| (whole.id(p), whole.intent(p)));
    let graph = Graph::new(named, rows.iter().map(Vec::as_slice)).ok()?;
    let picture = Picture {
        graph: Some((&graph).into()),
        centres: drawing.layout.positions[..known as usize].iter().flat_map(|p| [p.x, p.y]).collect(),
        point_counts,
        points,
        width: drawing.layout.width,
        height: drawing.layout.height,
        node_width: drawing.node_width,
        node_height: drawing.node_height,
        across: *across,
        // No check has this number, so the page does not reuse this drawing for a valid text.
        number: 0,
    };
    Some(Sketched { picture: Some(picture), missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_processors_have_their_places_and_lines() {
        let workflow = "# 🪵\nstrategy: level\nprocessors:\n\
            - { id: a, type: local, processor: token_counter }\n\
            - { id: b, type: local, processor: token_counter, depends_on: [a, gone] }\n\
            - { id: c, type: local, processor: token_counter, depends_on: [gone] }\n";
        let sketch = |workflow: &str| draw(&Sketch { workflow: workflow.into(), across: false });
        let Sketched { picture, missing } = sketch(workflow).expect("a processor is missing");
        let picture = picture.expect("it has a shape");
        let graph = Graph::try_from(&picture.graph.expect("it is there")).expect("it is a graph");
        assert_eq!((graph.len(), graph.edges(), picture.point_counts.len(), picture.centres.len()), (3, 1, 1, 6));
        let [ghost] = &missing[..] else { panic!("one is missing, not {missing:?}") };
        let units: Vec<u16> = workflow.encode_utf16().collect();
        let named = String::from_utf16_lossy(&units[ghost.from as usize..ghost.to as usize]);
        assert_eq!((ghost.id.as_str(), named.as_str(), ghost.point_counts.len()), ("gone", "gone", 2));
        assert_eq!(ghost.points.len(), 2 * ghost.point_counts.iter().sum::<u32>() as usize);
        assert!(ghost.y < picture.centres[3], "it is above `b`");
        assert_eq!(sketch(&workflow.replace("gone", "a")), None, "none is missing");
    }
}
