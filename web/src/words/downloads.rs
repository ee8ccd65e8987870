//! Files to take away.

phrases! {
    report = "核对报告", "Report";
    report_what = "结论、各项问题、涉及的单元格和汇总数，供存档或交给其他程序。", "Verdict, findings, the cells concerned and aggregates, to be kept or read by other programs.";
    report_button = "下载核对报告 (JSON)", "Download the report (JSON)";
    corrected = "更正数据", "Corrected data";
    corrected_what = "各表的全部金额。没有采纳更正时，与读到的数完全相同。", "All amounts of all tables. Without an accepted correction they are exactly what was read.";
    corrected_button = "下载更正数据 (JSON)", "Download the corrected data (JSON)";
}
