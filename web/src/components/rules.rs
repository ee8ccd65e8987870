use std::rc::Rc;

use gouji::report::Severity;
use gouji::view::RuleView;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::markdown::markdown;
use crate::state::rule_address;
use crate::tasks::sight;
use crate::words::{self, use_language};

const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("notice", Severity::Notice),
];

#[derive(PartialEq, Properties)]
pub(crate) struct RulesPageProps {
    pub(crate) rules: Rc<Vec<RuleView>>,
    /// The rule that the address names.
    pub(crate) code: Option<String>,
}

/// Every rule by family: what it checks, why, an example, its legal basis.
#[component]
pub(crate) fn RulesPage(props: &RulesPageProps) -> Html {
    use_language();
    let wanted = use_state_eq(String::new);
    let severity = use_state_eq(|| None::<Severity>);
    use_reveal(props);
    {
        // A link to one rule shows it, whatever was looked for before.
        let (wanted, severity) = (wanted.setter(), severity.setter());
        use_effect_with(props.code.clone(), move |code| {
            if code.is_some() {
                wanted.set(String::new());
                severity.set(None);
            }
        });
    }
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |event: InputEvent| {
            wanted.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onchange = {
        let severity = severity.setter();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let picked = SEVERITIES
                .iter()
                .find(|(value, _)| *value == select.value());
            severity.set(picked.map(|(_, severity)| *severity));
        })
    };
    let shown: Vec<&RuleView> = props
        .rules
        .iter()
        .filter(|rule| severity.is_none_or(|severity| rule.severity == severity))
        .filter(|rule| says(rule, &wanted))
        .collect();
    let families = shown.chunk_by(|a, b| a.family == b.family);
    html! {
        <main class="rules">
            <h1>{ words::rules::title() }</h1>
            <p class="rules-lead">{ words::rules::lead() }</p>
            <div class="rules-search" role="search">
                <label><span>{ words::rules::search() }</span><input type="search" value={(*wanted).clone()} {oninput} /></label>
                <label><span>{ words::rules::level() }</span><select {onchange}>
                    <option value="" selected={severity.is_none()}>{ words::rules::every_level() }</option>
                    { for SEVERITIES.iter().map(|(value, own)| html! {
                        <option value={*value} selected={*severity == Some(*own)}>{ words::severity(*own).2 }</option>
                    }) }
                </select></label>
                <p class="rules-count" role="status">{ count(shown.len(), props.rules.len()) }</p>
            </div>
            { for families.map(|rules| family(rules, props.code.as_deref())) }
        </main>
    }
}

fn count(shown: usize, all: usize) -> String {
    match (shown, all) {
        (_, 0) => words::rules::loading().to_owned(),
        (0, _) => words::rules::nothing().to_owned(),
        _ if shown == all => words::rules::count(all),
        _ => words::rules::count_of(shown, all),
    }
}

/// Whether each of the words stands somewhere in the rule.
fn says(rule: &RuleView, wanted: &str) -> bool {
    let basis = rule.basis.as_deref().unwrap_or_default();
    let text = [&rule.code, &rule.family, &rule.title, &rule.help, basis]
        .join("\n")
        .to_lowercase();
    let wanted = wanted.to_lowercase();
    wanted.split_whitespace().all(|word| text.contains(word))
}

fn family(rules: &[&RuleView], code: Option<&str>) -> Html {
    let name = rules.first().map_or("", |rule| rule.family.as_str());
    html! {
        <section class="family" aria-label={name.to_owned()} lang={words::said_in()}>
            <h2>{ name }</h2>
            { for rules.iter().map(|rule| article(rule, code == Some(rule.code.as_str()))) }
        </section>
    }
}

fn article(rule: &RuleView, named: bool) -> Html {
    let (class, sign, severity) = words::severity(rule.severity);
    let title = format!("rule-{}", rule.code);
    html! {
        <article class={classes!("rule", class, named.then_some("named"))} aria-labelledby={title.clone()} key={rule.code.clone()}>
            <h3 id={title} tabindex="-1">
                <a href={rule_address(&rule.code)}>{ &rule.code }</a>{ " " }{ &rule.title }
            </h3>
            <p class="rule-severity"><span class="sign" aria-hidden="true">{ sign }</span>{ severity }</p>
            { markdown(&rule.help, 4) }
            if let Some(basis) = &rule.basis {
                <h4>{ words::rules::basis() }</h4>
                <p>{ basis }</p>
            }
        </article>
    }
}

/// Goes to the rule that the address names, once the rules are there; otherwise to the top.
#[hook]
fn use_reveal(props: &RulesPageProps) {
    let there = !props.rules.is_empty();
    use_effect_with((props.code.clone(), there), |(code, there)| match code {
        Some(code) if *there => sight::reveal_heading(&format!("rule-{code}")),
        _ => gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0),
    });
}

#[cfg(test)]
mod tests {
    use super::says;
    use gouji::report::Severity;
    use gouji::view::RuleView;

    #[test]
    fn all_words_must_be_said() {
        let rule = RuleView {
            code: "GJ0301".to_owned(),
            family: "表内勾稽".to_owned(),
            title: "上级科目不等于下级之和".to_owned(),
            severity: Severity::Error,
            help: "## 查什么\n每个类、款".to_owned(),
            basis: Some("《预算法》".to_owned()),
        };
        for (wanted, expected) in [
            ("", true),
            ("gj0301", true),
            ("上级 预算法", true),
            ("上级 尾差", false),
        ] {
            assert_eq!(says(&rule, wanted), expected, "{wanted}");
        }
    }
}
