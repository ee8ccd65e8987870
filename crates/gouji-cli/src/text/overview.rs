//! What was read and what was not: file, counts, tables, left-overs.

use std::path::PathBuf;

use gouji::report::{Report, TextInfo, Unevaluated, Unread, UnreadKind};

use super::layout::{Side, grid};
use super::{Paint, Tone, table, verdict_sign};
use crate::output::one_line;

/// The verdict, what was judged, and the counts.
pub(super) fn head(report: &Report, paths: &[&PathBuf], paint: Paint) -> Vec<String> {
    let verdict = format!(
        "{} {}",
        verdict_sign(report.verdict),
        one_line(&report.sentence)
    );
    let mut lines = vec![paint.tone(report.verdict, &verdict), String::new()];
    let facts: Vec<Vec<String>> = facts(report, paths)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    lines.extend(grid(&[Side::Left, Side::Left], &facts));
    lines.extend([String::new(), counts(report)]);
    lines
}

fn facts(report: &Report, paths: &[&PathBuf]) -> Vec<(&'static str, String)> {
    let unit = &report.unit;
    let mut facts = files(report, paths);
    facts.extend([
        ("单位", unit.name.clone()),
        (
            "年度",
            unit.year.map(|year| year.to_string()).unwrap_or_default(),
        ),
        ("金额", unit.amount_unit.clone()),
        ("规则", rulebook(report)),
    ]);
    facts
}

/// The files of the disclosure, one a line.
fn files(report: &Report, paths: &[&PathBuf]) -> Vec<(&'static str, String)> {
    let lines = report.files.iter().enumerate().map(|(place, file)| {
        // The members of an archive have no path of their own.
        let path = paths.get(place).or(paths.first());
        let name = match path {
            Some(path)
                if path
                    .file_name()
                    .is_some_and(|own| own == file.name.as_str()) =>
            {
                path.display().to_string()
            }
            Some(path) => format!("{} 中的 {}", path.display(), file.name),
            None => file.name.clone(),
        };
        let label = if place == 0 { "文件" } else { "" };
        let line = format!("{name}（{}，{}）", file.format, size(file.bytes));
        (label, one_line(&line))
    });
    lines.collect()
}

/// The rulebook and why it was taken.
fn rulebook(report: &Report) -> String {
    match report.rulebook_reason.as_str() {
        "" => report.rulebook.clone(),
        reason => format!("{}（{}）", report.rulebook, one_line(reason)),
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes} 字节");
    }
    let tenths = bytes.saturating_mul(10).saturating_add(512) / 1024;
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

fn counts(report: &Report) -> String {
    let counts = &report.counts;
    let tables = format!(
        "{} 张表 · {} 项勾稽：{} 相符 {} 尾差 {} 不符",
        report.tables.len(),
        counts.relations,
        counts.exact,
        counts.rounding,
        counts.broken
    );
    match &report.text {
        Some(text) if text.numbers > 0 || !text.plans.is_empty() => {
            format!("{tables}\n{}", said(text))
        }
        _ => tables,
    }
}

/// How much of the running text was understood.
fn said(text: &TextInfo) -> String {
    let plans = match text.plans.len() {
        0 => String::new(),
        plans => format!("{plans} 张绩效目标表 · "),
    };
    format!(
        "{plans}文字 {} 段，{} 个带单位的数，读懂 {} 个，核对 {} 个",
        text.passages, text.numbers, text.understood, text.checked
    )
}

/// The tables that were recognised.
pub(super) fn tables(report: &Report, paint: Paint) -> Vec<String> {
    use Side::{Left, Right};
    if report.tables.is_empty() {
        return Vec::new();
    }
    let head = ["表", "名称", "工作表", "范围", "行", "金额"]
        .map(str::to_owned)
        .to_vec();
    let rows = report.tables.iter().map(|it| {
        let sizes = [it.rows.to_string(), it.amounts.to_string()];
        let names = [
            it.short.clone(),
            it.title.clone(),
            it.sheet.clone(),
            it.range.clone(),
        ];
        names.into_iter().chain(sizes).collect()
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let mut lines = grid(&[Left, Left, Left, Left, Right, Right], &rows);
    if let Some(head) = lines.first_mut() {
        *head = paint.tone(Tone::Faint, head);
    }
    lines.insert(0, String::new());
    lines
}

/// What was not read and not evaluated: a count, or everything.
pub(super) fn left_over(report: &Report, paint: Paint, verbose: bool) -> Vec<String> {
    let (unread, unevaluated) = (&report.unread, &report.unevaluated);
    if unread.is_empty() && unevaluated.is_empty() {
        return Vec::new();
    }
    let parts = [
        (unread.len(), "处内容未读取"),
        (unevaluated.len(), "项关系未核对"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let count = parts.join("，");
    if !verbose {
        let folded = format!("{count}（--verbose 逐条列出）");
        return vec![String::new(), paint.tone(Tone::Faint, &folded)];
    }
    let mut lines = vec![String::new(), paint.tone(Tone::Strong, &count)];
    let read: Vec<Vec<String>> = unread.iter().map(|it| unread_row(report, it)).collect();
    lines.extend(
        grid(&[Side::Left; 3], &read)
            .into_iter()
            .map(|row| format!("  {row}")),
    );
    let judged: Vec<Vec<String>> = unevaluated.iter().map(unevaluated_row).collect();
    lines.extend(
        grid(&[Side::Left; 2], &judged)
            .into_iter()
            .map(|row| format!("  {row}")),
    );
    lines
}

fn unread_row(report: &Report, unread: &Unread) -> Vec<String> {
    let kind = match unread.kind {
        _ if unread.is_passed_over() => "没有核对的表",
        UnreadKind::Sheet => "未识别的工作表",
        UnreadKind::HiddenSheet => "隐藏的工作表",
        UnreadKind::Column => "未识别的列",
        UnreadKind::Row => "未识别的行",
        UnreadKind::Note => "表外文字",
    };
    let at = match &unread.table {
        Some(id) => format!("{} {}", table(report, id), unread.range),
        None => format!("{} {}", unread.sheet, unread.range),
    };
    let amounts = unread.amounts.map(|count| format!("（{count} 个金额）"));
    let text = format!("{}{}", unread.text, amounts.unwrap_or_default());
    vec![kind.to_owned(), at, text]
}

fn unevaluated_row(unevaluated: &Unevaluated) -> Vec<String> {
    vec![unevaluated.formula.clone(), unevaluated.why.clone()]
}
