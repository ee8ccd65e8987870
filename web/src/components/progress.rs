use gloo::events::EventListener;
use gloo::utils::window;
use gouji::Stage;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::state::Job;
use crate::words::{self, use_language};

const STAGES: [Stage; 4] = [
    Stage::Reading,
    Stage::Recognising,
    Stage::Checking,
    Stage::Reporting,
];

#[derive(PartialEq, Properties)]
pub(crate) struct ProgressProps {
    pub(crate) job: Option<Job>,
    /// Whether what is shown is being checked once more, unseen.
    pub(crate) retelling: bool,
    pub(crate) cancel: Callback<()>,
}

/// How far a check has come, and the way to stop it. Shows itself only when it takes a while.
#[component]
pub(crate) fn Progress(props: &ProgressProps) -> Html {
    use_language();
    {
        let cancel = props.cancel.clone();
        use_effect_with(props.job.is_some() || props.retelling, move |busy| {
            let listener = busy.then(|| {
                EventListener::new(&window(), "keydown", move |event| {
                    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
                    if key.as_deref() == Some("Escape") && !event.default_prevented() {
                        cancel.emit(());
                    }
                })
            });
            move || drop(listener)
        });
    }
    let stop = props.cancel.reform(|_: MouseEvent| ());
    let said = props
        .job
        .as_ref()
        .map(|job| words::page::checking_at(&job.order.name(), words::page::stage(job.stage)));
    let retelling = props.retelling && props.job.is_none();
    html! {
        <>
            <p class="unseen" role="status">{ said }if retelling { { words::page::retelling() } }</p>
            if retelling {
                <section class="progress" aria-label={words::page::progress()}>
                    <p class="progress-name">{ words::page::retelling() }</p>
                    <button type="button" class="button" aria-keyshortcuts="Escape" onclick={stop.clone()}>{ words::page::cancel() }</button>
                </section>
            }
            if let Some(job) = &props.job {
                <section class="progress" aria-label={words::page::progress()}>
                    <p class="progress-name">{ words::page::checking() }{ " " }<strong>{ job.order.name() }</strong>{ place(job) }</p>
                    <ol class="stages">{ for STAGES.iter().map(|stage| step(*stage, job.stage)) }</ol>
                    <button type="button" class="button" aria-keyshortcuts="Escape" onclick={stop.clone()}>{ words::page::cancel() }</button>
                </section>
            }
        </>
    }
}

/// Which of several files is at work.
fn place(job: &Job) -> Option<String> {
    let all = job.order.files.len();
    let name = job.order.files.get(job.file)?.name.as_str();
    (all > 1).then(|| words::page::nth_file(job.file + 1, name))
}

fn step(stage: Stage, now: Option<Stage>) -> Html {
    let place = |stage: Stage| STAGES.iter().position(|other| *other == stage);
    let now = now.and_then(place);
    let class = match place(stage).cmp(&now) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "to-come",
    };
    let current = (class == "now").then_some("step");
    html! { <li {class} aria-current={current}>{ words::page::stage(Some(stage)) }</li> }
}
