fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let checked = gouji::check(&path, &bytes, &gouji::Options::default()).unwrap();
        let report = checked.report();
        if std::env::var("CLAIMS").is_ok() {
            for claim in &checked.prose().claims {
                let passage = &checked.prose().passages[claim.passage];
                let text: Vec<char> = passage.plain().chars().collect();
                let from = claim.start.saturating_sub(16);
                let lead: String = text[from..claim.start].iter().collect();
                let own: String = text[claim.start..claim.end].iter().collect();
                println!("{:>4} {} {:?} fig={:?}+{} of={:?} whole={:?} | {lead}[{own}]", claim.passage, if claim.understood { ' ' } else { '?' }, claim.role, claim.figures.iter().take(3).collect::<Vec<_>>(), claim.others.len(), claim.of, claim.whole);
            }
        }
        let info = report.text.clone().unwrap_or_default();
        println!("== {path} tables {} plans {} numbers {} understood {} checked {}", report.tables.len(), info.plans.len(), info.numbers, info.understood, info.checked);
        for span in &info.unread { println!("   unread {}:{} {}", span.line, span.start, span.quote); }
        for finding in &report.findings {
            if finding.severity != gouji::report::Severity::Notice || finding.text.is_some() {
                let at = finding.text.as_ref().map(|t| format!("{}:{}-{} {}", t.line, t.start, t.end, t.quote)).unwrap_or_default();
                println!("   {:?} {} {} | {}", finding.severity, finding.code, at, finding.message);
            }
        }
    }
}
