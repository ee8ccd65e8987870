//! `gouji rules`: every rule with its help and its legal basis.

use std::fmt::Write;

use gouji::RuleInfo;
use gouji::view::family;

use crate::args::RulesArgs;
use crate::output::{Output, Status};
use crate::text;

/// Lists the rules.
pub(crate) fn run(args: &RulesArgs, output: &mut Output) -> Status {
    let rules = gouji::rules();
    if args.json {
        output.write(&(gouji::to_json(&rules) + "\n"));
    } else {
        let families = rules.chunk_by(|a, b| family(a.code) == family(b.code));
        let families: Vec<String> = families.map(section).collect();
        output.write(&families.join("\n"));
    }
    Status::Clean
}

/// The rules of a family, under its name.
fn section(rules: &[RuleInfo]) -> String {
    let name = rules.first().map_or("", |rule| family(rule.code));
    let entries: Vec<String> = rules.iter().map(entry).collect();
    format!("【{name}】\n\n{}", entries.join("\n"))
}

fn entry(rule: &RuleInfo) -> String {
    let severity = text::severity(rule.severity);
    let mut entry = format!("{}  {severity}  {}\n", rule.code, rule.title);
    for line in page(rule.help) {
        entry.push_str(&line);
        entry.push('\n');
    }
    if let Some(basis) = rule.basis {
        // Writing to a string cannot fail.
        let _ = writeln!(entry, "  依据\n    {basis}");
    }
    entry
}

/// A help page without its Markdown: headings, and beneath them what they are about.
fn page(help: &str) -> impl Iterator<Item = String> {
    let lines = help.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| match line.strip_prefix('#') {
        Some(heading) => format!("  {}", heading.trim_start_matches('#').trim()),
        None => format!("    {}", line.replace(['`', '*'], "")),
    })
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_is_headings_and_what_they_are_about() {
        let help = " ## 查什么\n\n 合计应等于`各项`之和。\n\n ## 例\n **一**例";
        let lines: Vec<String> = page(help).collect();
        let expected = ["  查什么", "    合计应等于各项之和。", "  例", "    一例"];
        assert_eq!(lines, expected);
    }
}
