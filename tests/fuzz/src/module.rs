//! The WebAssembly module in a process of Node: it must say what the native code says.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use gouji::{Answer, Error};

/// What Node runs.
const SCRIPT: &str = include_str!("module.mjs");

/// The environment variable that names the package's script for Node.
const PLACE: &str = "GOUJI_MODULE";

/// How long is waited before it is asked whether the module works: half of it is far more than any answer
/// takes of a processor.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often, for others use the machine, too, and not every system says what a process takes of it.
const WAITS: u32 = 10;

/// Inputs after which the process is started anew, for the module's memory never shrinks.
const MOST_INPUTS: u32 = 2_000;

/// The module that reports are compared with, where there is one.
static MODULE: LazyLock<Option<Mutex<Module>>> = LazyLock::new(|| {
    let place = std::env::var_os(PLACE)?;
    Some(Mutex::new(Module::new(place.into(), PATIENCE)))
});

/// Whether there is a module to compare with.
pub(crate) fn is_there() -> bool {
    MODULE.is_some()
}

/// Panics where the module says anything else of a file than what was answered natively.
pub(crate) fn compare(name: &str, bytes: &[u8], answers: &[Answer]) {
    let Some(module) = MODULE.as_ref() else {
        return;
    };
    let native = native(answers);
    let mut module = module.lock().unwrap_or_else(PoisonError::into_inner);
    let said = module.ask(name, bytes);
    drop(module);
    if let Some(difference) = difference(&native, &said) {
        panic!("native and WebAssembly: {difference}");
    }
}

/// What the module or the native code says of a file.
#[derive(Debug, Eq, PartialEq)]
enum Said {
    Report(String),
    Refusal(String),
    Fault(String),
}

/// What `gouji::check` makes of the answers.
fn native(answers: &[Answer]) -> Said {
    match answers {
        [answer] => match &answer.result {
            Ok(checked) => Said::Report(gouji::to_json(checked.report())),
            Err(error) => Said::Refusal(error.to_string()),
        },
        several => {
            let names = several.iter().map(|answer| answer.name.clone());
            Said::Refusal(Error::Several(names.collect()).to_string())
        }
    }
}

/// The first byte in which both differ, with what is around it.
fn difference(native: &Said, module: &Said) -> Option<String> {
    match (native, module) {
        _ if native == module => None,
        (Said::Report(native), Said::Report(module)) => {
            let bytes = native.bytes().zip(module.bytes());
            let at = bytes.take_while(|(one, other)| one == other).count();
            let around = |text: &str| {
                let bytes = text.as_bytes();
                let part = &bytes[at.saturating_sub(60)..bytes.len().min(at + 60)];
                String::from_utf8_lossy(part).into_owned()
            };
            let (native, module) = (around(native), around(module));
            Some(format!("from byte {at} on {native:?} and {module:?}"))
        }
        _ => Some(format!("{} and {}", native.brief(), module.brief())),
    }
}

impl Said {
    fn brief(&self) -> String {
        match self {
            Self::Report(_) => "a report".to_owned(),
            Self::Refusal(sentence) => format!("refused, {sentence:?}"),
            Self::Fault(fault) => format!("a fault, {fault:?}"),
        }
    }
}

/// A module, and the process that runs it.
struct Module {
    place: PathBuf,
    patience: Duration,
    running: Option<Running>,
}

impl Module {
    fn new(place: PathBuf, patience: Duration) -> Self {
        Self {
            place,
            patience,
            running: None,
        }
    }

    /// What the module says of a file. After a fault it is started anew.
    fn ask(&mut self, name: &str, bytes: &[u8]) -> Said {
        let running = self.running.take();
        let running = running.filter(|running| running.asked < MOST_INPUTS);
        let mut running = running.unwrap_or_else(|| Running::start(&self.place));
        let said = running.ask(name, bytes, self.patience);
        if !matches!(said, Said::Fault(_)) {
            self.running = Some(running);
        }
        said
    }
}

struct Running {
    process: Child,
    input: ChildStdin,
    said: Receiver<Said>,
    asked: u32,
}

impl Running {
    fn start(place: &PathBuf) -> Self {
        let mut process = Command::new("node")
            .args(["--input-type=module", "--eval", SCRIPT, "--"])
            .arg(place)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node can be started");
        let input = process.stdin.take().expect("it was piped");
        let output = process.stdout.take().expect("it was piped");
        let (sender, said) = channel();
        std::thread::spawn(move || listen(output, &sender));
        Self {
            process,
            input,
            said,
            asked: 0,
        }
    }

    fn ask(&mut self, name: &str, bytes: &[u8], patience: Duration) -> Said {
        self.asked += 1;
        let parts = [name.as_bytes(), bytes];
        let sent = parts.into_iter().try_for_each(|part| {
            let length = u32::try_from(part.len()).expect("a small file");
            self.input.write_all(&length.to_le_bytes())?;
            self.input.write_all(part)
        });
        if let Err(error) = sent {
            return Said::Fault(format!("the module's process has ended: {error}"));
        }
        let before = busy(&self.process);
        for _ in 0..WAITS {
            match self.said.recv_timeout(patience) {
                Ok(said) => return said,
                Err(RecvTimeoutError::Disconnected) => {
                    return Said::Fault("the module's process has ended".to_owned());
                }
                Err(RecvTimeoutError::Timeout) => {
                    let taken = busy(&self.process).zip(before);
                    if taken.is_some_and(|(now, before)| now - before > patience / 2) {
                        break;
                    }
                }
            }
        }
        Said::Fault(format!("no answer within {} s", patience.as_secs()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a process took of the processors so far, where the system tells it as Linux does.
fn busy(process: &Child) -> Option<Duration> {
    let line = std::fs::read_to_string(format!("/proc/{}/stat", process.id())).ok()?;
    // The name before may hold blanks; the times are the 14th and 15th of all, in hundredths of a second.
    let (_, rest) = line.rsplit_once(") ")?;
    let times = rest.split(' ').skip(11).take(2);
    let ticks = times.filter_map(|it| it.parse::<u64>().ok()).sum::<u64>();
    Some(Duration::from_millis(ticks * 10))
}

/// Passes on what is said until the process ends.
fn listen(mut output: ChildStdout, sender: &Sender<Said>) {
    while let Some(said) = hear(&mut output) {
        if sender.send(said).is_err() {
            return;
        }
    }
}

fn hear(output: &mut impl Read) -> Option<Said> {
    let mut head = [0; 5];
    output.read_exact(&mut head).ok()?;
    let [kind, length @ ..] = head;
    let mut text = vec![0; usize::try_from(u32::from_le_bytes(length)).ok()?];
    output.read_exact(&mut text).ok()?;
    let text = String::from_utf8(text).ok()?;
    Some(match kind {
        0 => Said::Report(text),
        1 => Said::Refusal(text),
        _ => Said::Fault(text),
    })
}

#[cfg(test)]
mod tests {
    use super::{Module, Said, difference};
    use std::process::Command;
    use std::time::Duration;

    /// A module that does as its input says.
    const OBEDIENT: &str = "export default async function init() {}
        export function checkJson(bytes, name) {
            const wish = Buffer.from(bytes).toString();
            if (wish === 'refuse') throw new Error(name);
            if (wish === 'trap') throw new WebAssembly.RuntimeError('unreachable');
            if (wish === 'deep') return checkJson(bytes, name);
            if (wish === 'leave') process.exit();
            while (wish === 'hang');
            return wish;
        }";

    #[test]
    fn answers_are_passed_on_and_faults_are_told_apart() {
        if Command::new("node").arg("--version").output().is_err() {
            println!("skipped: Node.js is not there");
            return;
        }
        let folder = std::env::temp_dir().join(format!("gouji-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = folder.join("obedient.mjs");
        std::fs::write(&place, OBEDIENT).unwrap();
        let mut module = Module::new(place, Duration::from_secs(20));
        let long = "报告".repeat(200_000);
        for (wish, kind, text) in [
            ("{}", "report", "{}"),
            ("refuse", "refusal", "名.xlsx"),
            ("trap", "fault", "RuntimeError: unreachable"),
            ("", "report", ""),
            ("leave", "fault", "the module's process has ended"),
            (&long, "report", &long),
            (
                "deep",
                "fault",
                "RangeError: Maximum call stack size exceeded",
            ),
        ] {
            let said = module.ask("名.xlsx", wish.as_bytes());
            let expected = match kind {
                "report" => Said::Report(text.to_owned()),
                "refusal" => Said::Refusal(text.to_owned()),
                _ => Said::Fault(text.to_owned()),
            };
            assert_eq!(said, expected);
        }
        module.patience = Duration::from_secs(1);
        let said = module.ask("名.xlsx", b"hang");
        assert_eq!(said, Said::Fault("no answer within 1 s".to_owned()));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_single_other_byte_is_a_difference() {
        let report = |text: &str| Said::Report(text.to_owned());
        let refusal = |text: &str| Said::Refusal(text.to_owned());
        let fault = Said::Fault("unreachable".to_owned());
        for (native, module, expected) in [
            (report("{}"), report("{}"), None),
            (refusal("不是"), refusal("不是"), None),
            (report("{1}"), report("{2}"), Some("from byte 1 on")),
            (report("{}"), report("{} "), Some("from byte 2 on")),
            (report("{}"), refusal("不是"), Some("a report and refused")),
            (refusal("不是"), refusal("是"), Some("refused")),
            (refusal("不是"), fault, Some("a fault, \"unreachable\"")),
        ] {
            let found = difference(&native, &module);
            match expected {
                None => assert_eq!(found, None),
                Some(part) => assert!(found.unwrap().contains(part), "{native:?} {module:?}"),
            }
        }
    }
}
