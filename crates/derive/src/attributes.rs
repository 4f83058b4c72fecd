//! The attributes `#[param(…)]` and `#[space(…)]`.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprLit, Lit, LitStr, Meta, Result};

use crate::case::Case;
use crate::forbid::Clause;

/// What `#[space(…)]` says about a type.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) rename_all: Option<Case>,
    pub(crate) ordered: Option<Span>,
    pub(crate) forbid: Vec<Clause>,
}

/// What `#[param(…)]` says about a field or a variant. Fields are taken out as they are used, so
/// that what is left over does not go with the type.
#[derive(Default)]
pub(crate) struct Param {
    pub(crate) rename: Option<LitStr>,
    pub(crate) values: Option<Expr>,
    pub(crate) range: Option<Expr>,
    pub(crate) step: Option<Expr>,
    pub(crate) log: Option<Span>,
    pub(crate) len: Option<Expr>,
    pub(crate) unordered: Option<Span>,
    pub(crate) default: Option<Expr>,
}

impl Container {
    pub(crate) fn parse(attributes: &[Attribute]) -> Result<Self> {
        let mut container = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("space")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename_all") {
                    let name: LitStr = meta.value()?.parse()?;
                    let known = Case::ALL.into_iter().find(|(known, _)| *known == name.value());
                    let (_, case) = known.ok_or_else(|| {
                        let names = Case::ALL.map(|(name, _)| format!("\"{name}\"")).join(", ");
                        Error::new(name.span(), format!("unknown case: expected one of {names}"))
                    })?;
                    container.rename_all = Some(case);
                } else if meta.path.is_ident("ordered") {
                    container.ordered = Some(meta.path.span());
                } else if meta.path.is_ident("forbid") {
                    container.forbid.push(Clause::parse(meta.input)?);
                } else {
                    return Err(unknown(&meta, "rename_all, ordered, forbid"));
                }
                Ok(())
            })?;
        }
        Ok(container)
    }
}

impl Param {
    pub(crate) fn parse(attributes: &[Attribute]) -> Result<Self> {
        let mut param = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("param")) {
            attribute.parse_nested_meta(|meta| {
                let Some(key) = meta.path.get_ident().map(ToString::to_string) else {
                    return Err(unknown(&meta, Self::KEYS));
                };
                let span = meta.path.span();
                let twice = match &*key {
                    "values" => param.values.replace(meta.value()?.parse()?).is_some(),
                    "range" => param.range.replace(meta.value()?.parse()?).is_some(),
                    "step" => param.step.replace(meta.value()?.parse()?).is_some(),
                    "default" => param.default.replace(meta.value()?.parse()?).is_some(),
                    "len" => param.len.replace(meta.value()?.parse()?).is_some(),
                    "rename" => param.rename.replace(meta.value()?.parse()?).is_some(),
                    "log" => param.log.replace(span).is_some(),
                    "unordered" => param.unordered.replace(span).is_some(),
                    _ => return Err(unknown(&meta, Self::KEYS)),
                };
                if twice {
                    Err(Error::new(span, format!("`{key}` is given twice")))
                } else {
                    Ok(())
                }
            })?;
        }
        Ok(param)
    }

    const KEYS: &str = "values, range, log, step, len, unordered, default, rename";

    /// An error for the first key that nothing has taken.
    pub(crate) fn check_all_used(&self) -> Result<()> {
        let leftover = [
            (self.unordered, "`unordered` goes with `Vec` and arrays only"),
            (self.len.as_ref().map(Spanned::span), "`len` goes with `Vec` only"),
            (self.values.as_ref().map(Spanned::span), "`values` goes with numbers only"),
            (self.range.as_ref().map(Spanned::span), "`range` goes with numbers only"),
            (self.step.as_ref().map(Spanned::span), "`step` goes with a range of integers only"),
            (self.log, "`log` goes with a range of numbers only"),
            (self.default.as_ref().map(Spanned::span), "`default` goes with fields only"),
        ];
        match leftover.into_iter().find_map(|(span, message)| Some((span?, message))) {
            Some((span, message)) => Err(Error::new(span, message)),
            None => Ok(()),
        }
    }
}

fn unknown(meta: &ParseNestedMeta<'_>, known: &str) -> Error {
    meta.error(format!("unknown key: expected one of {known}"))
}

/// The documentation comment, as one line.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => Some(line.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
