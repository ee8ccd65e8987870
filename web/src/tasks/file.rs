//! Getting at files: chosen, dropped, whole folders.

use std::rc::Rc;

use gloo::utils::window;
use gouji::source::{endings, is_hidden, is_readable};
use gouji::view::Rulebook;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry, Response,
};

use crate::state::{Given, Order, natural, places};
use crate::words::{
    Said,
    failures::{MOST_BYTES, MOST_FILES},
};

/// Where the sample stands, and the name that it is checked under.
const SAMPLE: (&str, &str) = ("samples/sample.xlsx", "sample.xlsx");

/// What the file dialogue offers.
pub(crate) fn accepted() -> String {
    let endings = endings().chain(["toml"]);
    let list: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    list.join(",")
}

/// What was dropped, before it is known whether it is files or folders.
pub(crate) struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<File>,
}

impl Dropped {
    /// What another script has taken from a drop or a choice.
    pub(crate) fn new(entries: Array, files: Array) -> Self {
        Self {
            entries: entries.iter().map(JsValue::unchecked_into).collect(),
            files: files.iter().map(JsValue::unchecked_into).collect(),
        }
    }

    /// Whether nothing was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.files.is_empty()
    }
}

/// What was dropped. To be called while the event is handled: afterwards the browser forgets it.
pub(crate) fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let mut dropped = Dropped {
        entries: Vec::new(),
        files: Vec::new(),
    };
    for item in (0..items.length()).filter_map(|place| items.get(place)) {
        match (item.webkit_get_as_entry(), item.get_as_file()) {
            (Ok(Some(entry)), _) => dropped.entries.push(entry),
            (_, Ok(Some(file))) => dropped.files.push(file),
            _ => {}
        }
    }
    dropped
}

/// The files of a choice.
pub(crate) fn listed(list: Option<FileList>) -> Dropped {
    let list = list.iter();
    let files = list.flat_map(|list| (0..list.length()).filter_map(|place| list.get(place)));
    Dropped {
        entries: Vec::new(),
        files: files.collect(),
    }
}

/// The files of a drop or a choice, those of folders among them, and the rulebook if one is there.
///
/// # Errors
/// A name and one sentence: why there is nothing to check.
pub(crate) async fn collect(dropped: Dropped) -> Result<Order, (String, Said)> {
    let Dropped { entries, files } = dropped;
    let mut found: Vec<(String, File, bool)> = Vec::new();
    for file in files {
        let path = folder_path(&file);
        let inside = path.contains('/');
        found.push((path, file, inside));
    }
    found.extend(
        walk(entries)
            .await
            .map_err(|name| (name, Said::Unreadable))?,
    );
    let sorted = places(found.len(), &|one, other| {
        natural(&found[one].0, &found[other].0)
    });
    let (found, others): (Vec<_>, Vec<_>) = sorted
        .into_iter()
        .map(|place| found[place].clone())
        .partition(|(name, _, inside)| !inside || is_wanted(name));
    let others = others.into_iter().map(|(name, ..)| name);
    let skipped = others.filter(|name| !is_kept_hidden(name)).collect();
    order(found, skipped).await
}

async fn order(
    found: Vec<(String, File, bool)>,
    skipped: Vec<String>,
) -> Result<Order, (String, Said)> {
    let mut order = Order {
        skipped: Rc::new(skipped),
        ..Order::default()
    };
    let mut files = Vec::new();
    let bytes: f64 = found.iter().map(|(_, file, _)| file.size()).sum();
    if found.len() > MOST_FILES {
        return Err((String::new(), Said::TooMany(found.len())));
    } else if bytes > MOST_BYTES {
        return Err((String::new(), Said::TooBig));
    } else if found.is_empty() {
        return Err((String::new(), Said::NoFiles));
    }
    for (name, file, _) in found {
        if name.to_ascii_lowercase().ends_with(".toml") {
            let text = text(&file).await;
            let text = text.ok_or_else(|| (name.clone(), Said::Unreadable))?;
            order.rulebook = Some(Rulebook::Own { name, text });
        } else {
            let blob = file.unchecked_into();
            files.push(Given { name, blob });
        }
    }
    order.files = Rc::new(files);
    Ok(order)
}

/// Fetches the sample.
///
/// # Errors
/// Its name and one sentence when it does not come.
pub(crate) async fn sample() -> Result<Order, (String, Said)> {
    let fetch = async {
        let response =
            JsFuture::from(window().fetch_with_str(&super::address::file(SAMPLE.0))).await?;
        let response: Response = response.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::UNDEFINED);
        }
        JsFuture::from(response.blob()?).await?.dyn_into::<Blob>()
    };
    let name = SAMPLE.1.to_owned();
    match fetch.await {
        Ok(blob) => Ok(Order {
            files: Rc::new(vec![Given { name, blob }]),
            ..Order::default()
        }),
        Err(_) => Err((name, Said::NoSample)),
    }
}

async fn text(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok()?.as_string()
}

/// The files in folders and below, each with its path. A file that vanished is an error: its name.
async fn walk(mut entries: Vec<FileSystemEntry>) -> Result<Vec<(String, File, bool)>, String> {
    let mut found = Vec::new();
    while let Some(entry) = entries.pop() {
        let path = entry.full_path();
        let name = path.trim_start_matches('/').to_owned();
        if entry.is_directory() {
            let folder: FileSystemDirectoryEntry = entry.unchecked_into();
            entries.extend(inside(&folder.create_reader()).await.map_err(|_| name)?);
        } else {
            let file = content(entry.unchecked_ref())
                .await
                .map_err(|_| name.clone())?;
            let inside = name.contains('/');
            found.push((name, file, inside));
        }
    }
    Ok(found)
}

/// All that stands in a folder: the browser gives it in portions.
async fn inside(reader: &FileSystemDirectoryReader) -> Result<Vec<FileSystemEntry>, JsValue> {
    let mut all = Vec::new();
    loop {
        let promise = Promise::new(&mut |resolve, reject| {
            if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
                let _ = reject.call1(&JsValue::UNDEFINED, &error);
            }
        });
        let portion: Array = JsFuture::from(promise).await?.unchecked_into();
        if portion.length() == 0 {
            return Ok(all);
        }
        all.extend(
            portion
                .iter()
                .map(JsValue::unchecked_into::<FileSystemEntry>),
        );
    }
}

async fn content(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// The path of a file in the folder that was chosen, or its name.
fn folder_path(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into());
    let path = path.ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

/// Whether a file of a folder is one to check.
fn is_wanted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !is_kept_hidden(path) && is_readable(name)
}

/// Whether a file or one of its folders is hidden.
fn is_kept_hidden(path: &str) -> bool {
    path.split('/').any(is_hidden)
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn folders_are_searched_for_what_can_be_read() {
        for (path, expected) in [
            ("公开/表1.xlsx", true),
            ("公开/表1.XLS", true),
            ("公开/说明.pdf", false),
            ("公开/~$表1.xlsx", false),
            ("公开/.git/表1.xlsx", false),
            ("公开/own.toml", false),
            ("公开/xlsx", false),
            ("公开/说明.docx", true),
        ] {
            assert_eq!(is_wanted(path), expected, "{path}");
        }
    }
}
