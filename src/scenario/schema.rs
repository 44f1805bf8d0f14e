//! The scenario format as a JSON Schema (draft 7, which editors' TOML plugins know), from the types that read it.

use serde_json::{Map, Value, json};

use super::range::Range;
use super::raw::{Field, RawScenario, Shaped as _, ValueShape};
use super::registry::{below, facts, range};

/// The schema.
#[must_use]
pub fn schema() -> Value {
    let mut root = of(&RawScenario::shape(), "");
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        // They are read before a file is laid over another, and are no keys of the table that is read afterwards.
        for path in super::extends::KEYS {
            properties.insert(path.to_owned(), described(json!({ "type": "string" }), path));
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    whole.insert("title".into(), "A scenario of surge-sim".into());
    if let Value::Object(root) = root {
        whole.extend(root);
    }
    Value::Object(whole)
}

fn of(shape: &ValueShape, path: &str) -> Value {
    let value = match shape {
        ValueShape::Number => json!({ "type": "number" }),
        ValueShape::Whole => json!({ "type": "integer" }),
        ValueShape::Flag => json!({ "type": "boolean" }),
        ValueShape::Text => json!({ "type": "string" }),
        // TOML's own dates reach a validator as text.
        ValueShape::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        ValueShape::NumberOrText => json!({ "type": ["number", "string"] }),
        ValueShape::Holidays => json!({ "anyOf": [
            { "enum": ["england", "none"] },
            { "type": "array", "items": { "type": "array", "minItems": 2, "maxItems": 2 } },
        ] }),
        ValueShape::Anything => json!({ "type": "object" }),
        ValueShape::Named(item) => {
            json!({ "type": "object", "additionalProperties": of(&item(), path) })
        }
        ValueShape::List(item) => json!({ "type": "array", "items": of(&item(), path) }),
        ValueShape::Maybe(value) => {
            // Its range is that of the value, and not of the word for none.
            return described(
                json!({ "anyOf": [{ "enum": ["none", "never"] }, ranged(of(&value(), path), path)] }),
                path,
            );
        }
        ValueShape::Table(fields) => table(fields, path),
    };
    described(ranged(value, path), path)
}

/// A table with these keys and no others.
fn table(fields: &[Field], path: &str) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let path = below(path, field.name);
        properties.insert(field.name.to_owned(), of(&(field.shape)(), &path));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn described(mut value: Value, path: &str) -> Value {
    if let (Some(facts), Some(object)) = (facts(path), value.as_object_mut()) {
        let what = facts.told.what;
        let unit = match facts.told.unit {
            "" => String::new(),
            unit => format!(" [{unit}]"),
        };
        object.insert("description".into(), format!("{what}{unit}").into());
    }
    value
}

/// The range as the schema can say it.
fn ranged(mut value: Value, path: &str) -> Value {
    let Some(range) = range(path) else { return value };
    let Some(object) = value.as_object_mut() else { return value };
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    match (kind.as_str(), range) {
        ("number" | "integer", Range::Numbers { low, high }) => {
            object.insert("minimum".into(), json!(low));
            object.insert("maximum".into(), json!(high));
        }
        // The words say by themselves that it is text.
        ("string", Range::Words(words)) => {
            object.remove("type");
            object.insert("enum".into(), json!(words));
        }
        _ => {}
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tests::set;

    #[test]
    fn a_list_is_no_word() {
        let schema = schema();
        for list in ["actions", "publicity", "teams", "targets"] {
            let told = schema["properties"][list]["type"].as_str();
            assert_eq!(told, Some("array"), "{list}");
            assert!(set(&[&format!("{list}=none")]).is_err(), "{list}");
        }
    }
}
