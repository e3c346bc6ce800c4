//! The modules of a link: small modules as files, larger modules as hashes.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::v1::{self, linked_module::Content};

/// The most modules of a link.
pub const MAX_MODULES: usize = 64;

/// The size of the largest module that is inside a link, in bytes.
pub const MAX_MODULE_BYTES: usize = 4 << 10;

/// The longest name of a module, in bytes.
const MAX_NAME_BYTES: usize = 255;

/// A module of the sender that the workflow of a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedModule {
    name: String,
    content: Content,
}

impl LinkedModule {
    /// The module of this file name. A large one is only named, with its hash.
    #[must_use]
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let content = match bytes.len() {
            0..=MAX_MODULE_BYTES => Content::Inside(bytes.into()),
            _ => Content::Sha256(hash(bytes)),
        };
        Self { name: name.into(), content }
    }

    /// Its file name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its content, if that is inside the link.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Inside(bytes) => Some(bytes),
            Content::Sha256(_) => None,
        }
    }

    /// Whether this is its content.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        match &self.content {
            Content::Inside(inside) => inside == bytes,
            Content::Sha256(sha256) => *sha256 == hash(bytes),
        }
    }

    /// Reads the modules of a document.
    pub(super) fn read_all(messages: Vec<v1::LinkedModule>) -> Result<Vec<Self>, &'static str> {
        if messages.len() > MAX_MODULES {
            return Err("it has more than 64 modules");
        }
        let mut names = BTreeSet::new();
        let modules = messages.into_iter().map(|v1::LinkedModule { name, content }| {
            if !is_file_name(&name) {
                return Err("the name of a module is not that of a file");
            }
            if !names.insert(name.clone()) {
                return Err("it has two modules of the same name");
            }
            let content = content.ok_or("a module has neither content nor hash")?;
            match &content {
                Content::Inside(bytes) if bytes.len() > MAX_MODULE_BYTES => Err("a module is larger than 4 KiB"),
                Content::Sha256(sha256) if sha256.len() != 32 => Err("the hash of a module has a wrong length"),
                _ => Ok(Self { name, content }),
            }
        });
        modules.collect()
    }
}

impl From<&LinkedModule> for v1::LinkedModule {
    fn from(LinkedModule { name, content }: &LinkedModule) -> Self {
        Self { name: name.clone(), content: Some(content.clone()) }
    }
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Whether a name is a plain file name: receivers may write the module into a folder.
fn is_file_name(name: &str) -> bool {
    let is_ordinary = |c: char| !c.is_control() && c != '/' && c != '\\' && c != ':';
    (1..=MAX_NAME_BYTES).contains(&name.len()) && !name.starts_with('.') && name.chars().all(is_ordinary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, content: Option<Content>) -> v1::LinkedModule {
        v1::LinkedModule { name: name.into(), content }
    }

    #[test]
    fn small_modules_are_inside_and_others_recognised() {
        let (small, large) = (vec![7; MAX_MODULE_BYTES], vec![7; MAX_MODULE_BYTES + 1]);
        for (bytes, is_inside) in [(&small, true), (&large, false)] {
            let module = LinkedModule::new("a.wasm", bytes);
            assert_eq!(module.bytes(), is_inside.then_some(&bytes[..]));
            assert!(module.is(bytes) && !module.is(b"other"));
            assert_eq!(LinkedModule::read_all(vec![(&module).into()]), Ok(vec![module]));
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let inside = |length| Some(Content::Inside(vec![0; length]));
        for name in ["", ".", "..", ".a.wasm", "a/b.wasm", "a\\b.wasm", "c:a.wasm", "a\n.wasm", &"a".repeat(256)] {
            let refused = LinkedModule::read_all(vec![message(name, inside(1))]);
            assert_eq!(refused, Err("the name of a module is not that of a file"), "{name}");
        }
        for (messages, why) in [
            (vec![message("a", None)], "a module has neither content nor hash"),
            (vec![message("a", inside(1)); 2], "it has two modules of the same name"),
            (vec![message("a", inside(MAX_MODULE_BYTES + 1))], "a module is larger than 4 KiB"),
            (vec![message("a", Some(Content::Sha256(vec![0; 31])))], "the hash of a module has a wrong length"),
            (vec![message("a", inside(1)); MAX_MODULES + 1], "it has more than 64 modules"),
        ] {
            assert_eq!(LinkedModule::read_all(messages), Err(why));
        }
    }
}
