use std::fmt::Write;

use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::{Whole, not_all, wholes};
use crate::prose::Claim;

rule! {
    /// ## 查什么
    /// “其中”列全了各部分时，各部分之和等于总数：政府采购的货物、工程、服务，“三公”经费各项，基本支出与项目支出，人员经费与公用经费，各类车辆，按类计数而最后一类是“其他”的；写明共几个（三个以上）、又正好列了几个的，也算列全。写明“均为”“全部为”的，前后两个数相同。
    ///
    /// ## 为什么
    /// 这些内容不一定在表里，只能靠说明自己的加减来核对。
    ///
    /// ## 例
    /// 政府采购预算 15.02 万元，其中：货物 9.18 万元，工程 0.00 万元，服务 6.84 万元。
    "GJ0805" "说明中各部分之和不等于总数" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let wholes = wholes(context).into_iter();
    let differing = wholes.filter(Whole::differs);
    let differing = differing.map(|whole| whole.word(context, "各部分应等于总数"));
    let not_all = not_all(context).into_iter().map(|pair| all(context, pair));
    differing.chain(not_all).collect()
}

/// An amount as it was printed.
fn quote(context: &Context<'_>, claim: &Claim) -> String {
    let words = context.words(claim);
    words.map_or_else(String::new, |text| text.quote)
}

/// Two amounts of which the second is said to be all of the first.
fn all(context: &Context<'_>, [whole, part]: [&Claim; 2]) -> Marked {
    let message = format!(
        "说明写“{}”全部属于同一类，后面的数却是“{}”，两数应当相同。",
        quote(context, whole),
        quote(context, part)
    );
    Marked::at(context.words(part), message, "请核对总数和各部分。")
}

impl<'a> Whole<'a> {
    pub(super) fn word(&self, context: &Context<'a>, says: &str) -> Marked {
        let sum = self.formula(context);
        let suspect = self.suspect(context);
        let mut message = format!(
            "说明写总数“{}”，其中各部分相加为 {sum}，{says}。",
            quote(context, self.claim)
        );
        if suspect.start != self.claim.start || suspect.passage != self.claim.passage {
            let _ = write!(message, "可能有误的是“{}”。", quote(context, suspect));
        }
        Marked::at(context.words(suspect), message, "请核对总数和各部分。")
    }
}
