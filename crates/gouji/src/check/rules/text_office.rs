use super::{Marked, Wording, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{Agreement, compared, figure, money};
use crate::prose::{Claim, Passage, Role, Unit, concept};
use crate::recognise::FigureId;
use crate::report::words;

rule! {
    /// ## 查什么
    /// 机关（单位）运行经费与一般公共预算基本支出中的公用经费相同；没有单独的运行经费表时才比。
    ///
    /// ## 为什么
    /// 运行经费就是公用经费。所属单位不都是行政单位或参公单位的部门，运行经费可以少一些，但不会多：文字提到事业单位、
    /// 所属单位，或写明运行经费只算其中几家、扣除了什么的，以及表中有绩效工资、事业运行等事业单位才有的支出的，只查多的，和与公用经费
    /// 只差一个笔误的。
    ///
    /// ## 例
    /// 公用经费 16.88 万元，说明写运行经费 18.66 万元。
    "GJ0816" "运行经费与公用经费不符" Warning Correctness Text(find)
}

/// Words of an amount that is of some of a department's units, or of some of the expenses, alone.
const SOME: &[&str] = &[
    "家",
    "参公",
    "参照公务员",
    "本级",
    "机关及",
    "行政单位",
    "扣除",
    "剔除",
    "不含",
    "不包括",
];

/// Words directly before 事业单位 with which it means units whose amounts count, or a subject's name.
const OFFICES: &[&str] = &["参公", "参照公务员法管理的", "管理的", "行政", "机关"];

/// Words directly behind 事业单位 with which it is a name of an account.
const ACCOUNTS: &[&str] = &[
    "运行",
    "经营",
    "医疗",
    "离退休",
    "养老",
    "基本养老",
    "职业年金",
];

/// Rows of money that only 事业单位 spend.
const ROWS: &[&str] = &["绩效工资", "事业运行", "事业机构", "事业单位医疗"];

/// Words with which a department has no units beneath it, or does not count them.
const NONE: &[&str] = &["无", "没有", "不含"];

/// Words of units beneath a department.
const BENEATH: &[&str] = &["下属", "所属", "直属", "二级"];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let office = concept("office");
    let amounts = context.claims().filter(|(_, claim)| {
        claim.role == Role::Amount
            && claim.figures.is_empty()
            && claim.subject.of.contains(&office)
            && claim.subject.foreign == 0
            && matches!(claim.unit, Some(Unit::Money(_)))
    });
    let mut amounts = amounts.peekable();
    if amounts.peek().is_none() {
        return Vec::new();
    }
    let Some((id, operating)) = operating(context) else {
        return Vec::new();
    };
    let others = has_others(context) || pays_others(context);
    let differing = amounts.filter_map(|(_, claim)| {
        let said = money(claim)?;
        let less = !operating.below(said)?;
        let open = less && (others || is_of_some(context, claim));
        let slip = context.mistyped(claim, &[id]).map(|(_, slip)| slip);
        if open && slip.is_none() || compared(said, operating)? == Agreement::Same {
            return None;
        }
        let text = context.words(claim)?;
        let message = format!(
            "说明写运行经费“{}”，{} 公用经费为 {}{}。",
            text.quote,
            context.place(id),
            context.printed(id),
            slip.map_or_else(String::new, |slip| format!("；{}", words(slip)))
        );
        let hint = match less {
            true => "如有单位不计入运行经费，请说明；否则请改成一致。",
            false => "运行经费不应大于公用经费，请核对。",
        };
        Some(Marked {
            text: Some(text),
            cells: context.cell(id, None).into_iter().collect(),
            relation: None,
            wording: Wording {
                message,
                hint: hint.to_owned(),
            },
        })
    });
    differing.collect()
}

/// Whether the words of an amount's paragraph say that it is of some alone: 局机关及2家参公事业单位, 扣除工会经费.
fn is_of_some(context: &Context<'_>, claim: &Claim) -> bool {
    let passage = context.prose.passages.get(claim.passage);
    let words = passage.map(Passage::plain).unwrap_or_default();
    SOME.iter().any(|word| words.contains(word)) || names_others(&words)
}

/// Whether the text names units that may have operating expenses which are none of an office.
fn has_others(context: &Context<'_>) -> bool {
    let mut passages = context.prose.passages.iter().map(Passage::plain);
    passages.any(|words| {
        let own = words
            .split(['。', '；'])
            .filter(|words| !words.contains('指'));
        own.into_iter()
            .any(|words| names_others(words) || is_divided(words))
    })
}

/// Whether a table has money that only 事业单位 spend.
fn pays_others(context: &Context<'_>) -> bool {
    let mut parts = context
        .disclosure
        .tables
        .iter()
        .flat_map(|table| &table.parts);
    parts.any(|part| {
        let rows = part.rows.iter().enumerate();
        let mut theirs = rows.filter(|(_, row)| ROWS.contains(&row.name.trim()));
        theirs.any(|(place, _)| {
            let figures = (0..part.columns.len()).filter_map(|column| part.figure(place, column));
            figures
                .into_iter()
                .any(|id| context.is_nothing(id) == Some(false))
        })
    })
}

/// Whether a text names 事业单位 that are none by the law on civil servants.
fn names_others(words: &str) -> bool {
    words.match_indices("事业单位").any(|(at, word)| {
        let (before, after) = words.split_at(at);
        let after = after.strip_prefix(word).unwrap_or_default();
        let office = OFFICES.iter().any(|word| before.ends_with(word));
        // 非参公管理事业单位0个
        let none = after.starts_with(['0', '无']);
        !office && !none && !ACCOUNTS.iter().any(|word| after.starts_with(word))
    })
}

/// Whether a sentence says that there are units beneath the department: 下属单位包括, but not 无下属单位.
fn is_divided(words: &str) -> bool {
    let counted = |words: &str| {
        let told = words.contains("包括") || words.contains(|c: char| c.is_ascii_digit());
        words.contains("单位") && told
    };
    BENEATH.iter().any(|word| {
        words.split_once(word).is_some_and(|(before, after)| {
            !NONE.iter().any(|none| before.ends_with(none)) && counted(after)
        })
    })
}

/// The total of operating expenses in the general budget, in 元.
fn operating(context: &Context<'_>) -> Option<(FigureId, Interval)> {
    let subject = context.lexicon().read(
        &"一般公共预算基本支出公用经费"
            .chars()
            .collect::<Vec<char>>(),
    );
    let (strict, _) = context
        .lexicon()
        .candidates(&subject, &std::collections::BTreeSet::new());
    let [id] = strict.as_slice() else { return None };
    Some((*id, figure(context.disclosure, *id)?))
}
