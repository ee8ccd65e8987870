//! `serve`: the page on this machine, built and opened.

use crate::args::Args;
use crate::process::{Failure, Program, Result, find_program};
use crate::project::Project;
use crate::{build, server::Server};

/// Runs the task; it ends when the visitor stops it.
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let port = args.value("--port")?.map(|text| port(&text)).transpose()?;
    let open_it = !args.flag("--no-open");
    args.finish()?;
    build::page(project)?;
    let server = Server::bind(project.dist(), port)?;
    println!("\nGouji 勾稽 is at {} (Ctrl-C ends it)", server.address());
    if open_it {
        open(server.address());
    }
    server.run();
    Ok(())
}

fn port(text: &str) -> Result<u16> {
    text.parse()
        .map_err(|_| Failure::new(format!("--port takes a number below 65536, not {text}")))
}

/// Opens the address where there is something to open it with; it was printed already.
fn open(address: &str) {
    let program = if cfg!(windows) {
        Some(Program::new("cmd").words("/C start"))
    } else if cfg!(target_os = "macos") {
        Some(Program::new("open"))
    } else {
        let screen = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        (screen && find_program("xdg-open").is_some()).then(|| Program::new("xdg-open"))
    };
    let opened = program.map(|program| program.arg(address).spawn());
    if !matches!(opened, Some(Ok(()))) {
        println!("No browser was found to open it with: open the address yourself.");
    }
}
