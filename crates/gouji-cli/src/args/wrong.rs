//! What is wrong with a command line, in one sentence.

use clap::error::{ContextKind, ErrorKind};

/// Why it was refused, and where to look.
pub(super) fn sentence(kind: ErrorKind, error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let what = match kind {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "缺少命令：check、correct、rules 或 schema".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", arg.trim_end_matches("...")),
        ErrorKind::UnknownArgument => format!("不认识“{arg}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面缺少值"),
        ErrorKind::InvalidValue => match said(ContextKind::ValidValue) {
            choices if choices.is_empty() => format!("{arg} 不能是“{value}”"),
            choices => format!("{arg} 不能是“{value}”，可以是 {choices}"),
        },
        ErrorKind::ValueValidation => {
            let range = match arg.starts_with("--jobs") {
                true => "1 至 1024 的整数",
                false => "1950 至 2100 的年份",
            };
            format!("{arg} 不能是“{value}”，应为 {range}")
        }
        ErrorKind::ArgumentConflict => format!("{arg} 不能重复给出"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{arg} 的个数不对")
        }
        _ => "命令行有误".to_owned(),
    };
    format!("{what}；用 gouji --help 查看用法。")
}
