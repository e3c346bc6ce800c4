//! What a WASI program can access besides its input: only what its workflow grants.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use crate::Payload;

/// What a workflow grants to a WASI program. None of it belongs to the machine: environment and files are in memory,
/// and the program's changes are lost when the attempt ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The arguments after the program's own name.
    pub args: Vec<String>,
    /// The environment variables.
    pub env: BTreeMap<String, String>,
    /// The files, by absolute path.
    pub files: BTreeMap<String, GrantedFile>,
}

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedFile {
    /// Its contents when an attempt starts.
    pub contents: Payload,
    /// The permitted access.
    pub access: Access,
}

/// The permitted access to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    Read,
    /// Read and write it.
    ReadWrite,
}

impl Access {
    /// `read` and `read_write`.
    pub const ALL: [Self; 2] = [Self::Read, Self::ReadWrite];

    /// The name in a workflow file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadWrite => "read_write",
        }
    }
}

impl Capabilities {
    /// These capabilities combined with those of all processors. Where both are given, these win: arguments as a whole,
    /// variables and files one by one.
    #[must_use]
    pub fn over(mut self, all: &Self) -> Self {
        if self.args.is_empty() {
            self.args.clone_from(&all.args);
        }
        for (name, value) in &all.env {
            self.env.entry(name.clone()).or_insert_with(|| value.clone());
        }
        for (path, file) in &all.files {
            self.files.entry(path.clone()).or_insert_with(|| file.clone());
        }
        self
    }

    /// Whether nothing is granted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.args.is_empty() && self.env.is_empty() && self.files.is_empty()
    }

    /// The grants, as in `the arguments -v, the variable LANG, the file /words (read)`.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut parts = Vec::new();
        let mut part = |one: &str, many: &str, names: Vec<String>| match names.len() {
            0 => {}
            1 => parts.push(format!("{one} {}", names[0])),
            _ => parts.push(format!("{many} {}", names.join(", "))),
        };
        part("the argument", "the arguments", self.args.clone());
        part("the variable", "the variables", self.env.keys().cloned().collect());
        let file = |(path, file): (&String, &GrantedFile)| format!("{path} ({})", file.access.name());
        part("the file", "the files", self.files.iter().map(file).collect());
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::ToString, vec};

    fn file(text: &str, access: Access) -> GrantedFile {
        GrantedFile { contents: Payload::from(text), access }
    }

    #[test]
    fn a_processors_own_hold_over_those_of_all() {
        let all = Capabilities {
            args: vec!["-v".into()],
            env: BTreeMap::from([("LANG".into(), "en".into()), ("TZ".into(), "UTC".into())]),
            files: BTreeMap::from([("/a".into(), file("1", Access::Read))]),
        };
        let own = Capabilities {
            args: Vec::new(),
            env: BTreeMap::from([("LANG".into(), "de".into())]),
            files: BTreeMap::from([("/a".into(), file("2", Access::ReadWrite)), ("/b".into(), file("", Access::Read))]),
        };
        let both = own.over(&all);
        assert_eq!((both.env["LANG"].as_str(), both.env["TZ"].as_str()), ("de", "UTC"));
        assert_eq!(both.files["/a"].contents.text(), Some("2"));
        let expected = "the argument -v, the variables LANG, TZ, the files /a (read_write), /b (read)";
        assert_eq!(both.summary(), expected.to_string());
        assert!(Capabilities::default().is_empty() && !both.is_empty());
    }
}
