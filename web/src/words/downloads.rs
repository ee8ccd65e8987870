//! Files to take away.

phrases! {
    findings = "问题清单", "Findings";
    findings_what = "每个问题一行：级别、规则、单元格、现为、算得、相差、说明。", "One finding a row: severity, rule, cell, printed, computed, difference, explanation; in Chinese.";
    findings_xlsx = "下载问题清单 (XLSX)", "Download the findings (XLSX)";
    findings_csv = "下载问题清单 (CSV)", "Download the findings (CSV)";
    report = "核对报告", "Report";
    workbook = "更正后的工作簿", "Corrected workbook";
    workbook_what = "您的原文件，只改动已采纳更正的单元格，每处加批注说明原值和原因；其余内容原样不动。", "Your own file: only the cells with an accepted correction are changed, each with a comment on its old value and the reason; all else stays as it is.";
    no_changes_yet = "还没有采纳更正；采纳之后，这里逐处列出要改的数。", "No correction has been accepted yet; once some are, what to change is listed here.";
    workbook_button = "下载更正后的工作簿", "Download the corrected workbook";
    report_what = "结论、各项问题、涉及的单元格和汇总数，供存档或交给其他程序。", "Verdict, findings, the cells concerned and aggregates, to be kept or read by other programs.";
    report_button = "下载核对报告 (JSON)", "Download the report (JSON)";
    corrected = "更正数据", "Corrected data";
    corrected_what = "各表的全部金额。没有采纳更正时，与读到的数完全相同。", "All amounts of all tables. Without an accepted correction they are exactly what was read.";
    corrected_button = "下载更正数据 (JSON)", "Download the corrected data (JSON)";
}

sentences! {
    document_not(format: &str) = "{format} 文件不能在原文件上更正。请在 Word 或 WPS 中打开原文件，按下面的清单逐处修改，再核对一遍。", format!("A {format} file cannot be corrected in place. Open it in Word or WPS, change what is listed here, and check it once more.");
    workbook_not(format: &str) = "{format} 文件不能在原文件上更正。请在 Excel 或 WPS 中把它另存为 .xlsx 工作簿，再核对那一份。", format!("A {format} file cannot be corrected in place. Save it as an .xlsx workbook in Excel or WPS and check that.");
}
