//! [`Config`] into Rust types, through serde.

use super::{Config, ConfigError, Key, Value};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};

impl Config {
    /// Reads it as a `T`. Errors point to the key or value at fault, name what was expected, and
    /// suggest the nearest name for one that is not known.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ConfigError> {
        T::deserialize(self)
    }
}

/// Every error is given the place of the innermost value that it passes on its way out.
impl<'de> Deserializer<'de> for &'de Config {
    type Error = ConfigError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConfigError> {
        match &self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::Real(value) => visitor.visit_f64(*value),
            Value::Text(value) => visitor.visit_borrowed_str(value),
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Table(fields) => visitor.visit_map(Entries::new(fields)),
        }
        .map_err(|error| error.at(&self.place))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConfigError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ConfigError> {
        visitor.visit_newtype_struct(self).map_err(|error| error.at(&self.place))
    }

    /// `choice = { name = {} }` is a choice without fields.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConfigError> {
        match &self.value {
            Value::Table(fields) if fields.is_empty() => visitor.visit_unit(),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ConfigError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ConfigError> {
        match &self.value {
            Value::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Table(fields) if fields.len() == 1 => {
                MapAccessDeserializer::new(Entries::new(fields))
                    .deserialize_enum(name, variants, visitor)
            }
            Value::Table(fields) => {
                Err(self.error(format_args!("expected one name, found {}", fields.len())))
            }
            _ => Err(self.wrong("the name of a choice, or a table with one name")),
        }
        .map_err(|error| error.at(&self.place))
    }

    serde::forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq bytes byte_buf map
        struct tuple_struct tuple ignored_any identifier
    }
}

struct Items<'de>(std::slice::Iter<'de, Config>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = ConfigError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ConfigError> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de> {
    fields: std::slice::Iter<'de, (Key, Config)>,
    value: Option<&'de Config>,
}

impl<'de> Entries<'de> {
    fn new(fields: &'de [(Key, Config)]) -> Self {
        Self { fields: fields.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = ConfigError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ConfigError> {
        let Some((key, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some(value);
        let name: StrDeserializer<'de, ConfigError> = key.name.as_str().into_deserializer();
        seed.deserialize(name).map(Some).map_err(|error| error.at(&key.place))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, ConfigError> {
        let value = self.value.take();
        let value = value.ok_or_else(|| ConfigError::custom("a value was asked for twice"))?;
        seed.deserialize(value).map_err(|error| error.at(&value.place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}
