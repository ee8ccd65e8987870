//! Getting at a file's content.

use gloo::file::File;
use gloo::net::http::Request;
use web_sys::FileList;

use crate::words;

/// Where the sample stands, and the name that it is checked under.
pub(crate) const SAMPLE: (&str, &str) = ("./samples/sample.xlsx", "sample.xlsx");

/// The only file of a drop or a choice.
///
/// # Errors
/// One sentence when there are several; `Ok(None)` when there is none.
pub(crate) fn only(files: Option<FileList>) -> Result<Option<web_sys::File>, String> {
    let Some(files) = files else {
        return Ok(None);
    };
    match files.length() {
        0 | 1 => Ok(files.get(0)),
        count => Err(words::too_many(count)),
    }
}

/// Reads a file.
///
/// # Errors
/// One sentence when the browser cannot read it, or when it is far too big.
pub(crate) async fn read(file: web_sys::File) -> Result<Vec<u8>, &'static str> {
    if file.size() > words::BIGGEST_FILE {
        return Err(words::TOO_BIG);
    }
    gloo::file::futures::read_as_bytes(&File::from(file))
        .await
        .map_err(|_| words::UNREADABLE)
}

/// Fetches the sample.
///
/// # Errors
/// One sentence when it does not come.
pub(crate) async fn sample() -> Result<Vec<u8>, &'static str> {
    let response = Request::get(SAMPLE.0)
        .send()
        .await
        .map_err(|_| words::NO_SAMPLE)?;
    if !response.ok() {
        return Err(words::NO_SAMPLE);
    }
    response.binary().await.map_err(|_| words::NO_SAMPLE)
}
