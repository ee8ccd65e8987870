//! Messages in and out, and the browser's way to read a file.

use std::cell::RefCell;

use gouji::view::{Reply, Request};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use crate::desk::{self, Check, Desk, Save};

const UNREADABLE: &str = "浏览器没有读到这个文件。请确认它没有被移动、改名或删除，再选一次。";

/// Listens to the page.
pub(crate) fn start() {
    let desk = RefCell::new((Desk::default(), Array::new()));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let (desk, files) = &mut *desk.borrow_mut();
        take(desk, files, event.data().unchecked_into());
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    send(&desk::ready(), None);
}

/// Does what a message asks for. `files` is the message that brought the disclosures that are held.
fn take(desk: &mut Desk, files: &mut Array, message: Array) {
    match serde_wasm_bindgen::from_value(message.get(0)).unwrap_throw() {
        Request::Check {
            id,
            names,
            year,
            rulebook,
        } => {
            let check = Check {
                id,
                names: &names,
                year,
                rulebook,
            };
            let reply = desk.check(&check, |file| read(&message, file), &mut |reply| {
                send(&reply, None);
            });
            send(&reply, None);
            if desk.id() == id {
                *files = message;
            }
        }
        Request::Ask { id, outcome, ask } => {
            match desk.save(id, outcome, &ask, &|file| read(files, file)) {
                Some(Ok(file)) => return save(file),
                Some(Err(reply)) => return send(&reply, None),
                None => {}
            }
            let reply = desk.accept(id, outcome, &ask);
            send(
                &reply.unwrap_or_else(|| desk.answer(id, outcome, &ask)),
                None,
            );
        }
        Request::Blank { name } => {
            if let Some(file) = desk::blank(&name) {
                save(file);
            }
        }
        Request::Template { name } => {
            if let Some(file) = desk::template(&name) {
                save(file);
            }
        }
    }
}

/// The content of a file that came with a request.
fn read(message: &Array, file: usize) -> Result<Vec<u8>, String> {
    let place = u32::try_from(file).map_or(u32::MAX, |file| file.saturating_add(1));
    let content = || {
        let blob: Blob = message.get(place).dyn_into()?;
        let buffer = FileReaderSync::new()?.read_as_array_buffer(&blob)?;
        Ok::<_, JsValue>(Uint8Array::new(&buffer).to_vec())
    };
    content().map_err(|_| UNREADABLE.to_owned())
}

fn save((name, content): Save) {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/octet-stream");
    let parts = Array::of1(&Uint8Array::from(content.as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).unwrap_throw();
    send(&Reply::Saved { name }, Some(&blob));
}

fn send(reply: &Reply, blob: Option<&Blob>) {
    let mut message = Array::of1(&serde_wasm_bindgen::to_value(reply).unwrap_throw());
    message.extend(blob);
    scope().post_message(&message).unwrap_throw();
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
