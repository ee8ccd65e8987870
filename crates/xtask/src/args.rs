//! The arguments of a task.

use crate::process::{Failure, Result};
use std::collections::VecDeque;

/// What is left of the command line; a task takes what it knows and then calls [`Args::finish`].
#[derive(Debug)]
pub(crate) struct Args(VecDeque<String>);

impl Args {
    /// The arguments after the program's name.
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self(words.into_iter().collect())
    }

    /// Takes the next argument.
    pub(crate) fn word(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes a flag, wherever it stands.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let place = self.0.iter().position(|word| word == name);
        place.and_then(|index| self.0.remove(index)).is_some()
    }

    /// Takes the value of `--name VALUE` or `--name=VALUE`.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        if let Some(index) = self.0.iter().position(|word| word.starts_with(&joined)) {
            let word = self.0.remove(index);
            return Ok(word.map(|word| word[joined.len()..].to_owned()));
        }
        let Some(index) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.0.remove(index);
        let value = self.0.remove(index);
        value
            .map(Some)
            .ok_or_else(|| Failure::new(format!("{name} needs a value")))
    }

    /// Takes all that is left.
    pub(crate) fn rest(self) -> Vec<String> {
        self.0.into()
    }

    /// Fails when something is left that no task asked for.
    pub(crate) fn finish(mut self) -> Result {
        match self.word() {
            None => Ok(()),
            Some(word) => Err(Failure::new(format!(
                "{word} means nothing here; `cargo xtask help` lists the tasks and their options"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_flags_and_values_in_any_order() {
        for line in ["--port 81 --no-open", "--no-open --port=81"] {
            let mut args = args(line);
            assert!(args.flag("--no-open"), "{line}");
            assert_eq!(
                args.value("--port").unwrap().as_deref(),
                Some("81"),
                "{line}"
            );
            args.finish().unwrap();
        }
    }

    #[test]
    fn refuses_what_is_unknown_or_lacks_its_value() {
        assert!(args("--prot 81").finish().is_err());
        assert!(args("--port").value("--port").is_err());
        assert_eq!(args("").value("--port").unwrap(), None);
    }
}
