//! Published documents of another template beside the project: text of their pages, in which the
//! rows of tables are divided by tabs.

use std::path::PathBuf;

use gouji_fixtures::{Cell, Sheet, Workbook};

/// The folder of published documents; says so when it is not there.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let found = path.join(name).is_dir();
    if !found {
        eprintln!("skipped: {} is not there", path.join(name).display());
    }
    found.then(|| path.join(name))
}

/// The tables of a document as a workbook: a sheet for each title, which goes on where the next
/// page has none.
pub(crate) fn workbook(text: &str) -> Workbook {
    let mut book = Workbook::default();
    for page in text.split("===== PAGE").skip(1) {
        let rows = rows(page);
        if rows.is_empty() {
            continue;
        }
        if let Some(title) = page.lines().find(|line| is_title(line)) {
            let name = format!("第 {} 张", book.sheets.len() + 1);
            let named = |line: &&str| line.starts_with("编制") || line.starts_with("单位");
            let lines = page.lines().filter(named).map(Cell::from).collect();
            book.sheets.push(Sheet {
                name,
                rows: vec![vec![title.into()], lines],
                ..Sheet::default()
            });
        }
        if let Some(sheet) = book.sheets.last_mut() {
            sheet.rows.extend(rows);
        }
    }
    book
}

fn is_title(line: &str) -> bool {
    line.ends_with('表') && line.contains("预算") && !line.contains(['，', '。', '、'])
}

/// The rows of a page's tables; a total may stand alone on its page.
fn rows(page: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for table in page.split("----- TABLE").skip(1) {
        let body = table.split("----- END").next().unwrap_or_default();
        rows.extend(
            body.lines()
                .skip(1)
                .map(|line| line.split('\t').map(Cell::from).collect()),
        );
    }
    let mut lines = page.lines().skip(1).map(str::trim);
    if rows.is_empty() && lines.next() == Some("合计") {
        let amounts: Vec<Cell> = lines
            .filter(|line| !line.is_empty())
            .map(Cell::from)
            .collect();
        let mut total = vec![Cell::Blank; 4];
        total[0] = "合计".into();
        total.extend(amounts);
        rows.push(total);
    }
    rows
}
