//! `gouji rules`: every rule with its help and its legal basis.

use std::fmt::Write;

use gouji::RuleInfo;

use crate::args::RulesArgs;
use crate::output::{Output, Status};
use crate::text;

/// Lists the rules.
pub(crate) fn run(args: &RulesArgs, output: &mut Output) -> Status {
    let rules = gouji::rules();
    if args.json {
        output.write(&(gouji::to_json(&rules) + "\n"));
    } else {
        let entries: Vec<String> = rules.iter().map(entry).collect();
        output.write(&entries.join("\n"));
    }
    Status::Clean
}

fn entry(rule: &RuleInfo) -> String {
    let severity = text::severity(rule.severity);
    let mut entry = format!("{}  {severity}  {}\n", rule.code, rule.title);
    // Writing to a string cannot fail.
    let _ = writeln!(entry, "  {}", first_paragraph(rule.help));
    if let Some(basis) = rule.basis {
        let _ = writeln!(entry, "  依据：{basis}");
    }
    entry
}

/// The first paragraph of a help page that is neither heading nor blank, on one line.
fn first_paragraph(help: &str) -> String {
    let lines = help.lines().map(str::trim);
    let body = lines.skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = body.take_while(|line| !line.is_empty()).collect();
    paragraph.concat()
}

#[cfg(test)]
mod tests {
    use super::first_paragraph;

    #[test]
    fn the_first_paragraph_is_joined_and_headings_are_left_out() {
        for (help, expected) in [
            (
                "# 标题\n\n合计应等于\n各项之和。\n\n例：…",
                "合计应等于各项之和。",
            ),
            ("一句话。", "一句话。"),
            ("", ""),
            ("# 只有标题", ""),
        ] {
            assert_eq!(first_paragraph(help), expected, "{help:?}");
        }
    }
}
