//! An enum is a categorical, an ordinal, or a choice whose arms have parameters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{DataEnum, DeriveInput, Error, Fields, Ident, Result, Variant};

use crate::Methods;
use crate::attributes::{Container, Param};
use crate::field::Parameter;
use crate::structs::unique;

pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataEnum,
    container: &Container,
) -> Result<Methods> {
    if data.variants.is_empty() {
        return Err(Error::new_spanned(&input.ident, "an enum without variants has no design"));
    }
    let arms = data.variants.iter().map(|v| Arm::new(v, container)).collect::<Result<Vec<_>>>()?;
    unique(input, arms.iter().map(|arm| &arm.name))?;
    for arm in &arms {
        let named = arm.fields.iter().filter(|field| field.ident.is_some());
        unique(input, named.map(|field| &field.name))?;
    }
    check_clauses(container, &arms)?;

    let plain = data.variants.iter().all(|variant| variant.fields.is_empty());
    if let (Some(span), false) = (container.ordered, plain) {
        return Err(Error::new(span, "`ordered` goes with an enum without fields only"));
    }
    let names = arms.iter().map(|arm| &arm.name);
    let node = match (plain, container.ordered) {
        (true, Some(_)) => quote!(::orienteer_core::space::Node::ordinal([#(#names),*])),
        (true, None) => quote!(::orienteer_core::space::Node::categorical([#(#names),*])),
        (false, _) => {
            let arms = arms.iter().map(Arm::node);
            quote!(::orienteer_core::space::Node::Choice(::std::vec![#(#arms),*]))
        }
    };
    let forbid = &container.forbid;
    let nested = arms.iter().flat_map(|arm| &arm.fields).map(|field| {
        let (codec, name) = (&field.codec, field.path());
        quote!(::orienteer_core::space::codec::clauses_within(&#codec, #name))
    });
    let count = arms.len() as u32;
    let numbers = 0..count - 1;
    let (Some(last), rest) = (arms.last().map(Arm::read), arms[..arms.len() - 1].iter()) else {
        return Err(Error::new_spanned(&input.ident, "an enum without variants has no design"));
    };
    let rest = rest.map(Arm::read);
    let write = (0_u32..).zip(&arms).map(|(number, arm)| arm.write(number));
    Ok(Methods {
        node,
        clauses: quote! {
            let clauses = [::std::vec![#(#forbid),*], #(#nested),*];
            clauses.into_iter().flatten().collect()
        },
        read: quote! {
            match reader.option(#count)? {
                #(#numbers => #rest,)*
                _ => #last,
            }
        },
        write: quote!(match self { #(#write)* }),
    })
}

/// One variant.
struct Arm<'a> {
    ident: &'a Ident,
    name: String,
    fields: Vec<Parameter>,
}

impl<'a> Arm<'a> {
    fn new(variant: &'a Variant, container: &Container) -> Result<Self> {
        let mut param = Param::parse(&variant.attrs)?;
        let ident = &variant.ident;
        let plain = ident.unraw().to_string();
        let name = match (param.rename.take(), container.rename_all) {
            (Some(rename), _) => rename.value(),
            (None, Some(case)) => case.apply(&plain),
            (None, None) => plain,
        };
        param.check_all_used()?;
        if let Fields::Unnamed(fields) = &variant.fields
            && fields.unnamed.len() != 1
        {
            return Err(Error::new_spanned(fields, "name the fields, or put them in a struct"));
        }
        let fields = variant.fields.iter().map(|field| Parameter::new(field, None));
        Ok(Self { ident, name, fields: fields.collect::<Result<_>>()? })
    }

    fn node(&self) -> TokenStream {
        let name = &self.name;
        let unnamed = self.fields.iter().find(|field| field.ident.is_none());
        let fields = if let Some(field) = unnamed {
            field.unnamed_tokens()
        } else {
            let fields = self.fields.iter().map(Parameter::tokens);
            quote!(::std::vec![#(#fields),*])
        };
        quote!(::orienteer_core::space::Arm::new(#name, #fields))
    }

    fn read(&self) -> TokenStream {
        let ident = self.ident;
        let values = self.fields.iter().map(|field| {
            let (member, codec) = (field.member(), &field.codec);
            quote!(#member: ::orienteer_core::space::codec::Codec::read(&#codec, reader)?)
        });
        quote!(Self::#ident { #(#values),* })
    }

    fn write(&self, number: u32) -> TokenStream {
        let ident = self.ident;
        let (mut bound, mut written) = (Vec::new(), Vec::new());
        for (at, field) in self.fields.iter().enumerate() {
            let value = format_ident!("field_{at}");
            let (codec, name) = (&field.codec, field.path());
            let member = field.member();
            bound.push(quote!(#member: #value));
            written.push(quote! {
                ::orienteer_core::space::codec::write_within(&#codec, #name, #value, writer)?;
            });
        }
        quote! {
            Self::#ident { #(#bound),* } => {
                writer.option(#number);
                #(#written)*
            }
        }
    }
}

impl Parameter {
    /// The field in an expression or a pattern: the only one of a tuple variant by its position.
    fn member(&self) -> TokenStream {
        self.ident.as_ref().map_or(quote!(0), |ident| quote!(#ident))
    }

    /// The expression of the name in paths below the choice.
    fn path(&self) -> TokenStream {
        let (name, codec) = (&self.name, &self.codec);
        if self.ident.is_some() {
            return quote!(#name);
        }
        quote! {
            ::orienteer_core::space::codec::inner_name(
                &::orienteer_core::space::codec::Codec::node(&#codec),
            )
        }
    }
}

/// Paths in clauses begin with a field of some arm. The fields of an unnamed field are not known
/// here, so that they are checked when the space is built.
fn check_clauses(container: &Container, arms: &[Arm<'_>]) -> Result<()> {
    let fields = || arms.iter().flat_map(|arm| &arm.fields);
    if fields().any(|field| field.ident.is_none()) {
        return Ok(());
    }
    let names: Vec<String> = fields().map(|field| field.name.clone()).collect();
    container.forbid.iter().try_for_each(|clause| clause.check(&names))
}
