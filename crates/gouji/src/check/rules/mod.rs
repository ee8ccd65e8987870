//! The rules, one a file. A rule's documentation is its page in `gouji rules`.
//!
//! Codes are permanent. `GJ01` is reading, `GJ02` completeness, `GJ03` arithmetic within a table,
//! `GJ04` between tables, `GJ05` rounding, `GJ06` advice, `GJ07` subject codes and names, `GJ08` running text against
//! tables and itself, `GJ09` its wording, `GJ10` performance tables, `GJ11` privacy.

mod across_sum;
mod advice;
mod apply;
mod at_least;
mod blank_contradicted;
mod blank_left_out;
mod blank_misnamed;
mod blank_unsaid;
mod children_sum;
mod code_order;
mod column_missing;
mod converted;
mod copies;
mod counted_twice;
mod duty_missing;
mod economic_items_missing;
mod formula_values;
mod heading_year;
mod hidden_amounts;
mod hidden_table;
mod item_sum;
mod items_missing;
mod joint;
mod joint_hidden;
mod last_digit;
mod last_year_sum;
mod merged_amounts;
mod mistyped_code;
mod mixed_codes;
mod name_not_current;
mod name_obsolete;
mod name_odd;
mod name_varies;
mod no_amounts;
mod no_formula_value;
mod one_part_total;
mod padded_codes;
mod parent_missing;
mod plain_sum;
mod plan_amount;
mod plan_dates;
mod plan_funds;
mod plan_goal;
mod plan_missing;
mod plan_said;
mod plan_target;
mod plan_weights;
mod plan_weights_odd;
mod private_card;
mod private_identity;
mod private_mobile;
mod rate_column;
mod repeated_row;
mod responsible;
mod rounding;
mod row_parts;
mod row_unnamed;
mod second_copy;
mod stops_short;
mod stored_differs;
mod table_missing;
mod text_allocation;
mod text_amount;
mod text_block;
mod text_changes;
mod text_contents;
mod text_cut;
mod text_direction;
mod text_end;
mod text_last_year;
mod text_limit;
mod text_list;
mod text_mistyped;
mod text_nothing;
mod text_number;
mod text_obsolete;
mod text_office;
mod text_parts;
mod text_parts_exceed;
mod text_path;
mod text_prior;
mod text_product;
mod text_publisher;
mod text_punctuation;
mod text_rate;
mod text_repeated;
mod text_reserved;
mod text_sections;
mod text_share;
mod text_twice;
mod text_unfinished;
mod text_unit;
mod text_year;
mod total_missing;
mod total_sum;
mod twice_in_table;
mod unit_conflict;
mod unit_line_differs;
mod unit_line_left_out;
mod unit_line_missing;
mod unknown_class;
mod unreadable_amount;

use super::{Context, Contradiction, Judged};
use crate::report::{CellRef, RelationRef, Severity, TextSpan};
pub(super) use apply::apply;

/// A rule: what it is called, how grave it is, what its page says, and what it finds.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Permanent code.
    pub code: &'static str,
    /// Title in plain Chinese.
    pub title: &'static str,
    /// Severity of its findings.
    pub severity: Severity,
    /// What its findings say of the disclosure.
    pub duty: Duty,
    /// Its page: what it checks, why, an example.
    pub help: &'static str,
    /// Legal basis, where there is one.
    pub basis: Option<&'static str>,
    /// What it looks at.
    check: Check,
}

/// What a finding says of a disclosure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Duty {
    /// Something needed is missing.
    Completeness,
    /// Something is wrong.
    Correctness,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
enum Check {
    /// Each relation that it is responsible for.
    Relation(fn(&Context<'_>, &Judged<'_>) -> Option<Wording>),
    /// Each contradiction between relations that hold.
    Contradiction(fn(&Context<'_>, &Contradiction) -> Option<Wording>),
    /// The whole disclosure.
    Disclosure(fn(&Context<'_>) -> Vec<Found>),
    /// The running text.
    Text(fn(&Context<'_>) -> Vec<Marked>),
}

impl std::fmt::Debug for Check {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Relation(_) => "Relation",
            Self::Contradiction(_) => "Contradiction",
            Self::Disclosure(_) => "Disclosure",
            Self::Text(_) => "Text",
        })
    }
}

/// The cells concerned, and the finding in words.
type Found = (Vec<CellRef>, Wording);

/// A finding in the running text: its words, the cells and the arithmetic concerned.
struct Marked {
    text: Option<TextSpan>,
    cells: Vec<CellRef>,
    relation: Option<RelationRef>,
    wording: Wording,
}

impl Marked {
    /// A finding on words of the text that concerns no cell.
    fn at(text: Option<TextSpan>, message: String, hint: &str) -> Self {
        let hint = hint.to_owned();
        Self {
            text,
            cells: Vec::new(),
            relation: None,
            wording: Wording { message, hint },
        }
    }
}

/// A finding in words.
struct Wording {
    message: String,
    hint: String,
}

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    unreadable_amount::RULE,
    no_formula_value::RULE,
    hidden_table::RULE,
    formula_values::RULE,
    hidden_amounts::RULE,
    padded_codes::RULE,
    unit_conflict::RULE,
    second_copy::RULE,
    converted::RULE,
    merged_amounts::RULE,
    table_missing::RULE,
    column_missing::RULE,
    no_amounts::RULE,
    blank_unsaid::RULE,
    blank_left_out::RULE,
    items_missing::RULE,
    economic_items_missing::RULE,
    stops_short::RULE,
    unit_line_missing::RULE,
    unit_line_left_out::RULE,
    unit_line_differs::RULE,
    blank_contradicted::RULE,
    blank_misnamed::RULE,
    duty_missing::RULE,
    total_missing::RULE,
    heading_year::RULE,
    children_sum::RULE,
    total_sum::RULE,
    row_parts::RULE,
    item_sum::RULE,
    one_part_total::RULE,
    rate_column::RULE,
    plain_sum::RULE,
    twice_in_table::RULE,
    copies::RULE,
    across_sum::RULE,
    at_least::RULE,
    rounding::RULE,
    last_digit::RULE,
    joint::RULE,
    joint_hidden::RULE,
    stored_differs::RULE,
    advice::RULE,
    last_year_sum::RULE,
    parent_missing::RULE,
    repeated_row::RULE,
    counted_twice::RULE,
    code_order::RULE,
    name_not_current::RULE,
    name_odd::RULE,
    name_varies::RULE,
    name_obsolete::RULE,
    mixed_codes::RULE,
    unknown_class::RULE,
    mistyped_code::RULE,
    row_unnamed::RULE,
    text_amount::RULE,
    text_share::RULE,
    text_rate::RULE,
    text_direction::RULE,
    text_parts::RULE,
    text_prior::RULE,
    text_product::RULE,
    text_list::RULE,
    text_nothing::RULE,
    text_twice::RULE,
    text_path::RULE,
    text_year::RULE,
    text_parts_exceed::RULE,
    text_cut::RULE,
    text_office::RULE,
    text_allocation::RULE,
    text_unit::RULE,
    text_limit::RULE,
    text_repeated::RULE,
    text_changes::RULE,
    text_reserved::RULE,
    text_last_year::RULE,
    text_mistyped::RULE,
    text_number::RULE,
    text_unfinished::RULE,
    text_punctuation::RULE,
    text_obsolete::RULE,
    text_publisher::RULE,
    text_sections::RULE,
    text_contents::RULE,
    text_block::RULE,
    text_end::RULE,
    plan_funds::RULE,
    plan_weights::RULE,
    plan_weights_odd::RULE,
    plan_amount::RULE,
    plan_dates::RULE,
    plan_goal::RULE,
    plan_missing::RULE,
    plan_target::RULE,
    plan_said::RULE,
    private_identity::RULE,
    private_card::RULE,
    private_mobile::RULE,
];

/// Declares the rule of a file: its documentation becomes its page.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])*
        $code:literal $title:literal $severity:ident $duty:ident $check:ident($function:path)
        $(basis $basis:literal)?
    ) => {
        $(#[doc = $doc])*
        pub(super) const RULE: super::Rule = super::Rule {
            code: $code,
            title: $title,
            severity: crate::report::Severity::$severity,
            duty: super::Duty::$duty,
            help: concat!($($doc, "\n"),*),
            basis: rule!(@basis $($basis)?),
            check: super::Check::$check($function),
        };
    };
    (@basis) => { None };
    (@basis $basis:literal) => { Some($basis) };
}
use rule;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order_and_pages_complete() {
        assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
        for rule in RULES {
            assert!(
                rule.code.len() == 6 && rule.code.starts_with("GJ"),
                "{}",
                rule.code
            );
            assert!(!rule.title.is_empty(), "{}", rule.code);
            for section in ["查什么", "为什么", "例"] {
                assert!(
                    rule.help.contains(&format!("## {section}")),
                    "{} lacks {section}",
                    rule.code
                );
            }
        }
    }
}
