//! Runs checks one after the other and says how each ended.

use crate::process::{Failure, Result, spell, timed};
use crate::project::Project;
use std::time::Duration;

/// One check of the project.
pub(crate) struct Stage {
    /// How it is called in the summary.
    pub(crate) name: &'static str,
    /// What it looks at.
    pub(crate) purpose: &'static str,
    /// Stages without whose success this one cannot run.
    pub(crate) needs: &'static [&'static str],
    /// The check itself.
    pub(crate) run: fn(&Project) -> Result<Verdict>,
}

/// How a check ended that found nothing wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verdict {
    /// It ran.
    Passed,
    /// It did not run, for this reason, and that is no fault.
    Skipped(&'static str),
}

/// How a stage ended.
struct Outcome {
    name: &'static str,
    result: Result<Verdict>,
    time: Duration,
}

impl Outcome {
    fn line(&self) -> String {
        let (name, time) = (self.name, spell(self.time));
        match &self.result {
            Ok(Verdict::Passed) => format!("{name:<14} passed   {time}"),
            Ok(Verdict::Skipped(reason)) => format!("{name:<14} skipped  {reason}"),
            Err(failure) => format!("{name:<14} FAILED   {time}: {failure}"),
        }
    }
}

/// Runs the stages, whatever becomes of the ones before, and sums up.
pub(crate) fn run_all(project: &Project, stages: &[&Stage]) -> Result {
    let mut outcomes = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        println!(
            "\n== {}/{} {}: {}",
            index + 1,
            stages.len(),
            stage.name,
            stage.purpose
        );
        let outcome = run_one(project, stage, &outcomes);
        println!("== {}", outcome.line());
        outcomes.push(outcome);
    }
    summarise(&outcomes)
}

fn run_one(project: &Project, stage: &Stage, earlier: &[Outcome]) -> Outcome {
    let failed = earlier.iter().filter(|outcome| outcome.result.is_err());
    let mut lacking = failed.filter(|outcome| stage.needs.contains(&outcome.name));
    let (result, time) = match lacking.next() {
        Some(outcome) => (Err(not_run(outcome.name)), Duration::ZERO),
        None => timed(|| (stage.run)(project)),
    };
    Outcome {
        name: stage.name,
        result,
        time,
    }
}

fn not_run(needed: &str) -> Failure {
    Failure::new(format!("not run, as {needed} failed"))
}

/// Prints every stage's outcome and the closing line.
fn summarise(outcomes: &[Outcome]) -> Result {
    let all: Duration = outcomes.iter().map(|outcome| outcome.time).sum();
    println!("\n== summary, {} in all", spell(all));
    for outcome in outcomes {
        println!("{}", outcome.line());
    }
    let (passed, failed) = count(outcomes);
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::new(
        "something is wrong: the summary above names the stages",
    ))
}

fn count(outcomes: &[Outcome]) -> (usize, usize) {
    let passed = |outcome: &&Outcome| matches!(outcome.result, Ok(Verdict::Passed));
    let failed = |outcome: &&Outcome| outcome.result.is_err();
    (
        outcomes.iter().filter(passed).count(),
        outcomes.iter().filter(failed).count(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Stage, Verdict, count, run_one};
    use crate::process::Failure;
    use crate::project::Project;

    const GOOD: Stage = Stage {
        name: "good",
        purpose: "",
        needs: &[],
        run: |_| Ok(Verdict::Passed),
    };
    const IDLE: Stage = Stage {
        name: "idle",
        purpose: "",
        needs: &[],
        run: |_| Ok(Verdict::Skipped("absent")),
    };
    const BAD: Stage = Stage {
        name: "bad",
        purpose: "",
        needs: &[],
        run: |_| Err(Failure::new("broken")),
    };
    const AFTER: Stage = Stage {
        name: "after",
        needs: &["good", "bad"],
        ..GOOD
    };

    fn outcomes(stages: &[Stage]) -> Vec<Outcome> {
        let project = Project::find();
        stages.iter().fold(Vec::new(), |mut all, stage| {
            all.push(run_one(&project, stage, &all));
            all
        })
    }

    #[test]
    fn counts_and_holds_back_what_cannot_run() {
        let table = [
            (vec![], (0, 0)),
            (vec![GOOD, IDLE, AFTER], (2, 0)),
            (vec![GOOD, BAD, AFTER], (1, 2)),
        ];
        for (stages, expected) in table {
            assert_eq!(count(&outcomes(&stages)), expected);
        }
    }

    #[test]
    fn says_why_a_stage_did_not_run() {
        let lines: Vec<_> = outcomes(&[BAD, AFTER]).iter().map(Outcome::line).collect();
        assert!(lines[0].ends_with("broken"), "{lines:?}");
        assert!(lines[1].ends_with("not run, as bad failed"), "{lines:?}");
    }
}
