use super::private_identity::marked;
use super::{Marked, rule};
use crate::check::Context;
use crate::check::private::is_card;

rule! {
    /// ## 查什么
    /// 全文没有银行卡号：16 至 19 位，以 62 开头或前面写有“卡号、账号”，校验位相符。
    ///
    /// ## 为什么
    /// 账户信息公开后可能被冒用。
    ///
    /// ## 例
    /// 发放名单中写有银行卡号。
    "GJ1102" "疑似银行卡号" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    marked(context, is_card, "疑似银行卡号")
}
