//! `dagwood lesson new`: writes a lesson to start from.

use std::path::Path;

use dagwood_lesson::is_id;

use crate::{
    args::{LessonNew, Output},
    console::Console,
    exit::{Exit, Failure},
    output,
};

/// The lesson; its id is [`ID`].
const TEMPLATE: &str = include_str!("template.md");
const ID: &str = "ID";

pub(crate) fn new(args: &LessonNew, console: &mut Console) -> Result<Exit, Failure> {
    if !is_id(&args.id) {
        let message = "the id of a lesson has small letters, digits and hyphens, such as `my-lesson`";
        return Err(Failure::of_call("option", message));
    }
    let path = args.output.clone().unwrap_or_else(|| format!("{}.md", args.id).into());
    let output = if path == Path::new("-") { None } else { Some(path) };
    let text = TEMPLATE.replace(ID, &args.id);
    output::write(&Output { output, force: args.force }, &text, console)?;
    Ok(Exit::Succeeded)
}
