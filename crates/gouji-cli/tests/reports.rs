//! What is judged: text and JSON, one file, several, a folder; corrected data; the schemas.

mod support;

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;
use support::{Folder, command, gouji, lopsided, marks, noise, one_sheet_each, published, sample};

fn schema(of: &str) -> jsonschema::Validator {
    let run = gouji(["schema", of]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let schema: Value = serde_json::from_str(&run.out).expect("a JSON document");
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(schema["title"], format!("gouji.{of}/1"));
    assert!(
        jsonschema::meta::is_valid(&schema),
        "no schema of its own dialect"
    );
    jsonschema::validator_for(&schema).expect("a sound schema")
}

fn valid(line: &str, of: &str) -> Value {
    let value: Value = serde_json::from_str(line).expect("a JSON document");
    let wrong: Vec<String> = schema(of)
        .iter_errors(&value)
        .map(|e| e.to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    value
}

#[test]
fn one_file_is_one_object_that_the_schema_describes() {
    let folder = Folder::new("one");
    let file = folder.file("sample.xlsx", sample());
    let run = gouji(["check", "--json", &file]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let line = run.out.strip_suffix('\n').expect("a whole line");
    assert!(!line.contains('\n'));
    let report = valid(line, "report");
    assert_eq!(report["schema"], "gouji.report/1");
    assert_eq!(report["file"]["name"], "sample.xlsx");
}

#[test]
fn the_schema_rejects_what_is_no_report() {
    let schema = schema("report");
    for wrong in [
        serde_json::json!({}),
        serde_json::json!({"schema": "gouji.report/2"}),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn text_is_plain_unless_colour_is_asked_for() {
    let folder = Folder::new("text");
    let file = folder.file("sample.xlsx", sample());
    let plain = gouji(["check", &file]);
    assert_eq!(
        (plain.status, plain.err.as_str()),
        (Some(0), ""),
        "{plain:?}"
    );
    assert!(!plain.out.contains('\u{1b}'));
    assert!(plain.out.starts_with(['✓', '≈']), "{}", plain.out);
    assert!(plain.out.contains("12 张表 · "), "{}", plain.out);
    let coloured = gouji(["check", "--color=always", &file]);
    assert!(coloured.out.contains("\u{1b}["));
    let again = gouji(["check", "--color=never", &file]);
    assert_eq!(again.out, plain.out);
}

#[test]
fn a_file_with_an_error_ends_with_status_1() {
    let folder = Folder::new("error");
    let file = folder.file("lopsided.xlsx", lopsided());
    let text = gouji(["check", &file]);
    assert_eq!((text.status, text.err.as_str()), (Some(1), ""), "{text:?}");
    assert!(text.out.starts_with("✕ "), "{text:?}");
    assert!(text.out.contains("✕ 错误 "), "{text:?}");
    let json = gouji(["check", "--json", &file]);
    assert_eq!(json.status, Some(1));
    assert_eq!(
        valid(json.out.trim_end(), "report")["verdict"],
        "inconsistent"
    );
    assert_eq!(gouji(["correct", &file]).status, Some(1));
    assert_eq!(gouji(["check", &file, "missing.xlsx"]).status, Some(2));
}

#[test]
fn of_several_files_the_highest_status_counts() {
    let folder = Folder::new("several");
    let good = folder.file("good.xlsx", sample());
    let other = folder.file("marks.xlsx", marks());
    let run = gouji(["check", "--json", &good, &other, "missing.xlsx", &good]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert_eq!(run.out.lines().count(), 2, "{run:?}");
    assert_eq!(run.err.lines().count(), 2, "{run:?}");
    for line in run.out.lines() {
        assert_eq!(valid(line, "report")["file"]["name"], "good.xlsx");
    }
}

#[test]
fn a_folder_is_read_in_sorted_order_without_what_is_no_table() {
    let folder = Folder::new("folder");
    for name in [
        "b.xlsx",
        "a/z.XLSX",
        "a/~$z.xlsx",
        ".hidden/c.xlsx",
        "readme.md",
        "c.pdf",
    ] {
        let table = name == "b.xlsx" || name == "a/z.XLSX";
        folder.file(name, if table { sample() } else { noise(100) });
    }
    let run = gouji(["check", "--json", &folder.path()]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let names: Vec<Value> = run
        .out
        .lines()
        .map(|line| valid(line, "report")["file"]["name"].clone())
        .collect();
    assert_eq!(names, ["z.XLSX", "b.xlsx"]);
}

#[test]
fn a_document_in_a_folder_is_checked_against_the_workbook() {
    let folder = Folder::new("explained");
    folder.file("a.xlsx", sample());
    folder.file("b.docx", gouji_fixtures::beside().to_docx());
    let run = gouji(["check", "--json", &folder.path()]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let report = valid(&run.out, "report");
    assert_eq!(report["file"]["name"], "a.xlsx 等 2 个文件");
    assert!(report["text"]["checked"].as_u64() > Some(60), "{report}");
}

#[test]
fn an_unreadable_file_in_a_folder_does_not_stop_the_rest() {
    let folder = Folder::new("mixed");
    folder.file("a.xlsx", marks());
    folder.file("b.xlsx", sample());
    let run = gouji(["check", &folder.path()]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.only_complaint().contains("a.xlsx"), "{run:?}");
    assert!(run.out.contains("b.xlsx"), "{run:?}");
}

#[test]
fn the_files_of_one_disclosure_are_one_and_stand_in_order() {
    let folder = Folder::new("parts");
    folder.file("a.xlsx", sample());
    for (place, bytes) in one_sheet_each().into_iter().enumerate() {
        folder.file(&format!("b/{place:02}.xlsx"), bytes);
    }
    folder.file("b/zz.xlsx", sample());
    folder.file("c.xlsx", sample());
    let run = gouji(["check", "--json", &folder.path()]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let reports: Vec<Value> = run.out.lines().map(|line| valid(line, "report")).collect();
    let names: Vec<&str> = reports
        .iter()
        .filter_map(|report| report["file"]["name"].as_str())
        .collect();
    let mut expected = ["a.xlsx", "00.xlsx 等 12 个文件", "zz.xlsx", "c.xlsx"];
    expected.sort_by_key(|name| names.iter().position(|other| other == name));
    assert_eq!(names, expected);
    assert_eq!(reports[0]["sentence"], reports[1]["sentence"]);
    let text = gouji(["check", &folder.path()]).out;
    for place in 0..12 {
        assert!(text.contains(&format!("{place:02}.xlsx（xlsx")), "{text}");
    }
    assert!(text.contains("规则  xinjiang-2026（"), "{text}");
}

#[test]
fn the_year_can_be_given() {
    let folder = Folder::new("year");
    let file = folder.file("sample.xlsx", sample());
    let run = gouji(["check", "--json", "--year", "2031", &file]);
    assert_eq!(valid(run.out.trim_end(), "report")["unit"]["year"], 2031);
}

#[test]
fn corrected_data_is_what_the_schema_describes_and_the_same_in_a_file() {
    let folder = Folder::new("correct");
    let file = folder.file("sample.xlsx", sample());
    let run = gouji(["correct", &file]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let corrected = valid(run.out.trim_end(), "corrected");
    assert_eq!(corrected["source"]["name"], "sample.xlsx");
    assert_eq!(corrected["tables"].as_array().map(Vec::len), Some(12));
    let out = folder.file("out.json", "");
    let written = gouji(["correct", &file, "-o", &out, "--accept", "likely"]);
    assert_eq!(
        (written.status, written.err.as_str()),
        (Some(0), ""),
        "{written:?}"
    );
    assert!(written.out.starts_with("已写入 "), "{written:?}");
    assert_eq!(std::fs::read_to_string(&out).expect("written"), run.out);
}

/// The corrected workbook is written beside the data or alone, and judged; a wish for additive tables
/// has a field of its own.
#[test]
fn a_workbook_comes_back_corrected() {
    let folder = Folder::new("workbook");
    let (part, address, _) = gouji_fixtures::amount_cells(&sample()).swap_remove(90);
    let wrong = gouji_fixtures::set_amount(&sample(), &part, &address, "98765.43");
    let file = folder.file("sample.xlsx", wrong);
    assert_eq!(gouji(["check", &file]).status, Some(1));
    let (data, book) = (folder.file("out.json", ""), folder.file("out.xlsx", ""));
    let asked = ["correct", &file, "--accept", "likely", "--xlsx", &book];
    let alone = gouji(asked);
    let corrected = valid(alone.out.trim_end(), "corrected");
    assert_eq!(
        (alone.status, alone.err.as_str()),
        (Some(0), ""),
        "{alone:?}"
    );
    assert_eq!(corrected["changes"][0]["cell"]["cell"], address.as_str());
    assert_eq!(corrected["additive"], Value::Null);
    assert_eq!(gouji(["check", &book]).status, Some(0));
    let both = [
        "correct",
        &file,
        "--additive",
        "-o",
        &data,
        "--accept",
        "likely",
        "--xlsx",
        &book,
    ];
    let both = gouji(both);
    assert_eq!((both.status, both.err.as_str()), (Some(0), ""), "{both:?}");
    assert!(both.out.contains("尾差调整（不是更正）"), "{both:?}");
    let written = std::fs::read_to_string(&data).expect("written");
    let corrected = valid(written.trim_end(), "corrected");
    assert!(corrected["additive"]["outcome"].is_string());
    let refused = gouji(["correct", &file, "--xlsx", &file]);
    assert!(refused.refusal().contains("这是原文件"), "{refused:?}");
}

/// A workbook that cannot be written under its name, or at all, keeps nobody from the data.
#[test]
fn what_is_written_has_its_own_kind() {
    let folder = Folder::new("kinds");
    let csv = folder.file(
        "a.csv",
        "部门收支总体情况表,,,\n编制部门：示例单位,,,单位：万元\n收入,,支出,\n项目,预算数,功能分类,预算数\n收入总计,100.00,支出总计,100.00\n",
    );
    let xls = folder.file("a.xls", gouji_fixtures::sample().to_xls());
    let data = folder.file("out.json", "");
    let book = format!("{}/out.xlsx", folder.path());
    for (file, why) in [(&csv, "以 .csv 结尾"), (&xls, "另存为 .xlsx")] {
        let run = gouji(["correct", file, "-o", &data, "--xlsx", &book]);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.only_complaint().contains(why), "{run:?}");
        let written = std::fs::read_to_string(&data).expect("written");
        valid(written.trim_end(), "corrected");
        assert!(!std::path::Path::new(&book).exists());
    }
    let other = folder.file("other.xlsx", sample());
    for (out, why) in [(&other, "里面不是更正后的数据"), (&book, "请改用 .json")] {
        let run = gouji(["correct", &csv, "-o", out]);
        assert!(run.refusal().contains(why), "{run:?}");
    }
    assert_eq!(std::fs::read(&other).expect("there"), sample());
    let own = format!("{}/out.CSV", folder.path());
    let run = gouji(["correct", &csv, "-o", &data, "--xlsx", &own]);
    assert!(run.err.is_empty(), "{run:?}");
    assert!(std::path::Path::new(&own).exists());
}

#[test]
fn every_rule_is_listed_with_its_severity() {
    let text = gouji(["rules"]);
    let json = gouji(["rules", "--json"]);
    assert_eq!((text.status, json.status), (Some(0), Some(0)));
    let rules: Value = serde_json::from_str(&json.out).expect("a JSON document");
    let rules = rules.as_array().expect("a list");
    assert!(!rules.is_empty());
    for rule in rules {
        let (code, title) = (rule["code"].as_str(), rule["title"].as_str());
        let heading = format!("{}  ", code.expect("a code"));
        let line = text
            .out
            .lines()
            .find(|line| line.starts_with(&heading))
            .expect("listed");
        assert!(line.ends_with(title.expect("a title")), "{line}");
        let help = rule["help"].as_str().expect("a page");
        for said in help.lines().map(|line| line.trim().replace(['`', '*'], "")) {
            assert!(
                text.out.contains(said.trim_start_matches(['#', ' '])),
                "{said}"
            );
        }
    }
    assert!(!text.out.contains("##"));
}

#[test]
fn a_reader_that_leaves_early_causes_no_panic() {
    let folder = Folder::new("pipe");
    let file = folder.file("sample.xlsx", sample());
    let mut child = command()
        .args(["check", "--json"])
        .args(std::iter::repeat_n(&file, 20))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut first = [0_u8; 1];
    child
        .stdout
        .take()
        .expect("its output")
        .read_exact(&mut first)
        .expect("a first byte");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_published_workbook_agrees_within_rounding() {
    let Some(file) = published() else { return };
    let run = gouji(["check", "--json", &file]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let report = valid(run.out.trim_end(), "report");
    assert_eq!(report["verdict"], "rounding");
    assert_eq!(report["counts"]["errors"], 0);
    assert_eq!(report["counts"]["broken"], 0);
    let tables = report["tables"].as_array().expect("a list");
    assert_eq!(tables.len(), 12);
    let amounts: u64 = tables
        .iter()
        .filter_map(|table| table["amounts"].as_u64())
        .sum();
    assert_eq!(amounts, 292);
    let rounding = report["findings"].as_array().expect("a list").iter();
    assert_eq!(rounding.filter(|it| it["code"] == "GJ0501").count(), 10);
}
