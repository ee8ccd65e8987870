use gouji::report::Severity;
use gouji::view::{Ask, Facet, Filter};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::finding::FindingItem;
use super::more::More;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

/// Findings that are shown at first, and with each step further.
const STEP: usize = 50;

/// The value of the choice that takes all.
const ANY: &str = "*";

pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

/// By what findings are put together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Grouping {
    #[default]
    Severity,
    Table,
    Rule,
}

impl Grouping {
    const ALL: [(&'static str, Self); 3] = [
        ("severity", Self::Severity),
        ("table", Self::Table),
        ("rule", Self::Rule),
    ];
}

#[derive(PartialEq, Properties)]
pub(super) struct SieveProps {
    pub(super) facets: Vec<Facet>,
    pub(super) filter: Filter,
    pub(super) grouping: Grouping,
    pub(super) set: Callback<(Filter, Grouping)>,
}

/// Which findings are shown, and in which groups.
#[component]
pub(super) fn Sieve(props: &SieveProps) -> Html {
    use_language();
    let mut tables = distinct(&props.facets, |it| {
        (it.table.clone(), table_name(&it.table))
    });
    tables.sort_by(|one, other| order(&one.0).cmp(&order(&other.0)));
    let mut rules = distinct(&props.facets, |it| {
        (it.code.clone(), format!("{} {}", it.code, it.title))
    });
    rules.sort();
    let severities = SEVERITIES.map(|it| (code(it).to_owned(), words::severity(it).2.to_owned()));
    let groupings =
        Grouping::ALL.map(|(value, it)| (value.to_owned(), grouping_name(it).to_owned()));
    let (filter, grouping) = (&props.filter, props.grouping);
    let set = |change: fn(&mut Filter, &mut Grouping, Option<String>)| {
        let (filter, set) = (filter.clone(), props.set.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let value = Some(select.value()).filter(|value| value != ANY);
            let (mut filter, mut grouping) = (filter.clone(), grouping);
            change(&mut filter, &mut grouping, value);
            set.emit((filter, grouping));
        })
    };
    let by_severity = set(|filter, _, value| {
        filter.severity = SEVERITIES
            .into_iter()
            .find(|it| value.as_deref() == Some(code(*it)));
    });
    let by_group = set(|_, grouping, value| {
        let mut all = Grouping::ALL.into_iter();
        *grouping = all
            .find(|(own, _)| value.as_deref() == Some(own))
            .map(|(_, it)| it)
            .unwrap_or_default();
    });
    let now = Grouping::ALL
        .iter()
        .find(|(_, it)| *it == grouping)
        .map(|(value, _)| *value);
    html! {
        <details class="sieve">
            <summary>{ words::result::sieve() }</summary>
            <div class="sieve-fields">
                <Choices name={words::result::by_severity()} any=true choices={severities.to_vec()} now={filter.severity.map(code).map(str::to_owned)} onchange={by_severity} />
                <Choices name={words::result::by_table()} any=true choices={tables} now={filter.table.clone()} onchange={set(|filter, _, value| filter.table = value)} />
                <Choices name={words::result::by_rule()} any=true choices={rules} now={filter.code.clone()} onchange={set(|filter, _, value| filter.code = value)} />
                <Choices name={words::result::grouped()} any=false choices={groupings.to_vec()} now={now.map(str::to_owned)} onchange={by_group} />
            </div>
        </details>
    }
}

#[derive(PartialEq, Properties)]
struct ChoicesProps {
    name: &'static str,
    /// Whether all of them can be chosen.
    any: bool,
    /// Values and what they are called.
    choices: Vec<(String, String)>,
    now: Option<String>,
    onchange: Callback<Event>,
}

/// A list to choose from. It shows what is chosen also when other choices are offered.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    use_language();
    let field = use_node_ref();
    {
        let field = field.clone();
        let shown = (props.choices.clone(), props.now.clone());
        use_effect_with(shown, move |(_, now)| {
            if let Some(field) = field.cast::<HtmlSelectElement>() {
                field.set_value(now.as_deref().unwrap_or(ANY));
            }
        });
    }
    html! {
        <label class="sieve-field"><span>{ props.name }</span>
            <select ref={field} onchange={props.onchange.clone()}>
                if props.any {
                    <option value={ANY}>{ words::result::all() }</option>
                }
                { for props.choices.iter().map(|(value, text)| html! {
                    <option key={value.clone()} value={value.clone()} lang={chinese(text)}>{ text }</option>
                }) }
            </select>
        </label>
    }
}

/// What of a filter there still is: findings go when a table is put right.
pub(super) fn still_there(filter: Filter, facets: &[Facet]) -> Filter {
    let any = |it: &dyn Fn(&Facet) -> bool| facets.iter().any(it);
    Filter {
        severity: filter.severity,
        table: filter.table.filter(|own| any(&|it| it.table == *own)),
        code: filter.code.filter(|own| any(&|it| it.code == *own)),
    }
}

/// Tables by their numbers; what stands in none comes last.
fn order(id: &str) -> (bool, &str, u32, &str) {
    let digits = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let (letters, rest) = id.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (number, rest) = rest.split_at(end.unwrap_or(rest.len()));
    (
        id.is_empty(),
        letters,
        number.parse().unwrap_or_default(),
        rest,
    )
}

/// Marks what is Chinese in an English page.
fn chinese(text: &str) -> Option<&'static str> {
    words::said_in().filter(|_| !text.is_ascii())
}

fn distinct(facets: &[Facet], of: fn(&Facet) -> (String, String)) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for choice in facets.iter().map(of) {
        if !found.contains(&choice) {
            found.push(choice);
        }
    }
    found
}

fn table_name(id: &str) -> String {
    match id {
        "" => words::result::no_table().to_owned(),
        id => words::table(id),
    }
}

fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}

fn grouping_name(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Severity => words::result::by_severity(),
        Grouping::Table => words::result::by_table(),
        Grouping::Rule => words::result::by_rule(),
    }
}

/// The groups of what a filter takes: the title of each, the filter for it, its gravest severity.
pub(super) fn groups(
    facets: &[Facet],
    filter: &Filter,
    grouping: Grouping,
) -> Vec<(String, Filter, Severity, usize)> {
    let taken = facets.iter().filter(|it| {
        filter.severity.is_none_or(|own| own == it.severity)
            && filter.table.as_ref().is_none_or(|own| *own == it.table)
            && filter.code.as_ref().is_none_or(|own| *own == it.code)
    });
    let mut groups: Vec<(String, Filter, Severity, usize)> = Vec::new();
    for facet in taken {
        let mut own = filter.clone();
        let title = match grouping {
            Grouping::Severity => {
                own.severity = Some(facet.severity);
                words::severity(facet.severity).2.to_owned()
            }
            Grouping::Table => {
                own.table = Some(facet.table.clone());
                table_name(&facet.table)
            }
            Grouping::Rule => {
                own.code = Some(facet.code.clone());
                format!("{} {}", facet.code, facet.title)
            }
        };
        match groups.iter_mut().find(|(_, other, ..)| *other == own) {
            Some((_, _, severity, count)) => {
                *severity = (*severity).min(facet.severity);
                *count += facet.count;
            }
            None => groups.push((title, own, facet.severity, facet.count)),
        }
    }
    if grouping == Grouping::Table {
        let table = |it: &Filter| it.table.clone().unwrap_or_default();
        groups
            .sort_by(|(_, one, ..), (_, other, ..)| order(&table(one)).cmp(&order(&table(other))));
    }
    groups
}

#[derive(PartialEq, Properties)]
pub(super) struct SiftedProps {
    pub(super) title: String,
    pub(super) filter: Filter,
    pub(super) severity: Severity,
    pub(super) count: usize,
    pub(super) checked: Checked,
    pub(super) dispatch: Callback<Action>,
}

/// The findings that a filter takes; of many the first ones.
#[component]
pub(super) fn Sifted(props: &SiftedProps) -> Html {
    use_language();
    let checked = &props.checked;
    let wanted = use_state_eq(|| STEP);
    let found = checked.aside.found(&props.filter);
    let places: Vec<usize> = found.map(|(places, _)| places.to_vec()).unwrap_or_default();
    {
        let (dispatch, filter) = (props.dispatch.clone(), props.filter.clone());
        let here = places.len();
        let missing = here < (*wanted).min(props.count);
        let asked = (missing, *wanted, checked.turn, checked.id, checked.outcome);
        use_effect_with((asked, filter), move |((missing, to, ..), filter)| {
            if *missing {
                let (filter, to) = (filter.clone(), *to);
                dispatch.emit(Action::Ask(Ask::Find {
                    filter,
                    from: here,
                    to,
                }));
            }
        });
    }
    let onmore = {
        let wanted = wanted.clone();
        Callback::from(move |()| wanted.set(*wanted + STEP))
    };
    let (class, sign, _) = words::severity(props.severity);
    html! {
        <details class={classes!("group", class)} open=true>
            <summary><span class="sign" aria-hidden="true">{ sign }</span>
                <span lang={chinese(&props.title)}>{ &props.title }</span>{ format!(" ({})", props.count) }</summary>
            <ol>{ for places.iter().map(|index| html! {
                <FindingItem key={*index} index={*index} hinted=true follows=false checked={checked.clone()} dispatch={props.dispatch.clone()} />
            }) }</ol>
            <More shown={places.len()} all={props.count} {onmore} />
        </details>
    }
}
