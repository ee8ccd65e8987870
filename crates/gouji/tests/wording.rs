//! How the same thing is worded right and wrong: what is said of each.

mod support;

use gouji::report::Severity;
use gouji_fixtures::document;
use support::check;

/// What is said of a text at warning or error level.
fn grave(text: &str) -> Vec<String> {
    let checked = check("a.txt", text.as_bytes());
    let findings = checked.report().findings.iter();
    let grave = findings.filter(|finding| finding.severity != Severity::Notice);
    grave.map(|finding| finding.code.clone()).collect()
}

/// The same when words of the sample are others.
fn said(from: &str, to: &str) -> Vec<String> {
    let text = document().to_text();
    assert!(text.contains(from), "{from}");
    grave(&text.replacen(from, to, 1))
}

/// Checks what is said of each wording that is put in one place of the sample.
fn table(from: &str, cases: &[(&str, &[&str])]) {
    for (to, expected) in cases {
        assert_eq!(said(from, to), *expected, "{to}");
    }
}

/// A paragraph between sections of the sample.
fn paragraph(cases: &[(&str, &[&str])]) {
    let from = "八、关于示例市文化馆";
    for (text, expected) in cases {
        assert_eq!(
            said(from, &format!("{text}\n\n{from}")),
            *expected,
            "{text}"
        );
    }
}

#[test]
fn no_more_is_added_than_there_is_of_the_amount_or_its_whole() {
    paragraph(&[
        (
            "项目支出 12.00 万元，比上年增加 15.00 万元。",
            &["GJ0801", "GJ0804"],
        ),
        ("人员编制 30 人，比上年增加 5.00 万元。", &[]),
        ("公务用车保有量 2 辆，比上年增加 3.00 万元。", &[]),
    ]);
}

#[test]
fn what_is_allotted_to_a_project_is_its_amount() {
    table(
        "聘请教师授课和购置乐器",
        &[
            ("聘请教师 10.00 万元，购置乐器 8.86 万元", &[]),
            ("聘请教师 10.00 万元，购置乐器 8.68 万元", &["GJ0817"]),
            (
                "聘请教师 10.00 万元，其中外聘 3.00 万元；购置乐器 8.86 万元",
                &[],
            ),
            ("聘请教师 10.00 万元，购置乐器 5.00 万元，其余用于教材", &[]),
            ("用于聘请教师 10.00 万元、购置乐器 9.00 万元等", &["GJ0817"]),
            ("共 18.86 万元，用于聘请教师 10.00 万元、购置乐器等", &[]),
            ("聘请教师 10.00 万元，购置乐器 88,600.00 元", &[]),
            ("聘请教师每课时 200 元，购置乐器每件 500 元", &[]),
        ],
    );
}

#[test]
fn one_unit_among_others_is_odd_if_the_number_is_not() {
    paragraph(&[
        (
            "安排场地费 4.20 万元，演出费 6.10 万元，宣传费 3.50 万元。",
            &[],
        ),
        (
            "安排场地费 4.20 万元，演出费 6.10 元，宣传费 3.50 万元。",
            &["GJ0818"],
        ),
        (
            "安排场地费 4.20 万元，每场演出费 6.10 元，宣传费 3.50 万元。",
            &[],
        ),
        (
            "安排场地费 4.20 万元，演出费 600 元，宣传费 3.50 万元。",
            &[],
        ),
        (
            "安排场地费 4.20 万元，演出费 6.10 元。宣传费 3.50 万元。",
            &[],
        ),
        (
            "安排场地费 42,000 元，演出费 61,000 万元，宣传费 35,000 元。",
            &["GJ0818"],
        ),
        (
            "安排场地费 42,000 元，演出费 6.10 万元，宣传费 35,000 元。",
            &[],
        ),
    ]);
}

#[test]
fn a_limit_is_the_same_in_two_places() {
    table(
        "其他用车 1 辆。",
        &[
            (
                "其他用车 1 辆；单价 100 万元以上设备 0 台。\n\n2026 年安排购置单价 100 万元以上设备 0 台。",
                &[],
            ),
            (
                "其他用车 1 辆；单价 100 万元以上设备 0 台。\n\n2026 年安排购置单价 1000 万元以上设备 0 台。",
                &["GJ0819"],
            ),
            (
                "其他用车 1 辆；单价 50 万元以上设备 0 台，单价 100 万元以上设备 0 台。\n\n2026 年安排购置单价 100 万元以上设备 0 台。",
                &[],
            ),
            (
                "其他用车 1 辆；单价 50 万元以上通用设备 0 台。\n\n2026 年安排购置单价 200 万元以上大型设备 0 台。",
                &[],
            ),
        ],
    );
}

#[test]
fn a_list_that_is_told_twice_is_told_alike() {
    let with = |total: &str, own: &str, again: &str| {
        format!(
            "项目共 3 个，涉及资金 {total} 万元，其中：场地租用费 12.34 万元，舞台搭建费 {own} 万元，宣传印刷费 3.00 万元。\n\n场地租用费 12.34 万元，舞台搭建费 {again} 万元，宣传印刷费 3 万元。"
        )
    };
    for (text, expected) in [
        (with("19.80", "4.46", "4.46"), &[][..]),
        (with("19.80", "4.46", "4.64"), &["GJ0820"]),
        // Neither list is known to be right, but one does not come to its total.
        (with("19.80", "4.64", "4.46"), &["GJ0805"]),
        (with("29.80", "4.46", "4.46"), &["GJ0805"]),
        (with("29.80", "4.46", "4.46").replace("3 个", "4 个"), &[]),
        (
            with("19.80", "4.46", "4.64")
                .replace("12.34 万元，舞台搭建费 4.64", "13.34 万元，舞台搭建费 4.64"),
            &[],
        ),
    ] {
        paragraph(&[(&text, expected)]);
    }
}

#[test]
fn amounts_of_the_performance_section_are_those_of_the_tables() {
    table(
        "本部门设置整体绩效目标 1 个、项目绩效目标 2 个，见下表：",
        &[
            (
                "本部门整体绩效目标 1 个，涉及预算金额 783.56 万元；当年预算安排项目共 2 个，其中：财政拨款项目涉及预算金额 41.51 万元；非财政拨款项目涉及预算金额 0.00 万元。",
                &[],
            ),
            (
                "本部门整体绩效目标 1 个，涉及预算金额 738.56 万元；项目绩效目标 2 个。",
                &["GJ1009"],
            ),
            (
                "本部门整体绩效目标 1 个、项目绩效目标 2 个，涉及预算金额 41.51 万元。",
                &[],
            ),
            (
                "当年预算安排项目共 2 个，其中：财政拨款项目涉及预算金额 45.11 万元。",
                &["GJ1009"],
            ),
            (
                "重点绩效评价的项目共 1 个，其中：财政拨款项目涉及预算金额 22.65 万元。",
                &[],
            ),
        ],
    );
    let unequal = |planned: &str, budget: &str, reason: &str| {
        format!(
            "绩效项目表中的财政拨款总额 {planned} 万元与批复的年度部门预算中非涉密项目当年财政拨款总额 {budget} 万元不相等，主要原因是补助 {reason} 万元未编绩效目标。"
        )
    };
    for (text, expected) in [
        (unequal("32.51", "41.51", "9.00"), &[][..]),
        (unequal("41.51", "41.51", "9.00"), &[]),
        (unequal("41.51", "55.15", "9.00"), &["GJ1009"]),
        (unequal("14.51", "50.51", "9.00"), &["GJ1009"]),
    ] {
        paragraph(&[(&text, expected)]);
    }
}

#[test]
fn of_nothing_there_is_no_rate() {
    let with = |before: &str, rate: &str| {
        format!(
            "“住房保障支出（类）住房改革支出（款）住房公积金（项）”48.54 万元。2025 年当年预算执行数为 {before} 万元，2026 年预算安排 48.54 万元，比 2025 年预算执行数增加 {rate}%。"
        )
    };
    for (before, rate, expected) in [
        ("0", "100", &[][..]),
        ("0.00", "100.00", &[]),
        ("0", "200", &["GJ0803"]),
        ("0.00", "48.54", &["GJ0803"]),
        ("41.12", "18.04", &[]),
    ] {
        paragraph(&[(&with(before, rate), expected)]);
    }
}

#[test]
fn a_reason_does_not_excuse_the_year_before_it() {
    table(
        "2026 年预算数为 14.28 万元，比上年预算增加 0.62 万元，增长 4.54%，主要原因是退休人员增加 1 人。",
        &[
            (
                "2026 年预算数为 14.28 万元，比上年预算增加 0.62 万元，增长 4.54%，主要原因是 2025 年退休 1 人，2026 年全年发放。",
                &[],
            ),
            (
                "2025 年预算数为 14.28 万元，比上年预算增加 0.62 万元，增长 4.54%，主要原因是 2026 年退休人员增加 1 人。",
                &["GJ0812"],
            ),
            (
                "2025 年预算数为 13.66 万元，2026 年预算数为 14.28 万元，增加 0.62 万元。",
                &[],
            ),
        ],
    );
    table(
        "2026 年财政拨款“三公”经费预算与上年预算持平",
        &[
            ("2025 年财政拨款“三公”经费预算与上年预算持平", &["GJ0812"]),
            ("2025 年财政拨款“三公”经费预算执行数与上年预算持平", &[]),
        ],
    );
}

#[test]
fn income_and_expenditure_together_have_a_total() {
    let from = "收支总预算 783.56 万元";
    table(
        from,
        &[
            ("收支总预算 738.56 万元", &["GJ0801"]),
            ("收支总预算 783.56 元", &["GJ0801"]),
            ("收支总预算 7,835,600 元", &[]),
        ],
    );
    table(
        "财政拨款收支总预算 771.03",
        &[("财政拨款收支总预算 777.03", &["GJ0801"])],
    );
}

#[test]
fn subjects_had_no_more_last_year_than_their_total() {
    table(
        "比上年预算增加 0.31 万元，增长 3.07%",
        &[
            ("比上年预算减少 0.31 万元，下降 2.89%", &["GJ0806"]),
            // Last year may have had a subject that this year lacks.
            ("比上年预算增加 0.62 万元，增长 6.33%", &[]),
            ("与上年预算基本相当", &[]),
        ],
    );
    table(
        "比上年预算增加 21.46 万元，增长 4.62%，主要原因是人员增加。",
        &[
            ("比上年预算减少 21.46 万元，下降 4.23%。", &["GJ0806"]),
            ("主要用于活动。", &[]),
        ],
    );
}

#[test]
fn the_standard_of_a_goal_is_that_of_the_indicator() {
    let goal = "开设免费课程，学员满意度不低于 95%。";
    let indicator = "培训班次\t≥12 次";
    let text = document().to_text();
    for (said, target, expected) in [
        ("补助 600 元/人/月", "=600 元/人/月", &[][..]),
        ("补助 600 元/人/月", "=600 元/人/年", &["GJ1006"]),
        ("补助 600 元/人/月", "=600 元/人", &[]),
        ("补助 600 元/人/月", "=600 万元/人/月", &["GJ1006"]),
    ] {
        let text = text
            .replace(goal, &format!("{said}，学员满意度不低于 95%。"))
            .replace(indicator, &format!("补助标准\t{target}"));
        assert_eq!(grave(&text), expected, "{said} {target}");
    }
    table(
        indicator,
        &[
            ("培训成本\t≤18.86 万元", &[]),
            ("培训成本\t≤18.86 元", &["GJ1008"]),
            ("培训成本标准\t≤18.86 元", &[]),
            ("培训成本\t≤188,600 元", &[]),
        ],
    );
}

#[test]
fn no_more_is_reserved_than_is_procured() {
    let from = "政府采购服务预算 18.80 万元。";
    let with = |reserved: &str, small: &str| {
        format!(
            "{from}\n\n2026 年，面向中小企业预留政府采购项目预算金额 {reserved} 万元，其中：预留给小型和微型企业的政府采购项目预算为 {small} 万元。"
        )
    };
    for (reserved, small, expected) in [
        ("31.20", "31.20", &[][..]),
        ("12.00", "0", &[]),
        ("32.10", "12.00", &["GJ0822"]),
        ("12.00", "21.00", &["GJ0822"]),
    ] {
        table(from, &[(&with(reserved, small), expected)]);
    }
}

#[test]
fn a_whole_with_one_part_that_is_something_is_compared() {
    let from = "政府采购预算 31.20 万元，其中：政府采购货物预算 12.40 万元，政府采购工程预算 0.00 万元，政府采购服务预算 18.80 万元。";
    let with = |whole: &str, services: &str| {
        format!(
            "政府采购预算 {whole} 万元，其中：政府采购货物预算 0 万元、政府采购工程预算 0 万元、政府采购服务预算 {services} 万元。"
        )
    };
    table(
        from,
        &[
            (&with("34", "34"), &[]),
            (&with("37", "34"), &["GJ0805"]),
            (&with("34", "37"), &["GJ0805"]),
        ],
    );
    table(
        "车辆 2 辆，其中：一般公务用车 1 辆，执法执勤用车 0 辆，其他用车 1 辆",
        &[
            (
                "车辆 2 辆，其中：一般公务用车 0 辆，执法执勤用车 0 辆，其他用车 2 辆",
                &[],
            ),
            (
                "车辆 2 辆，其中：一般公务用车 0 辆，执法执勤用车 0 辆，其他用车 3 辆",
                &["GJ0805"],
            ),
        ],
    );
}
