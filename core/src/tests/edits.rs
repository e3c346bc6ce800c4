//! Properties of every edit and every fix of every workflow, in any style.

use alloc::{format, string::String, vec::Vec};

use proptest::{prelude::*, sample::Index};

use crate::{
    Diagnostic, Micros, Severity, compile,
    text::edit::{Edit, EditError, Fixer, NewCode, NewValue, apply, edit},
};

/// A processor, and its style.
#[derive(Clone, Debug)]
struct Written {
    /// Indices of earlier processors.
    depends_on: Vec<usize>,
    duration_ms: Option<u8>,
    style: u8,
}

/// The style of a file.
#[derive(Clone, Copy, Debug)]
struct Style {
    newline: &'static str,
    byte_order_mark: bool,
    indent: usize,
    gaps: bool,
}

/// A workflow, and its text. Every comment in it is different.
#[derive(Clone, Debug)]
struct File {
    processors: Vec<Written>,
    style: Style,
}

/// Ids, some of which need quotes.
fn id(at: usize) -> String {
    match at % 5 {
        1 => format!("p {at}"),
        2 => format!("{at}"),
        3 => format!("p,{at}"),
        4 => format!("p: {at}"),
        _ => format!("p{at}"),
    }
}

fn quoted(at: usize) -> String {
    if at.is_multiple_of(5) { id(at) } else { format!("'{}'", id(at)) }
}

impl File {
    fn text(&self) -> String {
        let Style { newline, byte_order_mark, indent, gaps } = self.style;
        let mut lines = Vec::from([
            String::from(if byte_order_mark { "\u{feff}# head" } else { "# head" }),
            "strategy: reactive # strategy".into(),
            "processors: # processors".into(),
        ]);
        let indent = " ".repeat(indent);
        for (at, written) in self.processors.iter().enumerate() {
            if gaps && at > 0 {
                lines.push(String::new());
            }
            lines.push(format!("{indent}# before {at}."));
            let mentions: Vec<String> = written.depends_on.iter().map(|&at| quoted(at)).collect();
            let list = mentions.join(", ");
            let name = quoted(at);
            if written.style & 1 == 1 {
                let simulate =
                    written.duration_ms.map_or(String::new(), |ms| format!(", simulate: {{ duration_ms: {ms} }}"));
                let depends_on = if written.depends_on.is_empty() && written.style & 2 == 2 {
                    String::new()
                } else {
                    format!(", depends_on: [{list}]")
                };
                lines.push(format!(
                    "{indent}- {{ id: {name}, type: local, processor: reverse_text{depends_on}{simulate} }} # of {at}."
                ));
                continue;
            }
            lines.push(format!("{indent}- id: {name} # of {at}."));
            lines.push(format!("{indent}  type: local"));
            lines.push(format!("{indent}  # inside {at}."));
            lines.push(format!("{indent}  processor: 'reverse_text' # code of {at}."));
            match written.style >> 1 & 3 {
                0 if mentions.is_empty() => lines.push(format!("{indent}  depends_on: # list of {at}.")),
                1 if mentions.is_empty() => {}
                2 if !mentions.is_empty() => {
                    lines.push(format!("{indent}  depends_on: # list of {at}."));
                    for (mention, of) in mentions.iter().zip(&written.depends_on) {
                        lines.push(format!("{indent}    - {mention} # {of}. for {at}."));
                    }
                }
                3 if !mentions.is_empty() => {
                    lines.push(format!("{indent}  depends_on: [ # list of {at}."));
                    for (mention, of) in mentions.iter().zip(&written.depends_on) {
                        lines.push(format!("{indent}    {mention}, # {of}. for {at}."));
                    }
                    lines.push(format!("{indent}    ] # end of {at}."));
                }
                _ => lines.push(format!("{indent}  depends_on: [{list}] # list of {at}.")),
            }
            if let Some(ms) = written.duration_ms {
                lines.push(format!("{indent}  simulate:"));
                lines.push(format!("{indent}    duration_ms: {ms} # takes {at}."));
            }
        }
        lines.push("# tail".into());
        lines.push(String::new());
        lines.join(newline)
    }

    fn ids(&self) -> Vec<String> {
        (0..self.processors.len()).map(id).collect()
    }

    /// The dependencies of each processor, by ids.
    fn graph(&self) -> Vec<(String, Vec<String>)> {
        let row = |written: &Written| written.depends_on.iter().map(|&at| id(at)).collect();
        self.ids().into_iter().zip(self.processors.iter().map(row)).collect()
    }
}

fn files() -> impl Strategy<Value = File> {
    let written = (prop::collection::vec(any::<Index>(), 0..4), prop::option::of(0..9u8), any::<u8>());
    let newline = prop::sample::select(&["\n", "\r\n", "\r"][..]);
    let indent = prop::sample::select(&[0, 2, 4][..]);
    let style = (newline, any::<bool>(), indent, any::<bool>())
        .prop_map(|(newline, byte_order_mark, indent, gaps)| Style { newline, byte_order_mark, indent, gaps });
    (prop::collection::vec(written, 1..9), style).prop_map(|(processors, style)| {
        let processor = |(at, (dependencies, duration_ms, style)): (usize, (Vec<Index>, _, _))| {
            let mut depends_on = Vec::new();
            for place in dependencies.iter().filter(|_| at > 0).map(|place| place.index(at)) {
                if !depends_on.contains(&place) {
                    depends_on.push(place);
                }
            }
            Written { depends_on, duration_ms, style }
        };
        File { processors: processors.into_iter().enumerate().map(processor).collect(), style }
    })
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r'])
}

/// The comments of a text.
fn comments(text: &str) -> Vec<&str> {
    lines(text).filter_map(|line| line.find('#').map(|at| &line[at..])).collect()
}

/// The graph of a text, by ids.
fn graph(text: &str) -> Vec<(String, Vec<String>)> {
    let compiled = compile(text);
    let plan = compiled.plan.unwrap_or_else(|| panic!("{:#?}\n{text}", compiled.diagnostics));
    let graph = plan.graph();
    let id = |p| String::from(graph.id(p));
    graph.processors().map(|p| (id(p), graph.dependencies(p).iter().map(|&d| id(d)).collect())).collect()
}

#[track_caller]
fn edited(text: &str, change: &Edit) -> String {
    match edit(text, change) {
        Ok(edits) => apply(text, &edits),
        Err(error) => panic!("{change:?} is refused: {error}\n{text}"),
    }
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_text_is_what_it_is_meant_to_be(file in files()) {
        prop_assert_eq!(graph(&file.text()), file.graph());
    }

    #[test]
    fn an_added_processor_is_there_and_nothing_else_changes(file in files(), at in any::<Index>()) {
        let text = file.text();
        let at = at.index(file.processors.len());
        let after = id(at);
        let change = Edit::Add { id: "new", code: NewCode::Local("token_counter"), depends_on: &[&after], after: Some(&after) };
        let edited = edited(&text, &change);
        let mut expected = file.graph();
        expected.insert(at + 1, ("new".into(), [after.clone()].into()));
        prop_assert_eq!(graph(&edited), expected);
        prop_assert_eq!(comments(&edited), comments(&text));
        prop_assert!(!edited.replace(file.style.newline, "").contains(['\n', '\r']), "{:?}", edited);
    }

    #[test]
    fn a_removed_processor_is_mentioned_nowhere(file in files(), at in any::<Index>()) {
        prop_assume!(file.processors.len() > 1);
        let text = file.text();
        let at = at.index(file.processors.len());
        let edited = edited(&text, &Edit::Remove { id: &id(at) });
        let mut expected = file.graph();
        expected.remove(at);
        expected.iter_mut().for_each(|(_, row)| row.retain(|other| *other != id(at)));
        prop_assert_eq!(graph(&edited), expected);
        // A comment next to a removed value is removed with it.
        let gone = |comment: &str| {
            let lonely = |other: usize| file.processors[other].depends_on == [at] && comment == format!("# list of {other}.");
            let own = comment.contains(&format!(" {at}."));
            (own && !comment.starts_with("# before")) || (0..file.processors.len()).any(lonely)
        };
        let left = comments(&edited);
        for comment in comments(&text) {
            prop_assert!(gone(comment) || left.contains(&comment), "{} is gone from\n{}", comment, edited);
        }
    }

    #[test]
    fn a_renamed_processor_is_renamed_everywhere(file in files(), at in any::<Index>(), to in "\\PC{1,8}") {
        let text = file.text();
        let old = id(at.index(file.processors.len()));
        prop_assume!(!file.ids().contains(&to));
        let edited = edited(&text, &Edit::Rename { id: &old, to: &to });
        let mut expected = file.graph();
        for (id, row) in &mut expected {
            row.iter_mut().chain([id]).filter(|id| **id == old).for_each(|id| id.clone_from(&to));
        }
        prop_assert_eq!(graph(&edited), expected);
        if !to.contains('#') {
            prop_assert_eq!(comments(&edited), comments(&text));
        }
        prop_assert_eq!(lines(&edited).count(), lines(&text).count());
    }

    #[test]
    fn a_connection_is_made_or_refused_with_its_cycle(file in files(), from in any::<Index>(), to in any::<Index>()) {
        let (text, count) = (file.text(), file.processors.len());
        let (from, to) = (from.index(count), to.index(count));
        let mut expected = file.graph();
        match edit(&text, &Edit::Connect { from: &id(from), to: &id(to) }) {
            Ok(edits) => {
                let edited = apply(&text, &edits);
                expected[to].1.push(id(from));
                prop_assert_eq!(graph(&edited), expected);
                prop_assert_eq!(comments(&edited), comments(&text));
                // And back.
                let back = self::edited(&edited, &Edit::Disconnect { from: &id(from), to: &id(to) });
                prop_assert_eq!(graph(&back), file.graph());
            }
            Err(EditError::AlreadyConnected(..)) => prop_assert!(file.processors[to].depends_on.contains(&from)),
            Err(EditError::Cycle(path)) => {
                prop_assert_eq!((path.first(), path.last()), (Some(&id(to)), Some(&id(to))));
                prop_assert_eq!(&path[path.len() - 2], &id(from));
                for pair in path.windows(2).take(path.len() - 2) {
                    let row = &expected.iter().find(|(id, _)| *id == pair[1]).expect("it is there").1;
                    prop_assert!(row.contains(&pair[0]), "{:?}", pair);
                }
            }
            Err(error) => prop_assert!(false, "{}\n{}", error, text),
        }
    }

    #[test]
    fn a_moved_processor_takes_its_comments_along(file in files(), from in any::<Index>(), before in any::<Index>()) {
        let (text, count) = (file.text(), file.processors.len());
        let (from, before) = (from.index(count), before.index(count));
        let edited = edited(&text, &Edit::Move { id: &id(from), before: &id(before) });
        let mut expected = file.graph();
        if from != before {
            let moved = expected.remove(from);
            expected.insert(if from < before { before - 1 } else { before }, moved);
        }
        prop_assert_eq!(graph(&edited), expected);
        let sorted = |text| {
            let mut all: Vec<String> = comments(text).into_iter().map(String::from).collect();
            all.sort();
            all
        };
        prop_assert_eq!(sorted(&edited), sorted(&text));
        let above = format!("# before {from}.");
        let mut written = lines(&edited).map(str::trim).filter(|line| !line.is_empty()).skip_while(|&line| line != above);
        let own = format!("id: {}", quoted(from));
        prop_assert!(written.nth(1).is_some_and(|line| line.contains(&own)), "{}", edited);
        prop_assert_eq!(lines(&edited).count(), lines(&text).count());
        prop_assert!(!edited.replace(file.style.newline, "").contains(['\n', '\r']), "{:?}", edited);
    }

    #[test]
    fn a_value_is_set_and_goes_again(file in files(), at in any::<Index>(), key in 0..6usize, number in 0..1_000u32) {
        let text = file.text();
        let at = at.index(file.processors.len());
        let settings = |text: &str| {
            let plan = compile(text).plan.expect("it compiles");
            plan.graph().processors().map(|p| *plan.settings(p)).collect::<Vec<_>>()
        };
        let (mut with, mut without) = (settings(&text), settings(&text));
        let (with_it, without_it) = (&mut with[at], &mut without[at]);
        let prefix = format!("{number}: #");
        let mut value = NewValue::Number(number.into());
        let millis = Micros::from_millis(number.into());
        let key = match key {
            0 => {
                (with_it.duration, without_it.duration) = (Some(millis), None);
                "simulate.duration_ms"
            }
            1 => {
                with_it.fail_attempts = number;
                "simulate.fail_attempts"
            }
            2 => {
                value = NewValue::Number(u64::from(number) + 1);
                with_it.timeout = Some(millis + Micros::from_millis(1));
                "timeout_ms"
            }
            3 => {
                with_it.retry.attempts = number;
                "retry.attempts"
            }
            4 => {
                with_it.retry.backoff = millis;
                "retry.backoff_ms"
            }
            _ => {
                value = NewValue::Text(&prefix);
                "options.prefix"
            }
        };
        let of = id(at);
        let set = edited(&text, &Edit::Set { of: Some(&of), key, value: Some(value) });
        prop_assert_eq!((graph(&set), settings(&set)), (file.graph(), with));
        if key != "options.prefix" {
            prop_assert_eq!(comments(&set), comments(&text));
        }
        let cleared = edited(&set, &Edit::Set { of: Some(&of), key, value: None });
        prop_assert_eq!((graph(&cleared), settings(&cleared)), (file.graph(), without));
    }

    #[test]
    fn a_fix_removes_its_diagnostic_and_adds_no_error(
        file in files(),
        breaks in prop::collection::vec((0..8usize, any::<Index>(), any::<Index>()), 1..4),
    ) {
        let mut text = file.text();
        for (kind, at, of) in &breaks {
            let (word, instead) = [
                ("reverse_text", "revers_text"),
                ("strategy: reactive", "strategy: reactiv"),
                ("strategy:", "stratgey:"),
                ("type: local", "typ: local"),
                ("duration_ms", "batch_size"),
                ("p0", "p00"),
                ("type: local", "timeout_ms: 3"),
                ("id: p0", "id: p5"),
            ][*kind];
            let found: Vec<usize> = text.match_indices(word).map(|(at, _)| at).collect();
            if !found.is_empty() {
                let at = found[at.index(found.len())];
                text.replace_range(at..at + word.len(), instead);
            } else {
                let at = of.index(file.processors.len());
                let edits = edit(&text, &Edit::Rename { id: &id(at), to: "p5" });
                text = edits.map_or(text.clone(), |edits| apply(&text, &edits));
            }
        }
        let before = compile(&text).diagnostics;
        let mut fixer = Fixer::new(&text);
        for diagnostic in &before {
            for fix in fixer.fixes(diagnostic) {
                let fixed = apply(&text, &fix.edits);
                let after = compile(&fixed).diagnostics;
                let same = |all: &[Diagnostic]| {
                    all.iter().filter(|d| d.code == diagnostic.code && d.message == diagnostic.message).count()
                };
                prop_assert!(same(&after) < same(&before), "{:?} leaves {:?}\n{}", fix, diagnostic, fixed);
                prop_assert!(errors(&after) <= errors(&before), "{:?}: {:#?}\n{}", fix, after, fixed);
            }
        }
    }
}
