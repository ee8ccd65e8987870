use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::Quote;
use crate::prose::{Claim, Unit};

rule! {
    /// ## 查什么
    /// 金额和百分比的写法：千位分隔符每三位一个，整数部分不以 0 开头。已知与表不一致的数字不再提示。
    ///
    /// ## 为什么
    /// 分隔符之间只有两位、开头多一个 0，多半是漏写了一位或两位写反。
    ///
    /// ## 例
    /// “4,29.96 万元”漏写了一位；“占 05.64%”应为 50.64%。
    "GJ0825" "数字的写法有误" Warning Correctness Text(find)
}

/// Digits between two separators.
const GROUP: usize = 3;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let numbers = context.claims().filter(|(_, claim)| {
        let counted = matches!(
            claim.unit,
            Some(Unit::Money(_) | Unit::Each(..) | Unit::Percent)
        );
        counted && !claim.value.is_zero() && !matches!(context.quote(claim), Quote::Differs(_))
    });
    let odd = numbers.filter_map(|(_, claim)| word(context, claim));
    odd.collect()
}

fn word(context: &Context<'_>, claim: &Claim) -> Option<Marked> {
    let passage = context.prose.passages.get(claim.passage)?;
    let printed: String = passage.slice(claim.start, claim.end).iter().collect();
    let said = match fault(&printed)? {
        Fault::Groups => "的千位分隔符不是每三位一个，可能漏写或多写了数字",
        Fault::Nought => "以 0 开头，可能两位写反或多写了 0",
    };
    let text = context.words(claim)?;
    let message = format!("“{}”{said}。", text.quote);
    let hint = "请对照表格核对这个数字。";
    Some(Marked::at(Some(text), message, hint))
}

/// What is odd about how a number is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fault {
    /// Its separators part other than three digits.
    Groups,
    /// It begins with a nought.
    Nought,
}

/// What is odd about the number that a text begins with. Several groups of other lengths are numbers that are listed.
fn fault(text: &str) -> Option<Fault> {
    let whole: &str = text
        .split(|c: char| c != ',' && !c.is_ascii_digit())
        .next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if first.len() > 1 && first.starts_with('0') {
        return Some(Fault::Nought);
    }
    let lengths: Vec<usize> = groups.map(str::len).collect();
    let odd = lengths.iter().filter(|&&length| length != GROUP).count();
    let leads = first.len() > GROUP && !lengths.is_empty();
    match (odd, leads) {
        (1, false) | (0, true) => Some(Fault::Groups),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, fault};

    #[test]
    fn separators_part_three_digits_and_nothing_begins_with_nought() {
        for (text, expected) in [
            ("4,229.96万元", None),
            ("1,234,567.00元", None),
            ("4229.96万元", None),
            ("0.56万元", None),
            ("0%", None),
            ("4,29.96万元", Some(Fault::Groups)),
            ("1,234,67元", Some(Fault::Groups)),
            ("1234,567元", Some(Fault::Groups)),
            ("05.64%", Some(Fault::Nought)),
            ("010%", Some(Fault::Nought)),
            ("12,34,56万元", None),
        ] {
            assert_eq!(fault(text), expected, "{text}");
        }
    }
}
