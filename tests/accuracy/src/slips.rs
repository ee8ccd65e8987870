//! Slips that leave one cell wrong.

use fastrand::Rng;

use crate::amount::{parts, text, typed};
use crate::case::{Fault, Wrong};
use crate::groups::Neighbours;
use crate::variant::{Site, Variant};

/// A slip: what is typed instead of the amount at a site.
type Slip = fn(&Variant, &Site, &mut Rng) -> Option<String>;

/// Slips of a printed amount.
const PRINTED: &[(&str, Slip)] = &[
    ("adjacent digits swapped", |_, site, rng| {
        swapped(&site.printed, rng)
    }),
    ("one digit", |_, site, rng| one_digit(&site.printed, rng)),
    ("digit missing", |_, site, rng| missing(&site.printed, rng)),
    ("digit extra", |_, site, rng| extra(&site.printed, rng)),
    ("point one place off", |_, site, rng| {
        shifted(&site.printed, 10, rng)
    }),
    ("point two places off", |_, site, rng| {
        shifted(&site.printed, 100, rng)
    }),
    ("sign", |_, site, _| negated(&site.printed)),
    ("元 for 万元", |_, site, _| times(&site.printed, 10_000)),
    ("blank", |_, _, _| Some(String::new())),
    ("neighbour's column", |variant, site, rng| {
        beside(variant, site, rng, true)
    }),
    ("neighbour's row", |variant, site, rng| {
        beside(variant, site, rng, false)
    }),
    ("last year's amount", |_, site, rng| {
        last_year(&site.printed, rng)
    }),
    ("any other amount", |_, site, rng| other(&site.printed, rng)),
];

/// Slips in a blank cell.
const BLANK: &[(&str, Slip)] = &[("figure where nothing belongs", |variant, site, rng| {
    let printed: Vec<&Site> = variant
        .sites
        .iter()
        .filter(|it| it.table == site.table && !it.printed.is_empty())
        .collect();
    let mould = rng.choice(printed)?;
    if rng.bool() {
        Some(mould.printed.clone())
    } else {
        other(&mould.printed, rng)
    }
})];

/// How often a blank cell is taken, of a hundred times.
const BLANKS: u32 = 6;

/// One slip somewhere.
pub(crate) fn seed(variant: &Variant, kind: &str, rng: &mut Rng) -> Option<Fault> {
    let blank = rng.u32(0..100) < BLANKS || kind.contains("nothing");
    let slips = if blank { BLANK } else { PRINTED };
    let slips: Vec<_> = slips.iter().filter(|slip| slip.0.contains(kind)).collect();
    let &&(kind, slip) = rng.choice(&slips)?;
    let sites: Vec<&Site> = variant
        .sites
        .iter()
        .filter(|site| site.printed.is_empty() == blank && !is_nothing(&site.printed))
        .collect();
    let site = rng.choice(sites)?;
    let to = slip(variant, site, rng)?;
    let (_, shown) = typed(&variant.mould(site), &to)?;
    let changed = parts(&shown)? != parts(&site.printed)?;
    changed.then(|| Fault {
        kind,
        table: site.table.clone(),
        wrong: vec![Wrong {
            figure: site.figure,
            right: site.printed.clone(),
            typed: to,
            shown,
        }],
    })
}

fn is_nothing(printed: &str) -> bool {
    !printed.is_empty() && parts(printed).is_none_or(|parts| parts == 0)
}

fn digits(printed: &str) -> Vec<usize> {
    let digit = |(place, character): (usize, char)| character.is_ascii_digit().then_some(place);
    printed.char_indices().filter_map(digit).collect()
}

fn swapped(printed: &str, rng: &mut Rng) -> Option<String> {
    let bytes = printed.as_bytes();
    let pairs: Vec<usize> = (1..bytes.len())
        .filter(|&at| {
            let (a, b) = (bytes[at - 1], bytes[at]);
            a.is_ascii_digit() && b.is_ascii_digit() && a != b
        })
        .collect();
    let at = rng.choice(pairs)?;
    let mut bytes = bytes.to_vec();
    bytes.swap(at - 1, at);
    String::from_utf8(bytes).ok()
}

fn one_digit(printed: &str, rng: &mut Rng) -> Option<String> {
    let at = rng.choice(digits(printed))?;
    let mut bytes = printed.as_bytes().to_vec();
    bytes[at] = b'0' + (bytes[at] - b'0' + rng.u8(1..10)) % 10;
    String::from_utf8(bytes).ok()
}

/// A digit before the point is left out; one behind it, and the amount ends early.
fn missing(printed: &str, rng: &mut Rng) -> Option<String> {
    let places = digits(printed);
    if places.len() < 2 {
        return None;
    }
    let at = rng.choice(places)?;
    let mut text = printed.to_owned();
    text.remove(at);
    let text = text.strip_suffix('.').map(str::to_owned).unwrap_or(text);
    Some(if text.starts_with('.') {
        format!("0{text}")
    } else {
        text
    })
}

/// A digit too many before the point.
fn extra(printed: &str, rng: &mut Rng) -> Option<String> {
    let whole = printed.find('.').unwrap_or(printed.len());
    let places: Vec<usize> = digits(printed)
        .into_iter()
        .filter(|&at| at < whole)
        .collect();
    let at = rng.choice(places)?;
    let mut text = printed.to_owned();
    let digit = char::from(b'0' + rng.u8(0..10));
    text.insert(at + usize::from(rng.bool() || digit == '0'), digit);
    Some(text)
}

fn decimals(printed: &str) -> usize {
    printed.split_once('.').map_or(0, |(_, it)| it.len())
}

fn times(printed: &str, factor: i64) -> Option<String> {
    let value = parts(printed)?.checked_mul(factor)?;
    Some(text(value, decimals(printed)))
}

fn shifted(printed: &str, factor: i64, rng: &mut Rng) -> Option<String> {
    if rng.bool() {
        return times(printed, factor);
    }
    let value = parts(printed)?;
    let places = decimals(printed);
    (value % factor == 0).then(|| text(value / factor, places))
}

fn negated(printed: &str) -> Option<String> {
    Some(match printed.strip_prefix('-') {
        Some(rest) => rest.to_owned(),
        None => format!("-{printed}"),
    })
}

/// The amount beside, above or below.
fn beside(variant: &Variant, site: &Site, rng: &mut Rng, across: bool) -> Option<String> {
    let neighbours = Neighbours::of(variant, site.figure)?;
    let pair = if across {
        [neighbours.left, neighbours.right]
    } else {
        [neighbours.above, neighbours.below]
    };
    let printed: Vec<String> = pair
        .into_iter()
        .flatten()
        .filter_map(|figure| variant.site(figure))
        .map(|site| site.printed.clone())
        .filter(|printed| !printed.is_empty())
        .collect();
    rng.choice(printed)
}

/// Three to forty hundredths more or less.
fn last_year(printed: &str, rng: &mut Rng) -> Option<String> {
    let value = parts(printed)?;
    let change = value / 1000 * rng.i64(30..400);
    rounded(
        if rng.bool() {
            value + change
        } else {
            value - change
        },
        printed,
    )
}

/// Another amount of the same size.
fn other(printed: &str, rng: &mut Rng) -> Option<String> {
    let value = parts(printed)?.abs().max(10_000);
    rounded(rng.i64(1..value.checked_mul(3)?), printed)
}

fn rounded(value: i64, like: &str) -> Option<String> {
    let places = decimals(like);
    let step = 10_i64.pow(u32::try_from(4_usize.saturating_sub(places)).ok()?);
    let value = value / step * step;
    (value != 0).then(|| text(value, places))
}
