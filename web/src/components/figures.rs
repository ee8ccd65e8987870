use gouji::report::RelationRef;
use yew::prelude::*;

use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct FiguresProps {
    pub(crate) relation: RelationRef,
}

/// The figures of a relation as it was judged, its formula and its basis.
#[component]
pub(crate) fn Figures(props: &FiguresProps) -> Html {
    let relation = &props.relation;
    let rows = [
        ("现为", words::amount(&relation.reported)),
        ("算得", words::amount(&relation.computed)),
        ("相差", words::amount(&relation.difference)),
        ("允许", margin(&relation.tolerance)),
    ];
    html! {
        <div class="figures">
            <dl>
                { for rows.iter().map(|(name, value)| html! {
                    <div><dt>{ *name }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            if !relation.explanation.is_empty() {
                <p class="explanation">{ &relation.explanation }</p>
            }
            <p class="formula"><code>{ &relation.formula }</code></p>
            if let Some(basis) = &relation.basis {
                <p class="basis">{ format!("依据：{basis}") }</p>
            }
        </div>
    }
}

fn margin(tolerance: &str) -> String {
    if tolerance == "0" {
        "不许有差".to_owned()
    } else {
        format!("±{tolerance}")
    }
}
