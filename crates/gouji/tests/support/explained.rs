//! The sample's tables with another explanation, and what is said of it.

use gouji::report::{Report, Severity, TextInfo};
use gouji_fixtures::{Part, document};

use crate::support::check;
use crate::years::Case;

/// What is said of the text of a report at warning or error level.
pub(crate) fn grave(report: &Report) -> Vec<&str> {
    let of_text = |code: &str| code.starts_with("GJ08") || code == "GJ0212";
    let findings = report.findings.iter();
    let grave = findings.filter(|finding| finding.severity != Severity::Notice);
    let codes = grave.map(|finding| finding.code.as_str());
    codes.filter(|code| of_text(code)).collect()
}

/// The sample's tables with these paragraphs as their whole explanation.
pub(crate) fn explained(paragraphs: &str) -> Report {
    let mut document = document();
    let begins = |part: &Part| matches!(part, Part::Line(line) if line.starts_with("第三部分") && line.contains("情况说明"));
    let begin = document.parts.iter().rposition(begins).unwrap();
    document.parts.truncate(begin + 1);
    let lines = paragraphs.lines().map(|line| Part::Line(line.to_owned()));
    document.parts.extend(lines);
    check("a.txt", document.to_text().as_bytes())
        .report()
        .clone()
}

pub(crate) fn info(report: &Report) -> TextInfo {
    report.text.clone().unwrap()
}

pub(crate) fn table(cases: &[Case<'_>]) {
    for (sentence, faults) in cases {
        let sound = explained(sentence);
        assert_eq!(grave(&sound), Vec::<&str>::new(), "{sentence}");
        let counts = info(&sound);
        assert!(counts.checked <= counts.numbers, "{sentence}: {counts:?}");
        for (from, to, expected) in *faults {
            assert!(sentence.contains(from), "{from}");
            let spoilt = sentence.replacen(from, to, 1);
            assert_eq!(grave(&explained(&spoilt)), *expected, "{spoilt}");
        }
    }
}
