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
    /// The file has no table of the rulebook that the caller chose.
    #[error("文件里没有规则册“{rulebook}”的表。{}请改为自动选择，或换一册与这份公开表相符的规则。", sheets(.names))]
    OtherTemplate {
        /// The rulebook's title.
        rulebook: String,
        /// The file's sheets.
        names: Vec<String>,
    },
    /// The file has running text and no table of a budget disclosure.
    #[error("这是文字说明，里面没有部门预算公开表。请把公开表的工作簿和它一起放入。")]
    OnlyText,
    /// The file has the tables of final accounts (决算), which are others than a budget's.
    #[error("这是部门决算公开表（{0}），它的表式和勾稽与预算不同。请选择部门预算公开表的工作簿。")]
    FinalAccounts(String),
    /// An archive holds several disclosures where one was asked for.
    #[error("文件里有 {} 份公开表：{}。请解压后逐份核对。", .0.len(), listed(.0))]
    Several(Vec<String>),
    /// There is no built-in rulebook of this name.
    #[error("没有名为“{0}”的规则。可用的有：{1}。")]
    UnknownRulebook(String, String),
    /// The caller's rulebook is not sound.
    #[error(transparent)]
    Rulebook(#[from] RulebookError),
}

/// Sheets or files named at most.
const MOST_NAMES: usize = 8;

/// Names the sheets of a file in a sentence.
fn sheets(names: &[String]) -> String {
    if names.is_empty() {
        return "文件里没有可见的工作表。".to_owned();
    }
    format!("文件有 {} 张工作表：{}。", names.len(), listed(names))
}

/// The first of the names.
fn listed(names: &[String]) -> String {
    let some: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| one_line(name))
        .collect();
    let more = if names.len() > MOST_NAMES { "等" } else { "" };
    format!("{}{more}", some.join("、"))
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(40)
        .collect()
}
