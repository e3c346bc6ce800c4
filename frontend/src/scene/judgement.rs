//! The analysis of a graph by `hybrid`, and its choices.

use dagwood_core::run::{Analysis, Choice, Region};

use crate::text::inspector as text;

/// An analysis, in words and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The measures of the graph.
    pub sentence: String,
    /// The choice for each region and its reason; if there are very many, the first ones.
    pub choices: Vec<String>,
    /// The numbers behind it, a row for each region: name, processors, work, critical path, and expected duration under
    /// each choice, with a mark at the one taken.
    pub rows: Vec<Vec<String>>,
}

/// The maximum number of regions shown.
const REGIONS: usize = 32;

impl Judgement {
    /// An analysis, in words and numbers.
    #[must_use]
    pub fn new(analysis: &Analysis) -> Self {
        let shown = analysis.regions.len().min(REGIONS);
        Self {
            sentence: analysis.sentence(),
            choices: (0..shown).map(|region| analysis.choice_sentence(region)).collect(),
            rows: analysis.regions[..shown].iter().map(row).collect(),
        }
    }

    /// The titles of the columns.
    #[must_use]
    pub fn columns() -> Vec<String> {
        let fixed = [text::REGION, text::PROCESSORS, text::WORK, text::CRITICAL_PATH].map(String::from);
        fixed.into_iter().chain(Choice::ALL.map(|choice| choice.to_string())).collect()
    }
}

fn row(region: &Region) -> Vec<String> {
    let expected = Choice::ALL.iter().zip(region.expected).map(|(&choice, duration)| {
        if choice == region.choice { format!("✓ {duration}") } else { duration.to_string() }
    });
    let fixed = [
        region.cut.to_string(),
        region.processors.to_string(),
        region.work.to_string(),
        region.critical_path.to_string(),
    ];
    fixed.into_iter().chain(expected).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, recording_of};
    use dagwood_core::Strategy;

    #[test]
    fn has_a_row_for_each_region_and_marks_what_was_taken() {
        let recording = recording_of(WORKFLOW, Some(Strategy::Hybrid));
        let judgement = Judgement::new(recording.trace.analysis().expect("hybrid analyses"));
        assert!(judgement.sentence.starts_with("The graph has 3 levels"), "{}", judgement.sentence);
        assert_eq!(judgement.choices.len(), judgement.rows.len());
        for row in &judgement.rows {
            assert_eq!(row.len(), Judgement::columns().len());
            assert_eq!(row.iter().filter(|cell| cell.starts_with('✓')).count(), 1);
        }
    }
}
