use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to tell its encoding, in bytes.
const SAMPLE: usize = 65_536;

/// The text of a file: in the encoding of its byte order mark, or else in the first that its bytes
/// can be of UTF-16, UTF-8, the one that the file says it has, and GB18030; `None` when it is no text.
pub(super) fn text<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> Option<Cow<'a, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        return is_text(&text).then_some(text);
    }
    let sixteen = sixteen(bytes);
    let candidates = [sixteen, Some(UTF_8), declared, Some(GB18030)];
    candidates.into_iter().flatten().find_map(|encoding| {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        let sound = !broken || encoding != UTF_8 && mostly_sound(&text);
        (sound && is_text(&text)).then_some(text)
    })
}

/// The name of a file in an archive that does not say how it is encoded.
pub(crate) fn name(bytes: &[u8]) -> String {
    let (text, broken) = UTF_8.decode_without_bom_handling(bytes);
    if broken {
        GB18030.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        text.into_owned()
    }
}

/// Text of one byte or two a character, in the code page of a workbook.
pub(super) fn in_code_page(bytes: &[u8], page: u16) -> String {
    let encoding = match page {
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1252 | 367 => encoding_rs::WINDOWS_1252,
        65001 => UTF_8,
        _ => GB18030,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding of a text of sixteen bits a character: digits, separators and line ends have one
/// byte that is zero.
fn sixteen(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.chunks_exact(2);
    let plain = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' '..=b'~');
    let little = |pair: &&[u8]| matches!(**pair, [low, 0] if plain(low));
    let big = |pair: &&[u8]| matches!(**pair, [0, low] if plain(low));
    let little = pairs.clone().filter(little).count();
    let big = pairs.clone().filter(big).count();
    let enough = little.max(big) > pairs.len() / 32;
    enough.then_some(if big > little { UTF_16BE } else { UTF_16LE })
}

/// Whether so few characters are broken that the encoding must be right: a file that was cut, or
/// that has a stray byte.
fn mostly_sound(text: &str) -> bool {
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
    broken.saturating_mul(1000) <= text.len().saturating_add(1000)
}

/// Whether there are no characters that no text has.
fn is_text(text: &str) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\t'..='\r' | '\u{1a}' | '\u{85}');
    !text.contains(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_by_its_bytes() {
        let sample = "科目编码,科目名称,合计\r\n201,一般公共服务支出,12.50\r\n";
        let sixteen = |text: &str, be: bool| -> Vec<u8> {
            let bytes = |unit: u16| {
                if be {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            text.encode_utf16().flat_map(bytes).collect()
        };
        for (name, bytes) in [
            ("UTF-8", sample.as_bytes().to_vec()),
            (
                "UTF-8 with mark",
                [b"\xef\xbb\xbf", sample.as_bytes()].concat(),
            ),
            (
                "UTF-16LE",
                [vec![0xff, 0xfe], sixteen(sample, false)].concat(),
            ),
            (
                "UTF-16BE",
                [vec![0xfe, 0xff], sixteen(sample, true)].concat(),
            ),
            ("UTF-16LE without mark", sixteen(sample, false)),
            ("UTF-16BE without mark", sixteen(sample, true)),
            ("GB18030", GB18030.encode(sample).0.into_owned()),
        ] {
            assert_eq!(text(&bytes, None).as_deref(), Some(sample), "{name}");
        }
        let cut = GB18030.encode(sample).0;
        assert!(text(&cut[..13], None).is_some());
        assert_eq!(text(b"\x00\x01\x02\x03", None), None);
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None), None);
        assert_eq!(name(&GB18030.encode("收支总表.csv").0), "收支总表.csv");
    }
}
