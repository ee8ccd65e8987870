//! The script that draws, loaded when the first picture is shown.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// Loads the script; `boot.js` knows where it is.
    #[wasm_bindgen(js_namespace = gouji, js_name = pictures, catch)]
    pub(super) fn load() -> Result<Promise, JsValue>;

    /// What the script offers.
    pub(super) type Script;

    /// Draws a picture into an element; `pick` is told of the cell that was chosen in it.
    #[wasm_bindgen(method, catch)]
    pub(super) fn show(
        this: &Script,
        holder: &Element,
        picture: &JsValue,
        pick: &Closure<dyn Fn(String)>,
    ) -> Result<Drawn, JsValue>;

    /// A picture that was drawn.
    #[derive(Clone, Debug)]
    pub(super) type Drawn;

    /// Draws other amounts in its place.
    #[wasm_bindgen(method, catch)]
    pub(super) fn update(this: &Drawn, picture: &JsValue) -> Result<(), JsValue>;

    /// The picture as an SVG file.
    #[wasm_bindgen(method, catch)]
    pub(super) fn svg(this: &Drawn) -> Result<JsValue, JsValue>;

    /// A promise of the picture as a PNG file.
    #[wasm_bindgen(method, catch)]
    pub(super) fn png(this: &Drawn) -> Result<Promise, JsValue>;

    /// Lets go of the element.
    #[wasm_bindgen(method)]
    pub(super) fn end(this: &Drawn);
}
