use gouji::Stage;
use yew::prelude::*;

use crate::state::Job;
use crate::words;

const STAGES: [Stage; 4] = [
    Stage::Reading,
    Stage::Recognising,
    Stage::Checking,
    Stage::Reporting,
];

#[derive(PartialEq, Properties)]
pub(crate) struct ProgressProps {
    pub(crate) job: Option<Job>,
    pub(crate) cancel: Callback<MouseEvent>,
}

/// How far a check has come, and the way to stop it. Shows itself only when it takes a while.
#[component]
pub(crate) fn Progress(props: &ProgressProps) -> Html {
    let said = props
        .job
        .as_ref()
        .map(|job| format!("正在核对 {}：{}", job.order.name(), words::stage(job.stage)));
    html! {
        <>
            <p class="unseen" role="status">{ said }</p>
            if let Some(job) = &props.job {
                <section class="progress" aria-label="核对进度">
                    <p class="progress-name">{ "正在核对 " }<strong>{ job.order.name() }</strong>{ place(job) }</p>
                    <ol class="stages">{ for STAGES.iter().map(|stage| step(*stage, job.stage)) }</ol>
                    <button type="button" class="button" onclick={props.cancel.clone()}>{ "取消" }</button>
                </section>
            }
        </>
    }
}

/// Which of several files is at work.
fn place(job: &Job) -> Option<String> {
    let all = job.order.files.len();
    let name = job.order.files.get(job.file)?.name.as_str();
    (all > 1).then(|| format!("，第 {} 个：{name}", job.file + 1))
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
    html! { <li {class} aria-current={current}>{ words::stage(Some(stage)) }</li> }
}
