use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::agrees;
use crate::prose::{Claim, Date, Passage, Role};

rule! {
    /// ## 查什么
    /// 说明中写预算内容的年度是预算年度；与上年比较时写的年度是上一年；“某年较上年”的某年是预算年度；资金执行时间包含预算年度。截至日期、文号、项目名称和上年数所带的年度不查。
    ///
    /// ## 为什么
    /// 用去年的文件改，最容易漏改年份。
    ///
    /// ## 例
    /// 2026 年的文件中写“2025 年支出预算 632.63 万元”。
    "GJ0812" "年度有误" Warning Correctness Text(find)
}

/// What stands behind the year of a budget.
const BUDGETED: &[&str] = &[
    "部门预算",
    "单位预算",
    "预算",
    "收入预算",
    "支出预算",
    "收支",
    "财政拨款",
    "一般公共预算",
    "政府性基金",
    "国有资本",
    "三公",
    "政府采购",
    "机关运行",
    "事业单位运行",
    "没有使用",
    "没有安排",
    "没有委托",
    "未安排",
    "上年结转",
    "度本部门",
    "度本单位",
    "度,本",
    "部门财务",
    "部门收入",
    "部门支出",
    "预算单位",
    "部门一般",
    "部门政府",
    "部门国有",
    "部门概况",
    "所有收入",
    "本部门",
    "本单位",
    "部门财政",
    "单位财政",
    "基本支出",
    "项目支出",
    "，本部门",
    "，本单位",
    "度部门",
    "部门“",
    "部门三公",
    "单位三公",
    "的事业单位运行",
    "的机关运行",
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let Some(year) = context.disclosure.year else {
        return Vec::new();
    };
    let wrong = context.prose.dates.iter().filter_map(|(place, date)| {
        let passage = context.prose.passages.get(*place)?;
        let expected = expected(context, *place, passage, *date, year)?;
        let text = context.stretch(*place, date.start, date.end)?;
        let message = format!(
            "此处写“{}”，应为 {expected} 年（预算年度为 {year} 年）。",
            text.quote
        );
        (date.year != expected).then_some(Marked::at(
            Some(text),
            message,
            "请核对年份，并核对这一段的数字是不是今年的。",
        ))
    });
    wrong.collect()
}

/// Whether a paragraph or a heading above it tells of a plan for years to come: 三年支出规划.
fn is_of_a_plan(context: &Context<'_>, passage: &Passage) -> bool {
    let above = passage.under.iter();
    let above = above.filter_map(|&at| context.prose.passages.get(at));
    let mut all = above.chain([passage]);
    all.any(|it| it.plain().contains("规划"))
}

/// Which year a date must be of; `None` where any may be right.
fn expected(
    context: &Context<'_>,
    place: usize,
    passage: &Passage,
    date: Date,
    year: u16,
) -> Option<u16> {
    let text = |from: usize, to: usize| -> String { passage.slice(from, to).iter().collect() };
    let all = passage.plain();
    let length = all.chars().count();
    let after = text(date.end, length.min(date.end.saturating_add(24)));
    let start = (0..date.start).rev().find(|&at| {
        passage
            .slice(at, at.saturating_add(1))
            .iter()
            .any(|c| "。；".contains(*c))
    });
    let sentence_start = start.map_or(0, |at| at.saturating_add(1));
    let before = text(sentence_start, date.start);
    let end = (date.end..length)
        .find(|&at| {
            passage
                .slice(at, at.saturating_add(1))
                .iter()
                .any(|c| "。；".contains(*c))
        })
        .unwrap_or(length);
    let sentence = text(sentence_start, end);
    if date.month.is_some() {
        return time(context, place, passage, year);
    }
    if before.ends_with(['《', '('])
        || before.rfind('《') > before.rfind('》')
        || named(context, place, date)
        || date.year > year && is_of_a_plan(context, passage)
    {
        return None;
    }
    let compared = before.ends_with(['比', '与', '较', '和']);
    // What was spent is known of years before the last only, when a budget is made.
    let spent = ["决算", "执行"].iter().any(|word| after.starts_with(word));
    if compared && spent && date.year < year {
        return None;
    }
    if compared
        && ["年预算", "年决算", "年执行"]
            .iter()
            .any(|word| format!("年{after}").starts_with(word))
    {
        return year.checked_sub(1);
    }
    if after.starts_with("较上年") || after.starts_with("比上年") || after.starts_with("与上年")
    {
        return Some(year);
    }
    let past = ["执行", "决算", "上年", "截至", "截止", "年底", "去年"];
    // What is compared with the year before is of the budget year.
    let is_past = |text: &str| {
        let text = ["比上年", "较上年", "与上年", "和上年"]
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, ""));
        past.iter()
            .any(|word| text.contains(word) && !(text.contains("上年结转") && *word == "上年"))
    };
    let own = after.strip_prefix('度').unwrap_or(&after);
    let own = own.trim_start_matches('，');
    let clause = own.split('，').next().unwrap_or(own);
    let near: String = clause.chars().take(14).collect();
    let unit: String = context
        .disclosure
        .unit_name
        .as_deref()
        .map(crate::rulebook::normal)
        .unwrap_or_default();
    let own = own.strip_prefix(unit.as_str()).unwrap_or(own);
    let budgeted = BUDGETED.iter().any(|word| own.starts_with(word));
    let opens = before.is_empty()
        || before.ends_with(['，', ':', '、'])
        || context
            .lexicon()
            .read(&before.chars().collect::<Vec<char>>())
            .foreign
            == 0
        || passage.level.is_some();
    // What a reason tells of both years says nothing of the year before it.
    let told = ["原因", "由于"]
        .iter()
        .fold(sentence.as_str(), |told, word| {
            told.split(word).next().unwrap_or(told)
        });
    let other = told
        .replace(&format!("{}年", date.year), "")
        .contains(&format!("{year}年"));
    let reason = before.contains("原因") || before.contains("用于");
    let head = before.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    let head = before.get(head..).unwrap_or_default();
    let excused = is_past(&near)
        || compared
        || before.ends_with(['自', '从', '至', '-', '到'])
        || ["比", "执行", "决算"]
            .iter()
            .any(|word| head.contains(word))
        || reason;
    let told = date.year < year && tells_another(context, place, date.end, end);
    let over = date.year < year && OVER.iter().any(|word| sentence.contains(word));
    let beside = date.year < year && is_beside(context, place, (date.start, end), year);
    let excused = excused || told || over || beside;
    (budgeted && opens && !excused && (!other || date.year > year)).then_some(year)
}

/// Words of what is over when a budget is published.
const OVER: &[&str] = &[
    "执行中",
    "追加",
    "调整预算",
    "调整后",
    "自评",
    "机关运行成本",
    "完成预算",
    "实际支出",
];

/// Whether a paragraph tells of the budget year before a clause of an earlier one which quotes no figure of it: both
/// years are meant. 2026年预算12万元。2025年预算未安排此项。
fn is_beside(context: &Context<'_>, place: usize, (start, end): (usize, usize), year: u16) -> bool {
    let own = || {
        let own = context.claims_of(place).iter();
        own.filter(|claim| !claim.value.is_zero())
    };
    let quotes = |claim: &Claim| {
        let mut figures = claim.figures.iter().chain(&claim.others);
        figures.any(|&id| agrees(context.disclosure, claim, id) == Some(true))
    };
    let dates = context.prose.dates_of(place);
    let dated = dates.iter().any(|it| it.year == year && it.end <= start);
    let told = own().any(|it| it.end <= start && it.role == Role::Amount && quotes(it));
    let mut within = own().filter(|it| (start..end).contains(&it.start));
    (dated || told) && !within.any(quotes)
}

/// Whether the first amount that a sentence tells of a year is of figures that say otherwise.
fn tells_another(context: &Context<'_>, place: usize, start: usize, end: usize) -> bool {
    let mut own = context.claims_of(place).iter().filter(|claim| {
        (start..end).contains(&claim.start) && matches!(claim.role, Role::Before | Role::Amount)
    });
    own.next().is_some_and(|claim| {
        let mut figures = claim.figures.iter().chain(&claim.others);
        !claim.figures.is_empty()
            && !figures.any(|&id| agrees(context.disclosure, claim, id) == Some(true))
    })
}

/// Whether a date is a part of a name of the tables.
fn named(context: &Context<'_>, place: usize, date: Date) -> bool {
    let Some(passage) = context.prose.passages.get(place) else {
        return false;
    };
    let from = date.start;
    let to = passage.plain().chars().count();
    context.lexicon().names_at(passage.slice(from, to))
}

/// The years in which money is spent, by the label before: the last of them at least this one.
fn time(context: &Context<'_>, place: usize, passage: &Passage, year: u16) -> Option<u16> {
    let label: String = passage.plain().chars().take(16).collect();
    let (label, _) = label.split_once(':')?;
    let timed =
        label.contains("执行时间") || label.contains("实施周期") || label.contains("实施期限");
    let dates: Vec<u16> = context
        .prose
        .dates
        .iter()
        .filter(|(at, date)| *at == place && date.month.is_some())
        .map(|(_, date)| date.year)
        .collect();
    let around = dates.iter().any(|own| *own <= year) && dates.iter().any(|own| *own >= year);
    (timed && !around).then_some(year)
}
