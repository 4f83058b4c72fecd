//! Defaults that are written as values of a field.

use super::{Codec, Writer};
use crate::space::{Gene, Node, Parameter, Value};

/// The parameter of a field with `value` as its default: of what is below it, too, where the value
/// says something about that.
///
/// # Panics
///
/// If the value is outside the domain of the field, or is a sequence, for whose items a space keeps
/// no defaults. That is a mistake in the type, as a range out of order is.
pub fn with_default<C: Codec>(mut parameter: Parameter, codec: &C, value: C::Value) -> Parameter {
    let mut writer = Writer::default();
    let written = codec.write(&value, &mut writer);
    let written = written.map_err(|error| error.within(&parameter.name).to_string());
    let genes = writer.finish();
    let set = written.and_then(|()| set(&mut parameter, &mut genes.genes().iter().copied()));
    if let Err(error) = set {
        panic!("the default of field `{}` is none: {error}", parameter.name);
    }
    parameter
}

/// The parameters that an unnamed field contributes to its variant.
pub fn fields_of(parameter: Parameter) -> Vec<Parameter> {
    match parameter.node {
        Node::Product(fields) => fields,
        _ => vec![parameter],
    }
}

/// Takes the genes of a design of `parameter` for the defaults of the decisions that they decide.
fn set(parameter: &mut Parameter, genes: &mut impl Iterator<Item = Gene>) -> Result<(), String> {
    let incomplete = || format!("the design of `{}` is not complete", parameter.name);
    let below = match &mut parameter.node {
        Node::Product(fields) => fields,
        Node::Repeat { .. } => {
            return Err(format!(
                "`{}` is a sequence, whose items have no defaults; give the fields of its items one each",
                parameter.name
            ));
        }
        Node::Leaf(domain) => {
            let value = genes.next().and_then(|gene| domain.value(gene));
            parameter.default = Some(value.ok_or_else(incomplete)?);
            return Ok(());
        }
        Node::Choice(arms) => {
            let option = genes.next().and_then(Gene::index).ok_or_else(incomplete)?;
            let arm = arms.get_mut(option as usize).ok_or_else(incomplete)?;
            parameter.default = Some(Value::Text(arm.name.clone()));
            &mut arm.fields
        }
    };
    below.iter_mut().try_for_each(|field| set(field, genes))
}
