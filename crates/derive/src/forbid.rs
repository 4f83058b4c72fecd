//! `forbid(cache = "L2", pes > 512)`: a clause in an attribute.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Result, Token, parenthesized};

/// A conjunction of conditions.
pub(crate) struct Clause(Vec<Condition>);

struct Condition {
    path: LitStr,
    /// The method of the clause builder that adds the condition.
    method: &'static str,
    value: TokenStream,
}

impl Clause {
    /// Parses the parentheses after `forbid`.
    pub(crate) fn parse(input: ParseStream<'_>) -> Result<Self> {
        let content;
        let parentheses = parenthesized!(content in input);
        let conditions = Punctuated::<Condition, Token![,]>::parse_terminated(&content)?;
        if conditions.is_empty() {
            return Err(Error::new(
                parentheses.span.join(),
                "`forbid` without a condition would forbid everything",
            ));
        }
        Ok(Self(conditions.into_iter().collect()))
    }

    /// Checks that every path begins with one of the fields.
    pub(crate) fn check(&self, fields: &[String]) -> Result<()> {
        for Condition { path, .. } in &self.0 {
            let whole = path.value();
            let first = whole.split('.').next().unwrap_or_default();
            if !fields.iter().any(|field| field == first) {
                let fields = fields.join(", ");
                let message = format!("no parameter `{first}`: expected one of {fields}");
                return Err(Error::new(path.span(), message));
            }
        }
        Ok(())
    }
}

impl ToTokens for Clause {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let conditions = self.0.iter().map(|Condition { path, method, value }| {
            let method = Ident::new(method, path.span());
            quote!(.#method(#path, #value))
        });
        tokens.extend(quote!(::orienteer_core::space::Clause::new() #(#conditions)*));
    }
}

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let path = path(input)?;
        let method = if input.peek(Token![==]) {
            input.parse::<Token![==]>()?;
            "is"
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            "is"
        } else if input.peek(Token![>=]) {
            input.parse::<Token![>=]>()?;
            "at_least"
        } else if input.peek(Token![<=]) {
            input.parse::<Token![<=]>()?;
            "at_most"
        } else if input.peek(Token![>]) {
            input.parse::<Token![>]>()?;
            "above"
        } else if input.peek(Token![<]) {
            input.parse::<Token![<]>()?;
            "below"
        } else if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            "is_in"
        } else {
            return Err(input.error("expected one of `=`, `>`, `>=`, `<`, `<=`, `in [a, b]`"));
        };
        Ok(Self { path, method, value: wide(&input.parse()?) })
    }
}

/// A dotted path, in quotes where a name is no identifier.
fn path(input: ParseStream<'_>) -> Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let mut path = String::new();
    let span = input.span();
    loop {
        if input.peek(LitInt) {
            path.push_str(input.parse::<LitInt>()?.base10_digits());
        } else {
            path.push_str(&input.call(Ident::parse_any)?.unraw().to_string());
        }
        if !input.peek(Token![.]) {
            return Ok(LitStr::new(&path, span));
        }
        input.parse::<Token![.]>()?;
        path.push('.');
    }
}

/// The expression with plain whole numbers as `i64`, which would be `i32` by default.
fn wide(value: &Expr) -> TokenStream {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) if number.suffix().is_empty() => {
            LitInt::new(&format!("{}i64", number.base10_digits()), value.span()).into_token_stream()
        }
        Expr::Array(array) => {
            let elements = array.elems.iter().map(wide);
            quote!([#(#elements),*])
        }
        value => value.into_token_stream(),
    }
}
