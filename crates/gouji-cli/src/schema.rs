//! `gouji schema`: the JSON Schema of what the command and the page write.

use gouji::export::{CORRECTED_SCHEMA, Corrected};
use gouji::report::{REPORT_SCHEMA, Report};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::json;

use crate::args::{SchemaArgs, SchemaOf};
use crate::output::{Output, Status};

/// Prints the schema that was asked for.
pub(crate) fn run(args: &SchemaArgs, output: &mut Output) -> Status {
    let schema = match args.of {
        SchemaOf::Report => of::<Report>(REPORT_SCHEMA),
        SchemaOf::Corrected => of::<Corrected>(CORRECTED_SCHEMA),
    };
    match serde_json::to_string_pretty(&schema) {
        Ok(json) => {
            output.write(&(json + "\n"));
            Status::Clean
        }
        Err(error) => crate::check::failed(output, &format!("无法输出 JSON Schema（{error}）。")),
    }
}

/// The schema of a document as it is written, named by its identifier: `gouji.report/1`.
fn of<T: JsonSchema>(identifier: &str) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert(
        "$id".to_owned(),
        json!(format!("urn:{}", identifier.replace(['.', '/'], ":"))),
    );
    schema.insert("title".to_owned(), json!(identifier));
    let field = schema
        .pointer_mut("/properties/schema")
        .and_then(|field| field.as_object_mut());
    if let Some(field) = field {
        field.insert("const".to_owned(), json!(identifier));
    }
    schema
}
