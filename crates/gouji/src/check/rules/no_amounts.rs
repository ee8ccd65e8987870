use super::{Found, Wording, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 找到的表中至少有一个金额。
    ///
    /// ## 为什么
    /// 空白模板没有可以核对的内容，不能得出相符的结论。
    ///
    /// ## 例
    /// 误把尚未填写的模板当作成稿上传。
    "GJ0203" "没有填写任何金额" Error Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    if !context.is_unfilled() {
        return Vec::new();
    }
    let message = "所有表中都没有填写金额，没有可以核对的内容。".to_owned();
    let hint = "请确认选择的是填写完成的文件，而不是空白模板。".to_owned();
    vec![(Vec::new(), Wording { message, hint })]
}
