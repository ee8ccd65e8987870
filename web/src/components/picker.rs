use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::app::{Choice, choose_only};

#[derive(PartialEq, Properties)]
pub(crate) struct PickerProps {
    pub(crate) class: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) choose: Callback<Choice>,
}

/// A button that opens the browser's own file dialogue.
#[component]
pub(crate) fn Picker(props: &PickerProps) -> Html {
    let onchange = {
        let choose = props.choose.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            choose_only(input.files(), &choose);
            // The same file can be chosen again after it was changed on disk.
            input.set_value("");
        })
    };
    html! {
        <label class={classes!("picker", props.class.to_string())}>
            <input type="file" accept=".xlsx,.xlsm,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
