//! Ordinary sentences as departments of many provinces write them: the right ones raise no alarm,
//! and the plain faults among them are found.

#[path = "support/explained.rs"]
mod explained;
#[path = "support/provinces.rs"]
mod provinces;
mod support;
#[path = "support/years.rs"]
mod years;

use explained::{explained, grave, info, table};
use gouji::report::Report;
use gouji_fixtures::{Cell, document};
use support::check;

#[test]
fn amounts_of_last_year_are_last_years() {
    table(&[
        (
            "2026年收入预算783.56万元，比2025年720.00万元增加63.56万元，增长8.83%。",
            &[
                ("783.56", "738.56", &["GJ0801", "GJ0803"]),
                ("8.83", "8.38", &["GJ0803"]),
                ("720.00", "702.00", &["GJ0806"]),
            ],
        ),
        (
            "2026年收入预算783.56万元，比上年720.00万元增加63.56万元，增长8.83%。",
            &[("8.83", "8.38", &["GJ0803"])],
        ),
        (
            "2026年收入预算783.56万元，较去年720.00万元增加63.56万元，增长8.83%。",
            &[("63.56", "36.56", &["GJ0803", "GJ0806"])],
        ),
        (
            "2026年收入预算783.56万元，2025年为720.00万元，增加63.56万元，增长8.83%。",
            &[("8.83", "8.38", &["GJ0803"])],
        ),
        (
            "2026年收入预算783.56万元（2025年720.00万元），支出预算783.56万元。",
            &[("支出预算783", "支出预算738", &["GJ0801"])],
        ),
        (
            "2026年收入预算783.56万元，较2025年年初预算720.00万元增加63.56万元。",
            &[],
        ),
        (
            "2026年“三公”经费预算2.64万元，比2025年3.00万元减少0.36万元，下降12.00%。",
            &[("2.64", "2.46", &["GJ0801", "GJ0803"])],
        ),
        (
            "2025年度决算数为720.00万元，其中基本支出600.00万元，项目支出120.00万元。",
            &[("120.00", "102.00", &["GJ0805"])],
        ),
        (
            "2025年，本单位收入预算720.00万元，支出预算720.00万元。2026年收入预算783.56万元。",
            &[
                ("2025年", "2026年", &["GJ0801", "GJ0801"]),
                ("783.56", "738.56", &["GJ0801"]),
            ],
        ),
        (
            "收入由2025年的720.00万元增加为783.56万元，近三年为2024年700.00万元、2025年720.00万元。",
            &[],
        ),
        (
            "二、2025年预算执行情况\n收入720.00万元，支出715.83万元，其中基本支出600.00万元。",
            &[],
        ),
    ]);
}

#[test]
fn lists_over_years_are_read_year_by_year() {
    table(years::LISTS);
}

#[test]
fn numbers_told_together_are_each_of_its_own() {
    table(years::TOGETHER);
}

#[test]
fn explanations_in_the_manner_of_other_provinces_are_right_and_their_faults_are_found() {
    for (place, text, faults) in provinces::EXPLANATIONS {
        let sound = explained(text);
        assert_eq!(
            grave(&sound),
            Vec::<&str>::new(),
            "{place}: {:#?}",
            sound.findings
        );
        for (from, to, code) in *faults {
            assert_eq!(text.matches(from).count(), 1, "{place}: {from}");
            let spoilt = explained(&text.replace(from, to));
            let found = grave(&spoilt);
            assert!(found.contains(code), "{place}: {to}: {found:?}");
        }
    }
}

#[test]
fn a_share_is_of_what_its_words_name() {
    table(&[
        (
            "2026年基本支出634.52万元，占总支出预算80.98%；项目支出149.04万元，占总支出预算19.02%。",
            &[("80.98", "80.89", &["GJ0802"])],
        ),
        (
            "2026年基本支出634.52万元，占支出预算总额的80.98%，比2025年600.00万元增加34.52万元。",
            &[("80.98", "89.08", &["GJ0802"])],
        ),
        (
            "政府性基金预算财政拨款支出95.00万元，占财政拨款支出预算的12.32%。",
            &[("12.32", "13.22", &["GJ0802"])],
        ),
        (
            "文化旅游体育与传媒支出485.66万元，占一般公共预算财政拨款支出的71.84%；社会保障和就业支出104.09万元，占15.40%。",
            &[
                ("71.84", "74.18", &["GJ0802"]),
                ("15.40", "14.50", &["GJ0802"]),
            ],
        ),
        (
            "文化旅游体育与传媒支出485.66万元，占71.84%；社会保障和就业支出104.09万元，占15.40%，合计676.03万元。",
            &[],
        ),
        // Nobody knows the whole.
        ("项目支出149.04万元，占全市同类支出的3.25%。", &[]),
        ("基本支出634.52万元，占80.98%。", &[]),
    ]);
}

#[test]
fn words_that_name_no_fund_quote_no_blank_table() {
    table(&[
        (
            "2026年支出预算783.56万元，其中：基本支出634.52万元，占80.98%；项目支出149.04万元，占19.02%。",
            &[("634.52", "643.52", &["GJ0801", "GJ0802", "GJ0805"])],
        ),
        (
            "基本支出634.52万元（含人员经费608.15万元、公用经费26.37万元），项目支出149.04万元。",
            &[("149.04", "194.04", &["GJ0801"])],
        ),
        (
            "比2025年（上一年度，下同）预算增加63.56万元，收入预算783.56万元（含一般公共预算676.03万元，政府性基金95.00万元）。",
            &[("95.00", "59.00", &["GJ0801"])],
        ),
        (
            "文化旅游体育与传媒支出485.66万元，住房保障支出48.54万元。",
            &[("48.54", "45.84", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn what_was_carried_over_may_be_in_a_figure_or_not() {
    table(&[
        (
            "一般公共预算支出676.03万元，其中当年拨款673.28万元、上年结转2.75万元。",
            &[("676.03", "667.03", &["GJ0801", "GJ0813"])],
        ),
        (
            "财政拨款收入773.78万元，其中：当年财政拨款收入771.03万元、上年结转2.75万元。",
            &[("当年财政拨款收入771", "当年财政拨款收入717", &["GJ0801"])],
        ),
        ("支出预算783.56万元，结转下年0万元。", &[]),
    ]);
}

#[test]
fn parts_are_those_of_one_division() {
    table(&[
        (
            "政府采购预算12.00万元，其中：货物5.00万元，服务7.00万元，面向中小企业预留12.00万元，占100%。",
            &[("服务7.00", "服务9.00", &["GJ0813"])],
        ),
        (
            "项目预算12.00万元，其中：场地5.00万元，宣传7.00万元，一季度3.00万元，二季度9.00万元。",
            &[("宣传7.00", "宣传17.00", &["GJ0813"])],
        ),
        (
            "“三公”经费预算2.64万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费2.40万元（公务用车购置费0万元，公务用车运行维护费2.40万元），公务接待费0.24万元，车均运行维护费1.20万元。",
            &[("接待费0.24", "接待费0.42", &["GJ0801", "GJ0805"])],
        ),
        (
            "政府采购预算100.00万元，其中：政府采购货物预算30.00万元、政府采购工程预算0万元、政府采购服务预算70.00万元。",
            &[
                ("30.00", "30.40", &["GJ0805"]),
                ("0万元、政府采购服务", "0.00万元、政府采购服务", &[]),
            ],
        ),
    ]);
}

#[test]
fn a_number_counts_as_compared_if_something_is_said_when_it_is_another() {
    for (sentence, numbers, compared) in [
        ("2026年收入预算783.56万元，与上年持平。", 1, 1),
        (
            "2025年收入执行数720.00万元，2026年收入预算783.56万元，增长8.83%。",
            3,
            3,
        ),
        (
            "2025年收入执行数783.56万元，2026年收入预算783.56万元，与上年持平。",
            2,
            2,
        ),
        (
            "共有车辆3辆，其中：机要通信用车1辆、应急保障用车1辆、其他用车1辆。",
            4,
            4,
        ),
        (
            "共有车辆3辆（一般公务用车1辆，执法执勤用车1辆，其他用车1辆），价值60万元。",
            5,
            4,
        ),
        ("建筑高度29.8米，地上7层，地下2层。", 3, 0),
        ("核定编制30人（在职28人，退休15人）。", 3, 0),
    ] {
        let report = explained(sentence);
        let text = info(&report);
        assert_eq!(grave(&report), Vec::<&str>::new(), "{sentence}");
        assert_eq!(
            (text.numbers, text.checked),
            (numbers, compared),
            "{sentence}"
        );
    }
}

/// The words that a finding of a code marks first.
fn marked(report: &Report, code: &str) -> String {
    let found = support::of(report, code);
    let text = found.first().and_then(|finding| finding.text.clone());
    text.map(|text| text.quote).unwrap_or_default()
}

#[test]
fn of_parts_that_are_no_sum_the_one_is_marked_that_nothing_confirms() {
    for (text, code, expected) in [
        // The table has the whole and two of the parts.
        (
            "“三公”经费预算2.64万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费2.40万元，公务接待费0.42万元。",
            "GJ0805",
            "0.42万元",
        ),
        // Another paragraph tells the same things.
        (
            "绩效项目共3个，涉及预算资金20.50万元。其中：展览费3.10万元，培训费8.20万元，器材维护费9.20万元。\n项目预算：器材维护费9.20万元，展览费3.10万元，培训费8.20万元。",
            "",
            "",
        ),
        (
            "绩效项目共3个，涉及预算资金20.50万元。其中：展览费3.10万元，培训费8.70万元，器材维护费9.20万元。\n项目预算：器材维护费9.20万元，展览费3.10万元，培训费8.20万元。",
            "GJ0805",
            "8.70万元",
        ),
        (
            "绩效项目共3个，涉及预算资金20.50万元。其中：展览费3.10万元，培训费8.70万元，器材维护费9.20万元。",
            "GJ0805",
            "20.50万元",
        ),
        (
            "单价200万元以上设备0台。\n计划购置单价100万元以上设备0台。",
            "GJ0819",
            "200万元",
        ),
        (
            "单价100万元以上设备0台。\n计划购置单价100元以上设备0台。",
            "GJ0819",
            "100元",
        ),
    ] {
        let report = explained(text);
        match code {
            "" => assert_eq!(grave(&report), Vec::<&str>::new(), "{text}"),
            code => assert_eq!(marked(&report, code), expected, "{text}"),
        }
    }
}

#[test]
fn there_was_nothing_last_year_or_would_be_nothing() {
    table(&[
        (
            "2025年没有安排政府性基金预算支出，2026年安排政府性基金预算支出95.00万元。",
            &[("2025年没有", "2026年没有", &["GJ0809"])],
        ),
        (
            "去年本部门没有政府性基金预算。",
            &[("去年", "", &["GJ0809"])],
        ),
        (
            "若本部门没有政府性基金预算安排的支出，则该表为空。",
            &[("若", "", &["GJ0809"])],
        ),
        ("没有政府性基金预算支出的部门，公开空表并说明。", &[]),
    ]);
}

#[test]
fn a_note_on_what_would_be_is_none_on_what_is() {
    for (note, expected) in [
        (
            "注：若本表无数据，即本部门没有使用政府性基金预算拨款安排的支出。",
            &[][..],
        ),
        (
            "注：本表为空则表示本部门没有政府性基金预算安排的支出。",
            &[],
        ),
        ("注：如本表为空表，即没有政府性基金预算安排的支出。", &[]),
        ("注：本单位2025年没有政府性基金预算，2026年新增。", &[]),
        (
            "注：本部门没有政府性基金预算安排的支出，故本表为空表。",
            &["GJ0809", "GJ0212"],
        ),
    ] {
        let report = support::sample_with(|book| {
            let titled = |sheet: &&mut gouji_fixtures::Sheet| sheet.name.starts_with("政府性基金");
            let sheet = book.sheets.iter_mut().find(titled).unwrap();
            let note = Cell::Text(note.to_owned());
            sheet.rows.push(vec![note]);
        });
        let mut said = grave(&report);
        said.sort_unstable_by(|one, other| other.cmp(one));
        assert_eq!(said, expected, "{note}");
    }
}

#[test]
fn a_rate_is_told_with_its_direction() {
    let said = "收入预算783.56万元，比上年增加63.56万元，下降8.83%。";
    let report = explained(said);
    let finding = support::of(&report, "GJ0803");
    let message = &finding.first().unwrap().message;
    assert!(
        message.contains("写下降 8.83%") && message.contains("计算为增长 8.83%"),
        "{message}"
    );
}

/// A text with its lines broken where 28 characters are full, numbers left whole.
fn broken(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        let mut rest = line;
        while !rest.is_empty() && !line.contains('\t') {
            let ascii = rest.find(|c: char| !c.is_ascii_graphic());
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let (word, behind) = rest.split_at(ascii.unwrap_or(rest.len()).max(first));
            let own: usize = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            if width + own > 56 {
                out.push('\n');
                width = 0;
            }
            out.push_str(word);
            (width, rest) = (width + own, behind);
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

#[test]
fn lines_of_28_characters_are_one_paragraph() {
    let text = document().to_text();
    let whole = check("a.txt", text.as_bytes()).report().clone();
    let narrow = broken(&text);
    assert!(narrow.lines().count() > text.lines().count() + 40);
    let lines = check("a.txt", narrow.as_bytes()).report().clone();
    let counts = |report: &Report| {
        let text = info(report);
        (text.numbers, text.understood, text.checked)
    };
    assert_eq!(counts(&lines), counts(&whole));
    assert_eq!(grave(&lines), Vec::<&str>::new(), "{:#?}", lines.findings);
    let spoilt = broken(&text.replacen(
        "基本支出 634.52 万元，占 80.98%",
        "基本支出 634.52 万元，占 89.08%",
        1,
    ));
    let report = check("a.txt", spoilt.as_bytes()).report().clone();
    let found = support::of(&report, "GJ0802");
    let marked = found.first().unwrap().text.clone().unwrap();
    let line = spoilt.lines().nth(marked.line - 1).unwrap();
    let quote: String = line
        .chars()
        .skip(marked.start)
        .take(marked.end - marked.start)
        .collect();
    assert_eq!(
        (marked.quote.as_str(), quote.as_str()),
        ("89.08%", "89.08%")
    );
}

#[test]
fn of_figures_that_may_be_meant_the_one_is_named_whose_digits_are_near() {
    for (said, meant) in [
        ("738.56", "783.56"),
        ("783.65", "783.56"),
        ("797.39", "779.39"),
        ("779.38", "779.39"),
    ] {
        let report = explained(&format!("收入预算{said}万元，其中一般公共预算676.03万元。"));
        let found = report.findings.iter().find(|it| it.code == "GJ0801");
        let relation = found.and_then(|it| it.relation.as_ref()).unwrap();
        assert_eq!(relation.computed, meant, "{said}");
    }
}

#[test]
fn money_of_something_else_is_not_the_departments() {
    table(&[
        (
            "2026年政府采购预算186万元，其中：一般公共预算拨款150万元、其他收入36万元。",
            &[],
        ),
        (
            "2026年政府采购预算较上年减少20万元，下降9.71%，其中基本支出安排50万元、项目支出安排136万元。",
            &[],
        ),
        (
            "机关运行经费安排26.37万元，其中：公务用车运行维护费1.20万元、公务接待费0.10万元、其他25.07万元。",
            &[],
        ),
        (
            "项目总投资500万元，资金来源为一般公共预算300万元、政府性基金150万元、其他收入50万元。",
            &[],
        ),
        ("（3）年度预算安排：2026年安排一般公共预算拨款86万元。", &[]),
        (
            "年度资金总额：86万元，其中：财政拨款80万元，上年结转6万元。",
            &[],
        ),
        (
            "该项目2025年预算安排95万元，其中：一般公共预算拨款70万元，上年结转25万元；2026年安排86万元，比上年减少9万元，下降9.47%。",
            &[],
        ),
        (
            "行政事业性收费1项，收费标准为每件120元，预计收入36万元，较上年增加6万元，增长20%。",
            &[("20%", "30%", &["GJ0803"])],
        ),
        (
            "用单位自有资金安排公务接待费0.3万元、公务用车运行维护费1.5万元，不在财政拨款“三公”经费统计范围内。",
            &[],
        ),
        (
            "局机关公务接待费0.14万元，公务用车运行维护费1.30万元。",
            &[],
        ),
        // What stands beside it is the department's all the same.
        (
            "本年度预算安排一般公共预算拨款676.03万元。",
            &[("676.03", "667.03", &["GJ0801"])],
        ),
        (
            "2026年度收入预算783.56万元，2026年度预算安排一般公共预算拨款676.03万元。",
            &[
                ("783.56", "738.56", &["GJ0801"]),
                ("676.03", "667.03", &["GJ0801"]),
            ],
        ),
        (
            "政府采购预算186万元。一般公共预算拨款676.03万元，“三公”经费2.64万元，公务接待费0.24万元。",
            &[
                ("676.03", "667.03", &["GJ0801"]),
                ("0.24", "0.42", &["GJ0801"]),
            ],
        ),
    ]);
}

#[test]
fn a_class_is_known_without_the_word_that_its_name_ends_in() {
    table(&[
        (
            "文化旅游体育与传媒（类）支出485.66万元，占71.84%；住房保障（类）支出48.54万元，占7.18%。",
            &[
                ("485.66", "458.66", &["GJ0801"]),
                ("7.18", "7.81", &["GJ0802"]),
            ],
        ),
        (
            "社会保障和就业（类）行政事业单位养老支出（款）事业单位离退休（项）14.28万元。",
            &[("14.28", "12.48", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn hundredths_of_amounts_told_before_are_each_of_its_own() {
    table(&[
        (
            "2026年收入预算783.56万元，其来源为：一般公共预算拨款676.03万元、政府性基金预算拨款95.00万元、单位资金8.36万元；分别占86.28%、12.12%、1.07%。",
            &[
                ("86.28", "82.68", &["GJ0802"]),
                ("1.07", "1.70", &["GJ0802"]),
            ],
        ),
        (
            "2026年支出预算783.56万元，包括基本支出634.52万元和项目支出149.04万元，二者占比分别为80.98%、19.02%。",
            &[
                ("80.98", "80.89", &["GJ0802"]),
                ("19.02", "12.09", &["GJ0802"]),
            ],
        ),
        (
            "基本支出634.52万元，项目支出149.04万元，前者占80.98%，后者占19.02%。",
            &[
                ("80.98", "80.89", &["GJ0802"]),
                ("19.02", "12.09", &["GJ0802"]),
            ],
        ),
        (
            "支出783.56万元，其中基本支出634.52万元、项目支出149.04万元，前者占80.98%、后者占19.02%。",
            &[("19.02", "12.09", &["GJ0802"])],
        ),
        (
            "支出总计中，基本支出占80.98%，计634.52万元；项目支出占19.02%，计149.04万元。",
            &[
                ("80.98", "80.89", &["GJ0802"]),
                ("19.02", "12.09", &["GJ0802"]),
                ("634.52", "643.52", &["GJ0801"]),
            ],
        ),
        (
            "基本支出占支出总计的80.98%，计634.52万元。",
            &[("80.98", "80.89", &["GJ0802"])],
        ),
    ]);
}

#[test]
fn a_change_goes_from_the_amount_of_last_year_that_it_follows() {
    table(&[(
        "住房公积金（项）2026年预算数为48.54万元，2025年执行数为40.04万元，同比增加8.50万元。",
        &[
            ("48.54", "45.84", &["GJ0801"]),
            ("40.04", "44.00", &["GJ0806"]),
            ("8.50", "5.80", &["GJ0806"]),
        ],
    )]);
}

#[test]
fn amounts_are_divided_by_what_they_come_from_or_include() {
    table(&[
        (
            "2026年收入预算783.56万元。按资金来源分，财政性资金771.03万元，自有资金12.53万元。",
            &[("12.53", "15.23", &["GJ0813"])],
        ),
        (
            "2026年支出预算783.56万元，比上年增加63.56万元。按开支性质划分，人员类608.15万元，其他类175.41万元。",
            &[("175.41", "179.41", &["GJ0813"])],
        ),
        (
            "一般公共预算基本支出634.52万元，包括人员经费608.15万元和公用经费26.37万元。",
            &[("26.37", "26.73", &["GJ0801", "GJ0805"])],
        ),
        (
            "文化旅游体育与传媒支出498.18万元：一般公共预算485.66万元，其他资金12.52万元。",
            &[("12.52", "25.12", &["GJ0813"])],
        ),
        (
            "2026年收入预算783.56万元。财政性资金771.03万元、自有资金12.53万元，分别占98.40%、1.60%。",
            &[("1.60", "1.06", &["GJ0802"])],
        ),
    ]);
}
