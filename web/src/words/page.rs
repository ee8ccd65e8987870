//! The frame of the page: header, start, progress.

use gouji::Stage;

use super::english::many;
use super::{Language, language};

phrases! {
    name = "勾稽", "Gouji";
    title = "勾稽 · 部门预算公开自查", "Gouji · Self-check of budget disclosures";
    subject = "部门预算公开自查", "Self-check of Chinese department budgets";
    ways = "页面", "Page";
    rules = "规则", "Rules";
    back_to_result = "返回结果", "Back to the result";
    back_home = "返回首页", "Back to the start";
    other_files = "核对其他文件", "Check other files";

    settings = "显示设置", "Display";
    other_language = "English", "中文";
    larger = "Aa 大字", "Aa large text";
    theme_auto = "外观：跟随系统", "Colours: as the system";
    theme_light = "外观：浅色", "Colours: light";
    theme_dark = "外观：深色", "Colours: dark";
    theme_contrast = "外观：高对比", "Colours: high contrast";

    headline = "公开之前，先把每一张表的账对上", "Make every table add up before you publish it";
    promise = "放入预算公开的表，逐表、跨表核对每一个数；有对不上的，直接指到那一格。", "Drop in the budget tables: every figure is checked within its table and across tables, and what does not agree is shown down to the cell.";
    choose_label = "选择文件", "Choose files";
    drop_words = "把文件或文件夹拖到页面上，或者", "Drag files or a folder onto the page, or";
    drop_now = "松开鼠标，开始核对", "Let go to start checking";
    choose_files = "选择文件", "Choose files";
    choose_folder = "选择文件夹", "Choose a folder";
    sample = "试用样例", "Try the sample";
    accepted = "xlsx、xlsm、xlsb、xls、et、ods、csv、tsv、txt、html、docx、doc、md，或装有它们的 zip；公开表和文字说明分在几个文件里也可以，一起放入", "xlsx, xlsm, xlsb, xls, et, ods, csv, tsv, txt, html, docx, doc, md, or a zip of these. Tables and explanation in several files are fine: drop them together";
    blanks = "下载空白表模板", "Blank template workbooks";
    blanks_what = "按规则册做好的空白表，填上数就能核对：", "Blank tables made from the rulebooks; fill them in and check them:";
    private = "文件不离开您的浏览器", "Your files never leave your browser";
    private_why = "核对就在本页里进行，没有上传。可以自己验证：按 F12 打开开发者工具的“网络”一栏，再放入文件，看不到任何请求；断开网络后照样能核对。", "The check runs in this page; nothing is uploaded. See for yourself: press F12, open the Network panel, drop in a file, and no request appears; it works with the network unplugged, too.";

    later_build = "页面有新版本。更新会重新载入，正在看的结果需要再核对一次。", "There is a newer version of this page. Updating reloads it; what you are looking at has to be checked again.";
    update = "更新", "Update";
    not_now = "以后再说", "Not now";
    agree = "同意交给它", "Give it the report";
    decline = "不同意", "Do not";

    checking = "正在核对", "Checking";
    choose_again = "页面从不保存文件和更正，刷新或重新打开以后什么都不会留下。请重新选择文件。", "This page never keeps files or corrections; nothing is left after it is reloaded. Choose the file again.";
    kept_behind = "刚才核对的结果还在。", "What was checked before is still there.";
    progress = "核对进度", "Progress";
    retelling = "正在重新读取文件并放回您的更正", "Reading the file again and putting your corrections back";
    cancel = "取消", "Cancel";
    understood = "知道了", "Dismiss";
    earlier_kept = "下面仍是上一个文件的结果。", "The result of the earlier file is still below.";
    show_more = "显示更多", "Show more";
}

sentences! {
    asked_for(host: &str) = "{host} 请求取得这份核对报告，其中有表里的金额。同意后，报告只交给这个网站的网页。", format!("{host} asks for this report, which holds the amounts of the tables. If you agree, it is given to the page of that site and to nobody else.");
    checking_at(name: &str, stage: &str) = "正在核对 {name}：{stage}", format!("Checking {name}: {stage}");
    nth_file(place: usize, name: &str) = "，第 {place} 个：{name}", format!(", file {place}: {name}");
    files(count: usize) = "{count} 个文件", many(count, "file");
    wanted(place: &str) = "这个链接指向 {place}。请选择它说的那份文件，核对后就转到那里；页面从不保存文件，刷新以后要重新选择。", format!("This link leads to {place}. Choose the file that it speaks of; after the check you are taken there. This page never keeps a file: after a reload it has to be chosen again.");
    shown_of(shown: usize, all: usize) = "已显示 {shown} 条，共 {all} 条。", format!("{shown} of {all} are shown.");
}

pub(crate) fn stage(stage: Option<Stage>) -> &'static str {
    let (chinese, english) = match stage {
        None => ("准备", "Getting ready"),
        Some(Stage::Reading) => ("读取文件", "Reading the file"),
        Some(Stage::Recognising) => ("识别表格", "Recognising tables"),
        Some(Stage::Checking) => ("核对勾稽", "Checking relations"),
        Some(Stage::Reporting) => ("整理结果", "Writing the result"),
    };
    match language() {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
