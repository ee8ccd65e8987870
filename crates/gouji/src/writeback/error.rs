use crate::source::{Address, ReadError};

/// Why a corrected file could not be written. Displayed as one sentence: why, and what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WriteError {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Cells of this format cannot be changed in place.
    #[error(
        "{format}不能在原文件上更正。请在 Excel 或 WPS 中把它另存为 .xlsx 工作簿，再核对并导出更正后的工作簿。"
    )]
    Format {
        /// The format's name.
        format: &'static str,
    },
    /// Running text cannot be changed in place, and no spreadsheet program opens it.
    #[error(
        "{format}不能在原文件上更正。请在 Word 或 WPS 中打开原文件，按改动清单逐处修改，再核对一遍。"
    )]
    Document {
        /// The format's name.
        format: &'static str,
    },
    /// The bytes are not those that were checked.
    #[error("原文件与核对时的不同，或没有给出。请重新核对这个文件，再导出更正后的工作簿。")]
    OtherFile,
    /// A correction names a cell that the file does not have, or a value that is no amount.
    #[error("更正“{cell}”在文件中找不到位置，或其值不是金额。请重新核对，再采纳更正。")]
    Unknown {
        /// The cell as the correction names it.
        cell: String,
    },
    /// The cell is one of several that share a formula which cannot be taken apart.
    #[error(
        "工作表“{sheet}”的 {at} 属于数组公式，不能单独改动。请先在 Excel 或 WPS 中把该公式粘贴为数值，再重新核对。"
    )]
    Array {
        /// Name of the sheet.
        sheet: String,
        /// The cell.
        at: Address,
    },
    /// The written file, read again, does not show what it should.
    #[error(
        "工作表“{sheet}”的 {at} 写入后与预期不同，因此没有导出。请在 Excel 或 WPS 中按更正说明修改这个单元格。"
    )]
    NotKept {
        /// Name of the sheet.
        sheet: String,
        /// The cell.
        at: Address,
    },
    /// The text has characters that its encoding cannot give back unchanged.
    #[error(
        "文件的文字编码不完整，改写后不能保持原样。请在 Excel 或 WPS 中另存为 .xlsx 工作簿，再重新核对。"
    )]
    Encoding,
}

impl WriteError {
    /// A damaged file, with what was found out.
    pub(super) fn damaged(detail: &str) -> Self {
        Self::Read(ReadError::Damaged {
            detail: detail.to_owned(),
        })
    }
}
