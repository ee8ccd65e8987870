/// A formula of a document as a workbook writes it: `of:=SUM([.E2:.E4])` is `SUM(E2:E4)`.
pub(super) fn plain(formula: &str) -> Option<String> {
    let (_, text) = formula.split_once('=')?;
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('[') {
        let (cells, after) = inside.split_once(']')?;
        out.push_str(before);
        out.push_str(&cells_of(cells)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// `.E2:.E4`, `$表1.E2`
fn cells_of(text: &str) -> Option<String> {
    let corner = |text: &str| {
        let (sheet, cell) = text.rsplit_once('.')?;
        let sheet = sheet.trim_start_matches('$').trim_matches('\'').to_owned();
        Some((sheet, cell.to_owned()))
    };
    let (start, end) = match text.split_once(':') {
        Some((start, end)) => (corner(start)?, Some(corner(end)?.1)),
        None => (corner(text)?, None),
    };
    let sheet = match start.0.as_str() {
        "" => String::new(),
        name => format!("'{name}'!"),
    };
    let end = end.map_or_else(String::new, |end| format!(":{end}"));
    Some(format!("{sheet}{}{end}", start.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_those_of_workbooks() {
        for (formula, text) in [
            ("of:=SUM([.E2:.E4])-[.$F$1]", Some("SUM(E2:E4)-$F$1")),
            ("of:=[$'表 1'.A1]+[$B.C2:.C3]", Some("'表 1'!A1+'B'!C2:C3")),
            ("oooc:=1", Some("1")),
            ("of:=[.A1", None),
        ] {
            assert_eq!(plain(formula).as_deref(), text, "{formula}");
        }
    }
}
