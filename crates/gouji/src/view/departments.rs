use serde::{Deserialize, Serialize};

use crate::amount::{self, Interval};
use crate::report::{Reconciliation, Report, Series};

/// What the name of a department's own budget, the sum of its units', ends with.
const WHOLE: [&str; 8] = [
    "部门汇总",
    "部门预算",
    "（汇总）",
    "(汇总)",
    "（部门）",
    "(部门)",
    "汇总",
    "部门",
];

/// The totals of a department and the sums of its units'.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// Its place among the outcomes.
    pub place: usize,
    /// The places of its units.
    pub units: Vec<usize>,
    /// One line a total.
    pub lines: Vec<DepartmentLine>,
}

/// One total of a department and the sum of its units'.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct DepartmentLine {
    /// What is added up: the title of a series.
    pub title: String,
    /// Unit of the amounts.
    pub unit: String,
    /// What the department prints.
    pub whole: String,
    /// What its units come to.
    pub sum: String,
    /// `whole − sum`.
    pub difference: String,
    /// Whether they agree.
    pub standing: Reconciliation,
}

/// The departments among several disclosures, each with its units: of one year, template and unit of amounts.
///
/// Names tell a department by their end (某局部门, 某局（汇总）), or because another is that office itself (某局本级); its
/// units' names begin with its own. Where that leaves a difference, or names tell nothing, all others of the kind are
/// its units if their totals come to its own, each of them. Two units at least make a department.
#[must_use]
pub fn departments(reports: &[(usize, &Report)]) -> Vec<Department> {
    let stems = reports.iter().map(|(_, it)| stem(&it.unit.name, reports));
    let stems: Vec<Option<&str>> = stems.collect();
    let of = |(whole, stem): (&Placed<'_>, &Option<&str>)| {
        let alike = || {
            let others = reports.iter().zip(&stems);
            others.filter(|(other, _)| is_alike(whole, other))
        };
        let named = stem.and_then(|stem| {
            let begins = |(other, own): &(&Placed<'_>, &Option<&str>)| {
                let name = other.1.unit.name.as_str();
                own.is_none() && name.len() > stem.len() && name.starts_with(stem)
            };
            department(whole, alike().filter(begins).map(|it| it.0).collect())
        });
        if named.as_ref().is_some_and(Department::agrees) || alike().count() > MOST_OTHERS {
            return named;
        }
        let others = department(whole, alike().map(|it| it.0).collect());
        others
            .filter(|it| it.agrees() && it.says_something())
            .or(named)
    };
    reports.iter().zip(&stems).filter_map(of).collect()
}

/// Others that are tried as the units of a department without regard to their names, at most.
const MOST_OTHERS: usize = 100;

/// A disclosure and its place among the outcomes.
type Placed<'a> = (usize, &'a Report);

/// A department of these units.
fn department(whole: &Placed<'_>, units: Vec<&Placed<'_>>) -> Option<Department> {
    let series = whole.1.summary.series.iter();
    let lines: Vec<DepartmentLine> = series.filter_map(|it| line(it, &units)).collect();
    (units.len() > 1 && !lines.is_empty()).then(|| Department {
        name: whole.1.unit.name.clone(),
        place: whole.0,
        units: units.iter().map(|(place, _)| *place).collect(),
        lines,
    })
}

impl Department {
    /// Whether every total is the sum of its units'.
    fn agrees(&self) -> bool {
        let broken = |line: &DepartmentLine| line.standing == Reconciliation::Broken;
        !self.lines.iter().any(broken)
    }

    /// Whether two totals are amounts: that they agree is no chance then.
    fn says_something(&self) -> bool {
        let says = |line: &&DepartmentLine| line.whole.contains(|c: char| ('1'..='9').contains(&c));
        self.lines.iter().filter(says).count() > 1
    }
}

/// What the name of a department's own office has behind the department's.
const OFFICE: [&str; 6] = ["本级", "（本级）", "(本级)", "机关", "（机关）", "(机关)"];

/// The name that the units of a department have in common; `None` for one that names do not tell.
fn stem<'a>(name: &'a str, reports: &[Placed<'_>]) -> Option<&'a str> {
    let ending = WHOLE.iter().find_map(|ending| name.strip_suffix(ending));
    let is_office = |(_, report): &Placed<'_>| {
        let rest = report.unit.name.strip_prefix(name);
        rest.is_some_and(|rest| OFFICE.contains(&rest))
    };
    let stem = ending.or_else(|| reports.iter().any(is_office).then_some(name))?;
    (stem.chars().count() > 3).then_some(stem)
}

/// Whether two disclosures are of one year, template and unit of amounts, and not the same.
fn is_alike(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let (place, one) = one;
    let same = (one.unit.year, &one.unit.amount_unit, &one.rulebook)
        == (
            other.1.unit.year,
            &other.1.unit.amount_unit,
            &other.1.rulebook,
        );
    same && *place != other.0
}

fn line(series: &Series, units: &[&(usize, &Report)]) -> Option<DepartmentLine> {
    let whole = total(series)?;
    let own = |report: &Report| {
        let mut all = report.summary.series.iter();
        all.find(|other| other.id == series.id).and_then(total)
    };
    let sum = units
        .iter()
        .filter_map(|(_, report)| own(report))
        .try_fold(Interval::default(), Interval::plus)?;
    let difference = whole.centre().checked_sub(sum.centre())?;
    let standing = match (difference.is_zero(), whole.meets(sum)?) {
        (true, _) => Reconciliation::Exact,
        (false, true) => Reconciliation::Rounding,
        (false, false) => Reconciliation::Broken,
    };
    Some(DepartmentLine {
        title: series.title.clone(),
        unit: series.unit.clone(),
        whole: whole.centre().to_string(),
        sum: sum.centre().to_string(),
        difference: difference.to_string(),
        standing,
    })
}

fn total(series: &Series) -> Option<Interval> {
    let amount = amount::parse(&series.total.as_ref()?.value).ok()??;
    Some(amount.interval())
}

#[cfg(test)]
mod tests {
    use super::{departments, stem};
    use crate::report::{Reconciliation, Report};
    use crate::{Options, check};

    fn named(name: &str, total: &str) -> Report {
        let bytes = include_bytes!("../../../../web/samples/sample.xlsx");
        let mut report = check("sample.xlsx", bytes, &Options::default())
            .unwrap()
            .report()
            .clone();
        report.unit.name = name.to_owned();
        for series in &mut report.summary.series {
            series.total.as_mut().unwrap().value = total.to_owned();
        }
        report
    }

    #[test]
    fn names_of_departments_are_known_by_their_ends() {
        let office = named("某市教育局（本级）", "0.00");
        for (name, expected) in [
            ("某市文化局部门", Some("某市文化局")),
            ("某市文化局（汇总）", Some("某市文化局")),
            ("某市文化局", None),
            ("某市教育局", Some("某市教育局")),
            ("某部门", None),
        ] {
            assert_eq!(stem(name, &[(0, &office)]), expected, "{name}");
        }
    }

    #[test]
    fn units_of_other_names_are_known_by_their_sums() {
        for (whole, library, units) in [
            ("某市文化局", "20.00", Some([1, 2].as_slice())),
            ("某市文化局", "21.00", None),
            ("甲", "20.00", Some(&[1, 2])),
        ] {
            let reports = [
                named(whole, "30.00"),
                named("某市文化局本级", "10.00"),
                named("某市图书馆", library),
            ];
            let placed: Vec<(usize, &Report)> = reports.iter().enumerate().collect();
            let found = departments(&placed);
            let found = found.first().map(|it| (it.place, it.units.as_slice()));
            assert_eq!(found, units.map(|units| (0, units)), "{whole} {library}");
        }
        let blank = ["某市文化局", "某市文化局机关", "某市图书馆"].map(|name| named(name, "0.00"));
        let placed: Vec<(usize, &Report)> = blank.iter().enumerate().collect();
        assert!(departments(&placed).is_empty());
    }

    #[test]
    fn a_department_is_the_sum_of_its_units() {
        for (whole, expected, difference) in [
            ("30.00", Reconciliation::Exact, "0.00"),
            ("30.01", Reconciliation::Rounding, "0.01"),
            ("31.00", Reconciliation::Broken, "1.00"),
        ] {
            let reports = [
                named("某市文化局部门", whole),
                named("某市文化局本级", "10.00"),
                named("某市文化局图书馆", "20.00"),
                named("某县文化馆", "99.00"),
            ];
            let placed: Vec<(usize, &Report)> = reports.iter().enumerate().collect();
            let found = departments(&placed);
            assert_eq!(found.len(), 1);
            assert_eq!(
                (found[0].place, found[0].units.as_slice()),
                (0, [1, 2].as_slice())
            );
            let line = &found[0].lines[0];
            assert_eq!(
                (line.standing, line.difference.as_str(), line.sum.as_str()),
                (expected, difference, "30.00")
            );
        }
    }

    #[test]
    fn one_unit_is_no_department() {
        let reports = [
            named("某市文化局部门", "10.00"),
            named("某市文化局本级", "10.00"),
        ];
        let placed: Vec<(usize, &Report)> = reports.iter().enumerate().collect();
        assert!(departments(&placed).is_empty());
    }
}
