//! A seed as every file of results writes it.

/// A seed as JSON: `seed`, a number that many readers round above 2^53, and beside it `seed_text`, the same in digits.
///
/// # Errors
/// Those of the serializer.
pub fn exact_seed<S: serde::Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct as _;
    let mut both = serializer.serialize_struct("Seed", 2)?;
    both.serialize_field("seed", seed)?;
    both.serialize_field("seed_text", &seed.to_string())?;
    both.end()
}
