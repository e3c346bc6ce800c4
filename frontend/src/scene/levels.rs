//! The levels of the drawing as bands, and the barriers between them.

use dagwood_core::{EventKind, ProcessorState, Strategy, Trace};

use super::Chart;
use crate::{
    state::{Area, Point},
    text::graph as text,
};

/// The maximum number of levels that can be told apart.
const MOST: usize = 100;
/// The padding of a band around its processors.
const PAD: f32 = 10.0;
/// The length of the leaves of an open barrier.
const TURN: f32 = 14.0;

/// The levels of a drawing, and when the barriers of a run open.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// The bands, in the order of the drawing. Where components of a graph are one below the other, a level has several.
    pub bands: Vec<Band>,
    /// For each level, how many events have happened when the barrier after it opens.
    opens: Vec<usize>,
}

/// Adjacent processors of the same level.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The level.
    pub level: u32,
    /// Where it is.
    pub area: Area,
    /// The line of the barrier after it, unless the band is the last one of its component.
    pub barrier: Option<[Point; 2]>,
    /// The indices of its processors.
    members: Vec<u32>,
}

impl Levels {
    /// The levels of a run in the drawing of its graph. `None` if the strategy has no levels, if the run has a different graph, or if
    /// there are too many levels. O(processors · log processors + events).
    #[must_use]
    pub fn new(chart: &Chart, trace: &Trace) -> Option<Self> {
        let levels = trace.graph().levels();
        let is_shown = trace.options().strategy == Strategy::Level && levels <= MOST && *chart.graph == **trace.graph();
        is_shown.then(|| Self { bands: bands(chart), opens: opens(trace, levels) })
    }

    /// Whether the barrier after a level is open after the first `cursor` events.
    #[must_use]
    pub fn is_open(&self, level: u32, cursor: usize) -> bool {
        self.opens.get(level as usize).is_some_and(|&opens| opens <= cursor)
    }
}

impl Band {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        text::level(self.level)
    }

    /// The state of the barrier after it, in words, given the states of all processors.
    #[must_use]
    pub fn barrier_in_words(&self, is_open: bool, states: &[ProcessorState]) -> String {
        if is_open {
            return text::BARRIER_OPEN.into();
        }
        let ended = self.members.iter().filter(|&&p| states.get(p as usize).is_some_and(|state| state.is_ended()));
        text::barrier_closed(ended.count(), self.members.len())
    }
}

/// The `d` of a barrier's line: from end to end while it is closed; when it is open, its leaves are turned to the next level.
#[must_use]
pub fn gate([from, to]: [Point; 2], is_open: bool) -> String {
    let (x, y) = (to.x - from.x, to.y - from.y);
    if !is_open {
        return format!("M{} {}l{x} {y}", from.x, from.y);
    }
    // A line from left to right opens downwards, one from top to bottom to the right.
    let (down, right) = if x > y { (TURN, 0.0) } else { (0.0, TURN) };
    format!("M{} {}l{right} {down}M{} {}l{right} {down}", from.x, from.y, to.x, to.y)
}

/// Adjacent processors of the same level make a band.
fn bands(chart: &Chart) -> Vec<Band> {
    // As if the levels went from top to bottom.
    let turned = |place: Point| if chart.across() { Point { x: place.y, y: place.x } } else { place };
    let node = turned(Point { x: chart.node.width / 2.0 + PAD, y: chart.node.height / 2.0 + PAD });
    let mut places: Vec<_> = chart.graph.processors().map(|p| (turned(chart.centre(p)), p)).collect();
    places.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y));
    let mut stripes: Vec<(Area, Band)> = Vec::new();
    for (at, p) in places {
        let own = Area { left: at.x - node.x, top: at.y - node.y, right: at.x + node.x, bottom: at.y + node.y };
        match stripes.last_mut().filter(|(_, band)| band.level == chart.graph.rank(p)) {
            Some((area, band)) => {
                *area = area.with(own);
                band.members.push(p);
            }
            None => {
                stripes.push((own, Band { level: chart.graph.rank(p), area: own, barrier: None, members: vec![p] }));
            }
        }
    }
    let (left, right) = stripes
        .iter()
        .fold((f32::MAX, f32::MIN), |(left, right), (area, _)| (left.min(area.left), right.max(area.right)));
    let next: Vec<_> = stripes.iter().skip(1).map(|(area, band)| Some((area.top, band.level))).chain([None]).collect();
    let band = |((area, band), next): ((Area, Band), Option<(f32, u32)>)| {
        let (first, last) = (turned(Point { x: left, y: area.top }), turned(Point { x: right, y: area.bottom }));
        let barrier = next.filter(|&(_, level)| level > band.level).map(|(top, _)| {
            let y = f32::midpoint(area.bottom, top);
            [turned(Point { x: left, y }), turned(Point { x: right, y })]
        });
        Band { area: Area { left: first.x, top: first.y, right: last.x, bottom: last.y }, barrier, ..band }
    };
    stripes.into_iter().zip(next).map(band).collect()
}

/// For each level, how many events have happened when the barrier after it opens: it has ended, or a later level starts because
/// all processors of this one were skipped.
fn opens(trace: &Trace, levels: usize) -> Vec<usize> {
    let mut opens = vec![usize::MAX; levels];
    for event in trace.events() {
        let until = match event.kind {
            EventKind::LevelEnded { level, .. } => level as usize + 1,
            EventKind::LevelStarted { level, .. } => level as usize,
            _ => continue,
        };
        for opens in opens.iter_mut().take(until).filter(|opens| **opens == usize::MAX) {
            *opens = event.seq + 1;
        }
    }
    opens
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::{
        scene::{
            Alignment,
            alignment::states,
            testing::{picture_across, picture_of, recording_of},
        },
        state::Replay,
    };

    const WORKFLOW: &str = "\
strategy: level
failure_strategy: continue_on_error
processors:
  - { id: a, type: local, processor: token_counter }
  - { id: b, type: local, processor: reverse_text, simulate: { duration_ms: 30, fail_attempts: 1 } }
  - { id: c, type: local, processor: token_counter, depends_on: [b] }
  - { id: d, type: local, processor: token_counter, depends_on: [c] }
  - { id: e, type: local, processor: token_counter, depends_on: [a] }
";

    #[test]
    fn barriers_open_when_their_level_has_ended() {
        let recording = recording_of(WORKFLOW, None);
        let chart = Chart::new(picture_of(WORKFLOW));
        let levels = Levels::new(&chart, &recording.trace).expect("it has levels");
        let mut replay = Replay::at_end(recording.clone());
        let alignment = Alignment::new(&chart.graph, recording.trace.graph());
        let mut said = String::new();
        for cursor in 0..=recording.trace.len() {
            replay.seek(cursor);
            let states = states(&chart.graph, &alignment, replay.snapshot());
            let words =
                |band: &Band| band.barrier.map(|_| band.barrier_in_words(levels.is_open(band.level, cursor), &states));
            let all: Vec<_> = levels.bands.iter().filter_map(words).collect();
            let sentence = crate::scene::moment_sentence(&recording.trace, cursor);
            if sentence.starts_with("Level") || cursor == 0 {
                said += &format!("{cursor} {sentence} {all:?}\n");
            }
        }
        expect![[r#"
            0 The run has not started. ["barrier closed: 0 of 2 ended", "barrier closed: 0 of 2 ended"]
            4 Level 0 starts. ["barrier closed: 0 of 2 ended", "barrier closed: 0 of 2 ended"]
            12 Level 0 has ended: the barrier opens. ["barrier open", "barrier closed: 1 of 2 ended"]
            13 Level 1 starts. ["barrier open", "barrier closed: 1 of 2 ended"]
            16 Level 1 has ended: the barrier opens. ["barrier open", "barrier open"]
        "#]]
        .assert_eq(&said);
    }

    #[test]
    fn bands_contain_their_processors_in_any_direction() {
        for across in [false, true] {
            let chart = Chart::new(picture_across(WORKFLOW, across));
            let levels = Levels::new(&chart, &recording_of(WORKFLOW, None).trace).expect("it has levels");
            assert_eq!(levels.bands.iter().map(|band| band.level).collect::<Vec<_>>(), [0, 1, 2], "{across}");
            for band in &levels.bands {
                for &p in &band.members {
                    let (Point { x, y }, Area { left, top, right, bottom }) = (chart.centre(p), band.area);
                    assert!(left < x && x < right && top < y && y < bottom, "{band:?}");
                }
                let Some([from, to]) = band.barrier else { continue };
                let Area { right, bottom, .. } = band.area;
                assert!(if across { from.x == to.x && from.x > right } else { from.y == to.y && from.y > bottom });
            }
            assert_eq!(levels.bands.iter().filter(|band| band.barrier.is_some()).count(), 2);
        }
    }

    #[test]
    fn components_below_each_other_have_their_own_bands() {
        let mut workflow = String::from("strategy: level\nprocessors:\n");
        for i in 0..60 {
            workflow += &format!("  - {{ id: p{i}, type: local, processor: token_counter }}\n");
            workflow += &format!("  - {{ id: q{i}, type: local, processor: token_counter, depends_on: [p{i}] }}\n");
        }
        let chart = Chart::new(picture_of(&workflow));
        let levels = Levels::new(&chart, &recording_of(&workflow, None).trace).expect("it has levels");
        let bands: Vec<_> = levels.bands.iter().map(|band| (band.level, band.barrier.is_some())).collect();
        assert!(bands.len() > 2 && bands.chunks(2).all(|pair| pair == [(0, true), (1, false)]), "{bands:?}");
    }

    #[test]
    fn only_a_run_with_levels_on_its_own_graph_shows_them() {
        let chart = Chart::new(picture_of(WORKFLOW));
        assert_eq!(Levels::new(&chart, &recording_of(WORKFLOW, Some(Strategy::Reactive)).trace), None);
        assert_eq!(
            Levels::new(&Chart::new(picture_of(crate::scene::testing::WORKFLOW)), &recording_of(WORKFLOW, None).trace),
            None
        );
    }

    #[test]
    fn an_open_barrier_has_another_shape() {
        let (left, right, below) = (Point { x: 0.0, y: 5.0 }, Point { x: 90.0, y: 5.0 }, Point { x: 0.0, y: 95.0 });
        assert_eq!(gate([left, right], false), "M0 5l90 0");
        assert_eq!(gate([left, right], true), "M0 5l0 14M90 5l0 14");
        assert_eq!(gate([left, below], true), "M0 5l14 0M0 95l14 0");
    }
}
