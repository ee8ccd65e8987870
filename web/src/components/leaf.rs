use std::rc::Rc;

use gouji::view::{BlockKind, BlockView, LeafTop, MarkView, Overview, PieceView};
use yew::prelude::*;

use crate::state::Place;
use crate::words::{self, use_language};

/// Characters of a line of text, about.
const LINE: usize = 36;

/// Height of a line of text, in pixels, about.
const LINE_HEIGHT: usize = 30;

/// Height between two paragraphs, in pixels, about.
const GAP: usize = 12;

#[derive(PartialEq, Properties)]
pub(super) struct LeafProps {
    pub(super) id: String,
    pub(super) paper: String,
    pub(super) top: LeafTop,
    /// Its paragraphs and rows, once they are here.
    pub(super) blocks: Option<Rc<Vec<BlockView>>>,
    /// For the titles of tables.
    pub(super) tables: Rc<Overview>,
    /// The place of the words that are chosen, if they are on it.
    pub(super) chosen: Option<String>,
}

/// A part of the running text. While it is not here it is about as high as it will be.
#[component]
pub(super) fn Leaf(props: &LeafProps) -> Html {
    use_language();
    let height = height(&props.top);
    html! {
        <section class="leaf" id={props.id.clone()}>
            if let Some(blocks) = &props.blocks {
                { for blocks.iter().map(|block| draw(block, props)) }
            } else {
                <p class="unseen">{ words::paper::whole() }</p>
                <svg width="1" height={height.to_string()} aria-hidden="true" focusable="false" />
            }
        </section>
    }
}

fn height(top: &LeafTop) -> usize {
    let lines = top.characters / LINE + top.blocks;
    lines * LINE_HEIGHT + top.blocks * GAP
}

fn draw(block: &BlockView, props: &LeafProps) -> Html {
    let text = || {
        block
            .cells
            .iter()
            .flatten()
            .map(|piece| draw_piece(piece, props))
    };
    match &block.kind {
        BlockKind::Heading { level } => {
            let name = format!("h{}", (level + 2).min(6));
            html! { <@{name} class="paper-heading">{ for text() }</@> }
        }
        BlockKind::Paragraph => html! { <p>{ for text() }</p> },
        BlockKind::Row => {
            let cell = |cell: &Vec<PieceView>| {
                html! { <span class="paper-cell">{ for cell.iter().map(|piece| draw_piece(piece, props)) }</span> }
            };
            html! { <div class="paper-row">{ for block.cells.iter().map(cell) }</div> }
        }
        BlockKind::Table { id } => {
            let known = props.tables.tables.iter().find(|table| table.id == *id);
            let title = known.map(|table| table.title.clone());
            html! {
                <p class="paper-table">{ words::paper::table_here() }
                    <a href={format!("#{id}")}>{ words::table(id) }{ " " }{ title }</a>
                </p>
            }
        }
    }
}

fn draw_piece(piece: &PieceView, props: &LeafProps) -> Html {
    match &piece.mark {
        None => html! { <>{ &piece.text }</> },
        Some(mark) => marked(&piece.text, mark, props),
    }
}

/// Marked words: where they begin a link, further on the same colours.
fn marked(text: &str, mark: &MarkView, props: &LeafProps) -> Html {
    let state = mark.state.map(words::paper::state);
    let severity = mark.severity.map(words::severity);
    let chosen = props.chosen.as_ref() == Some(&mark.place);
    let class = classes!(
        "said",
        state.map(|(class, ..)| class),
        severity.map(|(class, ..)| class),
        chosen.then_some("chosen"),
    );
    let to = Place::new(&props.paper, &mark.place).id();
    let others = mark.begins.iter().filter(|other| **other != mark.place);
    let others = others.map(|other| {
        html! { <span id={Place::new(&props.paper, other).id()} tabindex="-1"></span> }
    });
    if !mark.begins.contains(&mark.place) {
        return html! { <>{ for others }<span {class} data-to={to}>{ text }</span></> };
    }
    let sign = severity.map(|(_, sign, name)| {
        html! { <span class="sign" role="img" aria-label={name}>{ sign }</span> }
    });
    let said = state.filter(|_| severity.is_none());
    let said =
        said.map(|(_, _, name)| html! { <span class="unseen">{ format!("（{name}）") }</span> });
    let tab = if chosen || severity.is_some() {
        "0"
    } else {
        "-1"
    };
    html! {
        <>{ for others }<a id={to.clone()} {class} href={format!("#{to}")} tabindex={tab} data-to={to}
            aria-current={chosen.then_some("true")}>{ sign }{ text }{ said }</a></>
    }
}
