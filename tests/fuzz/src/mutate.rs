//! Changes to bytes.

use std::ops::Range;

use fastrand::Rng;

/// Numbers at the borders of what fields hold.
const NUMBERS: &[u64] = &[
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x3fff,
    0x4000,
    0x7fff,
    0x8000,
    0xffff,
    0x10_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
    0x7ff0_0000_0000_0000,
    u64::MAX,
];

/// Words that mean something to one of the readers.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "1",
    "99999999999",
    "1048576",
    "16384",
    "4294967295",
    "18446744073709551615",
    "1e308",
    "NaN",
    "A1",
    "XFD1048576",
    "ZZZZZZ99999999",
    "A1:XFD1048576",
    "&#0;",
    "&#x10FFFF;",
    "&lt;",
    "&x;",
    "<",
    ">",
    "\"",
    "'",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "hidden=\"1\"",
    "r=\"\"",
    "t=\"s\"",
    "t=\"str\"",
    "rowspan=65535",
    "colspan=16384",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "number-rows-repeated=\"1048576\"",
    "number-columns-repeated=\"16384\"",
    "ss:Index=\"0\"",
    "ss:Span=\"4294967295\"",
    "\r\n",
    "\n",
    "\t",
    ",",
    ";",
    "=",
    "=3D",
    "0.00",
    "#,##0.00_ ",
    "yyyy",
    "General",
    "合计",
    "单位：元",
    "甲",
    "\u{feff}",
    "\0",
    "[[",
    "]]",
    "{",
    "}",
    "Σ",
    "T1",
    "(",
    ")",
    "+",
    "*",
];

/// Any change to any bytes.
pub(crate) fn bytes(data: &mut Vec<u8>, random: &mut Rng) {
    let at = random.usize(..=data.len());
    match random.u8(..8) {
        0 => set(data, at, &[random.u8(..)]),
        1 => flip(data, at, random),
        2 => {
            let number = number(random).to_le_bytes();
            let width = 1 << random.usize(..4);
            set(data, at, &number[..width]);
        }
        3 => drop(data.drain(part(data, at, random))),
        4 => repeat(data, at, random),
        5 => {
            let word = random.choice(WORDS).unwrap_or(&"");
            drop(data.splice(at..at, word.bytes()));
        }
        6 => {
            let part = data[part(data, at, random)].to_vec();
            let to = random.usize(..=data.len());
            set(data, to, &part);
        }
        _ => data.truncate(at.max(data.len() / 2)),
    }
}

/// A change to tags, lines, fields and values.
pub(crate) fn text(data: &mut Vec<u8>, random: &mut Rng) {
    if random.u8(..) < 32 {
        return bytes(data, random);
    }
    let at = random.usize(..=data.len());
    let inside = token(data, at);
    match random.u8(..6) {
        0 => drop(data.drain(inside)),
        1 => {
            let token = data[inside.clone()].to_vec();
            drop(data.splice(inside.end..inside.end, token));
        }
        2 | 3 => {
            let word = random.choice(WORDS).unwrap_or(&"");
            drop(data.splice(inside, word.bytes()));
        }
        4 => {
            let other = token(data, random.usize(..=data.len()));
            let other = data[other].to_vec();
            drop(data.splice(inside, other));
        }
        _ => {
            let number = number(random).to_string();
            drop(data.splice(inside, number.bytes()));
        }
    }
}

/// A change to records: two bytes of kind, two of length, and data.
pub(crate) fn records(data: &mut Vec<u8>, random: &mut Rng) {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(front) = data.get(at..at + 4) {
        let end = at + 4 + usize::from(u16::from_le_bytes([front[2], front[3]]));
        if end > data.len() {
            break;
        }
        places.push(at..end);
        at = end;
    }
    let Some(record) = random.choice(&places).cloned() else {
        return bytes(data, random);
    };
    match random.u8(..8) {
        0 => drop(data.drain(record)),
        1 => {
            let copy = data[record.clone()].to_vec();
            drop(data.splice(record.end..record.end, copy));
        }
        2 => {
            let other = random.choice(&places).cloned().unwrap_or(record.clone());
            let other = data[other].to_vec();
            drop(data.splice(record, other));
        }
        3 => {
            // The record becomes shorter, its length with it.
            let length = random.usize(..=record.len() - 4);
            data.drain(record.start + 4 + length..record.end);
            let length = u16::try_from(length).unwrap_or(0).to_le_bytes();
            set(data, record.start + 2, &length);
        }
        4 => flip(data, record.start, random),
        _ => {
            let at = random.usize(record.clone());
            let number = number(random).to_le_bytes();
            let width = 1 << random.usize(..4);
            set(data, at, &number[..width]);
        }
    }
}

fn number(random: &mut Rng) -> u64 {
    match random.bool() {
        true => *random.choice(NUMBERS).unwrap_or(&0),
        false => random.u64(..) >> random.u32(..64),
    }
}

fn set(data: &mut [u8], at: usize, value: &[u8]) {
    for (to, from) in data.iter_mut().skip(at).zip(value) {
        *to = *from;
    }
}

fn flip(data: &mut [u8], at: usize, random: &mut Rng) {
    if let Some(byte) = data.get_mut(at) {
        *byte ^= 1 << random.u8(..8);
    }
}

/// A stretch from a place on, mostly a short one.
fn part(data: &[u8], at: usize, random: &mut Rng) -> Range<usize> {
    let most = (data.len() - at).min(1 << random.u32(..12));
    at..at + random.usize(..=most)
}

fn repeat(data: &mut Vec<u8>, at: usize, random: &mut Rng) {
    let part = data[part(data, at, random)].to_vec();
    let times = random.usize(1..16);
    drop(data.splice(at..at, part.repeat(times)));
}

/// What stands around a place, between signs that divide.
fn token(data: &[u8], at: usize) -> Range<usize> {
    let divides = |byte: &u8| b"<>\"'=,;\t\n &()[]{}+".contains(byte);
    let before = data[..at]
        .iter()
        .rposition(divides)
        .map_or(0, |place| place + 1);
    let after = data[at..]
        .iter()
        .position(divides)
        .map_or(data.len(), |place| at + place);
    before..after
}
