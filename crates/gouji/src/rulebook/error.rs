use std::ops::Range;

/// What is wrong with a rulebook, and where.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("规则文件第 {line} 行第 {column} 列：{fault}。请改正后重试。")]
pub struct RulebookError {
    /// Line, counted from 1.
    pub line: usize,
    /// Character in the line, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: RulebookFault,
}

/// What is wrong with a rulebook.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RulebookFault {
    /// It is no TOML, or lacks a field, or has one of the wrong type.
    #[error("不是有效的 TOML 规则（{0}）")]
    Toml(String),
    /// It extends a rulebook that is not built in.
    #[error("没有名为 {0} 的内置规则")]
    UnknownBase(String),
    /// Two things bear one name.
    #[error("{0} 重复定义")]
    Duplicate(String),
    /// A kind of rows that does not exist.
    #[error("没有行类型 {0}，可用 function、economic、item、project、function+project、single")]
    UnknownRows(String),
    /// An outline of items that jumps a level.
    #[error("项目大纲第 {0} 行缩进有误，每级缩进两个空格")]
    Outline(usize),
    /// A character that no formula has.
    #[error("公式里有无法识别的字符 {0}")]
    Character(char),
    /// Something else than what a formula needs at this place.
    #[error("公式此处应为{expected}，实为{found}")]
    Expected {
        /// What the formula needs.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A table that the rulebook does not have.
    #[error("没有表 {0}")]
    UnknownTable(String),
    /// A column that the table does not have.
    #[error("{table} 没有栏目 {column}")]
    UnknownColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A row that the table does not have.
    #[error("{table} 没有行 {row}")]
    UnknownRow {
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
    /// A reference without a column to a table that has several.
    #[error("{0} 有多个栏目，公式须写明栏目")]
    ColumnNeeded(String),
}

impl RulebookError {
    /// An error at a byte of the source.
    pub(super) fn at(source: &str, byte: usize, fault: RulebookFault) -> Self {
        let before = source.get(..byte).unwrap_or(source);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            .saturating_add(1);
        Self {
            line,
            column,
            fault,
        }
    }

    /// An error of the TOML reader.
    pub(super) fn toml(source: &str, error: &toml::de::Error) -> Self {
        let byte = error.span().map_or(0, |Range { start, .. }| start);
        let message = error.message().replace('\n', " ");
        Self::at(source, byte, RulebookFault::Toml(message))
    }
}
