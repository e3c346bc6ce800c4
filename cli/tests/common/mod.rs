//! Running the program.

// Each test file uses only some of this.
#![allow(dead_code)]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder for the files of one test, empty at first.
pub(crate) struct Folder(PathBuf);

/// The results of the program.
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Folder {
    /// `name` is the name of the test.
    pub(crate) fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        // It need not exist yet.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the target folder can be written");
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.0.join(name), content).expect("the target folder can be written");
        self
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).expect("the program wrote the file")
    }

    /// Runs the program here.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with_stdin(args, b"")
    }

    /// Runs the program here with this standard input.
    pub(crate) fn run_with_stdin(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdin.take().expect("standard input is piped");
        let stdin = stdin.to_vec();
        let writer = std::thread::spawn(move || {
            // A program that does not read its input closes it.
            let _ = pipe.write_all(&stdin);
        });
        let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
        writer.join().expect("nothing panics");
        let text = |bytes| String::from_utf8(bytes).expect("the program writes text");
        Ran { code: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// The program, ready to run here.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dagwood"));
        command.current_dir(&self.0).args(args);
        command
    }
}
