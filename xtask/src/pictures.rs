//! Pictures of the examples, for the page's gallery.

use crate::project::Project;
use anyhow::{Context, Result, anyhow};
use dagwood_core::plan::{LocalProcessor, LocalSpec, ModuleError, Modules, WasmSpec};
use dagwood_core::{Environment, Intent, Overrides, Processor, compile_with};
use dagwood_export::svg::{Picture, Subject, write};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// An entry of the index of examples.
#[derive(Deserialize)]
struct Example {
    name: String,
    file: String,
    title: String,
}

/// Draws the graph of every example into `public/examples/pictures/`.
pub(crate) fn draw(project: &Project) -> Result<()> {
    let folder = project.root.join("public/examples");
    let pictures = folder.join("pictures");
    // Pictures of examples that no longer exist must not stay.
    if pictures.exists() {
        fs::remove_dir_all(&pictures)?;
    }
    fs::create_dir_all(&pictures)?;
    let index: Vec<Example> = serde_json::from_str(&read(&folder.join("index.json"))?)?;
    for Example { name, file, title } in index {
        let environment = Environment { modules: &AnyModule, ..Environment::default() };
        let compiled = compile_with(&read(&folder.join(&file))?, Overrides::default(), environment);
        let plan = compiled.plan.ok_or_else(|| anyhow!("{file} has errors"))?;
        let svg = write(&Picture { name: &title, subject: Subject::Workflow(plan.graph()), across: true });
        fs::write(pictures.join(format!("{name}.svg")), svg)?;
    }
    Ok(())
}

/// Modules of every name: their code is not run.
struct AnyModule;

impl Modules for AnyModule {
    fn processor(&self, spec: WasmSpec) -> Result<Box<dyn Processor>, ModuleError> {
        let stand_in = match spec.intent {
            Intent::Analyze => LocalProcessor::TokenCounter,
            _ => LocalProcessor::ReverseText,
        };
        Ok(LocalSpec::new(stand_in).code())
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
