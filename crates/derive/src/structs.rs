//! A struct is a product of parameters.

use quote::quote;
use syn::{DataStruct, DeriveInput, Error, Fields, Result};

use crate::Methods;
use crate::attributes::Container;
use crate::field::Parameter;

pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataStruct,
    container: &Container,
) -> Result<Methods> {
    if let Fields::Unnamed(fields) = &data.fields {
        return Err(Error::new_spanned(
            fields,
            "`Space` cannot be derived for a tuple struct; name the fields",
        ));
    }
    if let Some(span) = container.ordered {
        return Err(Error::new(span, "`ordered` goes with an enum only"));
    }
    let parameters = data
        .fields
        .iter()
        .map(|field| Parameter::new(field, container.rename_all))
        .collect::<Result<Vec<_>>>()?;
    unique(input, parameters.iter().map(|parameter| &parameter.name))?;

    let names: Vec<&String> = parameters.iter().map(|parameter| &parameter.name).collect();
    let known: Vec<String> = names.iter().map(|name| (*name).clone()).collect();
    container.forbid.iter().try_for_each(|clause| clause.check(&known))?;

    let forbid = &container.forbid;
    let idents = parameters.iter().map(|parameter| &parameter.ident).collect::<Vec<_>>();
    let codecs = parameters.iter().map(|parameter| &parameter.codec).collect::<Vec<_>>();
    let described = parameters.iter().map(Parameter::tokens);
    let codec = quote!(::orienteer_core::space::codec);
    Ok(Methods {
        node: quote!(::orienteer_core::space::Node::Product(::std::vec![#(#described),*])),
        clauses: quote! {
            let clauses = [
                ::std::vec![#(#forbid),*],
                #(#codec::clauses_within(&#codecs, #names),)*
            ];
            clauses.into_iter().flatten().collect()
        },
        read: quote!(Self { #(#idents: #codec::Codec::read(&#codecs, reader)?),* }),
        write: quote!(#(#codec::write_within(&#codecs, #names, &self.#idents, writer)?;)*),
    })
}

/// An error if a name occurs twice, which `rename` can bring about.
pub(crate) fn unique<'a>(
    input: &DeriveInput,
    names: impl Iterator<Item = &'a String>,
) -> Result<()> {
    let mut seen = Vec::new();
    for name in names {
        if name.is_empty() || seen.contains(&name) {
            let message = format!("the name `{name}` is empty or occurs twice; rename one");
            return Err(Error::new_spanned(&input.ident, message));
        }
        seen.push(name);
    }
    Ok(())
}
