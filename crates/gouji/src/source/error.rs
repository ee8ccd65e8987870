/// Why a file could not be read. Displayed as one sentence: why, and what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// It has no bytes.
    #[error("文件是空的（0 字节）。请确认文件已保存完整，再重新选择。")]
    Empty,
    /// It is protected by a password.
    #[error("文件已加密，无法读取。请在 Excel 或 WPS 中取消密码后另存，再重新选择。")]
    Encrypted,
    /// It is an archive protected by a password.
    #[error("压缩包已加密，无法读取。请先用密码解压，再选择其中的工作簿。")]
    EncryptedArchive,
    /// It is larger than what is read.
    #[error("文件超出可读取的大小（{limit}）。请只保留部门预算公开表，另存后再重新选择。")]
    TooLarge {
        /// The limit that it exceeds.
        limit: &'static str,
    },
    /// Its format is known and not read.
    #[error("这是{format}，目前不能读取。请在 Excel 或 WPS 中另存为 .xlsx 工作簿，再重新选择。")]
    Unsupported {
        /// The format's name.
        format: &'static str,
    },
    /// It is an archive where one table file was expected.
    #[error("这是压缩包（.zip），不是单个表格文件。请解压后选择其中的工作簿。")]
    Archive,
    /// It is an archive that holds no file.
    #[error("压缩包里没有文件。请放入部门预算公开表的工作簿，再重新选择。")]
    EmptyArchive,
    /// Its content is none of a spreadsheet.
    #[error(
        "这不是表格，也不是成文的说明（内容不是工作簿、网页表格、分隔文本或完整的句子）。请选择 Excel 或 WPS 保存的工作簿，或 .csv、.docx、.doc 文件。"
    )]
    Unknown,
    /// Its content ends early or contradicts itself.
    #[error(
        "文件已损坏或不完整，无法读取（{detail}）。请在 Excel 或 WPS 中打开并另存，再重新选择。"
    )]
    Damaged {
        /// Where reading stopped.
        detail: String,
    },
}

impl ReadError {
    /// A damaged file, with what was found out.
    pub(super) fn damaged(detail: &str) -> Self {
        Self::Damaged {
            detail: detail.to_owned(),
        }
    }
}
