use std::ops::Range;

use super::BUILTIN;

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
    #[error("{0}")]
    Toml(String),
    /// A unit of amounts that is none.
    #[error("没有金额单位 {0}，可用元、千元、万元")]
    UnknownUnit(String),
    /// It extends a rulebook that is not built in.
    #[error("没有名为 {0} 的内置规则，可用 {known}", known = built_in())]
    UnknownBase(String),
    /// It leaves out what the rulebook that it extends does not have.
    #[error("基础规则里没有表或公式 {0}")]
    NothingToLeaveOut(String),
    /// A formula of the rulebook that it extends refers to what the new table does not have.
    #[error("基础规则的公式“{formula}”不再适用（{fault}），请把它写进 without，或在表中补上")]
    BaseFormula {
        /// The formula.
        formula: String,
        /// What the table lacks.
        fault: Box<RulebookFault>,
    },
    /// A flow joins a series that the rulebook does not have.
    #[error("没有名为 {0} 的汇总，请先写它的 [[series]]")]
    UnknownSeries(String),
    /// A flow does not say for each part of its uses what flows into it.
    #[error("splits 应有 {parts} 项（uses 的组成部分数），实有 {splits} 项")]
    Splits {
        /// How many parts the uses have.
        parts: usize,
        /// How many the flow has figures for.
        splits: usize,
    },
    /// A series of the rulebook that it extends refers to what the new table does not have.
    #[error(
        "基础规则的汇总 {series} 不再适用（{fault}），请用同名的 [[series]] 代替它，或在表中补上"
    )]
    BaseSeries {
        /// The series.
        series: String,
        /// What the table lacks.
        fault: Box<RulebookFault>,
    },
    /// A column that is part of itself.
    #[error("栏目 {0} 经 in 成了自己的一部分")]
    Circular(String),
    /// Alternatives in brackets that are not closed, or that make too many names.
    #[error("别名“{0}”的方括号不成对，或者可选的写法太多")]
    Alternatives(String),
    /// Two things bear one name.
    #[error("{0} 重复定义")]
    Duplicate(String),
    /// A kind of rows that does not exist.
    #[error("没有行类型 {0}，可用 function、economic、item、project、function+project、single")]
    UnknownRows(String),
    /// A table with no parts of its own and none of another's, or with both.
    #[error("表 {0} 要写 [[table.part]]，或者用 second 指明与哪张表同样格式，不能都写")]
    PartsOrSecond(String),
    /// A part of fixed items that lists none.
    #[error("item 的部分要写 items")]
    ItemsNeeded,
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
    /// A list of columns that the rulebook does not have.
    #[error("[columns] 里没有 {0}")]
    UnknownColumns(String),
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

/// The names of the built-in rulebooks.
fn built_in() -> String {
    let names: Vec<&str> = BUILTIN.iter().map(|builtin| builtin.id).collect();
    names.join("、")
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
        Self::at(source, byte, RulebookFault::Toml(plain(error.message())))
    }
}

/// What the TOML reader says, in plain Chinese.
fn plain(message: &str) -> String {
    let quoted = |start: &str| {
        message
            .strip_prefix(start)?
            .strip_prefix('`')?
            .split('`')
            .next()
    };
    if let Some(field) = quoted("missing field ") {
        return format!("缺少 {field}");
    }
    if let Some(field) = quoted("unknown field ") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return format!("没有字段 {field}，可用 {}", known.join("、"));
    }
    if let Some(variant) = quoted("unknown variant ") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return format!("没有 {variant}，可用 {}", known.join("、"));
    }
    match message {
        text if text.contains("ColumnEntry") || text.contains("ColumnsEntry") => {
            "栏目应写成 \"名称\" 或 { name = \"名称\" }，可带 aliases、optional、beside、in；或写成 { columns = \"共用栏目的名称\" }"
                .to_owned()
        }
        text if text.contains("SeriesPart") => {
            "汇总的组成应写成 \"表[行].栏目\" 或 { figure = \"表[行].栏目\", name = \"名称\" }"
                .to_owned()
        }
        text => match text.strip_prefix("invalid type: ") {
            Some(types) => wrong_type(types),
            None => syntax(text).to_owned(),
        },
    }
}

/// A value of another type than its field has.
fn wrong_type(types: &str) -> String {
    let (found, expected) = types.split_once(", expected ").unwrap_or((types, ""));
    let name = |word: &str| match word.split([' ', '`']).next().unwrap_or_default() {
        "u16" | "u32" | "i64" | "integer" => "不带引号的整数",
        "floating" => "小数",
        "string" => "加引号的文字",
        "bool" | "boolean" => "true 或 false",
        "sequence" | "array" => "方括号里的列表",
        "map" | "struct" | "table" => "花括号或一段 [[…]]",
        _ => "别的写法",
    };
    let expected = expected.trim_start_matches("a ").trim_start_matches("an ");
    format!("此处应为{}，实为{}", name(expected), name(found))
}

/// What is wrong with the writing itself.
fn syntax(message: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["duplicate"]) {
        "同一个字段写了两次"
    } else if says(&["invalid value"]) {
        "数值超出范围"
    } else if says(&["must be quoted", "opening quote"]) {
        "这里的文字没有加引号，或引号不成对；整数后面不能有别的字"
    } else if says(&["unquoted key"]) {
        "字段名只能用英文字母、数字、- 和 _"
    } else if says(&["boolean"]) {
        "true 和 false 要用小写；文字要加引号"
    } else if says(&["escaped"]) {
        "引号里的反斜杠要写成两个"
    } else if says(&["string", "quote"]) {
        "引号不成对，或引号里有不能用的字符"
    } else if says(&["array", "`]`", "inline table", "`}`", "bracket"]) {
        "括号不成对，或各项之间少了逗号"
    } else if says(&["key", "`=`", "value", "assignment"]) {
        "应写成 字段 = 值，文字要加引号"
    } else {
        "写法不符合 TOML，请检查引号、括号和等号"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_says_is_put_plainly() {
        for (said, put) in [
            ("missing field `say`", "缺少 say"),
            (
                "unknown field `sey`, expected one of `say`, `basis`",
                "没有字段 sey，可用 say、basis",
            ),
            (
                "unknown field `sey`, expected `say`",
                "没有字段 sey，可用 say",
            ),
            (
                "unknown variant `x`, expected one of `source`, `nature`",
                "没有 x，可用 source、nature",
            ),
            (
                "invalid type: string \"2027\", expected u16",
                "此处应为不带引号的整数，实为加引号的文字",
            ),
            (
                "invalid type: integer `5`, expected a sequence",
                "此处应为方括号里的列表，实为不带引号的整数",
            ),
            (
                "invalid string\nexpected `\"`",
                "引号不成对，或引号里有不能用的字符",
            ),
            (
                "string values must be quoted, expected literal string",
                "这里的文字没有加引号，或引号不成对；整数后面不能有别的字",
            ),
            (
                "invalid unquoted key, expected letters, numbers, `-`, `_`",
                "字段名只能用英文字母、数字、- 和 _",
            ),
            (
                "invalid boolean, expected `true`",
                "true 和 false 要用小写；文字要加引号",
            ),
            (
                "missing escaped value, expected `b`",
                "引号里的反斜杠要写成两个",
            ),
            ("duplicate key", "同一个字段写了两次"),
            (
                "missing value for key, expected `=`",
                "应写成 字段 = 值，文字要加引号",
            ),
        ] {
            assert_eq!(plain(said), put);
        }
    }
}
