use super::{Found, Wording, rule};
use crate::check::Context;
use crate::report::{Unread, UnreadKind};

rule! {
    /// ## 查什么
    /// 工作簿中没有隐藏的工作表。
    ///
    /// ## 为什么
    /// 公开的内容以看得见的为准，隐藏的工作表不参加核对；但它会随文件一起公开，可能含有不应公开的内容。
    ///
    /// ## 例
    /// 工作簿中隐藏着一张“Sheet3”。
    "GJ0103" "有隐藏的工作表" Notice Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let hidden = context
        .disclosure
        .unread
        .iter()
        .filter(|unread| unread.kind == UnreadKind::HiddenSheet);
    let word = |unread: &Unread| {
        let message = format!("工作表“{}”是隐藏的，没有参加核对。", unread.sheet);
        let hint = "公开前请确认它是否应随文件一起公开；如需核对，请取消隐藏。".to_owned();
        (Vec::new(), Wording { message, hint })
    };
    hidden.map(word).collect()
}
