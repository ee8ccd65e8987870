use super::{Marked, rule};
use crate::check::Context;
use crate::check::private::{Digits, digits, is_identity, masked};

rule! {
    /// ## 查什么
    /// 全文（包括各张表）没有居民身份证号码：18 位，日期合理，校验码相符。
    ///
    /// ## 为什么
    /// 公开文件一经上网无法收回，个人信息必须在公开前删去。
    ///
    /// ## 例
    /// 名单中写有 18 位身份证号码。
    "GJ1101" "疑似公民身份号码" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    marked(context, |found| is_identity(&found.text), "疑似身份证号码")
}

/// The digits of the file that are something private.
pub(super) fn marked(
    context: &Context<'_>,
    is: impl Fn(&Digits) -> bool,
    what: &str,
) -> Vec<Marked> {
    let private = digits(context.book).into_iter().filter(|found| is(found));
    let word = |found: Digits| {
        let message = format!("{what}：{}。", masked(&found.text));
        Marked::at(
            Some(found.span),
            message,
            "公开前请删去个人信息，或用星号遮去一部分。",
        )
    };
    private.map(word).collect()
}
