//! Reads, validates and draws a workflow file.

use std::sync::Arc;

use dagwood_core::{
    Diagnostic, Environment, Graph, Overrides, Severity, compile_with,
    text::{
        LineIndex, TextRange,
        edit::{Fix, Fixer},
    },
};
use dagwood_export::drawing::Drawing;
use dagwood_proto::worker::{Picture, Problem, problem, worker_request::Check, worker_response::Checked};

use crate::{
    decompose::decompose,
    modules::{Names, stub},
    units::{Units, ends},
};

/// Checks one text after the other. The drawing is reused as long as the graph stays the same.
#[derive(Default)]
pub struct Checker {
    drawn: Option<Drawn>,
}

/// The last drawing.
struct Drawn {
    graph: Arc<Graph>,
    across: bool,
    number: u32,
}

impl Checker {
    /// The complete result for a workflow file.
    pub fn check(&mut self, request: &Check) -> Checked {
        let (checked, diagnostics) = self.check_without_problems(request);
        Checked { problems: problems(&request.workflow, diagnostics), ..checked }
    }

    /// The result without its problems, which come from the diagnostics: [`problems`].
    pub(crate) fn check_without_problems(
        &mut self,
        Check { workflow: text, modules, across, drawn }: &Check,
    ) -> (Checked, Vec<Diagnostic>) {
        let names = Names::new(modules);
        let compiled =
            compile_with(text, Overrides::default(), Environment { modules: &names, local: stub, decompose });
        let number = compiled.plan.as_ref().map(|plan| self.number(plan.graph(), *across));
        let missing = compiled.plan.as_ref().zip(number).filter(|(_, number)| number != drawn);
        let checked = Checked {
            problems: Vec::new(),
            picture: missing.map(|(plan, number)| picture(plan.graph(), *across, number)),
            options: compiled.plan.as_ref().map(|plan| plan.options().into()),
            modules: names.asked(),
            is_drawn: number == Some(*drawn),
            places: places(text, &compiled.places),
        };
        (checked, compiled.diagnostics)
    }

    /// The number of a drawing: that of the last one if it is equal.
    fn number(&mut self, graph: &Arc<Graph>, across: bool) -> u32 {
        let last = self.drawn.as_ref().map_or(0, |drawn| drawn.number);
        if !self.drawn.as_ref().is_some_and(|drawn| drawn.across == across && drawn.graph == *graph) {
            self.drawn = Some(Drawn { graph: graph.clone(), across, number: last + 1 });
        }
        self.drawn.as_ref().map_or(0, |drawn| drawn.number)
    }
}

/// The number of problems that come with fixes: more than a user handles before the next check.
const FIXED: usize = 100;

/// The diagnostics of `text`, with positions in the units of browser editors.
pub(crate) fn problems(text: &str, diagnostics: Vec<Diagnostic>) -> Vec<Problem> {
    if diagnostics.is_empty() {
        // The text would be read again in vain with every key press.
        return Vec::new();
    }
    let mut fixer = Fixer::new(text);
    let fixed: Vec<Vec<Fix>> = diagnostics.iter().take(FIXED).map(|diagnostic| fixer.fixes(diagnostic)).collect();
    let edits = fixed.iter().flatten().flat_map(|fix| ends(&fix.edits));
    let places = diagnostics.iter().flat_map(|d| [d.range.start, d.range.end]);
    let units = Units::of(text, places.chain(edits));
    let lines = LineIndex::new(text);
    let problem = |(diagnostic, fixes): (Diagnostic, Vec<Fix>)| {
        let place = lines.position(diagnostic.range.start);
        let severity = match diagnostic.severity {
            Severity::Info => problem::Severity::Info,
            Severity::Warning => problem::Severity::Warning,
            Severity::Error => problem::Severity::Error,
        };
        let fix = |Fix { title, edits }| problem::Fix { title, replacements: units.replacements(edits) };
        Problem {
            severity: severity.into(),
            code: diagnostic.code.name().into(),
            message: diagnostic.message,
            from: units.at(diagnostic.range.start),
            to: units.at(diagnostic.range.end),
            line: place.line,
            column: place.column,
            suggestion: diagnostic.suggestion,
            fixes: fixes.into_iter().map(fix).collect(),
        }
    };
    let fixed = fixed.into_iter().chain(std::iter::repeat_with(Vec::new));
    diagnostics.into_iter().zip(fixed).map(problem).collect()
}

/// The ranges of processors in the units of browser editors.
fn places(text: &str, ranges: &[TextRange]) -> Vec<u32> {
    let bytes = || ranges.iter().flat_map(|range| [range.start, range.end]);
    let units = Units::of(text, bytes());
    bytes().map(|byte| units.at(byte)).collect()
}

fn picture(graph: &Graph, across: bool, number: u32) -> Picture {
    let Drawing { edges, layout, node_width, node_height, across } = Drawing::new(graph, across);
    let lines = (0..edges.len()).map(|edge| layout.edge(edge));
    Picture {
        graph: Some(graph.into()),
        centres: layout.positions.iter().flat_map(|p| [p.x, p.y]).collect(),
        point_counts: lines.clone().map(|line| line.len() as u32).collect(),
        points: lines.flatten().flat_map(|p| [p.x, p.y]).collect(),
        width: layout.width,
        height: layout.height,
        node_width,
        node_height,
        across,
        number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::{Replacement, worker_request::Known};

    fn check_text(text: &str) -> Checked {
        let refused = Known { name: "refused.wasm".into(), refusal: Some("it is of no use".into()) };
        let modules = vec![Known { name: "known.wasm".into(), refusal: None }, refused];
        Checker::default().check(&Check { workflow: text.into(), modules, ..Check::default() })
    }

    #[test]
    fn modules_are_known_by_name() {
        let checked = check_text(
            "strategy: level\nprocessors:\n- { id: a, type: wasm, module: known.wasm }\n\
             - { id: b, type: wasm, module: refused.wasm }\n- { id: c, type: wasm, module: known.wasm }\n",
        );
        assert_eq!(checked.modules, ["known.wasm", "refused.wasm"]);
        assert!(checked.picture.is_some());
        let codes: Vec<_> = checked.problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["module-refused"]);
        let checked = check_text("strategy: level\nprocessors:\n- { id: a, type: wasm, module: other.wasm }\n");
        assert_eq!((checked.modules, checked.picture), (vec!["other.wasm".into()], None));
        assert_eq!(checked.problems[0].code, "missing-module");
    }

    #[test]
    fn a_drawing_is_made_again_only_for_another_graph_or_direction() {
        let text = |duration: u32, last: &str| {
            format!(
                "strategy: level\nprocessors:\n\
                 - {{ id: a, type: local, processor: token_counter, simulate: {{ duration_ms: {duration} }} }}\n\
                 - {{ id: {last}, type: local, processor: token_counter, depends_on: [a] }}\n"
            )
        };
        let mut checker = Checker::default();
        let mut check = |workflow: String, across, drawn| {
            let checked = checker.check(&Check { workflow, across, drawn, ..Check::default() });
            (checked.picture.map(|picture| (picture.number, picture.width > picture.height)), checked.is_drawn)
        };
        assert_eq!(check(text(1, "b"), false, 0), (Some((1, true)), false));
        assert_eq!(check(text(9, "b"), false, 1), (None, true), "another duration");
        assert_eq!(check(text(9, "b"), false, 0), (Some((1, true)), false), "the page missed it");
        assert_eq!(check(text(9, "c"), false, 1), (Some((2, true)), false), "another id");
        assert_eq!(check("strategy: x".into(), false, 2), (None, false), "nothing to draw");
        assert_eq!(check(text(1, "c"), false, 2), (None, true), "what was drawn before");
        assert_eq!(check(text(1, "c"), true, 2), (Some((3, true)), false), "another direction");
    }

    #[test]
    fn places_are_in_utf16_units() {
        let text =
            "strategy: level\n# 🪵é\nextra: 1\nprocessors:\n- { id: a, type: local, processor: token_counter }\n";
        let checked = check_text(text);
        let [problem] = &checked.problems[..] else { panic!("one problem, not {:?}", checked.problems) };
        let units: Vec<u16> = text.encode_utf16().collect();
        let underlined = String::from_utf16_lossy(&units[problem.from as usize..problem.to as usize]);
        assert_eq!((problem.code.as_str(), underlined.as_str()), ("unknown-key", "extra"));
        assert_eq!((problem.line, problem.column), (3, 1));
        assert!(checked.modules.is_empty() && checked.picture.is_some());
    }

    #[test]
    fn problems_come_with_their_fixes() {
        let text = "# 🪵\nstratgey: level\nprocessors:\n- { id: a, type: local, processor: token_counter }\n";
        let checked = check_text(text);
        let [Problem { fixes, .. }, missing] = &checked.problems[..] else { panic!("{:?}", checked.problems) };
        let titles = |fixes: &[problem::Fix]| fixes.iter().map(|fix| fix.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(fixes), ["Change to `strategy`", "Remove `stratgey`"]);
        assert_eq!(titles(&missing.fixes), ["Add `strategy: work_queue`"]);
        let replacement = |from, to, text: &str| Replacement { from, to, text: text.into() };
        assert_eq!(fixes[0].replacements, [replacement(5, 13, "strategy")]);
        assert_eq!(missing.fixes[0].replacements, [replacement(5, 5, "strategy: work_queue\n")]);
    }

    #[test]
    fn processors_are_where_they_stand() {
        let text = "strategy: level\n# 🪵\nprocessors:\n- id: a\n  type: local\n  processor: token_counter\n\n\
                    - { id: é, type: local, processor: token_counter } # b\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let places = check_text(text).places;
        let (pairs, _) = places.as_chunks::<2>();
        let stands: Vec<_> =
            pairs.iter().map(|&[from, to]| String::from_utf16_lossy(&units[from as usize..to as usize])).collect();
        let expected =
            ["id: a\n  type: local\n  processor: token_counter", "{ id: é, type: local, processor: token_counter }"];
        assert_eq!(stands, expected);
    }

    #[test]
    fn a_broken_file_has_problems_and_no_picture() {
        let checked = check_text("strategy: level\nprocessors: [");
        assert!(!checked.problems.is_empty());
        assert!(checked.picture.is_none() && checked.options.is_none() && checked.places.is_empty());
    }
}
