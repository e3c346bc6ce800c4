//! Modules and components as bytes: what must be removed or moved before they can be compiled.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use wasmparser_component::{ComponentExternalKind, Encoding, Parser, Payload};

use super::module::Refusal;

/// The export that [`export_start`] creates for a start function.
pub(super) const START: &str = "dagwood:start";

/// The sections of a module, by their ids.
const CUSTOM: u8 = 0;
pub(super) const TYPE: u8 = 1;
pub(super) const IMPORT: u8 = 2;
pub(super) const FUNCTION: u8 = 3;
pub(super) const TABLE: u8 = 4;
pub(super) const GLOBAL: u8 = 6;
pub(super) const EXPORT: u8 = 7;
const START_FUNCTION: u8 = 8;
pub(super) const ELEMENT: u8 = 9;
pub(super) const CODE: u8 = 10;
pub(super) const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;
/// The body of a function: no locals, `unreachable`, `end`.
const NOTHING: [u8; 3] = [0, 0, 0x0b];
/// The kind byte of a function export.
const OF_FUNCTION: u8 = 0;
/// The maximum number of sections; most modules have a dozen.
const MOST_SECTIONS: usize = 1_000;
/// Magic number and version.
const HEADER: usize = 8;

/// The same module without its start section; the start function becomes an export named [`START`], so that it can be
/// called like any other, with fuel, in slices. Unreadable modules are left for the compiler to refuse.
pub(super) fn export_start(module: &[u8]) -> Cow<'_, [u8]> {
    moved(module).map_or(Cow::Borrowed(module), Cow::Owned)
}

fn moved(module: &[u8]) -> Option<Vec<u8>> {
    let sections = sections(module).ok()?;
    let &(_, start) = sections.iter().find(|&&(id, _)| id == START_FUNCTION)?;
    let (function, _) = leb128(start)?;
    let mut entry = Vec::new();
    put_leb128(&mut entry, START.len() as u32);
    entry.extend_from_slice(START.as_bytes());
    entry.push(OF_FUNCTION);
    put_leb128(&mut entry, function);
    let has_exports = sections.iter().any(|&(id, _)| id == EXPORT);
    let mut out = Vec::with_capacity(module.len() + 32);
    out.extend_from_slice(&module[..HEADER]);
    for (id, body) in sections {
        let (count, entries) = match id {
            EXPORT => leb128(body)?,
            START_FUNCTION if !has_exports => (0, &[][..]),
            START_FUNCTION => continue,
            _ => {
                put_section(&mut out, id, body);
                continue;
            }
        };
        let mut body = Vec::new();
        put_leb128(&mut body, count.checked_add(1)?);
        body.extend_from_slice(entries);
        body.extend_from_slice(&entry);
        put_section(&mut out, EXPORT, &body);
    }
    Some(out)
}

/// A section of a module: id and body.
pub(super) type Section<'a> = (u8, &'a [u8]);

/// The sections of a module.
///
/// # Errors
/// If one is truncated, or there are too many.
pub(super) fn sections(module: &[u8]) -> Result<Vec<Section<'_>>, Refusal> {
    let cut_off = || Refusal::new("it is not a valid module: a section is truncated");
    let mut rest = module.get(HEADER..).ok_or_else(cut_off)?;
    let mut sections = Vec::new();
    while let Some((&id, after)) = rest.split_first() {
        let (size, after) = leb128(after).ok_or_else(cut_off)?;
        let (body, after) = after.split_at_checked(size as usize).ok_or_else(cut_off)?;
        if sections.len() == MOST_SECTIONS {
            let most = MOST_SECTIONS;
            return Err(Refusal::new(format!(
                "it has over {most} sections, more than this playground accepts: at most {most}"
            )));
        }
        sections.push((id, body));
        rest = after;
    }
    Ok(sections)
}

/// The number of entries of a section that is a list.
pub(super) fn count(section: &[u8]) -> Option<usize> {
    leb128(section).map(|(count, _)| count as usize)
}

pub(super) fn put_section(out: &mut Vec<u8>, id: u8, body: &[u8]) {
    out.push(id);
    put_leb128(out, body.len() as u32);
    out.extend_from_slice(body);
}

pub(super) fn put_leb128(out: &mut Vec<u8>, mut value: u32) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// The number at the beginning, and the bytes after it.
pub(super) fn leb128(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut value = 0u64;
    for (i, &byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((u32::try_from(value).ok()?, &bytes[i + 1..]));
        }
    }
    None
}

/// The functions of a code section, up to the first truncated one.
pub(super) fn functions(code: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = leb128(code).map_or(&[][..], |(_, rest)| rest);
    core::iter::from_fn(move || {
        let (size, after) = leb128(rest)?;
        let (body, after) = after.split_at_checked(size as usize)?;
        rest = after;
        Some(body)
    })
}

/// The same module in which all functions but one do nothing, without data and without custom sections other than
/// names; `function` counts from the first that is not imported. `None` if the module cannot be read that far.
pub(super) fn only_function(module: &[u8], function: u32) -> Option<Vec<u8>> {
    let mut out = module.get(..HEADER)?.to_vec();
    let mut has_code = false;
    for (id, body) in sections(module).ok()? {
        match id {
            CODE => {
                let (count, _) = leb128(body)?;
                let mut code = Vec::new();
                put_leb128(&mut code, count);
                for (i, body) in (0..count).zip(functions(body)) {
                    let kept = if i == function { body } else { &NOTHING };
                    put_leb128(&mut code, kept.len() as u32);
                    code.extend_from_slice(kept);
                }
                put_section(&mut out, id, &code);
                has_code = function < count;
            }
            DATA => put_section(&mut out, id, &[0]),
            // Data is removed, and with it its count.
            DATA_COUNT => put_section(&mut out, id, &[0]),
            CUSTOM if !body.starts_with(b"\x04name") => {}
            _ => put_section(&mut out, id, body),
        }
    }
    has_code.then_some(out)
}

/// The parts of a component that matter here.
pub(super) struct Unbundled<'a> {
    /// Its imports, by name.
    pub(super) imports: Vec<String>,
    /// Its exports, by name.
    pub(super) exports: Vec<(String, ComponentExternalKind)>,
    /// Its outermost core modules.
    pub(super) modules: Vec<&'a [u8]>,
}

/// Reads the parts of a component.
pub(super) fn unbundle(component: &[u8]) -> Result<Unbundled<'_>, Refusal> {
    let mut unbundled = Unbundled { imports: Vec::new(), exports: Vec::new(), modules: Vec::new() };
    // The nesting depth of components and modules in the parser.
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(component) {
        match payload.map_err(|error| Refusal::new(format!("it is not a valid component: {error}")))? {
            Payload::Version { encoding: Encoding::Component, .. } if depth == 0 => depth = 1,
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ModuleSection { unchecked_range, .. } if depth == 1 => {
                // The range is inside the component, by the parser's own check of the section's size.
                unbundled.modules.extend(component.get(unchecked_range));
            }
            Payload::ComponentImportSection(imports) if depth == 1 => {
                for import in imports {
                    let import = import.map_err(|error| Refusal::new(format!("an import cannot be read: {error}")))?;
                    unbundled.imports.push(import.name.0.into());
                }
            }
            Payload::ComponentExportSection(exports) if depth == 1 => {
                for export in exports {
                    let export = export.map_err(|error| Refusal::new(format!("an export cannot be read: {error}")))?;
                    unbundled.exports.push((export.name.0.into(), export.kind));
                }
            }
            _ => {}
        }
    }
    Ok(unbundled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_function_becomes_an_export() {
        for text in [
            "(module (func $f) (start $f))",
            "(module (func (export \"a\")) (func $f) (export \"b\" (func $f)) (start $f) (memory 1))",
        ] {
            let module = wat::parse_str(text).expect("it is a module");
            let moved = export_start(&module);
            assert!(sections(&moved).is_ok_and(|all| all.iter().all(|&(id, _)| id != START_FUNCTION)));
            let module = wasmi::Module::new(&wasmi::Engine::default(), &moved[..]).expect("it is still a module");
            assert!(module.get_export(START).is_some(), "{text}");
        }
        let without = wat::parse_str("(module (func (export \"a\")))").expect("it is a module");
        assert_eq!(export_start(&without), without);
    }

    #[test]
    fn what_is_cut_off_is_left_alone() {
        let module = wat::parse_str("(module (func $f) (export \"a\" (func $f)) (start $f))").expect("it is a module");
        let starts = (0..module.len()).filter(|&end| *export_start(&module[..end]) != module[..end]);
        assert_eq!(starts.collect::<Vec<_>>(), [28, 34], "behind the start section, and behind the code");
        assert_eq!(leb128(&[0xff, 0xff, 0xff, 0xff, 0x7f]), None);
        assert_eq!(leb128(&[0xff; 8]), None);
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26, 9]), Some((624_485, &[9][..])));
    }
}
