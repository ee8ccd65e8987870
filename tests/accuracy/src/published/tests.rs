use gouji::repair::slip;
use gouji::report::Reason;

use super::case::Agreement;
use super::{answers, file};

/// Kinds in which every case must agree with what was published.
const CORE: [&str; 3] = ["typo", "sign", "fh"];

#[test]
fn published_cases_agree() {
    let answers = answers();
    for answer in &answers {
        if CORE.contains(&answer.kind.as_str()) {
            assert_eq!(
                answer.agreement,
                Agreement::Agrees,
                "{}: {}",
                answer.id,
                answer.said
            );
        }
    }
    let agree = answers
        .iter()
        .filter(|it| it.agreement == Agreement::Agrees);
    assert!(answers.is_empty() || (answers.len() == 38 && agree.count() >= 36));
}

#[test]
fn slips_have_published_distances() {
    let Some(file) = file("dl_distance.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let (a, b) = (case["a"].to_string(), case["b"].to_string());
        if a != b {
            let plain = slip(&a, &b) != Reason::Other;
            assert_eq!(plain, case["dist"] == 1, "{a} {b}");
        }
    }
}

#[test]
fn slips_have_published_names() {
    let Some(file) = file("typo_functions.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let expected = match case["f"].as_str().unwrap() {
            "interchange" => Reason::DigitsSwapped,
            "add" => Reason::DigitExtra,
            "omit" => Reason::DigitMissing,
            _ => Reason::OneDigit,
        };
        let (right, wrong) = (case["true"].to_string(), case["observed"].to_string());
        assert_eq!(slip(&wrong, &right), expected, "{wrong} for {right}");
    }
}
