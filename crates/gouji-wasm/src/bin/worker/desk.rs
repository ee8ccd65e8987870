//! What the worker holds and how it answers; it knows nothing of the browser.

use gouji::report::{Confidence, Correction, Report};
use gouji::view::{
    Answer, Ask, Brief, BriefResult, Department, FindingsFormat, Marks, Overview, Reply, RuleView,
    Rulebook, TableTop, Viewer, departments, family,
};
use gouji::{Batch, Checked, EditError, Input, Options, RulebookChoice};

/// Figures of results that are held while other files are checked; more would fill the memory.
const MOST_FIGURES: usize = 200_000;

/// The disclosures of the last request that brought any.
#[derive(Default)]
pub(crate) struct Desk {
    id: u32,
    /// Names of the files that came with it.
    names: Vec<String>,
    outcomes: Vec<Outcome>,
}

/// What became of a file, or of the files that are one disclosure.
struct Outcome {
    name: String,
    folder: String,
    files: Vec<usize>,
    result: Result<Shown, String>,
}

struct Shown {
    /// As the file has it.
    read: Checked,
    /// With the accepted corrections in place, if there are any.
    corrected: Option<Checked>,
    marks: Marks,
    /// The tables as the page has them; none before it was shown any.
    sent: Vec<TableTop>,
}

/// What is to be checked.
pub(crate) struct Check<'a> {
    pub(crate) id: u32,
    pub(crate) names: &'a [String],
    pub(crate) year: Option<u16>,
    pub(crate) rulebook: Option<Rulebook>,
}

/// Something to be saved under a name.
pub(crate) type Save = (String, Vec<u8>);

/// How the content of a file is got, by its place in the request that brought it.
pub(crate) type Read<'r> = &'r dyn Fn(usize) -> Result<Vec<u8>, String>;

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
    Some((format!("{name}.toml"), found.source.as_bytes().to_vec()))
}

/// A workbook with the blank tables of a built-in rulebook.
pub(crate) fn blank(name: &str) -> Option<Save> {
    let workbook = gouji::blank_workbook(name)?;
    Some((format!("空白表-{name}.xlsx"), workbook))
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
            let finished: Vec<Outcome> = answers
                .into_iter()
                .map(|answer| match &content {
                    Ok(_) => outcome(answer),
                    Err(message) => Outcome {
                        name: answer.name,
                        folder: answer.folder,
                        files: answer.files,
                        result: Err(message.clone()),
                    },
                })
                .collect();
            if check.names.len() > 1 && !finished.is_empty() {
                let outcomes = finished.iter().map(Outcome::brief).collect();
                tell(Reply::Finished { id, outcomes });
            }
            outcomes.extend(finished);
        }
        let file = check.names.len().saturating_sub(1);
        let mut progress = |stage| tell(Reply::Progress { id, stage, file });
        outcomes.extend(batch.finish(&mut progress).into_iter().map(outcome));
        outcomes.sort_by_key(|outcome: &Outcome| outcome.files.first().copied());
        self.done(id, check.names, outcomes)
    }

    fn done(&mut self, id: u32, names: &[String], mut outcomes: Vec<Outcome>) -> Reply {
        let only = match outcomes.as_mut_slice() {
            [only] => only.result.as_mut().ok(),
            _ => None,
        };
        let opened = only.map(|shown| Box::new(shown.overview()));
        let briefs = outcomes.iter().map(Outcome::brief).collect();
        let departments = sums(&outcomes);
        if opened.is_some() || outcomes.len() > 1 {
            self.id = id;
            self.names = names.to_vec();
            self.outcomes = outcomes;
        }
        Reply::Done {
            id,
            outcomes: briefs,
            opened,
            departments,
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
    pub(crate) fn answer(&mut self, id: u32, outcome: usize, ask: &Ask) -> Reply {
        let held = self.outcomes.get_mut(outcome).filter(|_| self.id == id);
        let shown = held.and_then(|held| held.result.as_mut().ok());
        match shown.and_then(|it| it.answer(ask)) {
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
            Ask::Accept { accepted } => shown.read.renamed(accepted),
            Ask::AcceptCertain => {
                let report = shown.checked().report();
                let certain = report.corrections.iter();
                let certain = certain.filter(|it| it.confidence == Confidence::Certain);
                report.accepted.iter().chain(certain).cloned().collect()
            }
            Ask::Type { table, cell, text } => match shown.typed(table, cell, text) {
                Ok(accepted) => accepted,
                Err(error) => {
                    let answer = Answer::Untyped {
                        table: table.clone(),
                        cell: cell.clone(),
                        message: error.to_string(),
                    };
                    return Some(Reply::Answered {
                        id,
                        outcome,
                        answer,
                    });
                }
            },
            _ => return None,
        };
        shown.accept(&accepted);
        let told = shown.relations_of(ask).into_iter().collect();
        let mut overview = Box::new(shown.viewer().overview(&shown.marks));
        overview.leave_out(&mut shown.sent);
        let departments = sums(&self.outcomes);
        Some(Reply::Answered {
            id,
            outcome,
            answer: Answer::Rechecked {
                overview,
                departments,
                told,
            },
        })
    }

    /// Of the request whose disclosures are held.
    pub(crate) fn id(&self) -> u32 {
        self.id
    }

    /// The file that was asked for, if it was one; the files that were checked are read once more
    /// where theirs is wanted.
    pub(crate) fn save(
        &self,
        id: u32,
        outcome: usize,
        ask: &Ask,
        read: Read<'_>,
    ) -> Option<Result<Save, Reply>> {
        let shown = self.shown(id, outcome)?;
        if *ask == Ask::Workbook {
            let files = &self.outcomes.get(outcome)?.files;
            let written = shown.workbook(files, &self.names, read);
            return Some(written.map_err(|message| {
                let name = shown.checked().report().file.name.clone();
                Reply::NotSaved { name, message }
            }));
        }
        let checked = shown.checked();
        let name = checked.report().file.name.as_str();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let stem = if stem.is_empty() { name } else { stem };
        let report = checked.report();
        let (name, content) = match ask {
            Ask::Report => (
                format!("{stem}-核对报告.json"),
                gouji::to_json(report).into_bytes(),
            ),
            Ask::Corrected => (
                format!("{stem}-更正数据.json"),
                gouji::to_json(&shown.read.corrected(&report.accepted)).into_bytes(),
            ),
            Ask::FindingsFile { format } => match format {
                FindingsFormat::Csv => (
                    format!("{stem}-问题清单.csv"),
                    gouji::export::findings_csv(report).into_bytes(),
                ),
                FindingsFormat::Xlsx => (
                    format!("{stem}-问题清单.xlsx"),
                    gouji::export::findings_xlsx(report),
                ),
            },
            _ => return None,
        };
        Some(Ok((name, content)))
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
            sent: Vec::new(),
        }
    }

    fn checked(&self) -> &Checked {
        self.corrected.as_ref().unwrap_or(&self.read)
    }

    fn accept(&mut self, accepted: &[Correction]) {
        self.corrected = (!accepted.is_empty()).then(|| self.read.recheck(accepted));
        self.marks = self.viewer().marks();
    }

    /// The files that were checked, with the accepted corrections in place.
    fn workbook(&self, files: &[usize], names: &[String], read: Read<'_>) -> Result<Save, String> {
        let mut places = files.to_vec();
        // An archive brings several at once.
        places.sort_unstable();
        places.dedup();
        let mut contents = Vec::new();
        for place in places {
            let name = names.get(place).map_or("", String::as_str);
            contents.push((name, read(place)?));
        }
        let inputs: Vec<Input<'_>> = contents
            .iter()
            .map(|(name, bytes)| Input { name, bytes })
            .collect();
        let accepted = &self.checked().report().accepted;
        let written = self.read.rewrite(&inputs, accepted, &[]);
        let written = written.and_then(gouji::writeback::packed);
        let file = written.map_err(|error| error.to_string())?;
        Ok((file.name, file.bytes))
    }

    /// The relations of the amount that was typed, which the page shows beside it.
    fn relations_of(&self, ask: &Ask) -> Option<Answer> {
        let Ask::Type { table, cell, .. } = ask else {
            return None;
        };
        let (table, cell) = (table.clone(), cell.clone());
        self.viewer()
            .answer(&self.marks, &Ask::Cell { table, cell })
    }

    fn viewer(&self) -> Viewer<'_> {
        self.checked().viewer()
    }

    /// What was accepted, with what was typed into a cell in place of what it had.
    fn typed(&self, table: &str, cell: &str, text: &str) -> Result<Vec<Correction>, EditError> {
        let change = self.read.edit(table, cell, text)?;
        let place = |it: &Correction| (it.cell.sheet.clone(), it.cell.cell.clone());
        let accepted = self.checked().report().accepted.iter();
        let others = accepted.filter(|it| place(it) != place(&change)).cloned();
        let back = change.from == change.to;
        let mut accepted: Vec<Correction> = others.collect();
        accepted.extend((!back).then_some(change));
        Ok(self.read.follow(&accepted))
    }

    /// All that is shown at first.
    fn overview(&mut self) -> Overview {
        let overview = self.viewer().overview(&self.marks);
        self.sent.clone_from(&overview.tables);
        overview
    }

    fn answer(&mut self, ask: &Ask) -> Option<Answer> {
        if *ask == Ask::Overview {
            let overview = Box::new(self.overview());
            return Some(Answer::Overview { overview });
        }
        if let Ask::Effect { name, accepted } = ask {
            let effect = self.checked().effect(&self.read, accepted);
            return Some(Answer::Effect {
                name: name.clone(),
                effect: Box::new(effect),
            });
        }
        self.viewer().answer(&self.marks, ask)
    }
}

impl Outcome {
    fn brief(&self) -> Brief {
        let folder = self.folder.clone();
        match &self.result {
            Ok(shown) => Brief {
                folder,
                ..shown.viewer().brief(&self.name, &self.files)
            },
            Err(message) => Brief {
                name: self.name.clone(),
                folder,
                files: self.files.clone(),
                result: BriefResult::Refused {
                    message: message.clone(),
                },
            },
        }
    }
}

/// The departments among the outcomes, as they stand now.
fn sums(outcomes: &[Outcome]) -> Vec<Department> {
    let reports = outcomes.iter().enumerate();
    let reports: Vec<(usize, &Report)> = reports
        .filter_map(|(place, it)| Some((place, it.result.as_ref().ok()?.checked().report())))
        .collect();
    departments(&reports)
}

fn outcome(answer: gouji::Answer) -> Outcome {
    Outcome {
        name: answer.name,
        folder: answer.folder,
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
            desk.save(7, 1, &Ask::Report, &|_| Err(String::new()))
                .is_some_and(|file| file.is_ok_and(|(name, _)| name == "a-核对报告.json"))
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

    fn report(desk: &Desk) -> gouji::report::Report {
        let read = |_: usize| Err(String::new());
        let saved = desk.save(7, 0, &Ask::Report, &read).expect("it is held");
        let (_, json) = saved.expect("no file is read for it");
        serde_json::from_slice(&json).expect("it is a report")
    }

    fn type_in(desk: &mut Desk, cell: &str, text: &str) -> Reply {
        let ask = Ask::Type {
            table: "T3".to_owned(),
            cell: cell.to_owned(),
            text: text.to_owned(),
        };
        desk.accept(7, 0, &ask).expect("it changes something")
    }

    #[test]
    fn what_is_typed_is_checked_at_once_and_taken_back_by_typing() {
        let mut desk = Desk::default();
        ask(&mut desk, &["a.xlsx"], None);
        let sound = report(&desk);
        let cell = sound.summary.series.iter().flat_map(|it| &it.parts);
        let cell = cell
            .flat_map(|part| &part.cells)
            .find(|it| it.table == "T3");
        let cell = cell.expect("an aggregate of table 3").clone();
        type_in(&mut desk, &cell.cell, "9,999.9");
        let changed = report(&desk);
        assert_eq!(changed.verdict, gouji::report::Verdict::Inconsistent);
        assert_eq!(changed.accepted.len(), 1);
        assert_eq!(
            (&changed.accepted[0].from, changed.accepted[0].to.as_str()),
            (&cell.value, "9999.90")
        );
        type_in(&mut desk, &cell.cell, "8");
        assert_eq!(report(&desk).accepted.len(), 1);
        let refused = type_in(&mut desk, &cell.cell, "十二");
        assert!(format!("{refused:?}").contains("请输入数字"), "{refused:?}");
        assert_eq!(report(&desk).accepted.len(), 1);
        type_in(&mut desk, &cell.cell, &cell.value);
        assert_eq!(report(&desk), sound);
    }

    #[test]
    fn the_effect_of_a_change_is_known_before_it_is_made() {
        let mut desk = Desk::default();
        ask(&mut desk, &["a.xlsx"], None);
        let sound = report(&desk);
        let cell = sound.summary.series.iter().flat_map(|it| &it.parts);
        let cell = cell
            .flat_map(|part| &part.cells)
            .find(|it| it.table == "T3");
        type_in(
            &mut desk,
            &cell.expect("an aggregate of table 3").cell,
            "9999",
        );
        let wrong = report(&desk);
        let back = Ask::Effect {
            name: "back".to_owned(),
            accepted: Vec::new(),
        };
        let Reply::Answered {
            answer: gouji::view::Answer::Effect { name, effect },
            ..
        } = desk.answer(7, 0, &back)
        else {
            panic!("no effect")
        };
        assert_eq!((name.as_str(), effect.counts), ("back", sound.counts));
        assert_eq!(
            effect.settled_all,
            wrong.findings.len() - sound.findings.len() + effect.raised_all
        );
        assert!(
            effect
                .settled
                .iter()
                .all(|it| it.severity == gouji::report::Severity::Error)
        );
        assert_eq!(report(&desk), wrong);
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
        let sound = String::from_utf8(sound).expect("it is text");
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
