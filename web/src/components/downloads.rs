use gouji::view::Ask;
use yew::prelude::*;

use crate::state::Action;
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct DownloadsProps {
    pub(crate) dispatch: Callback<Action>,
}

/// Files to take away.
#[component]
pub(crate) fn Downloads(props: &DownloadsProps) -> Html {
    use_language();
    let report = save(props, Ask::Report);
    let corrected = save(props, Ask::Corrected);
    html! {
        <section class="downloads" aria-labelledby="downloads-title">
            <h2 id="downloads-title">{ words::result::downloads() }</h2>
            <div class="download">
                <div>
                    <h3>{ words::downloads::report() }</h3>
                    <p>{ words::downloads::report_what() }</p>
                </div>
                <button type="button" class="button primary" onclick={report}>{ words::downloads::report_button() }</button>
            </div>
            <div class="download">
                <div>
                    <h3>{ words::downloads::corrected() }</h3>
                    <p>{ words::downloads::corrected_what() }</p>
                </div>
                <button type="button" class="button primary" onclick={corrected}>{ words::downloads::corrected_button() }</button>
            </div>
        </section>
    }
}

fn save(props: &DownloadsProps, ask: Ask) -> Callback<MouseEvent> {
    props
        .dispatch
        .reform(move |_: MouseEvent| Action::Ask(ask.clone()))
}
