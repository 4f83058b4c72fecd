//! The derive macro that turns a type into a design space.
//!
//! Each field becomes a *codec*, an expression made from its type and its `#[param(…)]`
//! attributes (`field`); the generated methods (`structs`, `enums`) call the codecs in
//! order. Everything else lives in `orienteer_core::space::codec`, so that little code is
//! generated and errors about types point at the field.

mod attributes;
mod case;
mod enums;
mod field;
mod forbid;
mod structs;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Result, parse_macro_input};

/// Implements `DesignSpace` for a struct with named fields (a product of parameters) or an enum (a
/// categorical, or a choice if a variant has fields).
///
/// # On fields
///
/// | attribute | on | meaning |
/// |---|---|---|
/// | `#[param(values = [1, 2, 4])]` | numbers | one of these, in order |
/// | `#[param(range = 1..=128)]` | numbers | all between, both included |
/// | `#[param(…, log)]` | a range | a logarithmic scale |
/// | `#[param(…, step = 2)]` | a range of integers | every second one |
/// | `#[param(len = 1..=4)]` | `Vec` | how many items; `len = 3` for a fixed number |
/// | `#[param(unordered)]` | `Vec`, arrays | items are interchangeable |
/// | `#[param(default = expression)]` | all but `Vec` and arrays | what the field is when nothing is said, as a value of its type |
/// | `#[param(rename = "name")]` | all, and variants | the name in paths |
///
/// `values`, `range`, `log` and `step` on a `Vec`, an array or an `Option` of numbers describe the
/// item. `bool` and types that derive `Space` need no attribute. Documentation comments become the
/// documentation of the parameter.
///
/// # On the type
///
/// | attribute | meaning |
/// |---|---|
/// | `#[space(rename_all = "kebab-case")]` | how fields, or variants of an enum, are named; also `snake_case`, `lowercase`, `camelCase` |
/// | `#[space(ordered)]` | the variants of an enum without fields are in order |
/// | `#[space(forbid(cache = "L2", pes > 512))]` | forbids designs in which all conditions hold; repeatable; `=`, `>`, `>=`, `<`, `<=`, `in [a, b]` on paths below the type |
#[proc_macro_derive(Space, attributes(param, space))]
pub fn derive_space(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn expand(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "`Space` cannot be derived for a generic type; derive it for a type without parameters",
        ));
    }
    let container = attributes::Container::parse(&input.attrs)?;
    let methods = match &input.data {
        Data::Struct(data) => structs::expand(input, data, &container)?,
        Data::Enum(data) => enums::expand(input, data, &container)?,
        Data::Union(data) => {
            return Err(Error::new_spanned(
                data.union_token,
                "`Space` cannot be derived for a union; use an enum",
            ));
        }
    };
    let ident = &input.ident;
    let name = case::Case::Snake.apply(&syn::ext::IdentExt::unraw(ident).to_string());
    Ok(quote! {
        #[automatically_derived]
        impl ::orienteer_core::space::DesignSpace for #ident {
            const NAME: &'static str = #name;
            #methods
        }
    })
}

/// The bodies of the methods, put together in one place.
struct Methods {
    node: TokenStream,
    clauses: TokenStream,
    read: TokenStream,
    write: TokenStream,
}

impl quote::ToTokens for Methods {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { node, clauses, read, write } = self;
        tokens.extend(quote! {
            fn node() -> ::orienteer_core::space::Node {
                #node
            }

            fn clauses() -> ::std::vec::Vec<::orienteer_core::space::Clause> {
                #clauses
            }

            #[allow(unused_variables)]
            fn read(
                reader: &mut ::orienteer_core::space::codec::Reader<'_>,
            ) -> ::std::result::Result<Self, ::orienteer_core::space::SpaceError> {
                ::std::result::Result::Ok(#read)
            }

            #[allow(unused_variables)]
            fn write(
                &self,
                writer: &mut ::orienteer_core::space::codec::Writer,
            ) -> ::std::result::Result<(), ::orienteer_core::space::SpaceError> {
                #write
                ::std::result::Result::Ok(())
            }
        });
    }
}
