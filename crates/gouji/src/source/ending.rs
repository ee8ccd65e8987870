//! Names of files: a first guess at what a folder holds. What a file is, its content says.

/// Endings of workbooks, tables as text, and archives of these.
const TABLES: &[&str] = &[
    "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "et", "ett", "ods", "ots", "fods", "csv",
    "tsv", "mht", "zip",
];

/// Endings of documents: running text, with or without tables in it.
const TEXTS: &[&str] = &["docx", "doc", "txt", "md", "htm", "html"];

/// Every ending of a file that can be read, without the point.
pub fn endings() -> impl Iterator<Item = &'static str> {
    TABLES.iter().chain(TEXTS).copied()
}

/// How the names of Markdown begin that is about its folder.
const OF_FOLDERS: &[&str] = &["readme", "changelog", "contributing", "license", "index"];

/// Whether a file of this name in a folder is to be read. A file that is named by itself is read
/// whatever it is called.
#[must_use]
pub fn is_readable(name: &str) -> bool {
    !is_hidden(name) && !is_of_folder(name) && endings().any(|known| has(name, known))
}

fn is_of_folder(name: &str) -> bool {
    let begins = |word: &&str| {
        let start = name.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    has(name, "md") && OF_FOLDERS.iter().any(begins)
}

/// Whether a file or folder is hidden, what Windows keeps of a folder, or the lock that Excel and WPS
/// keep beside an open workbook.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    let kept = ["thumbs.db", "desktop.ini"];
    let kept = kept.iter().any(|it| name.eq_ignore_ascii_case(it));
    kept || name.starts_with('.') || name.starts_with("~$")
}

/// Whether a file of this name may be a document.
pub(crate) fn may_be_text(name: &str) -> bool {
    TEXTS.iter().any(|known| has(name, known))
}

fn has(name: &str, ending: &str) -> bool {
    let own = name.rsplit_once('.').map(|(_, own)| own);
    own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::{is_readable, may_be_text};

    #[test]
    fn names_tell_what_is_worth_reading() {
        for (name, readable, text) in [
            ("表1.xlsx", true, false),
            ("表1.XLS", true, false),
            ("说明.docx", true, true),
            ("说明.DOC", true, true),
            ("说明.MD", true, true),
            ("README.zh.md", false, true),
            ("readme.txt", true, true),
            ("说明.pdf", false, false),
            ("~$表1.xlsx", false, false),
            (".表1.xlsx", false, false),
            ("xlsx", false, false),
        ] {
            assert_eq!(
                (is_readable(name), may_be_text(name)),
                (readable, text),
                "{name}"
            );
        }
    }
}
