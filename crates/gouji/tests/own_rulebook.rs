//! A new province needs no line of Rust: a template written as TOML text alone, a document made
//! for it, and faults that are found.

#[path = "support/text.rs"]
mod text;

use gouji::report::{Report, Severity, Verdict};
use gouji::{Error, Options, RulebookChoice};
use text::{spoiled, workbook};

/// Four tables with other titles, columns in another order, amounts in 千元.
const RULEBOOK: &str = r#"
[rulebook]
id = "lakeland-2026"
title = "湖区 2026 年部门预算公开表（四张）"
year = 2026
unit = "千元"
extends = "common"

[headings]
code = ["支出科目"]
name = ["支出事项"]

[[table]]
id = "甲"
title = "资金来源与运用表"
short = "来源运用表"

[[table.part]]
rows = "item"
label = ["来源"]
total = ["来源合计"]
columns = ["金额"]
items = """
来源合计
  财政安排
    当年安排
    以前年度安排 | 历年安排
  自筹
"""

[[table.part]]
rows = "function"
label = ["运用"]
total = ["运用合计"]
columns = ["金额"]

[[table]]
id = "乙"
title = "支出安排表"
aliases = ["支出安排[明细|]一览表"]
short = "支出表"

[[table.part]]
rows = "function"
columns = [
    { name = "项目安排", in = "全部安排" },
    { name = "运转安排", in = "全部安排" },
    { name = "运转安排/人员", in = "运转安排", optional = true },
    { name = "运转安排/公务", in = "运转安排", optional = true },
    "全部安排",
]

[[table]]
id = "丙"
title = "项目清单"

[[table.part]]
rows = "project"
columns = ["安排数"]

[[table]]
id = "丁"
title = "公务支出控制表"
required = false

[[table.part]]
rows = "single"
total = ["控制数"]
columns = [
    { name = "接待", in = "合计" },
    { name = "用车", in = "合计" },
    { name = "合计" },
]

[[relation]]
formula = "各表[各行].各列 = Σ 各表[各行].下级栏"
say = "各栏之和等于其上一级栏目"

[[relation]]
formula = "甲[来源合计] = Σ 甲[下级]"
say = "来源合计等于各项来源之和"

[[relation]]
formula = "甲[财政安排] = Σ 甲[下级]"
say = "财政安排等于其下各项之和"

[[relation]]
formula = "甲[来源合计] = 甲[运用合计]"
say = "来源与运用相等"

[[relation]]
formula = "甲[各类] = 乙[各类].全部安排"
say = "各类运用与支出安排表相同"

[[relation]]
formula = "丙[总计] = Σ 丙[各项目]"
say = "总计等于各项目之和"

[[relation]]
formula = "乙[总计].项目安排 = 丙[总计]"
say = "项目安排与项目清单的总计相同"

[[relation]]
formula = "乙[总计].运转安排/公务 >= 丁.合计"
say = "公务支出控制数不大于公务安排"

[[series]]
id = "use"
title = "支出按功能分类"
kind = "function"
total = "乙[总计].全部安排"
parts = ["乙[各科目].全部安排"]
"#;

/// A document for it. The last table is in 元.
const DOCUMENT: &str = "
湖区2026年资金来源与运用表
编制单位：示例湖管理处|||金额单位：千元
来源|金额|运用|金额
一、财政安排|830.50|一、一般公共服务支出|700.50
当年安排|800.50|二、社会保障和就业支出|190.00
历年安排|30.00||
二、自筹|60.00||
来源合计|890.50|运用合计|890.50

支出安排明细一览表
编制单位：示例湖管理处||||||金额单位：千元
支出科目|支出事项|项目安排|运转安排|||全部安排
|||小计|人员|公务|
201|一般公共服务支出|200.50|500.00|400.00|100.00|700.50
20103|政府办公厅（室）及相关机构事务|200.50|500.00|400.00|100.00|700.50
2010301|行政运行|40.50|500.00|400.00|100.00|540.50
2010302|一般行政管理事务|160.00||||160.00
208|社会保障和就业支出||190.00|190.00||190.00
20805|行政事业单位养老支出||190.00|190.00||190.00
2080505|机关事业单位基本养老保险缴费支出||190.00|190.00||190.00
|合计|200.50|690.00|590.00|100.00|890.50

项目清单（千元）
项目名称|安排数
湖水监测|160.00
办公用房维修|40.50
合计|200.50

公务支出控制表
||单位：元
接待|用车|合计
20000.00|66000.00|86000.00
";

fn check(workbook: &gouji_fixtures::Workbook, rulebook: &str) -> Report {
    let rulebook = RulebookChoice::Text(rulebook.to_owned());
    let options = Options {
        rulebook,
        ..Options::default()
    };
    let checked = gouji::check("示例.xlsx", &workbook.to_xlsx(), &options);
    checked
        .unwrap_or_else(|error| panic!("{error}"))
        .report()
        .clone()
}

/// The name of the heading is `运转安排/小计` there: the rulebook must know it.
fn rulebook() -> String {
    RULEBOOK.replace(
        r#"{ name = "运转安排", in"#,
        r#"{ name = "运转安排", aliases = ["运转安排/小计"], in"#,
    )
}

#[test]
fn its_document_agrees_with_itself() {
    let report = check(&workbook(DOCUMENT), &rulebook());
    assert_eq!(
        report.verdict,
        Verdict::Consistent,
        "{:#?}",
        report.findings
    );
    assert_eq!(
        (report.rulebook.as_str(), report.tables.len()),
        ("lakeland-2026", 4)
    );
    assert!(
        report.unevaluated.is_empty() && report.unread.is_empty(),
        "{:?} {:?}",
        report.unevaluated,
        report.unread
    );
    assert!(report.counts.relations >= 40, "{:?}", report.counts);
    assert_eq!(
        (report.unit.amount_unit.as_str(), report.unit.year),
        ("千元", Some(2026))
    );
    assert_eq!(
        report.summary.series[0].total.as_ref().unwrap().value,
        "890.50"
    );
}

/// The document without the column of which the two behind it are parts.
fn without_the_whole() -> String {
    let of_table = |line: &&str| line.split('|').count() == 7;
    let shorter = |line: &str| {
        let mut cells: Vec<&str> = line.split('|').collect();
        if cells[3] == "运转安排" {
            cells.remove(4);
        } else {
            cells.remove(3);
        }
        cells.join("|")
    };
    let lines = DOCUMENT.lines();
    let lines = lines.map(|line| match Some(line).filter(of_table) {
        Some(line) => shorter(line),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_parts_of_a_column_stand_for_it() {
    let document = without_the_whole();
    let report = check(&workbook(&document), &rulebook());
    assert_eq!(
        report.verdict,
        Verdict::Consistent,
        "{:#?}",
        report.findings
    );
    let wrong = document.replace("100.00|540.50", "100.00|541.50");
    let report = check(&workbook(&wrong), &rulebook());
    assert_eq!(report.verdict, Verdict::Inconsistent, "{report:#?}");
}

#[test]
fn every_kind_of_fault_is_found() {
    for (line, from, to, code, cell) in [
        // The sum of codes, of columns, of items, of projects; copies; a part greater than its whole.
        ("2010301|", "540.50", "541.50", "GJ0301", "G7"),
        ("2080505|", "190.00", "191.00", "GJ0303", "D11"),
        ("当年安排", "800.50", "801.50", "GJ0304", "B5"),
        ("湖水监测", "160.00", "161.00", "GJ0302", "B3"),
        ("一、财政安排", "700.50", "710.50", "GJ0401", "D4"),
        ("20000.00|", "20000.00", "90000.00", "GJ0303", "A4"),
        (
            "20000.00|",
            "20000.00|66000.00|86000.00",
            "40000.00|66000.00|106000.00",
            "GJ0403",
            "C4",
        ),
    ] {
        let report = check(&spoiled(DOCUMENT, line, from, to), &rulebook());
        let errors = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        let mut own = errors.filter(|finding| finding.code == code);
        let lists = |finding: &gouji::report::Finding| {
            finding.cells.iter().any(|listed| listed.cell == cell)
        };
        assert!(own.any(lists), "{line} {to}: {:#?}", report.findings);
    }
}

#[test]
fn a_missing_table_is_an_error_only_if_it_is_required() {
    let mut without = workbook(DOCUMENT);
    without.sheets.pop();
    assert_eq!(check(&without, &rulebook()).verdict, Verdict::Consistent);
    without.sheets.pop();
    let report = check(&without, &rulebook());
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert_eq!(report.findings[0].message, "没有找到丙《项目清单》。");
}

/// The message of a rulebook that is not sound.
fn refusal(rulebook: &str) -> String {
    let options = Options {
        rulebook: RulebookChoice::Text(rulebook.to_owned()),
        ..Options::default()
    };
    match gouji::check("示例.xlsx", &workbook(DOCUMENT).to_xlsx(), &options) {
        Err(Error::Rulebook(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_wrong_with_a_rulebook_is_said_with_its_place() {
    for (from, to, message) in [
        (
            "乙[总计].项目安排 = 丙",
            "乙[总计].项目 = 丙",
            "乙 没有栏目 项目",
        ),
        ("甲[财政安排] =", "甲[财政拨款] =", "甲 没有行 财政拨款"),
        (
            "丙[总计] = Σ 丙[各项目]",
            "丙[总计] = Σ 戊[各项目]",
            "没有表 戊",
        ),
        ("丙[总计] = Σ", "丙[总计] : Σ", "公式里有无法识别的字符 :"),
        (
            "[明细|]",
            "[明细|",
            "别名“支出安排[明细|一览表”的方括号不成对，或者可选的写法太多",
        ),
        (
            r#"in = "全部安排" },"#,
            r#"in = "全部" },"#,
            "乙 没有栏目 全部",
        ),
        (
            r#"unit = "千元""#,
            r#"unit = "块""#,
            "没有金额单位 块，可用元、千元、万元",
        ),
        (
            r#"unit = "千元""#,
            r#"unit = "美元""#,
            "没有金额单位 美元，可用元、千元、万元",
        ),
        (r#"say = "来源与运用相等""#, "", "缺少 say"),
        (
            "optional = true",
            "optinal = true",
            "栏目应写成 \"名称\" 或",
        ),
        (
            "required = false",
            "require = false",
            "没有字段 require，可用 id、",
        ),
        (
            r#"rows = "single""#,
            r#"rows = "row""#,
            "没有行类型 row，可用 function、economic、item、project、function+project、single",
        ),
        (
            r#"extends = "common""#,
            r#"extends = "moon""#,
            "没有名为 moon 的内置规则，可用 common、xinjiang-2026、shanghai-2026、general",
        ),
        (
            r#"title = "支出安排表""#,
            "title = 支出安排表",
            "这里的文字没有加引号，或引号不成对；整数后面不能有别的字",
        ),
        (
            "year = 2026",
            "year = 2026年",
            "这里的文字没有加引号，或引号不成对；整数后面不能有别的字",
        ),
        (
            r#"rows = "single""#,
            r#"rows = "item""#,
            "item 的部分要写 items",
        ),
        (
            r#"{ name = "合计" }"#,
            r#"{ name = "合计", in = "接待" }"#,
            "栏目 接待 经 in 成了自己的一部分",
        ),
    ] {
        let changed = rulebook().replacen(from, to, 1);
        assert_ne!(changed, rulebook(), "{from}");
        let said = refusal(&changed);
        assert!(
            said.contains(message) && said.starts_with("规则文件第"),
            "{from}: {said}"
        );
    }
}

/// What divides the lakeland's money into three uses, and joins them with where it comes from.
const FLOW: &str = r#"
[[series]]
id = "source"
title = "资金来源"
kind = "source"
total = "甲[来源合计]"
parts = ["甲[财政安排]", "甲[自筹]"]

[[series]]
id = "nature"
title = "支出按性质"
kind = "nature"
total = "乙[总计].全部安排"
parts = [
    { figure = "乙[总计].运转安排/人员", name = "人员" },
    { figure = "乙[总计].运转安排/公务", name = "公务" },
    { figure = "乙[总计].项目安排", name = "项目" },
]

[[flow]]
id = "flow"
title = "资金流向"
sources = "source"
functions = "use"
uses = "nature"
splits = ["乙[各类].运转安排/人员", "乙[各类].运转安排/公务", "乙[各类].项目安排"]
"#;

/// What flows into the uses of a document.
fn split(document: &str) -> Vec<String> {
    let report = check(&workbook(document), &(rulebook() + FLOW));
    let splits = report.summary.flows.iter().flat_map(|flow| &flow.splits);
    let said =
        |it: &gouji::report::Split| format!("{} → {} {}", it.function, it.purpose, it.amount.value);
    splits.map(said).collect()
}

#[test]
fn what_flows_into_a_use_is_not_taken_for_anothers() {
    let all = [
        "201 → 人员 400.00",
        "208 → 人员 190.00",
        "201 → 公务 100.00",
        "201 → 项目 200.50",
    ];
    assert_eq!(split(DOCUMENT), all);
    // The use in the middle is blank: what flows into the last one stays there.
    let blank = DOCUMENT
        .replace("|500.00|400.00|100.00|", "|500.00|500.00||")
        .replace("|690.00|590.00|100.00|", "|690.00|690.00||");
    let without = [
        "201 → 人员 500.00",
        "208 → 人员 190.00",
        "201 → 项目 200.50",
    ];
    assert_eq!(split(&blank), without);
}

#[test]
fn a_flow_says_for_each_use_what_flows_into_it() {
    let fewer = FLOW.replace(r#", "乙[各类].项目安排"]"#, "]");
    let said = refusal(&(rulebook() + &fewer));
    assert!(
        said.contains("splits 应有 3 项（uses 的组成部分数），实有 2 项"),
        "{said}"
    );
    // The base's flow is gone where its uses are divided otherwise.
    let nature = "[[series]]\nid = \"expenditure-by-nature\"\ntitle = \"支出\"\nkind = \"nature\"\ntotal = \"T3[总计].合计\"\nparts = [{ figure = \"T3[总计].项目支出\", name = \"项目支出\" }]\n";
    assert_eq!(judge(&extended("")).summary.flows.len(), 1);
    let report = judge(&extended(nature));
    assert!(
        report.summary.flows.is_empty(),
        "{:?}",
        report.summary.flows
    );
}

/// A rulebook that builds upon the one of Xinjiang.
fn extended(tail: &str) -> String {
    format!("[rulebook]\nid = \"mine\"\ntitle = \"本地\"\nextends = \"xinjiang-2026\"\n{tail}")
}

fn judge(rulebook: &str) -> Report {
    check(&gouji_fixtures::sample(), rulebook)
}

#[test]
fn a_rulebook_may_build_upon_a_built_in_one() {
    let all = judge(&extended(""));
    assert_eq!((all.tables.len(), all.verdict), (12, Verdict::Rounding));

    let without = judge(&extended(
        "without = [\"T11\", \"T3[各行].合计 = T3[各行].基本支出 + T3[各行].项目支出\"]\n",
    ));
    assert_eq!((without.tables.len(), without.counts.broken), (11, 0));
    assert!(without.counts.relations < all.counts.relations);

    let table = "[[table]]\nid = \"T11\"\ntitle = \"财政拨款委托业务费支出情况表\"\n[[table.part]]\nrows = \"project\"\ncolumns = [\"合计\", \"一般公共预算\", { name = \"政府性基金\", aliases = [\"政府性基金预算\"] }, \"国有资本经营预算\"]\n";
    let replaced = judge(&extended(table));
    assert_eq!(replaced.counts, all.counts);
    assert_eq!(replaced.tables[10].title, "财政拨款委托业务费支出情况表");

    let advice = "[[relation]]\nformula = \"T1[收入总计] = T1[支出总计]\"\nsay = \"收支相等\"\nadvisory = true\n";
    assert_eq!(
        judge(&extended(advice)).counts.advisory,
        all.counts.advisory + 1
    );
}

#[test]
fn what_the_base_says_must_hold_of_a_replaced_table() {
    let table = "[[table]]\nid = \"T11\"\ntitle = \"财政拨款委托业务费支出情况表\"\n[[table.part]]\nrows = \"project\"\ncolumns = [\"合计\"]\n";
    assert_eq!(
        refusal(&extended(table)),
        "规则文件第 6 行第 6 列：基础规则的公式“T11[各行].合计 = T11[各行].一般公共预算 + T11[各行].政府性基金 + T11[各行].国有资本经营预算”不再适用（T11 没有栏目 一般公共预算），请把它写进 without，或在表中补上。请改正后重试。"
    );
    let without = "without = [\"T11[各行].合计 = T11[各行].一般公共预算 + T11[各行].政府性基金 + T11[各行].国有资本经营预算\"]\n";
    assert_eq!(
        judge(&extended(&format!("{without}{table}"))).counts.errors,
        0
    );
    assert_eq!(
        refusal(&extended("without = [\"T99\"]\n")),
        "规则文件第 5 行第 12 列：基础规则里没有表或公式 T99。请改正后重试。"
    );
}

/// The rulebooks in the guide for those who write one.
fn guide() -> Vec<&'static str> {
    let text = include_str!("../../../docs/rulebook.md");
    let blocks = text.split("```toml\n").skip(1);
    let bodies = blocks.map(|block| block.split("```").next().unwrap());
    bodies.filter(|body| body.contains("[rulebook]")).collect()
}

#[test]
fn the_examples_of_the_guide_work() {
    let document = "
2026年资金来源与运用表
来源|金额|运用|金额
一、财政安排|830.50|一、一般公共服务支出|700.50
二、自筹|60.00|二、社会保障和就业支出|190.00
来源合计|890.50|运用合计|890.50

2026年支出安排表
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|700.50|500.50|200.00
20103|政府办公厅（室）及相关机构事务|700.50|500.50|200.00
2010301|行政运行|700.50|500.50|200.00
208|社会保障和就业支出|190.00|190.00|
20805|行政事业单位养老支出|190.00|190.00|
2080505|机关事业单位基本养老保险缴费支出|190.00|190.00|
|总计|890.50|690.50|200.00
";
    let guide = guide();
    let [first, second] = guide.as_slice() else {
        panic!("{} rulebooks", guide.len())
    };
    let report = check(&workbook(document), first);
    assert_eq!(
        report.verdict,
        Verdict::Consistent,
        "{:#?}",
        report.findings
    );
    assert!(
        report.counts.relations > 20 && report.unevaluated.is_empty(),
        "{:?}",
        report.counts
    );
    let spoiled = check(&spoiled(document, "二、自筹", "60.00", "66.00"), first);
    assert_eq!(spoiled.counts.errors, 1, "{:#?}", spoiled.findings);
    assert_eq!(judge(second).tables.len(), 11);
}
