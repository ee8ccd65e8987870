//! Why a check brought no result, and what to do.

use super::english::many;
use super::said;
use yew::Html;

/// Most bytes that are checked at once.
pub(crate) const MOST_BYTES: f64 = 400.0 * 1024.0 * 1024.0;

/// Most files that are checked at once.
pub(crate) const MOST_FILES: usize = 1000;

/// A sentence to the user: the core's own, or one of the page's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    /// In Chinese, by the core.
    Core(String),
    Crashed,
    /// The worker fell over a question; what is shown stays.
    Interrupted,
    Stuck,
    NotLoaded,
    Unreadable,
    /// The files of a result can no longer be read.
    Lost,
    TooBig,
    TooMany(usize),
    NoFiles,
    NoSample,
    /// A file could not be saved; in Chinese, by the core.
    NotSaved(String),
    /// A link leads where this file has nothing.
    NoPlace(String),
    /// A rulebook that was given by itself is sound.
    RulebookTaken(String),
}

impl Said {
    pub(crate) fn html(&self) -> Html {
        match self {
            Self::Core(sentence) | Self::NotSaved(sentence) => said(sentence),
            own => Html::from(own.own()),
        }
    }

    fn own(&self) -> String {
        match self {
            Self::Core(sentence) | Self::NotSaved(sentence) => sentence.clone(),
            Self::Crashed => crashed().to_owned(),
            Self::Interrupted => interrupted().to_owned(),
            Self::Stuck => stuck().to_owned(),
            Self::NotLoaded => not_loaded().to_owned(),
            Self::Unreadable => unreadable().to_owned(),
            Self::Lost => lost().to_owned(),
            Self::TooBig => too_big().to_owned(),
            Self::TooMany(count) => too_many(*count, MOST_FILES),
            Self::NoFiles => no_files().to_owned(),
            Self::NoSample => no_sample().to_owned(),
            Self::NoPlace(place) => no_place(place),
            Self::RulebookTaken(name) => rulebook_taken(name),
        }
    }
}

phrases! {
    crashed = "核对程序中途停止，已经重新启动。请再试一次；仍然停止时，请把工作簿在 Excel 或 WPS 中另存为 .xlsx 后再核对。", "The checking program stopped and was started again. Please try once more; if it stops again, save the workbook as .xlsx in Excel or WPS and check that.";
    interrupted = "核对程序中途停止，已经重新启动，您的更正都还在。请把刚才的操作再做一次。", "The checking program stopped and was started again; your corrections are still there. Please do once more what you did last.";
    stuck = "核对三分钟没有进展，已经停止。请只选预算公开用的工作表另存一份再核对，或把文件分开。", "The check made no progress for three minutes and was stopped. Save the budget sheets alone to a new workbook and check that, or divide the file.";
    not_loaded = "核对程序没有载入成功。请检查网络，刷新页面后再试。", "The checking program did not load. Check the network, reload the page and try again.";
    unreadable = "浏览器没有读到这个文件。请确认它不是文件夹、没有被移动或删除，再选一次。", "The browser could not read this file. Make sure that it is no folder and was neither moved nor deleted, then choose it again.";
    lost = "核对程序重新启动过，要接着做需要再读一次原来的文件，但浏览器已经读不到它：可能被改动、移动或删除。请重新选择文件。", "The checking program was started again and has to read the file once more, but the browser cannot any longer: it may have been changed, moved or deleted. Choose the file again.";
    too_big = "这些文件合计超过 400 MB，不像部门预算公开表。请只选预算公开用的工作簿，或分几次核对。", "These files are larger than 400 MB together, which budget tables never are. Choose the budget workbooks only, or check them in several goes.";
    no_files = "没有找到可核对的文件。请放入工作簿（xlsx、xls、et、ods、csv 等），或装有它们的文件夹。", "There is no file to check. Drop in a workbook (xlsx, xls, et, ods, csv and so on) or a folder of them.";
    no_sample = "样例没有取到。请检查网络后再试一次，或直接选择自己的工作簿。", "The sample did not arrive. Check the network and try again, or choose a workbook of your own.";
}

sentences! {
    too_many(count: usize, most: usize) = "一次最多核对 {most} 个文件，这次有 {count} 个。请分几次核对，或改用 gouji 命令。", format!("At most {} are checked at once; these are {count}. Check them in several goes, or use the command gouji.", many(most, "file"));
    no_place(place: &str) = "链接指向的 {place} 不在这份文件里。请确认链接和文件是否对应，或在左边的表中另选一处。", format!("The link leads to {place}, which this file does not have. Make sure that link and file belong together, or choose another place in the tables.");
    rulebook_taken(name: &str) = "规则册 {name} 没有语法错误，下一次核对就按它进行。", format!("Rulebook {name} has no syntax errors; the next check goes by it.");
}
