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

/// The departments among several disclosures, each with its units: those of its year, template and
/// unit of amounts whose names begin with its own. Two units at least make a department.
#[must_use]
pub fn departments(reports: &[(usize, &Report)]) -> Vec<Department> {
    let of = |(place, whole): &(usize, &Report)| {
        let stem = stem(&whole.unit.name)?;
        let units = reports.iter().filter(|(other, report)| {
            let name = report.unit.name.as_str();
            let longer = name.len() > stem.len() && name.starts_with(stem);
            other != place && longer && self::stem(name).is_none() && alike(whole, report)
        });
        let units: Vec<&(usize, &Report)> = units.collect();
        let series = whole.summary.series.iter();
        let lines: Vec<DepartmentLine> = series.filter_map(|it| line(it, &units)).collect();
        (units.len() > 1 && !lines.is_empty()).then(|| Department {
            name: whole.unit.name.clone(),
            place: *place,
            units: units.iter().map(|(place, _)| *place).collect(),
            lines,
        })
    };
    reports.iter().filter_map(of).collect()
}

/// The name that the units of a department have in common; `None` for one that is no department's.
fn stem(name: &str) -> Option<&str> {
    let stem = WHOLE.iter().find_map(|ending| name.strip_suffix(ending))?;
    (stem.chars().count() > 3).then_some(stem)
}

fn alike(one: &Report, other: &Report) -> bool {
    let key = |report: &Report| (report.unit.year, report.unit.amount_unit.clone());
    one.rulebook == other.rulebook && key(one) == key(other)
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
        for (name, expected) in [
            ("某市文化局部门", Some("某市文化局")),
            ("某市文化局（汇总）", Some("某市文化局")),
            ("某市文化局", None),
            ("某部门", None),
        ] {
            assert_eq!(stem(name), expected, "{name}");
        }
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
