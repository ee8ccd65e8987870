//! What was said about each item, until all before it is written.

use std::collections::BTreeMap;

use super::tally::Brief;

/// What is to be written about a disclosure: its report, or why there is none.
#[derive(Debug)]
pub(super) enum Said {
    Report { text: String, brief: Brief },
    Complaint(String),
}

/// All that is to be written about an item.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) item: usize,
    pub(super) said: Vec<Said>,
}

impl Entry {
    /// Whether there is nothing of it but why there is nothing.
    pub(super) fn is_refused(&self) -> bool {
        let complaint = |said: &Said| matches!(said, Said::Complaint(_));
        !self.said.is_empty() && self.said.iter().all(complaint)
    }
}

/// Waits until an item has as many answers as it expects, and all before it were written.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    next: usize,
    items: BTreeMap<usize, Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    expected: Option<usize>,
    answered: usize,
    /// By the order in which it was asked for: threads answer in any.
    said: Vec<(usize, Said)>,
}

impl Ledger {
    /// The first item that was not written.
    pub(super) fn next(&self) -> usize {
        self.next
    }

    /// An item was read: so many answers have a part of it.
    pub(super) fn expect(&mut self, item: usize, answers: usize) {
        self.items.entry(item).or_default().expected = Some(answers);
    }

    /// An answer about some items; it is written in the place of the first.
    pub(super) fn tell(&mut self, order: usize, items: &[usize], said: Said) {
        for item in items {
            self.items.entry(*item).or_default().answered += 1;
        }
        if let Some(first) = items.iter().min() {
            let first = self.items.entry(*first).or_default();
            first.said.push((order, said));
        }
    }

    /// What can be written now.
    pub(super) fn ready(&mut self) -> Option<Entry> {
        let first = self.items.first_entry()?;
        let waiting = first.get();
        if *first.key() != self.next || waiting.expected != Some(waiting.answered) {
            return None;
        }
        let (item, mut waiting) = first.remove_entry();
        self.next += 1;
        waiting.said.sort_by_key(|(order, _)| *order);
        let said = waiting.said.into_iter().map(|(_, said)| said).collect();
        Some(Entry { item, said })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(ledger: &mut Ledger) -> Vec<(usize, Vec<String>)> {
        let text = |said: Said| match said {
            Said::Report { text, .. } | Said::Complaint(text) => text,
        };
        std::iter::from_fn(|| ledger.ready())
            .map(|entry| (entry.item, entry.said.into_iter().map(text).collect()))
            .collect()
    }

    fn said(text: &str) -> Said {
        Said::Complaint(text.to_owned())
    }

    #[test]
    fn what_is_said_stands_in_the_order_of_items_and_questions() {
        let mut ledger = Ledger::default();
        ledger.expect(1, 1);
        ledger.tell(0, &[1], said("second"));
        assert!(texts(&mut ledger).is_empty());
        // An archive of a whole disclosure and two parts, the second of which joins item 2.
        ledger.expect(0, 3);
        ledger.tell(0, &[0], said("whole"));
        ledger.tell(9, &[0, 2], said("with another"));
        assert!(texts(&mut ledger).is_empty());
        ledger.tell(8, &[0], said("part"));
        let written = |item: usize, said: &[&str]| {
            let said = said.iter().map(ToString::to_string);
            (item, said.collect::<Vec<_>>())
        };
        let expected = [
            written(0, &["whole", "part", "with another"]),
            written(1, &["second"]),
        ];
        assert_eq!(texts(&mut ledger), expected);
        ledger.expect(2, 1);
        assert_eq!(texts(&mut ledger), [written(2, &[])]);
        assert_eq!(ledger.next(), 3);
    }
}
