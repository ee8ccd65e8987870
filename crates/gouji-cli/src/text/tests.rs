use std::path::PathBuf;

use gouji::report::{
    CellRef, Confidence, Correction, Counts, FileInfo, Finding, Reason, RelationRef, Report,
    Severity, Summary, TableInfo, Unevaluated, UnitInfo, Unread, UnreadKind, Verdict,
};

use super::Paint;

fn cell(table: &str, address: &str, value: &str) -> CellRef {
    CellRef {
        table: table.into(),
        cell: address.into(),
        value: value.into(),
        ..CellRef::default()
    }
}

fn finding(severity: Severity, cell: CellRef, figures: [&str; 4], hint: &str) -> Finding {
    let [reported, computed, difference, tolerance] = figures.map(str::to_owned);
    let relation = RelationRef {
        formula: String::new(),
        reported,
        computed,
        difference,
        tolerance,
        explanation: String::new(),
        basis: None,
    };
    Finding {
        code: "GJ0301".into(),
        severity,
        title: "合计与各项之和不符".into(),
        message: "“合计”应等于各项之和".into(),
        hint: hint.into(),
        cells: vec![cell],
        text: None,
        relation: Some(relation),
    }
}

fn sample() -> Report {
    let notice = |at, figures| finding(Severity::Notice, cell("T2", at, ""), figures, "不必修改");
    let mut missing = notice("", ["", "", "", ""]);
    (missing.cells, missing.relation) = (Vec::new(), None);
    missing.message = "没有找到表9".into();
    let correction = Correction {
        cell: cell("T3", "E9", ""),
        from: "89.97".into(),
        to: "88.97".into(),
        reason: Reason::OneDigit,
        confidence: Confidence::Certain,
        alternatives: Vec::new(),
        settles: Vec::new(),
        fault: 0,
        relations: Vec::new(),
        text: Vec::new(),
        unproved: false,
        range: None,
        follows: false,
    };
    let table = TableInfo {
        id: "T3".into(),
        title: "部门支出总体情况表".into(),
        short: "表3".into(),
        sheet: "表三".into(),
        range: "A1:G27".into(),
        rows: 22,
        amounts: 48,
    };
    let unread = Unread {
        kind: UnreadKind::Note,
        sheet: "表三".into(),
        range: "A28".into(),
        table: None,
        text: "备注\u{1b}[2J".into(),
        amounts: None,
    };
    Report {
        schema: String::new(),
        generator: String::new(),
        file: FileInfo {
            name: "a.xlsx".into(),
            format: "xlsx".into(),
            bytes: 2048,
            ..FileInfo::default()
        },
        unit: UnitInfo {
            name: "某中心".into(),
            year: Some(2026),
            amount_unit: "万元".into(),
        },
        rulebook: "xinjiang-2026".into(),
        rulebook_reason: "按指定的核对".into(),
        files: vec![FileInfo {
            name: "a.xlsx".into(),
            format: "xlsx".into(),
            bytes: 2048,
            ..FileInfo::default()
        }],
        verdict: Verdict::Inconsistent,
        sentence: "有 1 处错误".into(),
        counts: Counts {
            relations: 3,
            rounding: 2,
            broken: 1,
            errors: 1,
            notices: 2,
            ..Counts::default()
        },
        tables: vec![table],
        findings: vec![
            finding(
                Severity::Error,
                cell("T3", "E9", "89.97"),
                ["89.97", "88.97", "1.00", "0.015"],
                "改为 88.97",
            ),
            notice("B8", ["632.63", "632.64", "-0.01", "0.015"]),
            missing,
            notice("AB10", ["", "0.01", "-0.01", "0"]),
        ],
        corrections: vec![correction],
        accepted: Vec::new(),
        original: None,
        text: None,
        summary: Summary::default(),
        unread: vec![unread],
        unevaluated: vec![Unevaluated {
            formula: "T1.a = T2.b".into(),
            why: "缺少表1".into(),
        }],
    }
}

#[test]
fn the_whole_text() {
    let expected = "\
✕ 有 1 处错误

文件  x/a.xlsx（xlsx，2.0 KB）
单位  某中心
年度  2026
金额  万元
规则  xinjiang-2026（按指定的核对）

1 张表 · 3 项勾稽：0 相符 2 尾差 1 不符

✕ 错误 1 处
  合计与各项之和不符 GJ0301
    表3 E9  现为  89.97  算得  88.97  相差  1.00  允许 ±0.015
      “合计”应等于各项之和
    → 改为 88.97

≈ 提示 3 处
  合计与各项之和不符 GJ0301
    T2 B8    现为  632.63  算得  632.64  相差  −0.01  允许 ±0.015
      “合计”应等于各项之和
    没有找到表9
    T2 AB10  现为      空  算得    0.01  相差  −0.01  不许有差
      “合计”应等于各项之和
    → 不必修改

更正建议 1 处
  表3 E9  89.97  →  88.97  确定  一位数字不同

表   名称                工作表  范围    行  金额
表3  部门支出总体情况表  表三    A1:G27  22    48

1 处内容未读取，1 项关系未核对（--verbose 逐条列出）
";
    assert_eq!(
        super::report(&sample(), &[&PathBuf::from("x/a.xlsx")], Paint::OFF, false),
        expected
    );
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    let plain = super::report(&sample(), &[&PathBuf::from("x/a.xlsx")], Paint::OFF, true);
    let coloured = super::report(&sample(), &[&PathBuf::from("x/a.xlsx")], Paint::ON, true);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(
        coloured.contains("\u{1b}[1;31m✕ 有 1 处错误\u{1b}[0m"),
        "{coloured}"
    );
    let mut stripped = String::new();
    for (place, part) in coloured.split('\u{1b}').enumerate() {
        let rest = part.split_once('m').map_or("", |(_, rest)| rest);
        stripped.push_str(if place == 0 { part } else { rest });
    }
    assert_eq!(stripped, plain);
}

#[test]
fn verbose_lists_what_was_left_out() {
    let text = super::report(&sample(), &[&PathBuf::from("x/a.xlsx")], Paint::OFF, true);
    assert!(text.contains("  表外文字  表三 A28  备注 [2J\n"), "{text}");
    assert!(text.contains("  T1.a = T2.b  缺少表1\n"), "{text}");
}
