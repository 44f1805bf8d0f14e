//! Cloning field by field, so that `clone_from` uses the buffers again: a twin is cloned in every replication.

// A derived `clone_from` throws buffers away; by field they are used again, and a fork allocates nothing.
macro_rules! clone_by_field {
    ($type:ident { $($field:ident),* }) => {
        impl Clone for $type {
            fn clone(&self) -> Self {
                $type { $($field: self.$field.clone()),* }
            }

            fn clone_from(&mut self, source: &Self) {
                $(self.$field.clone_from(&source.$field);)*
            }
        }
    };
}
pub(crate) use clone_by_field;
