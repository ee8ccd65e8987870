use super::{Found, Wording, rule};
use crate::catalogue;
use crate::catalogue::Entry;
use crate::check::Context;
use crate::check::naming::{Named, Naming, Standing};
use crate::check::subjects::{above, cells, is_cut};

rule! {
    /// ## 查什么
    /// 科目名称与现行政府收支分类科目一致。只查已在近年公开文件中见到的科目，括号里的说明、“其中：”、空格和末尾的“支出”二字不计较。
    ///
    /// ## 为什么
    /// 代码与名称对不上，不是代码写错就是名称写错，读者无法知道钱用在哪里。
    ///
    /// ## 例
    /// 2080505 写作“机关事业单位职业年金缴费支出”，而它的名称是“机关事业单位基本养老保险缴费支出”。
    "GJ0705" "科目名称与现行目录不同" Warning Correctness Disclosure(find)
}

/// More names than these of one classification mean a numbering of the unit's own.
const MOST_SLIPS: usize = 5;

/// Names that a finding on many quotes.
const MOST_NAMED: usize = 3;

fn find(context: &Context<'_>) -> Vec<Found> {
    if !context.has_current_names() {
        return Vec::new();
    }
    let names = context.names;
    let differing: Vec<(&Naming<'_>, &Entry)> = names.iter().filter_map(differing).collect();
    let (economic, function): (Vec<_>, Vec<_>) = differing
        .into_iter()
        .partition(|(naming, _)| naming.rows.first().is_some_and(|row| row.of.is_economic()));
    let mut found = Vec::new();
    for of_kind in [function, economic] {
        if of_kind.len() > MOST_SLIPS {
            found.extend(word_all(&of_kind));
        } else {
            found.extend(
                of_kind
                    .iter()
                    .filter_map(|(naming, entry)| word(naming, entry)),
            );
        }
    }
    found
}

/// The usual name of a code, where the catalogue has another and no other rule speaks of it.
fn differing<'a, 'b>(named: &'b Named<'a>) -> Option<(&'b Naming<'a>, &'static Entry)> {
    let usual = &named.usual;
    let entry = usual.rows.first()?.entry()?;
    let open = named.of_standing(Standing::Open).next().is_some();
    let other = entry.is_attested()
        && !entry.is_named(usual.name)
        && !is_cut(entry.name, usual.name)
        && !is_parents(named.code, usual.name);
    (other && !open && usual.old().is_none()).then_some((usual, entry))
}

/// Whether a name is that of the code above: 其他 subjects may bear it.
fn is_parents(code: &str, name: &str) -> bool {
    let parent = above(code)
        .and_then(|above| catalogue::function(above).or_else(|| catalogue::economic(above)));
    code.ends_with("99") && parent.is_some_and(|parent| parent.is_named(name))
}

fn word(naming: &Naming<'_>, entry: &Entry) -> Option<Found> {
    let first = naming.rows.first()?;
    let message = format!(
        "{}：{} 的名称写作“{}”，现行目录为“{}”。",
        first.label(),
        entry.code,
        naming.name,
        entry.name
    );
    let hint = "请核对代码与名称哪一个写错；如当年目录已改名，可不修改。".to_owned();
    Some((cells(naming.rows.iter()), Wording { message, hint }))
}

fn word_all(all: &[(&Naming<'_>, &Entry)]) -> Option<Found> {
    let rows: Vec<_> = all
        .iter()
        .filter_map(|(naming, _)| naming.rows.first().copied())
        .collect();
    let first = rows.first()?;
    let quote = |(naming, entry): &(&Naming<'_>, &Entry)| {
        format!(
            "{} 写作“{}”（目录为“{}”）",
            entry.code, naming.name, entry.name
        )
    };
    let quoted: Vec<String> = all.iter().take(MOST_NAMED).map(quote).collect();
    let message = format!(
        "{}：有 {} 个科目的名称与现行目录不同，如 {}，似在使用自己的编号。",
        first.label(),
        all.len(),
        quoted.join("，")
    );
    let hint = "请改用当年政府收支分类科目的代码和名称。".to_owned();
    Some((cells(rows.iter()), Wording { message, hint }))
}
