//! Many files: in order whatever the threads, from lists, summed up, resumed.

mod support;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use support::{Folder, Run, command, gouji, lopsided, marks, noise, one_sheet_each, sample};

/// Good, wrong, split and unreadable files in folders; their paths.
fn mixture(folder: &Folder) {
    for number in 0..12 {
        let bytes = match number % 4 {
            0 => sample(),
            1 => lopsided(),
            2 => marks(),
            _ => noise(500 + number),
        };
        folder.file(&format!("in/{number:02}.xlsx"), bytes);
    }
    for (place, bytes) in one_sheet_each().into_iter().enumerate() {
        folder.file(&format!("in/parts/{place:02}.xlsx"), bytes);
    }
    folder.file("in/parts/zz.xlsx", sample());
}

fn said(arguments: &[&str]) -> Run {
    let output = command().args(arguments).output().expect("it starts");
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn names(lines: &str) -> Vec<String> {
    let name = |line: &str| {
        let report: serde_json::Value = serde_json::from_str(line).expect("a JSON document");
        report["file"]["name"].as_str().expect("a name").to_owned()
    };
    lines.lines().map(name).collect()
}

#[test]
fn threads_change_nothing() {
    let folder = Folder::new("threads");
    mixture(&folder);
    let path = folder.path();
    let one = said(&["check", "--json", "--jobs", "1", &path]);
    let expected = [
        "00.xlsx",
        "01.xlsx",
        "04.xlsx",
        "05.xlsx",
        "08.xlsx",
        "09.xlsx",
        "00.xlsx 等 12 个文件",
        "zz.xlsx",
    ];
    assert_eq!(names(&one.out), expected);
    assert_eq!(
        (one.status, one.err.lines().count()),
        (Some(2), 6),
        "{one:?}"
    );
    for jobs in ["2", "7"] {
        let more = said(&["check", "--json", "--jobs", jobs, &path]);
        assert_eq!(
            (&more.out, &more.err, more.status),
            (&one.out, &one.err, one.status)
        );
    }
}

#[test]
fn a_list_names_files_and_folders() {
    let folder = Folder::new("list");
    let (a, b) = (
        folder.file("a.xlsx", sample()),
        folder.file("b/c.xlsx", lopsided()),
    );
    let list = format!(
        "\u{feff}{b}\r\n\r\n \"{a}\"\t\r\n{}",
        folder.file("none", "").replace("none", "b")
    );
    let file = folder.file("list.txt", &list);
    let run = gouji(["check", "--json", "--files-from", &file]);
    assert_eq!(names(&run.out), ["c.xlsx", "a.xlsx", "c.xlsx"]);
    let mut child = command()
        .args(["check", "--json", "--files-from", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut given = child.stdin.take().expect("its input");
    given.write_all(list.as_bytes()).expect("written");
    drop(given);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), run.out);
    let wrong = folder.file("wrong.txt", [0xff_u8, 0xfe, 0x41]);
    let refused = gouji(["check", "--files-from", &wrong]);
    assert!(refused.refusal().contains("UTF-8"), "{refused:?}");
}

#[test]
fn the_summary_has_a_line_a_disclosure_and_totals() {
    let folder = Folder::new("summary");
    mixture(&folder);
    let path = folder.path();
    let run = said(&["check", "--summary", &path]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(run.status, Some(2));
    assert!(lines[0].starts_with("结论"), "{run:?}");
    assert!(
        lines[2].starts_with("! 不全") || lines[2].starts_with("✕ 不符"),
        "{run:?}"
    );
    assert!(lines[7].ends_with("00.xlsx 等 12 个文件"), "{run:?}");
    let totals = lines.iter().find(|line| line.starts_with("共 14 份："));
    assert!(
        totals.is_some_and(|it| it.ends_with("未能核对 6")),
        "{run:?}"
    );
    assert!(run.out.contains("3 份"), "{run:?}");
    let json = said(&["check", "--json", "--summary", &path]);
    assert_eq!(names(&json.out).len(), 8);
    assert!(json.err.contains("共 14 份："), "{json:?}");
}

#[test]
fn an_interrupted_run_is_resumed() {
    let folder = Folder::new("resume");
    mixture(&folder);
    let input = format!("{}/in", folder.path());
    let out = format!("{}/out.jsonl", folder.path());
    let whole = said(&["check", "-o", &out, &input]);
    assert_eq!(whole.status, Some(2), "{whole:?}");
    assert!(whole.out.contains("8 份报告，6 份未能核对"), "{whole:?}");
    let reports = fs::read_to_string(&out).expect("written");
    assert_eq!(reports, said(&["check", "--json", &input]).out);
    let record = fs::read_to_string(format!("{out}.done")).expect("written");

    // Cut off in the middle of the third report; the record knows of two, and half a line more.
    let third: usize = reports.split_inclusive('\n').take(2).map(str::len).sum();
    fs::write(&out, &reports[..third + 100]).expect("written");
    let two: usize = record.split_inclusive('\n').take(3).map(str::len).sum();
    fs::write(format!("{out}.done"), &record[..two + 5]).expect("written");
    // What is done is not read again.
    folder.file("in/00.xlsx", noise(100));
    let rest = said(&["check", "--resume", "-o", &out, "--summary", &input]);
    assert_eq!(rest.status, Some(2), "{rest:?}");
    assert!(rest.out.contains("共 14 份："), "{rest:?}");
    assert_eq!(fs::read_to_string(&out).expect("written"), reports);
    assert_eq!(
        fs::read_to_string(format!("{out}.done")).expect("written"),
        record
    );

    // Nothing is left but what was refused.
    let again = said(&["check", "--resume", "-o", &out, &input]);
    assert_eq!(
        (again.status, again.err.lines().count()),
        (Some(2), 6),
        "{again:?}"
    );
    assert_eq!(fs::read_to_string(&out).expect("written"), reports);

    let other = said(&["check", "--resume", "--year", "2025", "-o", &out, &input]);
    assert!(other.refusal().contains("不能接着做"), "{other:?}");
    assert_eq!(fs::read_to_string(&out).expect("written"), reports);
}

#[test]
fn nothing_is_written_over_by_mistake() {
    let folder = Folder::new("spared");
    let input = folder.file("in.xlsx", sample());
    let reports = folder.file("lost.jsonl", "{\"schema\":\"gouji.report/1\"}\n");
    let workbook = folder.file("mine.xlsx", lopsided());
    let text = folder.file("notes.txt", "备忘\n");
    let corrected = folder.file("corrected.json", "{\"schema\":\"gouji.corrected/1\"}\n");
    for (resume, out, why) in [
        (Some("--resume"), &reports, ".done"),
        (None, &workbook, "不是核对报告"),
        (None, &text, "不是核对报告"),
        (None, &corrected, "不是核对报告"),
    ] {
        let kept =
            [&reports, &workbook, &text, &corrected].map(|path| fs::read(path).expect("there"));
        let arguments = ["check", "-o", out.as_str(), input.as_str()];
        let arguments: Vec<&str> = arguments.into_iter().chain(resume).collect();
        let run = said(&arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.refusal().contains(why), "{run:?}");
        let now =
            [&reports, &workbook, &text, &corrected].map(|path| fs::read(path).expect("there"));
        assert!(kept == now, "{run:?}");
    }
    // What an earlier run wrote is written anew, and what was broken off at its very beginning goes on.
    for record in [None, Some("")] {
        let out = folder.file("new.jsonl", "");
        let beside = format!("{out}.done");
        match record {
            Some(text) => fs::write(&beside, text).expect("written"),
            None => drop(fs::remove_file(&beside)),
        }
        for resume in ["--resume", "--jobs=1"] {
            let run = said(&["check", resume, "-o", &out, &input]);
            assert_eq!(
                (
                    run.status,
                    names(&fs::read_to_string(&out).expect("written")).len()
                ),
                (Some(0), 1),
                "{run:?}"
            );
        }
    }
}
