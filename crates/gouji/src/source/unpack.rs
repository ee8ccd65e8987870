use std::borrow::Cow;

use super::package::Package;
use super::sniff::{self, Found};
use super::{ReadError, encoding, guarded, is_hidden, limits};

/// A file in a file: its name and its content.
pub type Member<'a> = (Cow<'a, str>, Cow<'a, [u8]>);

/// The files that a file holds: those of a zip archive, archives inside of it included, one level
/// deep; any other file, workbooks among them, holds itself. Names are paths inside of the archive.
///
/// # Errors
/// When an archive is damaged, encrypted or too large; the error says what to do. Whether what it
/// holds can be read is not looked at.
pub fn unpack<'a>(name: &'a str, bytes: &'a [u8]) -> Result<Vec<Member<'a>>, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLarge { limit: "64 MB" });
    }
    guarded(|| {
        let Some(mut package) = archive(bytes)? else {
            return Ok(vec![(Cow::Borrowed(name), Cow::Borrowed(bytes))]);
        };
        package.allow(limits::MEMBER_BYTES);
        let mut members: Vec<(String, Vec<u8>)> = Vec::new();
        let mut left = limits::MEMBER_BYTES;
        for (member, content) in files(package)? {
            let found = match archive(&content) {
                Ok(Some(mut inner)) => {
                    inner.allow(left);
                    let path = |(name, bytes)| (format!("{member}/{name}"), bytes);
                    files(inner)?.into_iter().map(path).collect()
                }
                // What cannot be read is said when it is read.
                Ok(None) | Err(_) => vec![(member, content)],
            };
            for (member, content) in found {
                let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
                left = left.checked_sub(size).ok_or(TOO_LARGE)?;
                members.push((member, content));
            }
            if members.len() > limits::MEMBERS {
                return Err(TOO_MANY);
            }
        }
        if members.is_empty() {
            return Err(ReadError::EmptyArchive);
        }
        let owned = |(name, bytes)| (Cow::Owned(name), Cow::Owned(bytes));
        Ok(members.into_iter().map(owned).collect())
    })
}

const TOO_MANY: ReadError = ReadError::TooLarge {
    limit: "压缩包内 512 个文件",
};

const TOO_LARGE: ReadError = ReadError::TooLarge {
    limit: "压缩包内文件共 64 MB",
};

/// The archive that a file is, unless it is a workbook or no archive at all.
fn archive(bytes: &[u8]) -> Result<Option<Package<'_>>, ReadError> {
    if !sniff::is_zip(bytes) {
        return Ok(None);
    }
    match sniff::content(bytes) {
        Ok(Found::Archive(package)) => Ok(Some(package)),
        Ok(_) | Err(ReadError::Unsupported { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The files of an archive without what systems add to it.
fn files(mut package: Package<'_>) -> Result<Vec<(String, Vec<u8>)>, ReadError> {
    let mut files = Vec::new();
    for index in 0..package.len() {
        if package.is_folder(index) {
            continue;
        }
        let part = package.at(index)?;
        let name = encoding::name(part.raw_name()).replace('\\', "/");
        if is_added(&name) {
            continue;
        }
        if files.len() >= limits::MEMBERS {
            return Err(TOO_MANY);
        }
        files.push((name, part.bytes()?));
    }
    Ok(files)
}

/// Whether a system or program added the file for itself.
fn is_added(name: &str) -> bool {
    name.split('/')
        .any(|part| part == "__MACOSX" || is_hidden(part))
}
