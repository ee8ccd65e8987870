//! How deep the tables go that must go to 项, or to 款.

use super::Context;
use super::subjects::{CodedPart, Subject};
use crate::order::Order;
use crate::report::UnreadKind;
use crate::rulebook::RowsKind;

/// 类 that have no 款 and no 项: 预备费.
const WITHOUT_ITEMS: &[&str] = &["227"];

/// A table that the law wants down to a level.
pub(super) struct Depth<'a> {
    pub(super) part: CodedPart<'a>,
    /// Whether any of its codes reaches that level.
    pub(super) reaches: bool,
    /// Codes with amounts that have none of that level beneath them.
    pub(super) stops: Vec<Subject<'a>>,
}

impl Context<'_> {
    /// Tables of expenditure by function, which must go to 项; those with rows that were not read
    /// are left out. Of basic expenditure the law asks for economic classes alone.
    pub(super) fn by_function(&self) -> Vec<Depth<'_>> {
        let is_expenditure = |title: &str| {
            let others = ["收支", "收入", "基本支出"];
            title.contains("支出") && !others.iter().any(|other| title.contains(other))
        };
        let parts = self.coded_parts().filter(|part| {
            !part.is_economic() && part.spec.parts.len() == 1 && is_expenditure(&part.spec.title)
        });
        parts.filter_map(|part| self.depth(part, 7)).collect()
    }

    /// Tables of basic expenditure by economic class, which must go to 款.
    pub(super) fn basic_by_economic_class(&self) -> Vec<Depth<'_>> {
        let parts = self.coded_parts().filter(|part| {
            let asked = part.spec.second.is_none() && part.spec.title.contains("基本支出");
            part.is_economic() && part.spec.parts.len() == 1 && asked
        });
        parts.filter_map(|part| self.depth(part, 5)).collect()
    }

    /// Whether every sheet was read, so that what was not found is not there.
    pub(super) fn is_all_read(&self) -> bool {
        let mut unread = self.disclosure.unread.iter();
        !unread.any(|unread| matches!(unread.kind, UnreadKind::Sheet | UnreadKind::HiddenSheet))
    }

    fn depth<'a>(&self, part: CodedPart<'a>, length: usize) -> Option<Depth<'a>> {
        if part.part.unread_rows {
            return None;
        }
        let rows = &part.part.rows;
        let mut codes: Vec<&str> = rows.iter().filter_map(|row| row.key.code()).collect();
        codes.put_in_order();
        let reaches_beneath = |code: &str| {
            let first = codes.partition_point(|other| *other < code);
            let beneath = codes.iter().skip(first);
            let mut beneath = beneath.take_while(|other| other.starts_with(code));
            beneath.any(|other| other.len() >= length)
        };
        let is_leaf = |code: &str| {
            let after = codes.partition_point(|other| *other <= code);
            codes.get(after).is_none_or(|next| !next.starts_with(code))
        };
        let stops = part.subjects().filter(|subject| {
            is_leaf(subject.code)
                && !reaches_beneath(subject.code)
                && !WITHOUT_ITEMS
                    .iter()
                    .any(|class| subject.code.starts_with(class))
                && subject.has_amount(self.disclosure)
        });
        Some(Depth {
            part,
            reaches: codes.iter().any(|code| code.len() >= length),
            stops: stops.collect(),
        })
    }
}

impl Depth<'_> {
    /// Whether the table is one whose rows are codes alone.
    pub(super) fn is_plain(&self) -> bool {
        self.part.kind != RowsKind::FunctionProject
    }
}
