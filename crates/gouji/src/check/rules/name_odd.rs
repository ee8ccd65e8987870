use std::collections::BTreeMap;

use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::naming::{Named, Naming, Standing};
use crate::check::subjects::cells;
use crate::rulebook::normal;

rule! {
    /// ## 查什么
    /// 同一科目代码在各张表中用同一个名称。多数表一致而个别表不同的，指出不同的那一处；空格、括号里的说明、“其中：”不计较，旧名称另行提示。
    ///
    /// ## 为什么
    /// 一个代码只有一个名称。个别表写了另一个名称，不是名称写错就是代码写错。
    ///
    /// ## 例
    /// 2101102 在收入总表和一般公共预算支出表中是“事业单位医疗”，在支出总表中是“行政单位医疗”。
    "GJ0706" "科目名称与其他表不同" Error Correctness Disclosure(find)
}

/// Codes by their usual names in normal form.
type Owners<'a> = BTreeMap<String, Vec<&'a str>>;

fn find(context: &Context<'_>) -> Vec<Found> {
    let names = context.names;
    let mut owners = Owners::new();
    for named in names {
        let name = normal(named.usual.name);
        owners.entry(name).or_default().push(named.code);
    }
    let of_code = |named: &Named<'_>| -> Vec<Found> {
        let odd = named.of_standing(Standing::Odd);
        odd.filter_map(|naming| word(named, naming, &owners))
            .collect()
    };
    names.iter().flat_map(of_code).collect()
}

fn word(named: &Named<'_>, odd: &Naming<'_>, owners: &Owners<'_>) -> Option<Found> {
    let first = odd.rows.first()?;
    let message = format!(
        "{}：{} 的名称写作“{}”，{}都是“{}”。",
        first.label(),
        named.code,
        odd.name,
        named.usual.places(),
        named.usual.name
    );
    let owner = owners.get(&normal(odd.name)).map(Vec::as_slice);
    let hint = match owner {
        Some([owner]) if owner.len() == named.code.len() => format!(
            "“{}”是 {owner} 的名称：请核对这一行的代码和名称哪一个写错。",
            odd.name
        ),
        _ => format!("请改为“{}”，或核对这一行的代码。", named.usual.name),
    };
    Some((cells(odd.rows.iter()), Wording { message, hint }))
}
