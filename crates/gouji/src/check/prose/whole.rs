//! Amounts of the text and the parts that are told of them.

use rust_decimal::Decimal;

use super::{Context, Quote, plain_sum, summed};
use crate::amount::Interval;
use crate::prose::{Claim, Role, Unit, concept, sum_of, tells_parts};

/// Sets of parts that are the whole: words of what each is of.
const COMPLETE: &[&[&str]] = &[&["货物", "工程", "服务"]];

/// The same by their meanings.
const COMPLETE_BY_MEANING: &[&[&str]] = &[
    &["basic", "project"],
    &["personnel", "operating", "project"],
    &["personnel", "operating"],
    &["abroad", "vehicles", "reception"],
    &["abroad", "purchase", "running", "reception"],
    &["purchase", "running"],
];

/// How the last of things begins that are counted by kinds, and are all of them with it: 其他用房1000平方米.
const REST: [&str; 2] = ["其他", "其它"];

/// Words between an amount and another that is all of it: 共有车辆9辆，均为一般公务用车9辆.
const ALL_OF_IT: [&str; 8] = [
    "均为",
    "均系",
    "均是",
    "全部为",
    "全部是",
    "全部系",
    "全为",
    "都是",
];

/// An amount and its parts.
pub(in crate::check) struct Whole<'a> {
    pub(in crate::check) claim: &'a Claim,
    pub(in crate::check) parts: Vec<&'a Claim>,
    /// Whether as many are named as the text says that there are: 项目共4个，涉及……，其中.
    counted: bool,
    /// Whether an amount of the paragraph is what its parts come to: the whole itself, or another one.
    pub(in crate::check) told: bool,
    value: Interval,
    sum: Interval,
    /// The sum of the parts that are certainly meant: of 其中甲3万元；乙8万元, the first alone.
    near: Interval,
    /// Whether its first parts come to it: those behind them are another division.
    divided: bool,
    /// Whether words say that they are its parts, and not a bracket alone: 编制30人(在职28人，退休15人).
    said: bool,
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
    "以上合计",
    "以上小计",
];

/// Whether a claim can be one of the parts of another.
fn is_part(claim: &Claim, whole: &Claim) -> bool {
    let mut others = NO_PARTS.iter();
    claim.role == whole.role
        && sum_of(&claim.noun).is_none()
        && !others.any(|word| claim.noun.contains(word) && !whole.noun.contains(word))
}

/// The value of a claim among others: a nothing without decimals beside amounts with decimals is exact.
fn value_beside(claim: &Claim, scale: u32) -> Option<Interval> {
    match claim.value.is_zero() && claim.value.scale() < scale {
        true => Some(Interval::default()),
        false => value_of(claim),
    }
}

pub(in crate::check) fn value_of(claim: &Claim) -> Option<Interval> {
    match claim.unit {
        Some(Unit::Money(exponent)) => Interval::around(claim.value).shifted(exponent),
        Some(Unit::Count(_)) if claim.value.scale() == 0 => Some(Interval::point(claim.value)),
        _ => Some(Interval::around(claim.value)),
    }
}

/// Every amount of the text that has two parts or more, and every sum behind what it is of.
pub(in crate::check) fn wholes<'a>(context: &Context<'a>) -> Vec<Whole<'a>> {
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
    let nested: Vec<(usize, Vec<&Claim>)> = groups
        .iter_mut()
        .flat_map(|(place, parts)| super::nested::split(context, *place, parts))
        .collect();
    groups.extend(nested);
    let whole = |(place, parts): (usize, Vec<&'a Claim>), summed: bool| {
        let claim = context.claim(place)?;
        let parts = outermost(context, claim, parts);
        let scales = parts.iter().map(|part| part.value.scale());
        let scale = scales.max()?.max(claim.value.scale());
        let of = |part: &&Claim| value_beside(part, scale);
        let mut sums = Vec::new();
        for part in &parts {
            let before = sums.last().copied().unwrap_or_default();
            sums.push(of(part)?.plus(before)?);
        }
        let sum = sums.pop()?;
        // The amount whose parts follow may stand before others: 2.50 万元，包括……，其中.
        let mut near = context
            .claims_of(claim.passage)
            .iter()
            .filter(|other| alike(other, claim))
            .filter(|other| !parts.iter().any(|part| part.start == other.start));
        let told =
            near.any(|other| value_of(other).and_then(|value| value.meets(sum)) == Some(true));
        let near = certain(context, claim, &parts, scale)?;
        let own = value_of(claim)?;
        let mut first = sums.iter().skip(1);
        let divided = first.any(|sum| sum.meets(own) == Some(true));
        let said = is_said(context, claim, &parts);
        let number = place
            .checked_sub(1)
            .and_then(|before| context.claim(before));
        let number = number.filter(|number| context.in_one_sentence(number, claim));
        let counted = summed || number.is_some_and(|number| counts(number, claim, &parts));
        (parts.len() > 1).then_some(Whole {
            claim,
            counted,
            told: told && !summed,
            near,
            divided,
            said,
            value: own,
            parts,
            sum,
        })
    };
    let sums = summed::sums(context).into_iter();
    let sums = sums.filter_map(|sum| whole(sum, true));
    let divided = groups.into_iter().filter_map(|group| whole(group, false));
    divided.chain(sums).collect()
}

/// Each amount that is said to be all of the one before it, and is another: 共有车辆9辆，均为一般公务用车6辆.
pub(in crate::check) fn not_all<'a>(context: &Context<'a>) -> Vec<[&'a Claim; 2]> {
    let claims = context.prose.claims.windows(2);
    let pairs = claims.filter_map(|pair| match pair {
        [whole, part] => Some([whole, part]),
        _ => None,
    });
    let is_all = |[whole, part]: &[&Claim; 2]| {
        let passage = context.prose.passages.get(whole.passage);
        let words = passage.map_or(&[][..], |passage| passage.slice(whole.end, part.start));
        let words: String = words.iter().collect();
        let words = words.strip_prefix('，').unwrap_or_default();
        whole.passage == part.passage
            && whole.role == Role::Amount
            && part.role == Role::Amount
            && alike(whole, part)
            && ALL_OF_IT.iter().any(|all| words.starts_with(all))
            && !words.contains(['，', '；', '。', '(', ')', '、'])
            && !NO_PARTS.iter().any(|word| words.contains(word))
    };
    let differ = |[whole, part]: &[&Claim; 2]| {
        let values = value_of(whole).zip(value_of(part));
        values.and_then(|(whole, part)| whole.meets(part)) == Some(false)
    };
    pairs.filter(is_all).filter(differ).collect()
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

/// Whether the words before parts in the same paragraph say that they are some.
fn is_said(context: &Context<'_>, claim: &Claim, parts: &[&Claim]) -> bool {
    let passage = context.prose.passages.get(claim.passage);
    let first = parts.first().filter(|part| part.passage == claim.passage);
    passage.zip(first).is_none_or(|(passage, first)| {
        let words: String = passage.slice(claim.end, first.start).iter().collect();
        tells_parts(&words)
    })
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

impl<'a> Whole<'a> {
    /// Whether its parts are compared with it: as its sum, or at most that.
    pub(in crate::check) fn is_judged(&self) -> bool {
        self.said || self.is_complete()
    }

    /// Whether its parts are all that there are, and come to something else.
    pub(in crate::check) fn differs(&self) -> bool {
        !self.told && self.is_complete() && self.sum.meets(self.value) == Some(false)
    }

    /// Its parts added up in words: `9.18 + 6.84 = 16.02`.
    pub(in crate::check) fn formula(&self, context: &Context<'a>) -> String {
        plain_sum(context, &self.parts, self.sum, self.claim)
    }

    /// Whether nothing else can be a part of it.
    pub(in crate::check) fn is_complete(&self) -> bool {
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
        let last = self.parts.last();
        let all_counted = || {
            self.parts
                .iter()
                .all(|it| matches!(it.unit, Some(Unit::Count(_))))
        };
        let rest = last.is_some_and(|last| REST.iter().any(|word| last.noun.starts_with(word)));
        let vehicles = |part: &&Claim| part.noun.contains("用车") || part.noun.contains("车辆");
        self.counted
            || rest && all_counted()
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
    pub(in crate::check) fn is_exceeded(&self) -> bool {
        !self.told
            && !self.is_complete()
            && self.said
            && !self.divided
            && self.value.below(self.near) == Some(true)
    }

    /// How much more it is than the parts that are told of it, which need not be all.
    pub(super) fn untold(&self) -> Option<Decimal> {
        let judged = self.said && !self.told && !self.divided && !self.is_complete();
        let less = self.sum.below(self.value) == Some(true);
        (judged && less).then(|| self.value.centre().checked_sub(self.sum.centre()))?
    }

    /// The claim that is wrong if its parts do not come to it, as far as other words and the tables tell: a part
    /// that is told otherwise elsewhere, so that the sum holds, or the only one that nothing confirms
    /// beside a whole that is confirmed; else the whole.
    pub(in crate::check) fn suspect(&self, context: &Context<'a>) -> &'a Claim {
        let only = |is: &dyn Fn(&&&Claim) -> bool| {
            let mut found = self.parts.iter().filter(is);
            found.next().filter(|_| found.next().is_none()).copied()
        };
        let confirmed = |claim: &Claim| matches!(context.quote(claim), Quote::Agrees(_));
        let amended = only(&|part| {
            let others = context.told_elsewhere(part);
            others.into_iter().any(|other| self.holds_with(part, other))
        });
        let open = only(&|part| !confirmed(part)).filter(|_| confirmed(self.claim));
        amended.or(open).unwrap_or(self.claim)
    }

    /// Whether the parts come to the whole with another amount in place of one.
    fn holds_with(&self, part: &Claim, other: &Claim) -> bool {
        let amended = || {
            let less = self.sum.plus(value_of(part)?.times(-1)?)?;
            less.plus(value_of(other)?)?.meets(self.value)
        };
        amended() == Some(true)
    }
}

impl<'a> Context<'a> {
    /// Amounts of other paragraphs that are told by the same words.
    fn told_elsewhere(&self, claim: &Claim) -> Vec<&'a Claim> {
        let words = claim.noun.chars().filter(|c| c.is_alphabetic()).count();
        let same = |other: &&Claim| {
            other.noun == claim.noun
                && other.passage != claim.passage
                && other.role == claim.role
                && alike(other, claim)
        };
        let all = self.prose.claims.iter().filter(|_| words > 2);
        all.filter(same).collect()
    }
}
