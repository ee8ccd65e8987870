//! The result: verdict, findings, tables, what remains.

use super::Language;
use super::english::many;

phrases! {
    verdict = "核对结论", "Verdict";
    parts = "结果", "Result";
    check = "核对", "Check";
    charts = "图表", "Charts";
    downloads = "下载", "Downloads";
    back_to_list = "‹ 返回清单", "‹ Back to the list";

    findings = "问题", "Findings";
    no_findings = "没有发现问题。", "Nothing was found.";
    sieve = "筛选与分组", "Filter and group";
    by_severity = "级别", "Severity";
    by_table = "表", "Table";
    by_rule = "规则", "Rule";
    grouped = "分组", "Group by";
    all = "全部", "All";
    none_such = "没有这样的问题。", "There is nothing of that kind.";
    show_all = "显示全部", "Show all";
    no_table = "不在表中", "outside the tables";
    passed_label = "已核对", "Checked";
    figures_and_basis = "数字与依据", "Figures and basis";
    reported = "现为", "Printed";
    computed = "算得", "Computed";
    difference = "相差", "Difference";
    tolerance = "允许", "Allowed";
    no_tolerance = "不许有差", "none";

    unit = "单位：", "Unit: ";
    tables = "各表", "Tables";
    agrees = "相符", "agrees";

    remainder = "未读与未核", "Not read and not checked";
    unread = "未读的内容", "Not read";
    unevaluated = "未能核对的勾稽", "Relations that could not be checked";

    whole_and_units = "部门与所属单位", "Departments and their units";
    whole_note = "部门数与所属各单位之和比较。单位的名称以该部门开头，或者其余各份加起来正好是它；有差额时，可能是有单位没有放入，或内部往来已抵销。", "The totals of a department against the sum of its units: those whose names begin with its own, or all others where they add up to it. A difference may mean that a unit is missing here, or that transfers between units were set off.";
    total_of = "合计", "Total";
    department = "部门", "Department";
    units_sum = "单位之和", "Sum of units";
    file = "文件", "File";
    conclusion = "结论", "Verdict";
    tables_count = "表", "Tables";
    exact_count = "相符", "Exact";
    rounding_count = "尾差", "Rounding";
    broken_count = "不符", "Broken";
    not_read = "没有读成", "Could not be read";
    each_its_own = "每份文件各自选择最符合的一套，理由见各份结果", "Each file is judged by the rulebook that fits it best; its result says why";
}

/// Files that are not checked; of many the first few by name.
pub(crate) fn not_checked(names: &[String]) -> String {
    let short = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| name.rsplit('/').next().unwrap_or(name));
    let short: Vec<&str> = short.collect();
    let (comma, more) = match super::language() {
        Language::Chinese => ("、", " 等"),
        Language::English => (", ", " and others"),
    };
    let more = if names.len() > MOST_NAMES { more } else { "" };
    others_not_checked(names.len(), &(short.join(comma) + more))
}

/// Names that are told of many.
const MOST_NAMES: usize = 5;

sentences! {
    others_not_checked(count: usize, names: &str) = "另有 {count} 个文件没有核对：{names}。", format!("{} not checked: {names}.", many(count, "more file"));
    units_of(count: usize) = "{count} 个单位", many(count, "unit");
    passed(count: usize) = "全部相符的勾稽式 ({count})", format!("Formulas that hold ({count})");
    quiet_rules(count: usize) = "没有问题的规则 ({count})", format!("Rules without findings ({count})");
    not_applicable(count: usize) = "不适用的勾稽式 ({count})", format!("Formulas that do not apply ({count})");
    rechecked(verdict: &str) = "已重新核对：{verdict}", format!("Checked again: {verdict}");
    counted(tables: usize, relations: usize) = "{tables} 张表 · {relations} 项勾稽：", format!("{} · {}: ", many(tables, "table"), many(relations, "relation"));
    exact(count: usize) = "{count} 相符", format!("{count} exact");
    rounding(count: usize) = "{count} 尾差", format!("{count} rounding");
    broken(count: usize) = "{count} 不符", format!("{count} broken");
    year(year: u16) = "{year} 年", year.to_string();
    basis(basis: &str) = "依据：{basis}", format!("Basis: {basis}");
    rule(code: &str) = "规则 {code} ", format!("Rule {code} ");
    outcomes(all: usize, sound: usize, wrong: usize) = "{all} 份结果：{sound} 份没有错误，{wrong} 份有错误", format!("{}: {sound} without errors, {wrong} with errors", many(all, "result"));
    no_such_table(amounts: usize) = "规则册里没有的表，{amounts} 个金额", format!("a table that the rulebook does not have, {}", many(amounts, "amount"));
    and_refused(refused: usize) = "，{refused} 个文件没有读成", format!(", {refused} not readable");
}
