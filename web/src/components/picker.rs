use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::app::Choice;
use crate::tasks::file;
use crate::words::use_language;

#[derive(PartialEq, Properties)]
pub(crate) struct PickerProps {
    pub(crate) class: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) choose: Callback<Choice>,
    /// Whether a folder is chosen, with all that is in it.
    #[prop_or_default]
    pub(crate) folder: bool,
    /// Name endings that the dialogue offers; all that can be read by default.
    #[prop_or_default]
    pub(crate) accept: Option<AttrValue>,
}

/// A button that opens the browser's own file dialogue.
#[component]
pub(crate) fn Picker(props: &PickerProps) -> Html {
    use_language();
    let onchange = {
        let choose = props.choose.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = file::listed(input.files());
            if !files.is_empty() {
                choose.emit(Choice::Files(files));
            }
            // The same file can be chosen again after it was changed on disk.
            input.set_value("");
        })
    };
    let accept = props.accept.clone();
    let accept = (!props.folder).then(|| accept.unwrap_or_else(|| file::accepted().into()));
    html! {
        <label class={classes!("picker", props.class.to_string())}>
            <input type="file" multiple=true webkitdirectory={props.folder} {accept} {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
