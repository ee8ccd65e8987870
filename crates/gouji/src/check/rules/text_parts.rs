use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::plain_sum;
use crate::prose::{Claim, Role, Unit, concept};

rule! {
    /// ## 查什么
    /// “其中”列全了各部分时，各部分之和等于总数：政府采购的货物、工程、服务，“三公”经费各项，基本支出与项目支出，人员经费与公用经费，各类车辆；写明共几个（三个以上）、又正好列了几个的，也算列全。
    ///
    /// ## 为什么
    /// 这些内容不一定在表里，只能靠说明自己的加减来核对。
    ///
    /// ## 例
    /// 政府采购预算 15.02 万元，其中：货物 9.18 万元，工程 0.00 万元，服务 6.84 万元。
    "GJ0805" "说明中各部分之和不等于总数" Error Correctness Text(find)
}

/// Sets of parts that are the whole: words of what each is of.
const COMPLETE: &[&[&str]] = &[&["货物", "工程", "服务"]];

/// The same by their meanings.
const COMPLETE_BY_MEANING: &[&[&str]] = &[
    &["basic", "project"],
    &["personnel", "operating"],
    &["abroad", "vehicles", "reception"],
    &["abroad", "purchase", "running", "reception"],
    &["purchase", "running"],
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    wholes(context)
        .into_iter()
        .filter(|whole| whole.is_complete())
        .filter_map(|whole| {
            (whole.sum.meets(whole.value) == Some(false))
                .then(|| whole.word(context, "各部分应等于总数"))
        })
        .collect()
}

/// An amount and its parts.
pub(super) struct Whole<'a> {
    claim: &'a Claim,
    parts: Vec<&'a Claim>,
    /// Whether as many are named as the text says that there are: 项目共4个，涉及……，其中.
    counted: bool,
    pub(super) value: Interval,
    pub(super) sum: Interval,
    /// The sum of the parts that are certainly meant: of 其中甲3万元；乙8万元, the first alone.
    near: Interval,
    /// Whether its first parts come to it: those behind them are another division.
    divided: bool,
}

/// Whether two claims count the same thing.
fn alike(one: &Claim, other: &Claim) -> bool {
    match (&one.unit, &other.unit) {
        (Some(Unit::Money(_)), Some(Unit::Money(_))) => true,
        (Some(Unit::Count(one)), Some(Unit::Count(other))) => one == other,
        _ => false,
    }
}

/// Words of amounts that are told for each, or of another division: these are no parts.
const NO_PARTS: &[&str] = &[
    "车均",
    "人均",
    "户均",
    "生均",
    "平均",
    "单价",
    "预留",
    "面向",
    "中小企业",
    "小微企业",
    "小型",
];

/// Whether a claim can be one of the parts of another.
fn is_part(claim: &Claim, whole: &Claim) -> bool {
    let mut others = NO_PARTS.iter();
    claim.role == whole.role
        && !others.any(|word| claim.noun.contains(word) && !whole.noun.contains(word))
}

/// The value of a claim among others: a nothing without decimals beside amounts with decimals is exact.
fn value_beside(claim: &Claim, scale: u32) -> Option<Interval> {
    match claim.value.is_zero() && claim.value.scale() < scale {
        true => Some(Interval::default()),
        false => value(claim),
    }
}

pub(super) fn value(claim: &Claim) -> Option<Interval> {
    match claim.unit {
        Some(Unit::Money(exponent)) => Interval::around(claim.value).shifted(exponent),
        Some(Unit::Count(_)) if claim.value.scale() == 0 => Some(Interval::point(claim.value)),
        _ => Some(Interval::around(claim.value)),
    }
}

/// Every amount of the text that has two parts or more.
pub(super) fn wholes<'a>(context: &Context<'a>) -> Vec<Whole<'a>> {
    let mut groups: Vec<(usize, Vec<&Claim>)> = Vec::new();
    for (_, claim) in context
        .claims()
        .filter(|(_, claim)| matches!(claim.role, Role::Amount | Role::Before))
    {
        let Some(place) = claim.whole else { continue };
        let said = [Some(place), place.checked_sub(1)].into_iter().flatten();
        let mut said = said.filter_map(|place| Some((place, context.claim(place)?)));
        let same = |(at, whole): &(usize, &Claim)| {
            alike(whole, claim)
                && is_part(claim, whole)
                && (*at == place
                    || context
                        .claim(place)
                        .is_some_and(|next| next.passage == whole.passage))
        };
        let Some((place, _)) = said.find(same) else {
            continue;
        };
        match groups.iter_mut().find(|(whole, _)| *whole == place) {
            Some((_, parts)) => parts.push(claim),
            None => groups.push((place, vec![claim])),
        }
    }
    let whole = |(place, parts): (usize, Vec<&'a Claim>)| {
        let claim = context.claim(place)?;
        let parts = outermost(context, claim, parts);
        let scales = parts.iter().map(|part| part.value.scale());
        let scale = scales.max()?.max(claim.value.scale());
        let value_of = |part: &&Claim| value_beside(part, scale);
        let mut sums = Vec::new();
        for part in &parts {
            let before = sums.last().copied().unwrap_or_default();
            sums.push(value_of(part)?.plus(before)?);
        }
        let sum = sums.pop()?;
        // The amount whose parts follow may stand before others: 2.50 万元，包括……，其中.
        let mut near = context
            .claims()
            .map(|(_, other)| other)
            .filter(|other| other.passage == claim.passage && alike(other, claim))
            .filter(|other| !parts.iter().any(|part| part.start == other.start));
        if near.any(|other| value(other).and_then(|value| value.meets(sum)) == Some(true)) {
            return None;
        }
        let near = certain(context, claim, &parts, scale)?;
        let own = value(claim)?;
        let mut first = sums.iter().skip(1);
        let divided = first.any(|sum| sum.meets(own) == Some(true));
        let number = place
            .checked_sub(1)
            .and_then(|before| context.claim(before));
        let counted = number.is_some_and(|number| counts(number, claim, &parts));
        (parts.len() > 1).then_some(Whole {
            claim,
            counted,
            near,
            divided,
            value: own,
            parts,
            sum,
        })
    };
    groups.into_iter().filter_map(whole).collect()
}

/// Parts without those that stand in brackets behind another, which are parts of that.
fn outermost<'a>(context: &Context<'_>, whole: &Claim, parts: Vec<&'a Claim>) -> Vec<&'a Claim> {
    let depth = |part: &Claim| {
        let passage = context.prose.passages.get(part.passage)?;
        let from = if part.passage == whole.passage {
            whole.end
        } else {
            0
        };
        let within = passage.slice(from, part.start).iter();
        let opened = within.clone().filter(|c| **c == '(').count();
        Some((
            part.passage,
            opened.saturating_sub(within.filter(|c| **c == ')').count()),
        ))
    };
    let depths: Vec<Option<(usize, usize)>> = parts.iter().map(|part| depth(part)).collect();
    let least = |passage: usize| {
        let own = depths.iter().flatten().filter(|(of, _)| *of == passage);
        own.map(|(_, depth)| *depth).min()
    };
    let mut kept = depths
        .iter()
        .map(|depth| depth.is_none_or(|(passage, depth)| Some(depth) == least(passage)));
    parts
        .into_iter()
        .filter(|_| kept.next().unwrap_or(true))
        .collect()
}

/// The sum of the parts up to the first semicolon, where no colon says that more follow.
fn certain(context: &Context<'_>, claim: &Claim, parts: &[&Claim], scale: u32) -> Option<Interval> {
    let passage = context.prose.passages.get(claim.passage)?;
    let inside = |from: usize, to: usize, sign: char| passage.slice(from, to).contains(&sign);
    let first = parts.first()?;
    let listed = first.passage != claim.passage || inside(claim.end, first.start, ':');
    let meant = |part: &&&Claim| listed || !inside(claim.end, part.start, '；');
    let mut meant = parts.iter().take_while(meant);
    meant.try_fold(Interval::default(), |sum, part| {
        sum.plus(value_beside(part, scale)?)
    })
}

/// Whether a number directly before an amount says how many parts it has.
fn counts(number: &Claim, whole: &Claim, parts: &[&Claim]) -> bool {
    let things = matches!(&number.unit, Some(Unit::Count(unit)) if matches!(unit.as_str(), "个" | "项" | "类" | "种"));
    let told = parts.len() > 2 && Decimal::from(parts.len()) == number.value;
    things && told && number.passage == whole.passage && number.role == Role::Amount
}

impl Whole<'_> {
    /// Whether nothing else can be a part of it.
    pub(super) fn is_complete(&self) -> bool {
        let named = |word: &str| {
            self.parts
                .iter()
                .filter(|part| part.noun.contains(word))
                .count()
                == 1
        };
        let meant = |name: &str| {
            let meaning = concept(name);
            self.parts
                .iter()
                .filter(|part| part.subject.of.contains(&meaning) && part.subject.names.is_empty())
                .count()
                == 1
        };
        let vehicles = |part: &&Claim| part.noun.contains("用车") || part.noun.contains("车辆");
        self.counted
            || COMPLETE.iter().any(|words| {
                words.len() == self.parts.len() && words.iter().all(|word| named(word))
            })
            || COMPLETE_BY_MEANING.iter().any(|names| {
                names.len() == self.parts.len() && names.iter().all(|name| meant(name))
            })
            || self.parts.len() > 2
                && self.parts.iter().all(vehicles)
                && self.parts.iter().any(|part| part.noun.contains("其他"))
    }

    /// Whether its parts are more than it.
    pub(super) fn is_exceeded(&self) -> bool {
        !self.divided && self.value.below(self.near) == Some(true)
    }

    pub(super) fn word(&self, context: &Context<'_>, says: &str) -> Marked {
        let sum = plain_sum(context, &self.parts, self.sum, self.claim);
        let text = context.words(self.claim);
        let quote = text
            .as_ref()
            .map(|text| text.quote.clone())
            .unwrap_or_default();
        let message = format!("说明写总数“{quote}”，其中各部分相加为 {sum}，{says}。");
        Marked::at(text, message, "请核对总数和各部分。")
    }
}
