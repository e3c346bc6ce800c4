//! The size of a module, in every number that makes it expensive to compile or to instantiate, and the limit of each.
//! It is checked before anything is compiled.

use alloc::format;
use core::fmt;

use wasmparser::{BinaryReader, FunctionBody};

use super::{limits::TABLES, module::Refusal, sections};
use crate::limits::MODULE_BYTES;

/// Bytes of a function. Longer functions are made to be deep, not to be run.
const FUNCTION_BYTES: usize = 1 << 20;
/// Types, imports, functions, globals and exports, each: one for every 64 bytes of the largest module.
const ENTRIES: usize = MODULE_BYTES / 64;
/// Segments of data or of elements, each, as in browsers.
const SEGMENTS: usize = 100_000;
/// Local variables of a function.
const LOCALS: usize = 30_000;
/// Parameters of a function, or results, as in browsers.
const VALUES: usize = 1_000;
/// Parameters or results of any function even if another function and the whole module are as large as allowed. What an
/// instruction passes on takes time and memory to compile: at most this much for every byte.
const PASSED_PER_BYTE: usize = 32;

/// Bytes of an instance for each of its imports, functions, globals, exports and segments.
const ENTRY_BYTES: usize = 128;
/// Bytes of an instance for each byte of its element segments, since one byte can be an element.
const ELEMENT_BYTES: usize = 4;

/// Checks a module against the limits. Returns the size of an instance in bytes, without memory and tables.
pub(super) fn check(module: &[u8]) -> Result<usize, Refusal> {
    let sections = sections::sections(module)?;
    let (mut widest, mut longest, mut code, mut instance) = (0, 0, 0, 0);
    for &(id, body) in &sections {
        let (name, most) = match id {
            sections::TYPE => ("types", ENTRIES),
            sections::IMPORT => ("imports", ENTRIES),
            sections::FUNCTION => ("functions", ENTRIES),
            sections::TABLE => ("tables", TABLES),
            sections::GLOBAL => ("globals", ENTRIES),
            sections::EXPORT => ("exports", ENTRIES),
            sections::ELEMENT => ("element segments", SEGMENTS),
            sections::CODE => ("functions", ENTRIES),
            sections::DATA => ("data segments", SEGMENTS),
            _ => continue,
        };
        // The compiler refuses what cannot be read.
        let count = sections::count(body).unwrap_or(0);
        at_most(count, most, format_args!("it has {count} {name}"), most)?;
        match id {
            sections::TYPE => widest = widest.max(most_values(body)),
            sections::CODE => {
                code = body.len();
                for function in sections::functions(body) {
                    longest = longest.max(function.len());
                    let locals = locals(function);
                    at_most(locals, LOCALS, format_args!("one of its functions has {locals} local variables"), LOCALS)?;
                }
            }
            sections::EXPORT => instance += count * ENTRY_BYTES + body.len(),
            sections::ELEMENT => instance += count * ENTRY_BYTES + body.len() * ELEMENT_BYTES,
            _ => instance += count * ENTRY_BYTES,
        }
    }
    at_most(longest, FUNCTION_BYTES, format_args!("one of its functions has {longest} bytes"), Kib(FUNCTION_BYTES))
        .map_err(|refusal| refusal.advise("build it optimised for size"))?;
    at_most(widest, VALUES, format_args!("one of its functions has {widest} parameters or results"), VALUES)?;
    for (what, bytes, most) in [("a function", longest, FUNCTION_BYTES), ("its code", code, MODULE_BYTES)] {
        let most = most * PASSED_PER_BYTE / widest.max(PASSED_PER_BYTE);
        let what = format_args!("one of its functions has {widest} parameters or results and {what} has {bytes} bytes");
        at_most(bytes, most, what, Kib(most))?;
    }
    Ok(instance)
}

/// Refuses a count above its limit, with both numbers.
fn at_most(count: usize, most: usize, what: fmt::Arguments, limit: impl fmt::Display) -> Result<(), Refusal> {
    if count <= most {
        return Ok(());
    }
    Err(Refusal::new(format!("{what}, more than this playground accepts: at most {limit}")))
}

/// A number of bytes, formatted for people.
struct Kib(usize);

impl fmt::Display for Kib {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB", self.0 >> 10)
    }
}

/// The maximum number of parameters or results of a function type, up to the first type of another kind.
fn most_values(types: &[u8]) -> usize {
    const OF_FUNCTION: u8 = 0x60;
    let mut rest = sections::leb128(types).map_or(&[][..], |(_, rest)| rest);
    let mut most = 0;
    while let Some((&OF_FUNCTION, after)) = rest.split_first()
        && let Some((params, after)) = values(after)
        && let Some((results, after)) = values(after)
    {
        most = most.max(params).max(results);
        rest = after;
    }
    most
}

/// The number of value types in a list, and the bytes after it.
fn values(list: &[u8]) -> Option<(usize, &[u8])> {
    /// References to the type that follows, nullable or not.
    const REFERENCES: [u8; 2] = [0x63, 0x64];
    let (count, mut rest) = sections::leb128(list)?;
    for _ in 0..count {
        let (ty, after) = rest.split_first()?;
        rest = if REFERENCES.contains(ty) { sections::leb128(after)?.1 } else { after };
    }
    Some((count as usize, rest))
}

/// The number of local variables of a function, without parameters.
fn locals(function: &[u8]) -> usize {
    let locals = FunctionBody::new(BinaryReader::new(function, 0)).get_locals_reader();
    let groups = locals.into_iter().flatten().map_while(Result::ok);
    groups.fold(0, |sum, (count, _)| sum + count as usize)
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

    use super::*;

    fn refusal(text: &str) -> String {
        check(&wat::parse_str(text).expect("it is a module")).map_or_else(|refusal| refusal.reason, |_| "none".into())
    }

    /// A module with one section, which claims to have this many entries.
    fn of_section(id: u8, count: usize) -> Vec<u8> {
        let mut body = Vec::new();
        sections::put_leb128(&mut body, count as u32);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        sections::put_section(&mut module, id, &body);
        module
    }

    #[test]
    fn each_limit_is_what_is_said() {
        let text = |text: String| wat::parse_str(text).expect("it is a module");
        let sections = [
            ("types", ENTRIES, sections::TYPE),
            ("imports", ENTRIES, sections::IMPORT),
            ("functions", ENTRIES, sections::FUNCTION),
            ("tables", TABLES, sections::TABLE),
            ("globals", ENTRIES, sections::GLOBAL),
            ("exports", ENTRIES, sections::EXPORT),
            ("element segments", SEGMENTS, sections::ELEMENT),
            ("functions", ENTRIES, sections::CODE),
            ("data segments", SEGMENTS, sections::DATA),
        ];
        let locals = |count| text(format!("(module (func (local {})))", "i32 ".repeat(count)));
        let params = |count| text(format!("(module (type (func (param {}))))", "i32 ".repeat(count)));
        let results = |count| text(format!("(module (type (func (result {}))))", "i32 ".repeat(count)));
        let others = [
            ("local variables", LOCALS, [locals(LOCALS), locals(LOCALS + 1)]),
            ("parameters or results", VALUES, [params(VALUES), params(VALUES + 1)]),
            ("parameters or results", VALUES, [results(VALUES), results(VALUES + 1)]),
        ];
        let sections = sections.map(|(what, most, id)| (what, most, [of_section(id, most), of_section(id, most + 1)]));
        for (what, most, [accepted, refused]) in sections.into_iter().chain(others) {
            assert!(check(&accepted).is_ok(), "{most} {what}");
            let said = check(&refused).expect_err(what).reason;
            let (number, limit) = (most + 1, format!("more than this playground accepts: at most {most}"));
            assert!(said.ends_with(&format!("has {number} {what}, {limit}")), "{said}");
        }
    }

    #[test]
    fn functions_with_many_parameters_are_short() {
        // Two bytes per instruction.
        let module = |values: usize, bytes: usize| {
            let (params, body) = ("i32 ".repeat(values), "(drop (i32.const 0))".repeat(bytes / 3));
            format!("(module (type (func (param {params}))) (func {body}))")
        };
        assert_eq!(refusal(&module(32, 300_000)), "none");
        assert_eq!(refusal(&module(64, 500_000)), "none");
        let said = refusal(&module(70, 500_000));
        let expected = "one of its functions has 70 parameters or results and a function has 500000 bytes, more than this \
                        playground accepts: at most 468 KiB";
        assert_eq!(said, expected);
    }

    #[test]
    fn an_instance_takes_something_for_all_that_it_is_made_of() {
        let text =
            r#"(module (func) (func) (global i32 (i32.const 0)) (elem func 0 1 1) (export "long name" (func 0)))"#;
        let bytes = check(&wat::parse_str(text).expect("it is a module")).expect("it is small");
        assert!(bytes >= 5 * ENTRY_BYTES + 3 * ELEMENT_BYTES + "long name".len(), "{bytes}");
        let cut_off: Vec<u8> = [b"\0asm\x01\0\0\0", &[sections::CODE, 9, 0][..]].concat();
        assert_eq!(
            check(&cut_off).expect_err("it is cut off").reason,
            "it is not a valid module: a section is truncated"
        );
    }
}
