//! The command line: what can be asked, and the one sentence for what cannot.

mod wrong;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";
const LEAF: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";
const OPTIONS: &str = "选项";
const ARGUMENTS: &str = "参数";
const STATUS: &str = "退出状态：0 没有错误；1 有错误；2 文件无法读取、不是预算公开表或用法有误。\n多个文件取最大的一个。";

/// 核对部门预算公开表：各表自身、各表之间、逐个单元格
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    help_template = TEMPLATE,
    override_usage = "gouji <命令> [选项] …",
    subcommand_help_heading = "命令",
    after_help = STATUS,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    arg_required_else_help = false
)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    help: Help,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = OPTIONS)]
    version: Option<bool>,
}

/// What is asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 核对文件，说明哪里不符、为什么、怎么改
    Check(CheckArgs),
    /// 写出更正后的数据（JSON）和更正后的工作簿
    Correct(CorrectArgs),
    /// 列出全部规则及其依据
    Rules(RulesArgs),
    /// 输出 JSON Schema（2020-12）
    Schema(SchemaArgs),
}

/// `gouji check`
#[derive(Debug, Args)]
#[command(
    help_template = LEAF,
    override_usage = "gouji check [选项] <文件>…",
    after_help = STATUS,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct CheckArgs {
    /// 要核对的文件；给出文件夹则核对其中（含下级）全部表格和文档。
    /// 一份公开表分在几个文件里时，同一文件夹里的合在一起核对
    #[arg(value_name = "文件", required_unless_present = "files_from", help_heading = ARGUMENTS)]
    pub(crate) files: Vec<PathBuf>,
    /// 核对清单里的文件和文件夹：每行一个路径，UTF-8；“-”为标准输入
    #[arg(long, value_name = "清单", help_heading = OPTIONS)]
    pub(crate) files_from: Option<PathBuf>,
    /// 输出 JSON：每份公开表一行
    #[arg(long, help_heading = OPTIONS)]
    pub(crate) json: bool,
    /// 把 JSON 写入这个文件，每份公开表一行；旁边的 .done 文件记下已经做完的
    #[arg(short, long, value_name = "OUT.jsonl", help_heading = OPTIONS)]
    pub(crate) output: Option<PathBuf>,
    /// 接着上次中断的地方做：已经写入 -o 文件的不再核对
    #[arg(long, requires = "output", help_heading = OPTIONS)]
    pub(crate) resume: bool,
    /// 每份公开表只写一行，最后写合计；同时输出 JSON 时只写合计
    #[arg(long, help_heading = OPTIONS)]
    pub(crate) summary: bool,
    /// 同时核对几个文件；不给出则用上全部处理器
    #[arg(
        long,
        value_name = "个数",
        value_parser = clap::value_parser!(u16).range(1..=1024),
        help_heading = OPTIONS
    )]
    pub(crate) jobs: Option<u16>,
    /// 把未读取的内容和未能核对的关系逐条列出
    #[arg(short, long, help_heading = OPTIONS)]
    pub(crate) verbose: bool,
    /// 是否着色：auto（终端上着色）、always、never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub(crate) color: When,
    #[command(flatten)]
    pub(crate) how: HowArgs,
    #[command(flatten)]
    help: Help,
}

/// `gouji correct`
#[derive(Debug, Args)]
#[command(
    help_template = LEAF,
    override_usage = "gouji correct [选项] <文件>",
    after_help = "退出状态同 check，按更正之后的数据判断。",
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct CorrectArgs {
    /// 要更正的文件
    #[arg(value_name = "文件", help_heading = ARGUMENTS)]
    pub(crate) file: PathBuf,
    /// 把更正后的数据写入这个文件；不给出则写到标准输出
    #[arg(short, long, value_name = "OUT.json", help_heading = OPTIONS)]
    pub(crate) output: Option<PathBuf>,
    /// 写出更正后的工作簿：只改动被更正的单元格，并在其上加批注；格式与原文件相同
    #[arg(long, value_name = "OUT.xlsx", help_heading = OPTIONS)]
    pub(crate) xlsx: Option<PathBuf>,
    /// 尾差调整（不是更正）：改动最少的末位数字，使各合计分毫不差；还有错误时不调整
    #[arg(long, help_heading = OPTIONS)]
    pub(crate) additive: bool,
    /// 采纳哪些更正：certain（只采纳确定的）、likely（也采纳很可能的）
    #[arg(
        long,
        value_name = "把握",
        default_value = "certain",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub(crate) accept: Accept,
    #[command(flatten)]
    pub(crate) how: HowArgs,
    #[command(flatten)]
    help: Help,
}

/// `gouji rules`
#[derive(Debug, Args)]
#[command(
    help_template = LEAF,
    override_usage = "gouji rules [选项]",
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct RulesArgs {
    /// 输出 JSON，含全部说明
    #[arg(long, help_heading = OPTIONS)]
    pub(crate) json: bool,
    #[command(flatten)]
    help: Help,
}

/// `gouji schema`
#[derive(Debug, Args)]
#[command(
    help_template = LEAF,
    override_usage = "gouji schema <report|corrected>",
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct SchemaArgs {
    /// report（核对报告）或 corrected（更正后的数据）
    #[arg(value_name = "类型", hide_possible_values = true, help_heading = ARGUMENTS)]
    pub(crate) of: SchemaOf,
    #[command(flatten)]
    help: Help,
}

/// How files are judged.
#[derive(Debug, Args)]
pub(crate) struct HowArgs {
    /// 规则册：内置的名称，或自己的 TOML 文件；不给出则自动选择
    #[arg(long, value_name = "名称|文件", help_heading = OPTIONS)]
    pub(crate) rulebook: Option<OsString>,
    /// 预算年度，如 2026；不给出则取自文件，文件没有写明则取自规则册
    #[arg(
        long,
        value_name = "年度",
        value_parser = clap::value_parser!(u16).range(1950..=2100),
        help_heading = OPTIONS
    )]
    pub(crate) year: Option<u16>,
}

/// The help option with a Chinese description.
#[derive(Debug, Args)]
struct Help {
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, help_heading = OPTIONS)]
    help: Option<bool>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// How sure a correction must be to be accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Accept {
    Certain,
    Likely,
}

/// Which JSON document to describe.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum SchemaOf {
    Report,
    Corrected,
}

/// A command line after reading.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// Something to do.
    Command(Command),
    /// Help or version to print.
    Help(String),
    /// One sentence on what is wrong with it.
    Wrong(String),
}

/// Reads the command line.
pub(crate) fn parse(line: impl Iterator<Item = OsString>) -> Parsed {
    match Line::try_parse_from(line) {
        Ok(line) => Parsed::Command(line.command),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Help(error.to_string()),
            kind => Parsed::Wrong(wrong::sentence(kind, &error)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(line: &str) -> String {
        match parse(line.split(' ').map(OsString::from)) {
            Parsed::Wrong(sentence) => sentence,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_wrong_line_is_answered_by_one_sentence() {
        for (line, part) in [
            ("gouji", "缺少命令"),
            ("gouji chek a", "没有“chek”这个命令"),
            ("gouji check", "缺少 <文件>"),
            ("gouji check --jsno a", "不认识“--jsno”"),
            ("gouji check --color red a", "可以是 auto, always, never"),
            ("gouji check --year 26 a", "应为 1950 至 2100 的年份"),
            ("gouji check --year", "后面缺少值"),
            ("gouji check --jobs 0 a", "应为 1 至 1024 的整数"),
            ("gouji check --resume a", "缺少 --output"),
            ("gouji check --json --json a", "不能重复给出"),
            ("gouji schema reports", "可以是 report, corrected"),
            ("gouji correct a b", "不认识“b”"),
        ] {
            let said = wrong(line);
            assert!(said.contains(part), "{line}: {said}");
            assert!(!said.contains('\n'), "{line}: {said}");
        }
    }

    #[test]
    fn help_has_no_english_left_over() {
        for line in [
            "gouji --help",
            "gouji check -h",
            "gouji correct -h",
            "gouji rules -h",
            "gouji schema -h",
        ] {
            let help = wrong(line);
            for word in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!help.contains(word), "{line}: {help}");
            }
        }
    }

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Line::command().debug_assert();
    }
}
