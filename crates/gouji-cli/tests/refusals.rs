//! What cannot be judged ends with status 2 and one sentence on standard error.

mod support;

use support::{Folder, encrypted, gouji, marks, noise, sample};

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = Folder::new("refusals");
    let truncated = sample();
    let truncated = &truncated[..truncated.len() / 2];
    for (name, bytes, word) in [
        ("empty.xlsx", Vec::new(), "空"),
        ("noise.xlsx", noise(5000), ""),
        ("truncated.xlsx", truncated.to_vec(), ""),
        ("marks.xlsx", marks(), "成绩单"),
        ("encrypted.xlsx", encrypted(), "加密"),
    ] {
        let file = folder.file(name, bytes);
        for call in [
            ["check", "--color=auto"],
            ["check", "--json"],
            ["correct", "--accept=certain"],
        ] {
            let run = gouji([call[0], call[1], file.as_str()]);
            let said = run.refusal();
            assert!(said.contains(name) && said.contains(word), "{name}: {said}");
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    let run = gouji(["check", "no/such/file.xlsx"]);
    assert!(
        run.refusal().contains("no/such/file.xlsx：没有这个文件"),
        "{run:?}"
    );
}

#[test]
fn a_name_with_control_characters_stays_on_one_line() {
    assert!(
        gouji(["check", "a\nb\u{1b}[31m.xlsx"])
            .refusal()
            .starts_with("a b [31m.xlsx：没有这个文件")
    );
}

#[test]
fn a_wrong_call_is_one_sentence() {
    for call in [
        &["check"][..],
        &["chek", "a"],
        &["check", "--year", "soon", "a"],
        &["schema"],
        &[],
    ] {
        let output = support::command()
            .args(call)
            .output()
            .expect("the command starts");
        assert_eq!(output.status.code(), Some(2), "{call:?}");
        assert_eq!(output.stdout, b"", "{call:?}");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("gouji --help"), "{said}");
    }
}

#[test]
fn an_unknown_rulebook_is_answered_with_the_known_ones() {
    let folder = Folder::new("rulebook");
    let file = folder.file("a.xlsx", sample());
    let run = gouji(["check", "--rulebook", "nowhere-2026", &file]);
    assert!(
        run.refusal().contains("nowhere-2026：没有这个规则册"),
        "{run:?}"
    );
    assert!(run.refusal().contains("xinjiang-2026"), "{run:?}");
}

#[test]
fn a_rulebook_with_a_mistake_is_refused() {
    let folder = Folder::new("bad-rulebook");
    let file = folder.file("a.xlsx", sample());
    let rulebook = folder.file("own.toml", "id = \"own\"\ntables = 3\n");
    gouji(["check", "--rulebook", &rulebook, &file]).refusal();
}

#[test]
fn a_folder_without_tables_is_refused() {
    let folder = Folder::new("no-tables");
    folder.file("readme.md", "nothing");
    assert!(
        gouji(["check", &folder.path()])
            .refusal()
            .contains("没有表格或文档")
    );
}

#[test]
fn the_original_is_not_overwritten() {
    let folder = Folder::new("overwrite");
    let file = folder.file("a.xlsx", sample());
    assert!(
        gouji(["correct", &file, "-o", &file])
            .refusal()
            .contains("不能覆盖")
    );
    assert_eq!(std::fs::read(&file).expect("still there"), sample());
}

#[cfg(unix)]
#[test]
fn a_device_or_a_named_pipe_is_no_file() {
    let folder = Folder::new("pipe");
    folder.file("a.xlsx", sample());
    let pipe = format!("{}/b.xlsx", folder.path());
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("a pipe is made").success());
    for endless in [pipe.as_str(), "/dev/zero"] {
        let run = gouji(["check", endless]);
        assert!(run.refusal().contains("设备或命名管道"), "{run:?}");
    }
    let beside = gouji(["check", "--json", &folder.path()]);
    assert_eq!((beside.status, beside.err.as_str()), (Some(0), ""));
    let mut reader = support::command();
    let reader = reader.args(["check", "--json", "/dev/stdin"]);
    let file = std::fs::File::open(format!("{}/a.xlsx", folder.path())).expect("there");
    let mut cat = std::process::Command::new("cat")
        .stdin(file)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let handed_over = cat.stdout.take().expect("its output");
    let output = reader.stdin(handed_over).output().expect("it ends");
    assert!(output.status.success() && cat.wait().is_ok(), "{output:?}");
}
