//! The files that a workflow grants, by path. A lookup takes a logarithmic number of steps, and every step is charged.

use alloc::{string::String, vec::Vec};
use core::{cmp::Ordering, ops::Range};

use super::{Stopped, layout::FileType, room};
use crate::{model::GrantedFile, wasm::meter::Meter};

/// Files in the order of their paths.
#[derive(Default)]
pub(in crate::wasm) struct Files(Vec<(String, GrantedFile)>);

/// A directory: the files whose paths begin with the same bytes and a slash, as a range of indices.
#[derive(Clone)]
pub(super) struct Directory {
    files: Range<usize>,
    path: usize,
}

impl Directory {
    pub(super) fn is_root(&self) -> bool {
        self.path == 0
    }
}

/// The file or directory at a path.
pub(super) enum Found {
    File(usize),
    Directory(Directory),
}

impl FromIterator<(String, GrantedFile)> for Files {
    /// `files` must be in the order of their paths, without duplicates.
    fn from_iter<I: IntoIterator<Item = (String, GrantedFile)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

impl Files {
    /// The root directory; `None` if there are no files.
    pub(super) fn root(&self) -> Option<Directory> {
        (!self.0.is_empty()).then_some(Directory { files: 0..self.0.len(), path: 0 })
    }

    /// The path of a file.
    pub(super) fn path(&self, file: usize) -> &str {
        &self.0[file].0
    }

    /// The file at an index.
    pub(super) fn get(&self, file: usize) -> &GrantedFile {
        &self.0[file].1
    }

    /// The file or directory at a path below a directory, given in parts. A file hides a directory of the same name.
    pub(super) fn find(&self, from: &Directory, parts: &[&str], meter: &mut Meter) -> Result<Option<Found>, Stopped> {
        let mut at = from.clone();
        for (i, part) in parts.iter().enumerate() {
            if i + 1 == parts.len() {
                let file = self.search(&at, part, meter, |tail, part| tail.cmp(part))?;
                if !file.is_empty() {
                    return Ok(Some(Found::File(file.start)));
                }
            }
            let files = self.search(&at, part, meter, below)?;
            if files.is_empty() {
                return Ok(None);
            }
            at = Directory { files, path: at.path + 1 + part.len() };
        }
        Ok(Some(Found::Directory(at)))
    }

    /// The inode number of a file or directory. Files and directories never share a number, and directories with the
    /// same first file differ in the length of their paths.
    pub(super) fn inode(found: &Found) -> u64 {
        match found {
            Found::File(file) => *file as u64 + 1,
            Found::Directory(Directory { files, path }) => (1 << 32) | (files.start as u64) << 16 | *path as u64,
        }
    }

    /// The entries of a directory: names and kinds, in the order of the names. The list exists until the call ends.
    pub(super) fn list(&self, of: &Directory, meter: &mut Meter) -> Result<Vec<(&str, FileType)>, Stopped> {
        let mut entries = Vec::new();
        let mut rest = of.clone();
        while !rest.files.is_empty() {
            // It may move as it grows, and then exists twice.
            room(meter.memory.take_for_call(4 * size_of::<(&str, FileType)>()))?;
            meter.visit(1)?;
            let tail = &self.path(rest.files.start)[rest.path + 1..];
            meter.scan(tail.len().min(MOST_NAME))?;
            meter.work.entries += 1;
            let Some((name, _)) = tail.split_once('/') else {
                meter.work.bytes += tail.len() as u64;
                entries.push((tail, FileType::Regular));
                rest.files.start += 1;
                continue;
            };
            meter.work.bytes += name.len() as u64;
            rest.files.start = self.search(&rest, name, meter, below)?.end;
            entries.push((name, FileType::Directory));
        }
        // Names come in the order of the paths, so sorting is needed only where one is a prefix of another.
        meter.visit(2 * entries.len() * steps(entries.len()))?;
        entries.sort_unstable_by(|one, other| {
            meter.work.entries += 1;
            one.cmp(other)
        });
        // A directory comes before the file with the same name.
        entries.dedup_by_key(|&mut (name, _)| name);
        Ok(entries)
    }

    /// The files of a directory whose rest of the path compares equal to `part`.
    fn search(
        &self,
        of: &Directory,
        part: &str,
        meter: &mut Meter,
        compare: impl Fn(&[u8], &[u8]) -> Ordering,
    ) -> Result<Range<usize>, Stopped> {
        // For the first of them, and for the last.
        let steps = 2 * steps(of.files.len());
        meter.visit(steps)?;
        meter.copy(steps * part.len())?;
        let mut compare = |(path, _): &(String, GrantedFile)| {
            meter.work.entries += 1;
            meter.work.bytes += part.len() as u64;
            compare(&path.as_bytes()[of.path + 1..], part.as_bytes())
        };
        let files = &self.0[of.files.clone()];
        let start = files.partition_point(|file| compare(file) == Ordering::Less);
        let end = start + files[start..].partition_point(|file| compare(file) == Ordering::Equal);
        Ok(of.files.start + start..of.files.start + end)
    }
}

/// The maximum length of a file or directory name, in bytes.
const MOST_NAME: usize = 255;

/// How the rest of a path compares with paths below `part`.
fn below(tail: &[u8], part: &[u8]) -> Ordering {
    match tail.split_at_checked(part.len()) {
        Some((head, rest)) if head == part => rest.first().map_or(Ordering::Less, |next| next.cmp(&b'/')),
        Some((head, _)) => head.cmp(part),
        None => tail.cmp(part),
    }
}

/// The maximum number of steps of a search among this many.
fn steps(count: usize) -> usize {
    count.checked_ilog2().unwrap_or_default() as usize + 2
}
