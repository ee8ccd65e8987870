use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{WriteError, Written};
use crate::order::Gather;
use crate::source::encoding;

/// What becomes of an archive.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Entries with another content, by their places in the directory; `None` leaves one out.
    pub(super) entries: BTreeMap<usize, Option<Vec<u8>>>,
    /// Entries to add.
    pub(super) added: BTreeMap<String, Vec<u8>>,
}

/// The archive with some entries changed or added. All others are copied as they are, without
/// being inflated.
pub(super) fn rewritten(bytes: &[u8], mut changes: Changes) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(refusal)?;
        match changes.entries.remove(&index) {
            None => writer.raw_copy_file(entry).map_err(refusal)?,
            Some(None) => {}
            Some(Some(content)) => {
                let options = SimpleFileOptions::default()
                    .compression_method(entry.compression())
                    .last_modified_time(entry.last_modified().unwrap_or_default());
                let name = entry.name_raw().to_owned();
                drop(entry);
                add(&mut writer, &name, options, &content)?;
            }
        }
    }
    for (name, content) in changes.added {
        add(
            &mut writer,
            name.as_bytes(),
            SimpleFileOptions::default(),
            &content,
        )?;
    }
    let comment = archive.comment().to_vec();
    if !comment.is_empty() {
        writer
            .set_raw_comment(comment.into_boxed_slice())
            .map_err(refusal)?;
    }
    Ok(writer.finish().map_err(refusal)?.into_inner())
}

/// The archive with files in it changed. They go by their paths, through an archive inside of it.
pub(super) fn with_members(
    bytes: &[u8],
    mut changed: BTreeMap<Cow<'_, str>, Vec<u8>>,
) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut changes = Changes::default();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(refusal)?;
        let name = encoding::name(entry.name_raw()).replace('\\', "/");
        let content = match changed.remove(name.as_str()) {
            Some(content) => content,
            None => {
                let front = format!("{name}/");
                let inner = |path: &Cow<'_, str>| path.strip_prefix(&front).map(str::to_owned);
                let inside: Vec<String> = changed.keys().filter_map(inner).collect();
                if inside.is_empty() || entry.is_dir() {
                    continue;
                }
                let mut content = Vec::new();
                entry
                    .read_to_end(&mut content)
                    .map_err(|_| WriteError::damaged("压缩的内容有误"))?;
                let own = inside.into_iter().filter_map(|path| {
                    let content = changed.remove(format!("{front}{path}").as_str())?;
                    Some((Cow::Owned(path), content))
                });
                with_members(&content, own.gather())?
            }
        };
        changes.entries.insert(index, Some(content));
    }
    rewritten(bytes, changes)
}

/// An archive of files; a name that is there already gets a number.
pub(super) fn of(files: Vec<Written>) -> Result<Vec<u8>, WriteError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, file) in files.into_iter().enumerate() {
        let numbered = format!("{}-{}", place.saturating_add(1), file.name);
        let options = SimpleFileOptions::default();
        add(&mut writer, file.name.as_bytes(), options, &file.bytes)
            .or_else(|_| add(&mut writer, numbered.as_bytes(), options, &file.bytes))?;
    }
    Ok(writer.finish().map_err(refusal)?.into_inner())
}

fn add(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &[u8],
    options: SimpleFileOptions,
    content: &[u8],
) -> Result<(), WriteError> {
    let options = options.name(name);
    writer.start_file_with_options(options).map_err(refusal)?;
    writer
        .write_all(content)
        .map_err(|_| WriteError::damaged("压缩的内容有误"))
}

fn refusal(_: ZipError) -> WriteError {
    WriteError::damaged("压缩包的目录有误")
}
