//! Where things are.

use std::path::{Path, PathBuf};

/// The environment variable that names another folder of tools than `target/tools`.
pub(crate) const TOOLS: &str = "GOUJI_TOOLS";

/// The project's folders.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// The project whose task this is: cargo says so when it runs the program.
    pub(crate) fn find() -> Self {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = here.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = here.ancestors().nth(2).unwrap_or(&here).to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| folder.into()),
            None => root.join("target"),
        };
        Self { root, target }
    }

    /// The root of the workspace.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder by its path from the root.
    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Cargo's target folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.join("dist")
    }

    /// Root of what is installed for this project alone.
    pub(crate) fn tools(&self) -> PathBuf {
        let other = std::env::var_os(TOOLS).map(PathBuf::from);
        other.unwrap_or_else(|| self.join("target/tools"))
    }

    /// An installed Rust tool.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.tools()
            .join("bin")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Folders of installed tools, to be first on the PATH.
    pub(crate) fn tool_folders(&self) -> [PathBuf; 2] {
        [
            self.tools().join("bin"),
            self.tools().join("npm/node_modules/.bin"),
        ]
    }

    /// The `gouji` command of the development profile.
    pub(crate) fn command(&self) -> PathBuf {
        self.built("debug")
    }

    /// The `gouji` command as it is given to others.
    pub(crate) fn release_command(&self) -> PathBuf {
        self.built("release")
    }

    fn built(&self, profile: &str) -> PathBuf {
        let name = format!("gouji{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile).join(name)
    }
}
