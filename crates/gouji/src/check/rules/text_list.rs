use std::collections::{BTreeMap, BTreeSet};

use super::{Marked, Wording, rule};
use crate::check::Context;
use crate::prose::{Claim, Passage, Subject};
use crate::recognise::FigureId;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// “支出预算包括：……”“人员经费……主要包括：……”所列科目，就是表中这一栏有金额的科目，不多也不少。写了“等”的只查多列的。
    ///
    /// ## 为什么
    /// 科目增减了而文字没有改，是沿用旧稿的痕迹。
    ///
    /// ## 例
    /// 表6 没有伙食补助费，说明却列了伙食补助费。
    "GJ0808" "说明所列科目与表不一致" Warning Correctness Text(find)
}

/// Lists are of two names or more.
const FEWEST: usize = 2;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for (place, passage) in context.prose.passages.iter().enumerate() {
        let text = passage.plain();
        let chars: Vec<char> = text.chars().collect();
        for at in 0..chars.len() {
            let rest: String = chars.iter().skip(at).take(3).collect();
            if rest.starts_with("包括") {
                let from = at
                    .saturating_add(2)
                    .saturating_add(usize::from(rest.ends_with(':')));
                found.extend(list(context, place, passage, at, from));
            }
        }
    }
    found
}

/// A column of a table by its table, part and column, and how long the codes in it are.
type Place = (usize, usize, usize, usize);

fn list(
    context: &Context<'_>,
    place: usize,
    passage: &Passage,
    at: usize,
    from: usize,
) -> Option<Marked> {
    let length = passage.plain().chars().count();
    let end = (from..length)
        .find(|&at| {
            passage
                .slice(at, at.saturating_add(1))
                .iter()
                .any(|c| "。；，".contains(*c))
        })
        .unwrap_or(length);
    let words: String = passage.slice(from, end).iter().collect();
    if words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let open = words.ends_with('等') || words.contains("等支出") || words.contains("等费用");
    let (subject, mut around) = whole(context, place, passage, at)?;
    around.extend(subject.of.iter().copied());
    let figures = |name: &Subject| {
        let mut of = name.clone();
        of.of.extend(subject.of.iter().copied());
        let (strict, _) = context.lexicon().candidates(&of, &around);
        strict
    };
    let names: Vec<Subject> = words
        .trim_end_matches('等')
        .split('、')
        .flat_map(|name| {
            let whole = read(context, name);
            let pair = figures(&whole)
                .is_empty()
                .then(|| pair(context, name, &figures));
            pair.flatten().unwrap_or_else(|| vec![whole])
        })
        .collect();
    if names.len() < FEWEST || !names.iter().all(is_known) {
        return None;
    }
    let mut places: BTreeMap<Place, BTreeSet<FigureId>> = BTreeMap::new();
    for name in &names {
        for id in figures(name) {
            if let Some(column) = column(context, id) {
                places.entry(column).or_default().insert(id);
            }
        }
    }
    // A column of another thing has the rows too, but nothing in them: 上缴上级支出.
    let fits = |column: Place, listed: &BTreeSet<FigureId>| {
        let filled = filled(context, column);
        (listed.len(), listed.intersection(&filled).count())
    };
    let candidates = places.into_iter();
    let (column, listed) = candidates.max_by_key(|(column, listed)| fits(*column, listed))?;
    if listed.len().saturating_mul(2) < names.len() {
        return None;
    }
    let expected = filled(context, column);
    let missing: Vec<FigureId> = expected
        .difference(&listed)
        .copied()
        .filter(|_| !open)
        .collect();
    let blank: Vec<FigureId> = listed.difference(&expected).copied().collect();
    let unknown = names.len().saturating_sub(listed.len());
    let row = |ids: &[FigureId]| {
        ids.iter()
            .map(|&id| context.row_name(id))
            .collect::<Vec<String>>()
            .join("、")
    };
    let mut says = Vec::new();
    if !missing.is_empty() {
        says.push(format!("表中有金额而没有列出：{}", row(&missing)));
    }
    if !blank.is_empty() {
        says.push(format!("列出而表中没有金额：{}", row(&blank)));
    }
    if unknown > 0 {
        says.push(format!("有 {unknown} 个名称在表中这一栏找不到"));
    }
    if says.is_empty() {
        return None;
    }
    let table = context.short(column.0);
    let message = format!("所列科目与{table}不一致：{}。", says.join("；"));
    let cells = missing
        .iter()
        .chain(&blank)
        .filter_map(|&id| context.cell(id, Some(Role::Addend)))
        .collect();
    Some(Marked {
        text: context.stretch(place, from, end),
        cells,
        relation: None,
        wording: Wording {
            message,
            hint: "请按表中有金额的科目改写。".to_owned(),
        },
    })
}

fn read(context: &Context<'_>, name: &str) -> Subject {
    context.lexicon().read(&name.chars().collect::<Vec<char>>())
}

/// The two names at the end of a list that no table has as one: 农林水支出和住房保障支出.
fn pair<I>(
    context: &Context<'_>,
    names: &str,
    figures: &impl Fn(&Subject) -> I,
) -> Option<Vec<Subject>>
where
    I: IntoIterator<Item = FigureId>,
{
    let at = names.match_indices(['和', '与', '及']);
    let mut split = at.filter_map(|(at, word)| {
        let (one, other) = names.split_at_checked(at)?;
        let other = other.strip_prefix(word)?;
        Some([one.trim_end_matches('以'), other].map(|name| read(context, name)))
    });
    let found = |names: &[Subject; 2]| {
        let mut names = names.iter();
        names.all(|name| is_known(name) && figures(name).into_iter().next().is_some())
    };
    split.find(found).map(Vec::from)
}

/// Whether a name is read as a whole.
fn is_known(subject: &Subject) -> bool {
    !subject.names.is_empty() && subject.foreign == 0 || is_label(subject)
}

/// Names that are words of the vocabulary, such as 公务接待费.
fn is_label(subject: &Subject) -> bool {
    subject.names.is_empty() && !subject.of.is_empty() && subject.foreign == 0
}

/// What the list is of: the amount before it, or the words before it.
fn whole(
    context: &Context<'_>,
    place: usize,
    passage: &Passage,
    at: usize,
) -> Option<(Subject, BTreeSet<u32>)> {
    let own = context
        .claims()
        .map(|(_, claim)| claim)
        .filter(|claim| claim.passage == place && claim.end <= at);
    let last: Option<&Claim> = own.last();
    let around = context.around(place);
    match last {
        Some(claim) => Some((
            claim.subject.clone(),
            claim.context.union(&around).copied().collect(),
        )),
        None => {
            let subject = context.lexicon().read(passage.slice(0, at));
            (subject.foreign == 0 && !subject.is_empty()).then_some((subject, around))
        }
    }
}

/// The column that a figure of a subject code stands in.
fn column(context: &Context<'_>, id: FigureId) -> Option<Place> {
    let figure = context.disclosure.figures.get(id)?;
    let code = context.disclosure.row_of(figure)?.key.code()?.len();
    Some((figure.table, figure.part, figure.column, code))
}

/// The figures of a column with an amount, by codes of one length.
fn filled(context: &Context<'_>, (table, part, column, length): Place) -> BTreeSet<FigureId> {
    let known = context
        .disclosure
        .table(table)
        .and_then(|table| table.parts.get(part));
    let rows = known.into_iter().flat_map(|part| {
        part.rows
            .iter()
            .enumerate()
            .map(move |(place, row)| (part, place, row))
    });
    let own = rows.filter(|(_, _, row)| row.key.code().is_some_and(|code| code.len() == length));
    let figures = own.filter_map(|(part, place, _)| part.figure(place, column));
    figures
        .filter(|&id| context.is_nothing(id) == Some(false))
        .collect()
}
