use super::private_identity::marked;
use super::{Marked, rule};
use crate::check::Context;
use crate::check::private::is_mobile;

rule! {
    /// ## 查什么
    /// 全文没有手机号码。办公电话是应当公开的，不查。
    ///
    /// ## 为什么
    /// 联系电话应写办公电话；手机号码属于个人信息。
    ///
    /// ## 例
    /// “联系电话”写了 11 位手机号码。
    "GJ1103" "疑似手机号码" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    marked(context, |found| is_mobile(&found.text), "疑似手机号码")
}
