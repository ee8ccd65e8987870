//! The public items, listed: a change of the list is a change for those who use the crate. The lint
//! `unreachable_pub` sees to it that what is `pub` can be reached from outside.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, TraitItem, Visibility};

#[test]
fn the_public_items_are_those_of_the_list() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    let mut sources = sources(&root);
    sources.sort();
    for path in sources {
        let module = module(path.strip_prefix(&root).unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        let items = public(&text);
        if !items.is_empty() {
            lines.push(format!("\n{module}"));
            lines.extend(items.into_iter().map(|item| format!("  {item}")));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let below = paths.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![path],
    });
    below
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// `check/rules/mod.rs` is `gouji::check::rules`.
fn module(path: &Path) -> String {
    let path = Path::new("gouji").join(path.with_extension(""));
    let names = path.iter().filter_map(|name| name.to_str());
    let names: Vec<&str> = names
        .filter(|name| !["mod", "lib"].contains(name))
        .collect();
    names.join("::")
}

/// What a source makes public, a line each: items without their bodies, fields, variants, methods with
/// their type, and which traits are derived or implemented.
fn public(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).unwrap();
    let own = file.items.iter().filter_map(|item| match item {
        Item::Trait(it) if !is_public(&it.vis) => Some(&it.ident),
        _ => None,
    });
    let own: Vec<_> = own.collect();
    let of_own = |item: &&Item| match item {
        Item::Impl(it) => it.trait_.as_ref().is_some_and(|(_, path, _)| {
            let name = path.segments.last().map(|segment| &segment.ident);
            name.is_some_and(|name| own.contains(&name))
        }),
        _ => false,
    };
    let seen = file.items.iter().filter(|item| !of_own(item));
    seen.flat_map(lines).collect()
}

fn lines(item: &Item) -> Vec<String> {
    match item {
        Item::Fn(it) if is_public(&it.vis) => vec![head(&it.vis, &it.sig)],
        Item::Const(it) if is_public(&it.vis) => vec![text(it)],
        Item::Static(it) if is_public(&it.vis) => vec![text(it)],
        Item::Type(it) if is_public(&it.vis) => vec![text(it)],
        Item::Use(it) if is_public(&it.vis) => vec![text(it)],
        Item::Mod(it) if is_public(&it.vis) => vec![format!("pub mod {}", it.ident)],
        Item::Struct(it) if is_public(&it.vis) => {
            let name = format!("pub struct {}{}", it.ident, text(&it.generics));
            let mut lines = vec![format!("{name}{}", traits(&it.attrs))];
            lines.extend(fields(&it.ident.to_string(), &it.fields, is_public));
            lines
        }
        Item::Enum(it) if is_public(&it.vis) => {
            let name = format!("pub enum {}{}", it.ident, text(&it.generics));
            let mut lines = vec![format!("{name}{}", traits(&it.attrs))];
            for variant in &it.variants {
                let name = format!("{}::{}", it.ident, variant.ident);
                lines.push(name.clone());
                lines.extend(fields(&name, &variant.fields, |_| true));
            }
            lines
        }
        Item::Trait(it) if is_public(&it.vis) => {
            let mut lines = vec![format!("pub trait {}{}", it.ident, text(&it.generics))];
            lines.extend(it.items.iter().map(|item| match item {
                TraitItem::Fn(method) => format!("{}::{}", it.ident, text(&method.sig)),
                other => format!("{}::{}", it.ident, text(other)),
            }));
            lines
        }
        Item::Impl(it) => methods(it),
        _ => Vec::new(),
    }
}

/// Methods and constants of a type, or that it implements a trait.
fn methods(block: &ItemImpl) -> Vec<String> {
    let name = text(&block.self_ty);
    if let Some((_, path, _)) = &block.trait_ {
        return vec![format!("impl {} for {name}", text(path))];
    }
    let lines = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(it) if is_public(&it.vis) => Some(head(&it.vis, &it.sig)),
        ImplItem::Const(it) if is_public(&it.vis) => Some(text(it)),
        _ => None,
    });
    lines.map(|line| format!("{name}: {line}")).collect()
}

fn fields(owner: &str, fields: &Fields, counts: fn(&Visibility) -> bool) -> Vec<String> {
    let fields = fields.iter().enumerate();
    let seen = fields.filter(|(_, field)| counts(&field.vis));
    seen.map(|(place, field)| {
        let name = field.ident.as_ref().map(ToString::to_string);
        let name = name.unwrap_or_else(|| place.to_string());
        format!("{owner}.{name}: {}", text(&field.ty))
    })
    .collect()
}

/// What is derived, and whether more may come.
fn traits(attributes: &[Attribute]) -> String {
    let named = attributes.iter().filter(|it| {
        let path = it.path();
        path.is_ident("derive") || path.is_ident("non_exhaustive")
    });
    named.map(|it| format!(" {}", text(it))).collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn head(visibility: &Visibility, signature: &syn::Signature) -> String {
    format!("{} {}", text(visibility), text(signature))
}

/// The source of a piece on one line, without documentation.
fn text(piece: &impl Spanned) -> String {
    let source = piece.span().source_text().unwrap_or_default();
    let code = source.lines().map(str::trim);
    let code: Vec<&str> = code
        .filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("#[doc"))
        .collect();
    let line = code.join(" ");
    line.replace("( ", "(")
        .replace(", )", ")")
        .replace(", }", " }")
}

#[test]
fn the_list_has_what_others_use_and_nothing_else() {
    let source = "\
//! A module.
pub(crate) fn own() {}
#[derive(Debug)]
pub enum Kind {
    /// One.
    One,
    Two(u8),
    Three {
        place: u8,
    },
}
#[non_exhaustive]
pub struct Thing<'a> {
    /// A field.
    pub name: &'a str,
    own: u8,
}
impl Thing<'_> {
    /// Long.
    #[must_use]
    pub fn long(
        &self,
        more: u8,
    ) -> u8 {
        1
    }
    fn own(&self) {}
}
impl From<u8> for Kind {
    fn from(_: u8) -> Self {
        Self::One
    }
}
pub trait Able {
    fn able(&self) -> bool;
}
trait Own {}
impl Own for Kind {}
pub use other::Thing as Other;
pub const MOST: u8 = 3;
#[cfg(test)]
mod tests {
    pub fn none() {}
}
";
    assert_eq!(
        public(source),
        [
            "pub enum Kind #[derive(Debug)]",
            "Kind::One",
            "Kind::Two",
            "Kind::Two.0: u8",
            "Kind::Three",
            "Kind::Three.place: u8",
            "pub struct Thing<'a> #[non_exhaustive]",
            "Thing.name: &'a str",
            "Thing<'_>: pub fn long(&self, more: u8) -> u8",
            "impl From<u8> for Kind",
            "pub trait Able",
            "Able::fn able(&self) -> bool",
            "pub use other::Thing as Other;",
            "pub const MOST: u8 = 3;",
        ]
    );
}
