use gouji::report::RelationRef;
use yew::prelude::*;

use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct FiguresProps {
    pub(crate) relation: RelationRef,
}

/// The figures of a relation as it was judged, its formula and its basis.
#[component]
pub(crate) fn Figures(props: &FiguresProps) -> Html {
    use_language();
    let relation = &props.relation;
    let rows = [
        (words::result::reported(), words::amount(&relation.reported)),
        (words::result::computed(), words::amount(&relation.computed)),
        (
            words::result::difference(),
            words::amount(&relation.difference),
        ),
        (
            words::result::tolerance(),
            words::margin(&relation.tolerance),
        ),
    ];
    html! {
        <div class="figures">
            <dl>
                { for rows.iter().map(|(name, value)| html! {
                    <div><dt>{ *name }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            if !relation.explanation.is_empty() {
                <p class="explanation">{ words::said(&relation.explanation) }</p>
            }
            <p class="formula"><code lang={words::said_in()}>{ &relation.formula }</code></p>
            if let Some(basis) = &relation.basis {
                <p class="basis">{ words::said(&words::result::basis(basis)) }</p>
            }
        </div>
    }
}
