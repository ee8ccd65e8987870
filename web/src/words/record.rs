//! The check record, to be printed or saved as PDF.

use super::english::many;

phrases! {
    title = "核对记录", "Check record";
    what = "打印或存为 PDF：结论、查过什么、每个问题、改动、文件校验值、时间和版本。", "Print it or save it as PDF: verdict, what was checked, every finding, changes, digest of the file, time and version.";
    print = "打印核对记录", "Print the check record";
    file = "文件", "File";
    size = "字节", "bytes";
    digest = "SHA-256", "SHA-256";
    digest_of_original = "SHA-256（原文件，改动之前）", "SHA-256 (of the file itself, without the changes)";
    original = "原文件的结论", "Verdict on the file itself";
    unit = "编制部门", "Budget unit";
    year = "年度", "Year";
    amounts = "金额单位", "Unit of amounts";
    rulebook = "规则册", "Rulebook";
    time = "核对时间", "Checked at";
    version = "程序", "Program";
    tables = "核对的表", "Tables checked";
    formulas = "核对的勾稽", "Relations checked";
    changes = "改动", "Changes";
    no_changes = "没有改动。", "No changes.";
    formula = "勾稽式", "Formula";
    exact = "相符", "Exact";
    rounding = "尾差", "Rounding";
    broken = "不符", "Broken";
    not_applicable = "不适用", "Not applicable";
    rows = "行数", "Rows";
    printed_amounts = "金额数", "Amounts";
    table = "表", "Table";
    range = "位置", "Range";
    beneath = "核对在浏览器中进行，文件没有上传。勾稽通过不代表数据真实；请以原始凭证为准。", "Checked in the browser; the file was not uploaded. Figures that agree are not thereby true: the original vouchers decide.";
}

sentences! {
    with_changes(count: usize) = "以下是作了 {count} 处改动之后的结论；改动逐处列在下面，原文件没有改变。", format!("What follows holds with {}, listed below; the file itself is unchanged.", many(count, "change"));
}
