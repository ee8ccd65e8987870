//! Sentences that are right though their words alone say something else: what was named before an amount narrows what
//! it is of, and words around a subject, a year or a number are no part of it.

#[path = "support/explained.rs"]
mod explained;
mod support;
#[path = "support/years.rs"]
#[allow(dead_code, reason = "the sentences of years are another test's")]
mod years;

use explained::{explained, grave, table};

#[test]
fn basic_expenditure_told_of_a_subject_is_that_subjects() {
    table(&[
        (
            "2026年支出预算783.56万元。其中：文化旅游体育与传媒支出498.18万元（基本支出444.15万元、项目支出54.04万元），住房保障支出48.54万元。",
            &[
                ("444.15", "441.45", &["GJ0801", "GJ0805"]),
                ("48.54", "45.84", &["GJ0801"]),
            ],
        ),
        (
            "群众文化（项）498.18万元，其中基本支出444.15万元，项目支出54.04万元。",
            &[("444.15", "441.45", &["GJ0801", "GJ0805"])],
        ),
        // Of how much of an economic subject is basic no table of all funds tells.
        (
            "工资福利支出500.00万元、商品和服务支出120.00万元（其中基本支出26.00万元，项目支出94.00万元）。",
            &[("26.00", "62.00", &["GJ0805"])],
        ),
        (
            "文化旅游体育与传媒支出498.18万元，其中：财政拨款485.66万元、单位资金8.36万元、上年结转4.17万元。",
            &[("485.66", "458.66", &["GJ0801"])],
        ),
        // Nobody knows whether it is the subject's or all.
        ("住房公积金（项）48.54万元，全部为基本支出48.54万元。", &[]),
        (
            "群众文化（项）支出498.18万元：基本支出444.15万元，项目支出54.04万元。",
            &[("498.18", "489.18", &["GJ0801"])],
        ),
        (
            "2026年支出预算783.56万元，其中：基本支出634.52万元，项目支出149.04万元。",
            &[("634.52", "643.52", &["GJ0801", "GJ0805"])],
        ),
    ]);
}

#[test]
fn what_was_carried_over_beside_one_fund_may_be_that_funds() {
    table(&[
        (
            "财政拨款收入包括：一般公共预算当年拨款676.03万元、上年结转2.75万元；政府性基金预算当年拨款95.00万元、上年结转0万元。",
            &[
                ("2.75", "2.57", &["GJ0801"]),
                ("结转0万元", "结转9.75万元", &["GJ0801"]),
            ],
        ),
        ("政府性基金预算本年收入95.00万元，上年结转0万元。", &[]),
        (
            "一般公共预算支出比上年增加8.27万元，其中：上年结转2.75万元。",
            &[],
        ),
        // Behind all funds it is all of it.
        (
            "2026年收入预算783.56万元，其中：一般公共预算拨款676.03万元，政府性基金预算拨款95.00万元，单位资金8.36万元，上年结转结余4.17万元。",
            &[("结余4.17", "结余1.47", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn a_fund_told_of_one_kind_of_expenditure_is_a_part_of_that() {
    table(&[
        ("项目支出中，财政拨款136.51万元，其他收入12.53万元。", &[]),
        ("基本支出634.52万元，其中一般公共预算634.52万元。", &[]),
        (
            "基本支出634.52万元，其中单位资金2.00万元。",
            &[("634.52", "643.52", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn parts_of_what_no_table_has_are_no_quotations() {
    table(&[
        (
            "2026年实行绩效目标管理的项目6个，涉及预算资金200.00万元，其中一般公共预算180.00万元、其他资金20.00万元。",
            &[],
        ),
        (
            "示例市群艺馆2026年收支总预算320.00万元，其中：基本支出200.00万元，项目支出120.00万元。",
            &[("120.00", "102.00", &["GJ0805"])],
        ),
        // Under another name it is all of it.
        (
            "我们单位全年的收支总预算783.56万元，其中：基本支出634.52万元，项目支出149.04万元。",
            &[("634.52", "643.52", &["GJ0801", "GJ0805"])],
        ),
        (
            "局本级一般公共预算拨款320.00万元，所属单位基本支出合计120.00万元。",
            &[],
        ),
        (
            "文化馆本级2026年基本支出320.00万元，项目支出12.00万元。",
            &[],
        ),
        (
            "局本级及所属单位一般公共预算拨款676.03万元。",
            &[("676.03", "667.03", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn the_amount_that_another_comes_from_is_last_years() {
    table(&[
        (
            "与2025年预算相比，收支总预算由720.00万元变为783.56万元。",
            &[("783.56", "738.56", &["GJ0801"])],
        ),
        ("收入预算从720.00万元提高到783.56万元。", &[]),
        (
            "注：1.本表反映全部支出。2.2025年支出预算为720.00万元。",
            &[("2.2025", "2.2026", &["GJ0801"])],
        ),
    ]);
}

#[test]
fn words_before_the_first_subject_are_no_part_of_its_name() {
    let listed = "文化旅游体育与传媒（类）支出485.66万元，占71.84%；社会保障和就业（类）支出104.09万元，占15.40%。";
    for words in [
        "2026年一般公共预算支出主要用于以下方面：",
        "一般公共预算拨款结构情况：",
        "2026年一般公共预算支出包括",
        "按支出方向看有",
        "",
    ] {
        let sentence = format!("{words}{listed}");
        assert_eq!(
            grave(&explained(&sentence)),
            Vec::<&str>::new(),
            "{sentence}"
        );
        let spoilt = sentence.replace("传媒（类）", "传播（类）");
        assert!(grave(&explained(&spoilt)).contains(&"GJ0811"), "{spoilt}");
    }
}
