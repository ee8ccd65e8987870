//! The WebAssembly module of gouji: a file's bytes in, a report out.
//!
//! Every export either returns a plain value or throws a JavaScript `Error` whose message is one
//! sentence of plain Chinese: why the file could not be checked, and what to do. Nothing is kept
//! between calls, nothing leaves the caller's machine.
//!
//! ```js
//! import { check } from "./gouji_wasm.js";
//! const report = check(new Uint8Array(await file.arrayBuffer()), file.name);
//! ```

mod types;

use gouji::export::Corrected;
use gouji::report::{Adjustment, Correction};
use gouji::{Checked, Input, Options};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Faster and smaller than the one that comes with Rust.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

use types::{
    CheckOptions, CorrectOptions, InputFile, Opened, Outcome, Rule, RulebookInfo, SheetInfo,
};

/// Checks one file and returns its report.
///
/// Throws an `Error` when the file cannot be read, is no budget disclosure, is an archive of several, or has no
/// table of the rulebook that was named, and when the options are not as described or name no sound rulebook.
#[wasm_bindgen(
    unchecked_return_type = "Report",
    return_description = "the report: verdict, tables, findings, amounts as decimal strings"
)]
pub fn check(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CheckOptions",
        param_description = "year and rulebook; both are found out by default"
    )]
    options: JsValue,
) -> Result<JsValue, JsError> {
    plain(checked(bytes, name, options)?.report())
}

/// Checks one file and returns its report as JSON on one line, byte for byte what
/// `gouji check --json` prints before its line break.
///
/// Throws an `Error` when the file cannot be read, is no budget disclosure, is an archive of several, or has no
/// table of the rulebook that was named, and when the options are not as described or name no sound rulebook.
#[wasm_bindgen(js_name = checkJson, return_description = "the report as JSON")]
pub fn check_json(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CheckOptions",
        param_description = "year and rulebook; both are found out by default"
    )]
    options: JsValue,
) -> Result<String, JsError> {
    Ok(gouji::to_json(checked(bytes, name, options)?.report()))
}

/// Checks one file and returns all that a viewer shows of it: the report, the tables as the
/// workbook shows them with their cells marked, and the figures as data.
///
/// Throws an `Error` when the file cannot be read, is no budget disclosure, is an archive of several, or has no
/// table of the rulebook that was named, and when the options are not as described or name no sound rulebook.
#[wasm_bindgen(
    unchecked_return_type = "Opened",
    return_description = "report, tables and data; no correction is accepted in the data"
)]
pub fn open(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CheckOptions",
        param_description = "year and rulebook; both are found out by default"
    )]
    options: JsValue,
) -> Result<JsValue, JsError> {
    let checked = checked(bytes, name, options)?;
    plain(&Opened {
        report: checked.report(),
        tables: checked.tables(),
        corrected: checked.corrected(&[]),
    })
}

/// Checks one file and returns its figures as data, with the given corrections in place: what
/// `gouji correct` writes.
///
/// Throws an `Error` when the file cannot be read, is no budget disclosure, is an archive of several, or has no
/// table of the rulebook that was named, and when options or corrections are not as described or no sound
/// rulebook is named.
#[wasm_bindgen(
    unchecked_return_type = "Corrected",
    return_description = "the figures; `changes` are the corrections that were given"
)]
pub fn correct(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
    #[wasm_bindgen(
        unchecked_param_type = "Correction[]",
        param_description = "those of the report's corrections that are accepted"
    )]
    accepted: JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CorrectOptions",
        param_description = "as those of a check, and whether tables are made additive"
    )]
    options: JsValue,
) -> Result<JsValue, JsError> {
    let accepted = accepted_from(accepted)?;
    plain(
        &Wishes::of(&options)
            .corrected(&checked(bytes, name, options)?, &accepted)
            .1,
    )
}

/// Returns the file itself with the given corrections in its cells and, but in text, a comment at each;
/// all else in it stays as it is. The format is that of the file.
///
/// Throws an `Error` where `correct` does, and when the file's cells cannot be changed in place.
#[wasm_bindgen(
    js_name = correctWorkbook,
    return_description = "content of the corrected file"
)]
pub fn correct_workbook(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
    #[wasm_bindgen(
        unchecked_param_type = "Correction[]",
        param_description = "those of the report's corrections that are accepted"
    )]
    accepted: JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CorrectOptions",
        param_description = "as those of a check, and whether tables are made additive"
    )]
    options: JsValue,
) -> Result<Vec<u8>, JsError> {
    let accepted = accepted_from(accepted)?;
    let wishes = Wishes::of(&options);
    let checked = checked(bytes, name, options)?;
    let adjustments = wishes.corrected(&checked, &accepted).0;
    let written = checked.rewrite(&[Input { name, bytes }], &accepted, &adjustments);
    let file = written.and_then(gouji::writeback::packed);
    file.map(|file| file.bytes)
        .map_err(|error| JsError::new(&error.to_string()))
}

/// Checks several files: those that are parts of one disclosure are checked as one, disclosures and
/// the members of an archive stay apart. One file that cannot be read does not stop the others.
///
/// Throws an `Error` only when files or options are not as described or the options name no sound rulebook.
#[wasm_bindgen(
    js_name = checkFiles,
    unchecked_return_type = "Outcome[]",
    return_description = "what became of them, in the order of their first files"
)]
pub fn check_files(
    #[wasm_bindgen(
        unchecked_param_type = "InputFile[]",
        param_description = "the files; those whose names have the same folder may belong together"
    )]
    files: JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "CheckOptions",
        param_description = "year and rulebook; both are found out by default"
    )]
    options: JsValue,
) -> Result<JsValue, JsError> {
    let files: Vec<InputFile> = serde_wasm_bindgen::from_value(files).map_err(|_| {
        JsError::new(
            "文件有误：应为数组，每项有 name（字符串）和 bytes（Uint8Array）。请改正后再试。",
        )
    })?;
    let inputs: Vec<Input<'_>> = files.iter().map(InputFile::input).collect();
    let answers = gouji::check_files(&inputs, &options_from(options)?, &mut |_| ())
        .map_err(|error| JsError::new(&error.to_string()))?;
    let outcomes: Vec<Outcome<'_>> = answers.iter().map(Outcome::from).collect();
    plain(&outcomes)
}

/// The sheets of a file with their cells counted: what there is to check, without checking it.
///
/// Throws an `Error` when the file cannot be read.
#[wasm_bindgen(
    unchecked_return_type = "SheetInfo[]",
    return_description = "the sheets in their order"
)]
pub fn sheets(
    #[wasm_bindgen(param_description = "content of the file")] bytes: &[u8],
    #[wasm_bindgen(param_description = "name of the file, without any folder")] name: &str,
) -> Result<JsValue, JsError> {
    let book = gouji::source::read(name, bytes);
    let book = book.map_err(|error| JsError::new(&error.to_string()))?;
    let sheets: Vec<SheetInfo> = book.sheets.iter().map(SheetInfo::from).collect();
    plain(&sheets)
}

/// The built-in rulebooks: what there is to choose from, and to start one of your own with.
#[wasm_bindgen(
    unchecked_return_type = "RulebookInfo[]",
    return_description = "the rulebooks"
)]
pub fn rulebooks() -> Result<JsValue, JsError> {
    plain(&RulebookInfo::all())
}

/// Every rule, by its permanent code: what `gouji rules --json` prints.
#[wasm_bindgen(unchecked_return_type = "Rule[]", return_description = "the rules")]
pub fn rules() -> Result<JsValue, JsError> {
    let rules: Vec<Rule> = gouji::rules().into_iter().map(Rule::from).collect();
    plain(&rules)
}

/// The version of this module.
#[wasm_bindgen(return_description = "three numbers with points between them")]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn checked(bytes: &[u8], name: &str, options: JsValue) -> Result<Checked, JsError> {
    let options = options_from(options)?;
    gouji::check(name, bytes, &options).map_err(|error| JsError::new(&error.to_string()))
}

fn options_from(value: JsValue) -> Result<Options, JsError> {
    if value.is_undefined() || value.is_null() {
        return Ok(Options::default());
    }
    let options: Result<CheckOptions, _> = serde_wasm_bindgen::from_value(value);
    options.map(Options::from).map_err(|_| {
        JsError::new(
            "选项有误：year 应为年份的整数（如 2026），rulebook 应为字符串。请改正后再试。",
        )
    })
}

/// What is wished beside corrections.
struct Wishes {
    additive: bool,
}

impl Wishes {
    /// Where the options are wrong, the check says so.
    fn of(options: &JsValue) -> Self {
        let given: Result<CorrectOptions, _> = serde_wasm_bindgen::from_value(options.clone());
        Self {
            additive: given.is_ok_and(|given| given.additive.unwrap_or(false)),
        }
    }

    fn corrected(
        &self,
        checked: &Checked,
        accepted: &[Correction],
    ) -> (Vec<Adjustment>, Corrected) {
        if !self.additive {
            return (Vec::new(), checked.corrected(accepted));
        }
        let corrected = checked.corrected_additive(accepted).1;
        let adjustments = corrected.additive.as_ref();
        let adjustments = adjustments.map(|it| it.adjustments.clone());
        (adjustments.unwrap_or_default(), corrected)
    }
}

fn accepted_from(value: JsValue) -> Result<Vec<Correction>, JsError> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|_| JsError::new("更正有误：应为数组，每项取自报告的 corrections。请改正后再试。"))
}

/// Objects, arrays, strings and numbers only: what `JSON.parse` would return for the same value.
fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsError::from)
}
