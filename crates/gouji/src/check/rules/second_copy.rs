use super::{Found, Wording, rule, twice_in_table};
use crate::check::Context;
use crate::recognise::SecondCopy;
use crate::report::{CellRef, Role};

/// Differences that are listed at most.
const MOST: usize = 1000;

rule! {
    /// ## 查什么
    /// 同一张表在文件中出现两次，或一张表的首行和末行各印一次总计、各行的上面和下面各印一次本年合计时，两处的数字相同。
    ///
    /// ## 为什么
    /// 常见的原因是改了一处而忘了另一处旧稿；读者不知道以哪一处为准。
    ///
    /// ## 例
    /// “支出总表”和“支出总表 (2)”两个工作表都是《部门支出总表》，20805 的“合计”一处为 88.97，一处为 89.97。
    "GJ0108" "同一张表两处数字不同" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let copies = context.disclosure.differing();
    let copies = copies.filter(|copy| !twice_in_table::is_slip(context, copy));
    let copies: Vec<&SecondCopy> = copies.take(MOST).collect();
    let mut sheets: Vec<&str> = copies.iter().map(|copy| copy.sheet.as_str()).collect();
    sheets.dedup();
    let word = |sheet: &str| {
        let own = copies.iter().copied().filter(|copy| copy.sheet == sheet);
        word(context, sheet, &own.collect::<Vec<_>>())
    };
    sheets.into_iter().filter_map(word).collect()
}

fn word(context: &Context<'_>, sheet: &str, copies: &[&SecondCopy]) -> Option<Found> {
    let first = copies.first()?;
    let shown = |printed: &str| match printed {
        "" => "空白".to_owned(),
        printed => printed.to_owned(),
    };
    let message = format!(
        "{}：{}为 {}，而工作表“{sheet}”中同一张表的 {} 为 {}；两处共有 {} 个数字不同。",
        context.place(first.figure),
        context.subject(first.figure),
        context.printed(first.figure),
        first.at,
        shown(&first.printed),
        copies.len()
    );
    let hint = "核对用的是前面所说的一处。请只保留一处，或改成一致。".to_owned();
    let cells = copies.iter().enumerate();
    let cells: Vec<CellRef> = cells
        .filter_map(|(place, copy)| {
            context.cell(copy.figure, (place == 0).then_some(Role::Primary))
        })
        .collect();
    Some((cells, Wording { message, hint }))
}
