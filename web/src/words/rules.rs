//! The rules page, and the choice of a rulebook.

use super::english::many;

phrases! {
    title = "规则", "Rules";
    lead = "每条规则查什么、为什么、举例和依据。结果里的每个问题都写明它出自哪一条。", "What each rule checks, why, an example, and its legal basis, in Chinese. Every finding names its rule.";
    search = "查找", "Search";
    level = "级别", "Severity";
    every_level = "全部", "All";
    loading = "正在载入…", "Loading…";
    nothing = "没有找到。换一个词，或选全部级别。", "Nothing was found. Try another word, or all severities.";
    basis = "依据", "Legal basis";

    rulebook = "规则册：", "Rulebook: ";
    download = "下载 ", "Download ";
    stop = "。", "";
    automatic = "自动选择", "Automatic";
    automatic_why = "自动选择时，按文件里的表取最符合的一套，并说明理由", "Automatic takes the rulebook that fits the tables of the file best, and says why";
    check_again = "换一套规则重新核对", "Check again by another rulebook";
    use_this = "核对时用", "Check by";
    use_own = "用自己的规则册（.toml）", "Use a rulebook of your own (.toml)";
    start_from = "可从内置的改起：", "You may start from a built-in one:";
}

sentences! {
    count(count: usize) = "{count} 条", many(count, "rule");
    count_of(shown: usize, all: usize) = "{shown} 条，共 {all} 条", format!("{shown} of {}", many(all, "rule"));
    own(name: &str) = "自己的：{name}", format!("Your own: {name}");
}
