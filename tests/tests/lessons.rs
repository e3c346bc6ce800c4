//! The bundled lessons: each can be done as it says, and its answers are edits that one undo takes back.

use std::{fs, path::PathBuf};

use dagwood_core::text::{
    LineIndex, TextRange,
    edit::{Script, apply},
};
use dagwood_lesson::{Change, Lesson, prove, prove_needs, read};
use dagwood_tests::{library::Library, path, undo};

/// The files, by name.
fn files() -> Vec<(String, String)> {
    let entries = fs::read_dir(path("../public/lessons")).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let name = |file: &PathBuf| file.file_name().expect("a file").to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), fs::read_to_string(file).expect("it is text"))).collect()
}

fn lesson(text: &str) -> Lesson {
    let (lesson, diagnostics) = read(text);
    assert_eq!(diagnostics, []);
    lesson.expect("it has no errors")
}

/// `file:line: message`.
fn line(name: &str, text: &str, range: TextRange, message: &str) -> String {
    format!("{name}:{}: {message}\n", LineIndex::new(text).position(range.start).line)
}

#[test]
fn starts_fail_solutions_pass_and_wrong_answers_fail_what_they_name() {
    let library = Library::bundled();
    let (mut wrong, mut lessons) = (String::new(), Vec::new());
    let (mut tasks, mut answers) = (0, 0);
    for (name, text) in files() {
        let (lesson, diagnostics) = read(&text);
        for diagnostic in &diagnostics {
            wrong += &line(&name, &text, diagnostic.range, &diagnostic.message);
        }
        let Some(lesson) = lesson else { continue };
        for finding in prove(&lesson, library.environment()) {
            wrong += &line(&name, &text, finding.range, &format!("{}: {}", finding.problem, finding.message));
        }
        assert!(name.ends_with(&format!("-{}.md", lesson.front.id)), "{name}");
        tasks += lesson.sections.iter().filter(|section| section.is_task()).count();
        answers += lesson.sections.iter().map(|section| section.wrong().count()).sum::<usize>();
        lessons.push(lesson);
    }
    assert_eq!(wrong, "");
    let all: Vec<&Lesson> = lessons.iter().collect();
    assert_eq!(prove_needs(&all), []);
    assert!(all.len() >= 16 && tasks >= 17 && answers >= 40, "{} lessons, {tasks} tasks, {answers} answers", all.len());
}

#[test]
fn terms_are_in_the_glossary() {
    let glossary = fs::read_to_string(path("../docs/GLOSSARY.md")).expect("it is text").to_lowercase();
    let mut terms = 0;
    for (name, text) in files() {
        for rest in text.split("](glossary:").skip(1) {
            let word = rest.split(')').next().unwrap_or_default().replace('-', " ");
            assert!(glossary.contains(&format!("**{word}** |")), "{name}: {word}");
            terms += 1;
        }
    }
    assert!(terms > 100, "{terms} terms");
}

#[test]
fn the_edits_of_an_answer_are_undone_in_one_step_byte_for_byte() {
    let mut undone = 0;
    for (name, text) in files() {
        let lesson = lesson(&text);
        for (section, start) in lesson.with_starts() {
            let Some(start) = start else { continue };
            for answer in section.solutions().chain(section.wrong().map(|wrong| &wrong.answer)) {
                let Change::Edits { text, .. } = &answer.change else { continue };
                let edits = Script::read(text).expect("it was read before").edits(&start.text);
                let edits = edits.unwrap_or_else(|error| panic!("{name}, {}: {error}", answer.name));
                let after = apply(&start.text, &edits);
                assert_ne!(after, start.text, "{name}, {}", answer.name);
                assert_eq!(apply(&after, &undo(&start.text, &edits)), start.text, "{name}, {}", answer.name);
                undone += 1;
            }
        }
    }
    assert!(undone >= 60, "{undone}");
}
