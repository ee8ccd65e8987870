//! What the worker holds and how it answers; it knows nothing of the browser.

use gouji::report::{Confidence, Correction};
use gouji::view::{
    Answer, Ask, Brief, BriefResult, Marks, Reply, RuleView, Rulebook, Viewer, family,
};
use gouji::{Batch, Checked, Input, Options, RulebookChoice};

/// Figures of results that are held while other files are checked; more would fill the memory.
const MOST_FIGURES: usize = 200_000;

/// The disclosures of the last request that brought any.
#[derive(Default)]
pub(crate) struct Desk {
    id: u32,
    outcomes: Vec<Outcome>,
}

/// What became of a file, or of the files that are one disclosure.
struct Outcome {
    name: String,
    files: Vec<usize>,
    result: Result<Shown, String>,
}

struct Shown {
    /// As the file has it.
    read: Checked,
    /// With the accepted corrections in place, if there are any.
    corrected: Option<Checked>,
    marks: Marks,
}

/// What is to be checked.
pub(crate) struct Check<'a> {
    pub(crate) id: u32,
    pub(crate) names: &'a [String],
    pub(crate) year: Option<u16>,
    pub(crate) rulebook: Option<Rulebook>,
}

/// A text to be saved under a name.
pub(crate) type Save = (String, String);

/// The first message: what there is to choose from.
pub(crate) fn ready() -> Reply {
    let rule = |rule: gouji::RuleInfo| RuleView {
        code: rule.code.to_owned(),
        family: family(rule.code).to_owned(),
        title: rule.title.to_owned(),
        severity: rule.severity,
        help: rule.help.to_owned(),
        basis: rule.basis.map(str::to_owned),
    };
    Reply::Ready {
        rules: gouji::rules().into_iter().map(rule).collect(),
        rulebooks: gouji::rulebooks(),
    }
}

/// The text of a built-in rulebook.
pub(crate) fn template(name: &str) -> Option<Save> {
    let found = gouji::rulebook::BUILTIN
        .iter()
        .find(|book| book.id == name)?;
    Some((format!("{name}.toml"), found.source.to_owned()))
}

impl Desk {
    /// Checks files, each read when its turn comes. What was held before stays when no file is
    /// there to take its place.
    pub(crate) fn check(
        &mut self,
        check: &Check<'_>,
        read: impl Fn(usize) -> Result<Vec<u8>, String>,
        tell: &mut dyn FnMut(Reply),
    ) -> Reply {
        let id = check.id;
        if self.figures() > MOST_FIGURES {
            self.outcomes.clear();
        }
        let mut batch = match Batch::new(&options(check)) {
            Ok(batch) => batch,
            Err(error) => {
                let name = own_name(check.rulebook.as_ref());
                return failed(id, name, error.to_string());
            }
        };
        batch.expect(check.names.iter().map(|name| name.as_ref()));
        let mut outcomes = Vec::new();
        for (file, name) in check.names.iter().enumerate() {
            let mut progress = |stage| tell(Reply::Progress { id, stage, file });
            // A file that cannot be read takes its turn too, so that the places stay right.
            let content = read(file);
            let bytes = content.as_deref().unwrap_or_default();
            let answers = batch.add(Input { name, bytes }, &mut progress);
            outcomes.extend(answers.into_iter().map(|answer| match &content {
                Ok(_) => outcome(answer),
                Err(message) => Outcome {
                    name: answer.name,
                    files: answer.files,
                    result: Err(message.clone()),
                },
            }));
        }
        let file = check.names.len().saturating_sub(1);
        let mut progress = |stage| tell(Reply::Progress { id, stage, file });
        outcomes.extend(batch.finish(&mut progress).into_iter().map(outcome));
        outcomes.sort_by_key(|outcome: &Outcome| outcome.files.first().copied());
        self.done(id, outcomes)
    }

    fn done(&mut self, id: u32, outcomes: Vec<Outcome>) -> Reply {
        let only = match outcomes.as_slice() {
            [only] => only.result.as_ref().ok(),
            _ => None,
        };
        let opened = only.map(|shown| Box::new(shown.viewer().overview(&shown.marks)));
        let briefs = outcomes.iter().map(Outcome::brief).collect();
        if opened.is_some() || outcomes.len() > 1 {
            self.id = id;
            self.outcomes = outcomes;
        }
        Reply::Done {
            id,
            outcomes: briefs,
            opened,
        }
    }

    fn figures(&self) -> usize {
        let shown = self
            .outcomes
            .iter()
            .filter_map(|it| it.result.as_ref().ok());
        shown
            .map(|shown| shown.read.disclosure().figures.len())
            .sum()
    }

    /// Answers a question about a disclosure that is held; a question for a file by [`Desk::save`].
    pub(crate) fn answer(&self, id: u32, outcome: usize, ask: &Ask) -> Reply {
        match self.shown(id, outcome).and_then(|it| it.answer(ask)) {
            Some(answer) => Reply::Answered {
                id,
                outcome,
                answer,
            },
            None => Reply::Gone { id },
        }
    }

    /// Puts corrections in place, if that was asked for.
    pub(crate) fn accept(&mut self, id: u32, outcome: usize, ask: &Ask) -> Option<Reply> {
        let held = self.outcomes.get_mut(outcome).filter(|_| self.id == id)?;
        let shown = held.result.as_mut().ok()?;
        let accepted = match ask {
            Ask::Accept { accepted } => accepted.clone(),
            Ask::AcceptCertain => {
                let report = shown.checked().report();
                let certain = report.corrections.iter();
                let certain = certain.filter(|it| it.confidence == Confidence::Certain);
                report.accepted.iter().chain(certain).cloned().collect()
            }
            _ => return None,
        };
        shown.accept(&accepted);
        let overview = Box::new(shown.viewer().overview(&shown.marks));
        Some(Reply::Answered {
            id,
            outcome,
            answer: Answer::Rechecked { overview },
        })
    }

    /// The file that was asked for, if it was one.
    pub(crate) fn save(&self, id: u32, outcome: usize, ask: &Ask) -> Option<Save> {
        let shown = self.shown(id, outcome)?;
        let checked = shown.checked();
        let name = checked.report().file.name.as_str();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let stem = if stem.is_empty() { name } else { stem };
        match ask {
            Ask::Report => Some((
                format!("{stem}-核对报告.json"),
                gouji::to_json(checked.report()),
            )),
            Ask::Corrected => Some((
                format!("{stem}-更正数据.json"),
                gouji::to_json(&shown.read.corrected(&checked.report().accepted)),
            )),
            _ => None,
        }
    }

    fn shown(&self, id: u32, outcome: usize) -> Option<&Shown> {
        let held = self.outcomes.get(outcome).filter(|_| self.id == id);
        held?.result.as_ref().ok()
    }
}

impl Shown {
    fn new(read: Checked) -> Self {
        Self {
            marks: read.viewer().marks(),
            read,
            corrected: None,
        }
    }

    fn checked(&self) -> &Checked {
        self.corrected.as_ref().unwrap_or(&self.read)
    }

    fn accept(&mut self, accepted: &[Correction]) {
        self.corrected = (!accepted.is_empty()).then(|| self.read.recheck(accepted));
        self.marks = self.viewer().marks();
    }

    fn viewer(&self) -> Viewer<'_> {
        self.checked().viewer()
    }

    fn answer(&self, ask: &Ask) -> Option<Answer> {
        self.viewer().answer(&self.marks, ask)
    }
}

impl Outcome {
    fn brief(&self) -> Brief {
        match &self.result {
            Ok(shown) => shown.viewer().brief(&self.name, &self.files),
            Err(message) => Brief {
                name: self.name.clone(),
                files: self.files.clone(),
                result: BriefResult::Refused {
                    message: message.clone(),
                },
            },
        }
    }
}

fn outcome(answer: gouji::Answer) -> Outcome {
    Outcome {
        name: answer.name,
        files: answer.files,
        result: answer
            .result
            .map(Shown::new)
            .map_err(|error| error.to_string()),
    }
}

fn options(check: &Check<'_>) -> Options {
    let rulebook = match &check.rulebook {
        None => RulebookChoice::Auto,
        Some(Rulebook::Named { id }) => RulebookChoice::Named(id.clone()),
        Some(Rulebook::Own { text, .. }) => RulebookChoice::Text(text.clone()),
    };
    Options {
        year: check.year,
        rulebook,
    }
}

fn own_name(rulebook: Option<&Rulebook>) -> String {
    match rulebook {
        Some(Rulebook::Own { name, .. }) => name.clone(),
        _ => String::new(),
    }
}

fn failed(id: u32, name: String, message: String) -> Reply {
    Reply::Failed { id, name, message }
}

#[cfg(test)]
mod tests {
    use super::{Check, Desk, template};
    use gouji::view::{Ask, Reply, Rulebook};

    fn ask(desk: &mut Desk, names: &[&str], rulebook: Option<&str>) -> Reply {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let own = |text: &str| Rulebook::Own {
            name: "own.toml".to_owned(),
            text: text.to_owned(),
        };
        let check = Check {
            id: 7,
            names: &names,
            year: None,
            rulebook: rulebook.map(own),
        };
        let read = |file: usize| match names[file].as_str() {
            "gone.xlsx" => Err("没有读到。".to_owned()),
            "empty.xlsx" => Ok(Vec::new()),
            _ => Ok(include_bytes!("../../../../../web/samples/sample.xlsx").to_vec()),
        };
        desk.check(&check, read, &mut |_| ())
    }

    #[test]
    fn several_files_are_told_apart_in_their_order() {
        let mut desk = Desk::default();
        let reply = ask(
            &mut desk,
            &["gone.xlsx", "a.xlsx", "empty.xlsx", "b.xlsx"],
            None,
        );
        let Reply::Done {
            outcomes, opened, ..
        } = reply
        else {
            panic!("{reply:?}")
        };
        let names: Vec<&str> = outcomes.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["gone.xlsx", "a.xlsx", "empty.xlsx", "b.xlsx"]);
        assert!(format!("{:?}", outcomes[0]).contains("没有读到。"));
        assert_eq!(opened, None);
        assert!(
            desk.save(7, 1, &Ask::Report)
                .is_some_and(|(name, _)| name == "a-核对报告.json")
        );
        assert!(matches!(
            desk.answer(7, 0, &Ask::Overview),
            Reply::Gone { .. }
        ));
        assert!(matches!(
            desk.answer(6, 1, &Ask::Overview),
            Reply::Gone { .. }
        ));
    }

    #[test]
    fn a_refusal_does_not_take_the_place_of_a_result() {
        let mut desk = Desk::default();
        ask(&mut desk, &["a.xlsx"], None);
        ask(&mut desk, &["empty.xlsx"], None);
        assert!(matches!(
            desk.answer(7, 0, &Ask::Overview),
            Reply::Answered { .. }
        ));
    }

    #[test]
    fn a_rulebook_alone_is_looked_at() {
        let mut desk = Desk::default();
        let sound = template("xinjiang-2026").expect("it is built in").1;
        let reply = ask(&mut desk, &[], Some(&sound));
        assert!(matches!(reply, Reply::Done { outcomes, .. } if outcomes.is_empty()));
        let reply = ask(&mut desk, &["a.xlsx"], Some("\nid = \"own\"\n"));
        let Reply::Failed { name, message, .. } = reply else {
            panic!("{reply:?}")
        };
        assert_eq!(name, "own.toml");
        assert!(message.contains("第 2 行"), "{message}");
    }
}
