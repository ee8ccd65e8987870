use crate::rulebook::RulebookError;
use crate::source::ReadError;

/// Why a file could not be checked. Displayed as one sentence: why, and what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file has no table of a budget disclosure.
    #[error("没有找到部门预算公开表。{}请选择含《部门收支总体情况表》等表的工作簿。", sheets(.0))]
    NoTables(Vec<String>),
    /// There is no built-in rulebook of this name.
    #[error("没有名为“{0}”的规则。可用的有：{1}。")]
    UnknownRulebook(String, String),
    /// The caller's rulebook is not sound.
    #[error(transparent)]
    Rulebook(#[from] RulebookError),
}

/// Sheets named at most.
const MOST_SHEETS: usize = 8;

/// Names the sheets of a file in a sentence.
fn sheets(names: &[String]) -> String {
    if names.is_empty() {
        return "文件里没有可见的工作表。".to_owned();
    }
    let some: Vec<String> = names
        .iter()
        .take(MOST_SHEETS)
        .map(|name| one_line(name))
        .collect();
    let more = if names.len() > MOST_SHEETS { "等" } else { "" };
    format!(
        "文件有 {} 张工作表：{}{more}。",
        names.len(),
        some.join("、")
    )
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(40)
        .collect()
}
