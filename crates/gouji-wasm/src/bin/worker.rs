//! The page's worker: takes [`gouji::view::Request`]s, answers with [`gouji::view::Reply`]s.

#[cfg(target_arch = "wasm32")]
mod worker {
    use gouji::view::{Outcome, Reply, Request};
    use gouji::{Options, RulebookChoice};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub(super) fn start() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            let request = serde_wasm_bindgen::from_value(event.data()).unwrap_throw();
            send(&answer(request));
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        send(&Reply::Ready);
    }

    fn answer(request: Request) -> Reply {
        let id = request.id;
        let options = Options {
            year: request.year,
            rulebook: request
                .rulebook
                .map_or(RulebookChoice::Auto, RulebookChoice::Named),
        };
        let mut progress = |stage| send(&Reply::Progress { id, stage });
        match gouji::check_with_progress(&request.name, &request.bytes, &options, &mut progress) {
            Ok(checked) => Reply::Done {
                id,
                outcome: Box::new(outcome(&checked)),
            },
            Err(error) => Reply::Failed {
                id,
                message: error.to_string(),
            },
        }
    }

    fn outcome(checked: &gouji::Checked) -> Outcome {
        Outcome {
            report: checked.report().clone(),
            tables: checked.tables(),
            report_json: gouji::to_json(checked.report()),
            corrected_json: gouji::to_json(&checked.corrected(&[])),
        }
    }

    fn send(reply: &Reply) {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let message = serde_wasm_bindgen::to_value(reply).unwrap_throw();
        scope.post_message(&message).unwrap_throw();
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}
