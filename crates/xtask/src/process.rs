//! Other programs: starting them and saying in one sentence why they failed.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a task stopped: one sentence that says what to do.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with its sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The outcome of a task or a part of one.
pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

/// Says which file an operation failed on.
pub(crate) fn io<T>(outcome: std::io::Result<T>, what: &str, path: &Path) -> Result<T> {
    outcome.map_err(|error| Failure::new(format!("cannot {what} {}: {error}", path.display())))
}

/// A program to run, with its arguments.
pub(crate) struct Program {
    command: Command,
    name: String,
    remedy: String,
}

impl Program {
    /// A program on the PATH, or by its own path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let name = Path::new(program).file_stem().unwrap_or(program);
        Self {
            command: Command::new(program),
            name: name.to_string_lossy().into_owned(),
            remedy: "install it and run this again".to_owned(),
        }
    }

    /// The cargo that runs this task.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// What to do when the program is not there.
    pub(crate) fn or_else(mut self, remedy: &str) -> Self {
        remedy.clone_into(&mut self.remedy);
        self
    }

    /// Adds arguments separated by blanks.
    pub(crate) fn words(mut self, line: &str) -> Self {
        self.command.args(line.split_whitespace());
        self
    }

    /// Adds one argument as it stands.
    pub(crate) fn arg(mut self, value: impl AsRef<OsStr>) -> Self {
        self.command.arg(value);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in this folder.
    pub(crate) fn in_dir(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Puts folders first on the program's PATH.
    pub(crate) fn path_first(self, folders: &[PathBuf]) -> Self {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(std::env::split_paths(&old));
        let path = std::env::join_paths(all).unwrap_or(old.clone());
        self.env("PATH", path)
    }

    /// Runs it to its end, its output on the terminal.
    pub(crate) fn run(mut self) -> Result {
        let status = self.command.status().map_err(|error| self.unable(&error))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{} failed ({status}): see its output above",
            self.line()
        )))
    }

    /// Runs it to its end and returns what it wrote to standard output.
    pub(crate) fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::null()).output();
        let output = output.map_err(|error| self.unable(&error))?;
        if !output.status.success() {
            return Err(Failure::new(format!(
                "{} failed ({})",
                self.line(),
                output.status
            )));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts it and leaves it alone.
    pub(crate) fn spawn(mut self) -> Result {
        let command = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match command.spawn() {
            Ok(_) => Ok(()),
            Err(error) => Err(self.unable(&error)),
        }
    }

    /// Why it did not even start.
    fn unable(&self, error: &std::io::Error) -> Failure {
        if error.kind() == ErrorKind::NotFound {
            return Failure::new(format!("{} was not found: {}", self.name, self.remedy));
        }
        Failure::new(format!("{} could not be started: {error}", self.name))
    }

    /// The command as one would type it, up to what it passes on.
    fn line(&self) -> String {
        let words = self.command.get_args().map(OsStr::to_string_lossy);
        let words = words.take_while(|word| word != "--").take(8);
        words.fold(self.name.clone(), |line, word| line + " " + &word)
    }
}

/// Whether a program is on the PATH, and where.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = OsString::from(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Runs something and says how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

/// A duration for people: `0.4 s`, `12 s`, `2 min 05 s`.
pub(crate) fn spell(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{Program, spell};
    use std::time::Duration;

    #[test]
    fn durations_read_well() {
        for (millis, expected) in [(412, "0.4 s"), (12_300, "12 s"), (125_000, "2 min 05 s")] {
            assert_eq!(spell(Duration::from_millis(millis)), expected);
        }
    }

    #[test]
    fn a_missing_program_is_named_with_a_remedy() {
        let program = Program::new("no-such-program").or_else("get it from its makers");
        let sentence = program.run().unwrap_err().to_string();
        assert_eq!(
            sentence,
            "no-such-program was not found: get it from its makers"
        );
    }
}
