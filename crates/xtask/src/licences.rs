//! Whether the libraries may be given to others, and are sound: cargo-deny, by `deny.toml`.

use crate::process::{Program, Result};
use crate::project::Project;
use crate::setup;
use crate::stages::Verdict;

/// Looks at licences, origins and what is banned.
pub(crate) fn check(project: &Project) -> Result<Verdict> {
    setup::take(project, &[setup::deny_step()], 0)?;
    deny(project, "check bans licenses sources").run()?;
    Ok(Verdict::Passed)
}

/// Looks for libraries that are known to be unsound, where the list of them can be had.
pub(crate) fn advisories(project: &Project) -> Result<Verdict> {
    if deny(project, "fetch db").output().is_err() {
        return Ok(Verdict::Skipped(
            "the list (https://github.com/RustSec/advisory-db) could not be had",
        ));
    }
    deny(project, "check advisories").run()?;
    Ok(Verdict::Passed)
}

fn deny(project: &Project, line: &str) -> Program {
    Program::cargo()
        .words("deny")
        .words(line)
        .path_first(&project.tool_folders())
        .in_dir(project.root())
}
