//! `dagwood inspect`: describes a WebAssembly module, and says whether it can run as a processor.

use std::io::Write as _;

use dagwood_core::{
    counted, limits,
    wasm::{Inspection, inspect as look},
};
use dagwood_wasm_text::disassemble;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    args::{Format, Inspect},
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    modules,
    report::{json, table::Table},
    source::Name,
};

/// The output of `--format json`.
#[derive(Serialize)]
struct Report<'i> {
    size: usize,
    sha256: String,
    kind: &'static str,
    abi: Option<&'static str>,
    refused: Option<&'i str>,
    advice: Option<&'static str>,
    memory: Option<MemoryReport>,
    imports: Vec<ImportReport<'i>>,
    exports: Vec<ExportReport<'i>>,
    entry: Option<&'static str>,
    disassembly: Option<String>,
}

/// In pages of 64 KiB.
#[derive(Serialize)]
struct MemoryReport {
    minimum: u64,
    maximum: Option<u64>,
}

#[derive(Serialize)]
struct ImportReport<'i> {
    module: &'i str,
    name: &'i str,
    #[serde(rename = "type")]
    ty: &'i str,
}

#[derive(Serialize)]
struct ExportReport<'i> {
    name: &'i str,
    #[serde(rename = "type")]
    ty: &'i str,
}

pub(crate) fn inspect(args: &Inspect, console: &mut Console) -> Result<Exit, Failure> {
    let cannot = |error| Failure::of_file(Name(&args.file), "cannot-read", reason(&error));
    let bytes = modules::read(&args.file).map_err(cannot)?;
    let inspection = look(&bytes);
    let report = Report::new(&inspection, &bytes);
    match args.format {
        Format::Json => json::write(&mut console.out, &report)?,
        Format::Text => write(&report, console)?,
    }
    Ok(if inspection.verdict.is_ok() { Exit::Succeeded } else { Exit::Unsuccessful })
}

impl<'i> Report<'i> {
    fn new(inspection: &'i Inspection, bytes: &[u8]) -> Self {
        let refusal = inspection.verdict.as_ref().err();
        let entry = inspection.entry.as_ref();
        Self {
            size: inspection.size,
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            kind: inspection.kind.name(),
            abi: inspection.verdict.as_ref().ok().map(|module| module.abi().name()),
            refused: refusal.map(|refusal| &*refusal.reason),
            advice: refusal.and_then(|refusal| refusal.advice),
            memory: inspection.memory.map(|(minimum, maximum)| MemoryReport { minimum, maximum }),
            imports: inspection
                .imports
                .iter()
                .map(|import| ImportReport { module: &import.module, name: &import.name, ty: &import.ty })
                .collect(),
            exports: inspection
                .exports
                .iter()
                .map(|export| ExportReport { name: &export.name, ty: &export.ty })
                .collect(),
            entry: entry.map(|entry| entry.name),
            disassembly: entry
                .zip(inspection.skeleton.as_deref())
                .and_then(|(entry, skeleton)| disassemble(skeleton, entry.index)),
        }
    }
}

fn write(report: &Report, console: &mut Console) -> Result<(), Failure> {
    let out = &mut console.out;
    let mut facts = Table::new(["what", ""]);
    let mut fact = |what: &str, value: String| facts.row([what.into(), value]);
    fact("kind", report.kind.into());
    // A larger file is not read to its end.
    let more = if report.size > limits::MODULE_BYTES { " and more" } else { "" };
    fact("size", format!("{} bytes{more}", report.size));
    if more.is_empty() {
        fact("SHA-256", report.sha256.clone());
    }
    if let Some(abi) = report.abi {
        fact("ABI", abi.into());
    }
    if let Some(MemoryReport { minimum, maximum }) = report.memory {
        let most = maximum.map_or_else(|| "as many as the workflow allows".into(), |most| format!("{most}"));
        fact("memory", format!("{} of 64 KiB, at most {most}", counted(minimum, "page")));
    }
    write!(out, "{facts}")?;
    match (report.refused, report.advice) {
        (None, _) => writeln!(out, "\nIt can run.")?,
        (Some(reason), None) => writeln!(out, "\nIt cannot run: {}.", printable(reason))?,
        (Some(reason), Some(advice)) => writeln!(out, "\nIt cannot run: {}; {advice}.", printable(reason))?,
    }
    let mut imports = Table::new(["import", "type"]);
    for ImportReport { module, name, ty } in &report.imports {
        let dot = if module.is_empty() { "" } else { "." };
        imports.row([printable(&format!("{module}{dot}{name}")).into_owned(), printable(ty).into_owned()]);
    }
    let mut exports = Table::new(["export", "type"]);
    for ExportReport { name, ty } in &report.exports {
        exports.row([printable(name).into_owned(), printable(ty).into_owned()]);
    }
    for table in [imports, exports] {
        if !table.is_empty() {
            write!(out, "\n{table}")?;
        }
    }
    if let Some(text) = &report.disassembly {
        writeln!(out, "\nEntry point of a call:\n")?;
        for line in text.lines() {
            writeln!(out, "{}", printable(line))?;
        }
    }
    Ok(())
}
