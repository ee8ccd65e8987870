//! From a request's target to a file of the page, never outside its folder.

use std::path::{Path, PathBuf};

/// The file that a request asks for; `None` when there is none to be shown.
pub(crate) fn resolve(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let decoded = decode(path)?;
    if !is_plain(&decoded) {
        return None;
    }
    let mut file = folder.join(&decoded);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    let inside = file.starts_with(folder.canonicalize().ok()?);
    (inside && file.is_file()).then_some(file)
}

/// The file as it is sent, and the header that says how it is packed: the smallest form that lies
/// beside it and that the visitor takes.
pub(crate) fn packed(file: &Path, accepts: &str) -> (PathBuf, &'static str) {
    let forms = [
        ("br", ".br", "Content-Encoding: br\r\n"),
        ("gzip", ".gz", "Content-Encoding: gzip\r\n"),
    ];
    let takes = |coding: &str| accepts.split(',').any(|word| word.trim() == coding);
    for (coding, ending, header) in forms {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        let path = PathBuf::from(name);
        if takes(coding) && path.is_file() {
            return (path, header);
        }
    }
    (file.to_owned(), "")
}

/// Whether the file lies in a folder that is named by a build's content: it never changes.
pub(crate) fn is_named_by_content(file: &Path) -> bool {
    let is_name = |name: &str| name.len() == 12 && name.bytes().all(|it| it.is_ascii_hexdigit());
    let mut folders = file.components().rev().skip(1);
    folders.any(|folder| folder.as_os_str().to_str().is_some_and(is_name))
}

/// Whether a decoded path consists of ordinary names only.
fn is_plain(path: &str) -> bool {
    let odd = |c: char| c.is_control() || c == '\\' || c == ':';
    let hidden = |name: &str| name.starts_with('.');
    !path.contains(odd) && !path.starts_with('/') && !path.split('/').any(hidden)
}

/// Undoes percent-encoding; `None` when it is wrong or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &tail[2..];
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file by its extension.
pub(crate) fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "txt" | "md" | "toml" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, is_named_by_content, media_type, packed, resolve};
    use std::fs;
    use std::path::{Path, PathBuf};

    /// A page with one file in a folder, and a secret beside the page.
    fn page(name: &str) -> PathBuf {
        let base = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let dist = base.join("dist");
        fs::create_dir_all(dist.join("样本")).unwrap();
        fs::write(base.join("secret.txt"), "secret").unwrap();
        fs::write(dist.join("index.html"), "page").unwrap();
        fs::write(dist.join(".hidden"), "hidden").unwrap();
        fs::write(dist.join("样本/a b.xlsx"), "book").unwrap();
        dist
    }

    #[test]
    fn finds_the_files_of_the_page() {
        let dist = page("finds");
        let table = [
            ("/", "index.html"),
            ("/?a=1", "index.html"),
            ("/index.html#top", "index.html"),
            ("/%E6%A0%B7%E6%9C%AC/a%20b.xlsx", "样本/a b.xlsx"),
        ];
        for (target, file) in table {
            let expected = dist.join(file).canonicalize().unwrap();
            assert_eq!(resolve(&dist, target), Some(expected), "{target}");
        }
    }

    #[test]
    fn finds_nothing_else() {
        let dist = page("nothing");
        let table = [
            "",
            "index.html",
            "/missing",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/C:/secret.txt",
            "/.hidden",
            "/index.html%00",
            "/%zz",
            "/%f",
            "/%ff",
            "http://host/index.html",
        ];
        for target in table {
            assert_eq!(resolve(&dist, target), None, "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn follows_no_link_out_of_the_page() {
        let dist = page("link");
        let _ = std::os::unix::fs::symlink("../secret.txt", dist.join("link.txt"));
        assert_eq!(resolve(&dist, "/link.txt"), None);
    }

    #[test]
    fn sends_the_smallest_form_that_is_taken() {
        let file = page("packed").join("index.html");
        for ending in ["br", "gz"] {
            fs::write(file.with_extension(format!("html.{ending}")), ending).unwrap();
        }
        for (accepts, ending) in [
            ("gzip, br", "br"),
            ("gzip", "gz"),
            ("brr", "html"),
            ("", "html"),
        ] {
            let (path, header) = packed(&file, accepts);
            assert_eq!(path.extension().unwrap(), ending, "{accepts}");
            assert_eq!(header.is_empty(), ending == "html", "{accepts}");
        }
    }

    #[test]
    fn knows_what_never_changes() {
        assert!(is_named_by_content(Path::new("dist/0123456789ab/page.js")));
        assert!(is_named_by_content(Path::new("dist/0123456789ab/a/b.png")));
        assert!(!is_named_by_content(Path::new("dist/index.html")));
        assert!(!is_named_by_content(Path::new("dist/0123456789ab")));
    }

    #[test]
    fn decodes_and_names_types() {
        assert_eq!(decode("a%20b").as_deref(), Some("a b"));
        assert_eq!(media_type(Path::new("x_bg.wasm")), "application/wasm");
        assert_eq!(
            media_type(Path::new("noextension")),
            "application/octet-stream"
        );
    }
}
