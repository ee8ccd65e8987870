use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gouji::view::{Ask, FormulaView, RuleView};
use yew::prelude::*;

use crate::state::{Action, Checked, rule_address};
use crate::words::{self, use_language};

/// Milliseconds from a change to the question what holds now.
const LATER: u32 = 200;

#[derive(PartialEq, Properties)]
pub(crate) struct PassedProps {
    pub(crate) checked: Checked,
    pub(crate) rules: Rc<Vec<RuleView>>,
    pub(crate) dispatch: Callback<Action>,
}

/// What was checked and holds, and what did not apply: folded away, but there.
#[component]
pub(crate) fn Passed(props: &PassedProps) -> Html {
    use_language();
    let checked = &props.checked;
    {
        let dispatch = props.dispatch.clone();
        use_effect_with(
            (checked.id, checked.outcome, checked.turn),
            move |(.., turn)| {
                let ask = move || dispatch.emit(Action::Ask(Ask::Formulas));
                // After a change what is in sight comes first.
                let later = Timeout::new(if *turn > 0 { LATER } else { 0 }, ask);
                move || drop(later)
            },
        );
    }
    let formulas = &checked.aside.formulas;
    let (applying, others): (Vec<_>, Vec<_>) = formulas.iter().partition(|it| it.applies());
    let sound: Vec<_> = applying
        .iter()
        .copied()
        .filter(|it| it.broken == 0)
        .collect();
    let quiet: Vec<_> = quiet(checked, &props.rules).collect();
    html! {
        <section class="passed" aria-label={words::result::passed_label()}>
            { fold(words::result::passed(sound.len()), "agreed", "✓", sound.iter().map(|it| formula(it))) }
            { fold(words::result::quiet_rules(quiet.len()), "agreed", "✓", quiet.iter().map(|it| rule(it))) }
            { fold(words::result::not_applicable(others.len()), "none", "·", others.iter().map(|it| formula(it))) }
        </section>
    }
}

/// The rules that had nothing to say.
pub(super) fn quiet<'a>(
    checked: &'a Checked,
    rules: &'a [RuleView],
) -> impl Iterator<Item = &'a RuleView> {
    let facets = &checked.overview.facets;
    rules
        .iter()
        .filter(move |rule| facets.iter().all(|it| it.code != rule.code))
}

fn fold(
    title: String,
    class: &'static str,
    sign: &'static str,
    items: impl ExactSizeIterator<Item = Html>,
) -> Html {
    if items.len() == 0 {
        return Html::default();
    }
    html! {
        <details class={classes!("group", class)}>
            <summary><span class="sign" aria-hidden="true">{ sign }</span>{ title }</summary>
            <ul>{ for items }</ul>
        </details>
    }
}

fn rule(rule: &RuleView) -> Html {
    html! { <li class="passed-item"><a href={rule_address(&rule.code)}>{ &rule.code }</a>{ " " }{ words::said(&rule.title) }</li> }
}

/// A formula with how many of its relations hold.
pub(super) fn formula(it: &FormulaView) -> Html {
    let text = match it.explanation.as_str() {
        "" => it.formula.as_str(),
        explanation => explanation,
    };
    let counts = [
        ("agreed", it.exact, words::result::exact(it.exact)),
        ("notice", it.rounding, words::result::rounding(it.rounding)),
        ("error", it.broken, words::result::broken(it.broken)),
    ];
    let counts = counts.into_iter().filter(|(_, count, _)| *count > 0);
    html! {
        <li class="passed-item">
            <p>{ words::said(text) }
                if it.advisory { <span class="advisory">{ words::table::advisory() }</span> }
            </p>
            <p class="formula" lang={words::said_in()}><code>{ &it.formula }</code></p>
            <p class="passed-counts">{ for counts.map(|(class, _, said)| html! { <span {class}>{ said }</span> }) }</p>
        </li>
    }
}
