//! From the type and the attributes of a field to the expression of its codec.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Error, Expr, ExprLit, ExprRange, ExprUnary, Field, GenericArgument, Ident, Lit, PathArguments,
    RangeLimits, Result, Type, UnOp,
};

use crate::attributes::{Param, doc};
use crate::case::Case;

const INTEGERS: [&str; 10] =
    ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];

/// A field as a parameter.
pub(crate) struct Parameter {
    /// The name of the field, absent in a variant like `Slow(Fields)`.
    pub(crate) ident: Option<Ident>,
    pub(crate) name: String,
    pub(crate) doc: String,
    /// An expression that implements `Codec`.
    pub(crate) codec: TokenStream,
    /// An expression of the type of the field.
    default: Option<Expr>,
}

impl Parameter {
    pub(crate) fn new(field: &Field, case: Option<Case>) -> Result<Self> {
        let mut param = Param::parse(&field.attrs)?;
        let ident = field.ident.clone();
        let plain = ident.as_ref().map_or(String::new(), |ident| ident.unraw().to_string());
        let name = match (&param.rename, case) {
            (Some(rename), _) if ident.is_none() => {
                return Err(Error::new(rename.span(), "a field without a name has no path"));
            }
            (Some(rename), _) => rename.value(),
            (None, Some(case)) => case.apply(&plain),
            (None, None) => plain,
        };
        check_name(&name, param.rename.as_ref().map_or(field.span(), syn::LitStr::span))?;
        let default = param.default.take();
        if let Some(default) = &default {
            check_default(&field.ty, default, &param)?;
        }
        let codec = codec(field, &field.ty, &mut param)?;
        param.check_all_used()?;
        Ok(Self { ident, name, doc: doc(&field.attrs), codec, default })
    }

    /// The expression of the described parameter.
    pub(crate) fn tokens(&self) -> TokenStream {
        self.named(&self.name)
    }

    /// The same under the name that an unnamed field has in its variant.
    pub(crate) fn unnamed_tokens(&self) -> TokenStream {
        let parameter = self.named("value");
        quote!(::orienteer_core::space::codec::fields_of(#parameter))
    }

    fn named(&self, name: &str) -> TokenStream {
        let Self { doc, codec, .. } = self;
        let node = quote!(::orienteer_core::space::codec::Codec::node(&#codec));
        let mut parameter = quote!(::orienteer_core::space::Parameter::new(#name, #node));
        if !doc.is_empty() {
            parameter = quote!(#parameter.with_doc(#doc));
        }
        match &self.default {
            Some(default) => quote! {
                ::orienteer_core::space::codec::with_default(#parameter, &#codec, #default)
            },
            None => parameter,
        }
    }
}

/// Defaults that are no design of the field, as far as that can be seen in the text.
fn check_default(ty: &Type, default: &Expr, param: &Param) -> Result<()> {
    let repeats = match ty {
        Type::Group(group) => return check_default(&group.elem, default, param),
        Type::Paren(paren) => return check_default(&paren.elem, default, param),
        Type::Array(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Vec"),
        _ => false,
    };
    if repeats {
        return Err(Error::new_spanned(
            default,
            "a `Vec` or an array has no default; give the fields of its items one each",
        ));
    }
    let Some(number) = literal(default) else { return Ok(()) };
    if let Some(Expr::Array(values)) = &param.values {
        let values: Option<Vec<f64>> = values.elems.iter().map(literal).collect();
        if values.is_some_and(|values| !values.contains(&number)) {
            return Err(Error::new_spanned(default, "the default is not among the `values`"));
        }
    }
    if let Some(Expr::Range(range)) = &param.range {
        let bound = |bound: &Option<Box<Expr>>| bound.as_deref().and_then(literal);
        let below = bound(&range.start).is_some_and(|low| number < low);
        let above = bound(&range.end).is_some_and(|high| number > high);
        if below || above {
            return Err(Error::new_spanned(default, "the default is outside the `range`"));
        }
    }
    Ok(())
}

/// Names stand between the dots of a path; unnamed fields pass as an empty name.
fn check_name(name: &str, span: proc_macro2::Span) -> Result<()> {
    if name.contains('.') {
        return Err(Error::new(span, "a name has no dots, because they part the names in a path"));
    }
    Ok(())
}

fn codec(field: &Field, ty: &Type, param: &mut Param) -> Result<TokenStream> {
    match ty {
        Type::Group(group) => codec(field, &group.elem, param),
        Type::Paren(paren) => codec(field, &paren.elem, param),
        Type::Array(array) => {
            let unordered = param.unordered.take().is_some();
            let (item, length) = (codec(field, &array.elem, param)?, &array.len);
            Ok(quote! {
                ::orienteer_core::space::codec::Array::<_, { #length }> {
                    item: #item,
                    unordered: #unordered,
                }
            })
        }
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return unsupported(ty) };
            match (&*last.ident.to_string(), argument(&last.arguments)) {
                ("Vec", Some(item)) => vector(field, item, param),
                ("Option", Some(item)) => {
                    let item = codec(field, item, param)?;
                    Ok(quote!(::orienteer_core::space::codec::Maybe(#item)))
                }
                ("bool", _) => Ok(quote!(::orienteer_core::space::codec::Flag)),
                ("String", _) => Err(Error::new_spanned(
                    ty,
                    "a text has no end of values; use an enum with a variant for each",
                )),
                (name, _) if INTEGERS.contains(&name) => number(field, ty, param, true),
                ("f32" | "f64", _) => number(field, ty, param, false),
                _ => Ok(quote_spanned! {ty.span()=>
                    ::orienteer_core::space::codec::nested::<#ty>()
                }),
            }
        }
        _ => unsupported(ty),
    }
}

fn unsupported<T>(ty: &Type) -> Result<T> {
    Err(Error::new_spanned(
        ty,
        "a parameter is a number, `bool`, `Option<T>`, `Vec<T>`, `[T; N]`, or a type that derives \
         `Space`",
    ))
}

/// The `T` of `Vec<T>`.
fn argument(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(list) => match list.args.first() {
            Some(GenericArgument::Type(ty)) if list.args.len() == 1 => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

fn vector(field: &Field, item: &Type, param: &mut Param) -> Result<TokenStream> {
    let Some(len) = param.len.take() else {
        return Err(Error::new(
            field.span(),
            format!(
                "`{}` needs `#[param(len = least..=most)]` (a `Vec` in a `Vec` needs a struct \
                 around the inner one)",
                title(field)
            ),
        ));
    };
    let (min, max) = match &len {
        Expr::Range(range) => bounds(range)?,
        exactly => (exactly, exactly),
    };
    if let (Some(min), Some(max)) = (literal(min), literal(max))
        && min > max
    {
        return Err(Error::new_spanned(&len, "the range is empty; swap the two bounds"));
    }
    let unordered = param.unordered.take().is_some();
    let item = codec(field, item, param)?;
    Ok(quote! {
        ::orienteer_core::space::codec::Many {
            item: #item,
            min: #min,
            max: #max,
            unordered: #unordered,
        }
    })
}

fn number(field: &Field, ty: &Type, param: &mut Param, whole: bool) -> Result<TokenStream> {
    match (param.values.take(), param.range.take()) {
        (Some(values), None) => {
            check_values(&values)?;
            Ok(quote!(::orienteer_core::space::codec::OneOf::<#ty>(&#values)))
        }
        (None, Some(range)) => {
            let Expr::Range(range) = &range else { return Err(wants_range(&range)) };
            let (low, high) = bounds(range)?;
            let log = param.log.take();
            if let (Some(low), Some(high)) = (literal(low), literal(high))
                && (low > high || (low == high && !whole))
            {
                return Err(Error::new_spanned(range, "the range is empty; give low < high"));
            }
            if let (Some(span), Some(low)) = (log, literal(low))
                && low <= 0.0
            {
                return Err(Error::new(span, "a log scale begins above 0"));
            }
            let log = log.is_some();
            if !whole {
                return Ok(quote! {
                    ::orienteer_core::space::codec::Real::<#ty> {
                        low: #low,
                        high: #high,
                        log: #log,
                    }
                });
            }
            let step = param.step.take();
            if let Some(step) = step.as_ref().filter(|step| literal(step).is_some_and(|s| s < 1.0))
            {
                return Err(Error::new_spanned(step, "a step is at least 1"));
            }
            let step = step.map_or(quote!(1), ToTokens::into_token_stream);
            Ok(quote! {
                ::orienteer_core::space::codec::Integer::<#ty> {
                    low: #low,
                    high: #high,
                    step: #step,
                    log: #log,
                }
            })
        }
        (None, None) => Err(Error::new(
            field.span(),
            format!(
                "`{}` needs `#[param(range = lo..=hi)]` or `#[param(values = [...])]`",
                title(field)
            ),
        )),
        (Some(values), Some(_)) => {
            Err(Error::new_spanned(values, "`values` and `range` exclude each other; keep one"))
        }
    }
}

/// What an error calls the field.
fn title(field: &Field) -> String {
    field.ident.as_ref().map_or("this field".to_owned(), Ident::to_string)
}

fn check_values(values: &Expr) -> Result<()> {
    let Expr::Array(array) = values else { return Ok(()) };
    if array.elems.is_empty() {
        return Err(Error::new_spanned(values, "`values` is empty; give at least one"));
    }
    let mut seen = Vec::new();
    for element in &array.elems {
        let Some(number) = literal(element) else { continue };
        if seen.contains(&number) {
            return Err(Error::new_spanned(element, "this value occurs twice"));
        }
        seen.push(number);
    }
    Ok(())
}

fn bounds(range: &ExprRange) -> Result<(&Expr, &Expr)> {
    match (&range.start, &range.limits, &range.end) {
        (Some(low), RangeLimits::Closed(_), Some(high)) => Ok((low, high)),
        _ => Err(wants_range(range)),
    }
}

fn wants_range(tokens: impl ToTokens) -> Error {
    Error::new_spanned(tokens, "write the range as `lo..=hi`; both bounds belong to it")
}

/// The value of a number that is written out, for checks that need not wait.
fn literal(value: &Expr) -> Option<f64> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.base10_parse().ok(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => literal(expr).map(|value| -value),
        _ => None,
    }
}
