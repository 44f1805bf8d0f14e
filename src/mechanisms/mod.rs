//! The optional mechanisms of the organisation around the work (model.md, section 8): one folder each, and one line each in
//! the list below. Absent from a scenario means off, to the bit; absent from the list means that the program has never heard
//! of it.
//!
//! A folder holds all that a mechanism is, one file for each room of the house that it is part of:
//!
//! ```text
//! keys       scenario   its keys: reading, checking, writing back, and the names that its measures are made of
//! counters   measure    what is counted of it
//! measures   measure    what is measured of it
//! state      model      what changes of it in a run, what is looked up, what will happen
//! handlers   model      what it does at which moment
//! words      report     what the screen says of it
//! figure     report     its picture
//! lever      workshop   what a page lets people move of it
//! ```
//!
//! A file may use what its room may use, and of its own folder the files of rooms below. No room names a mechanism: each
//! hands `mechanisms!` a macro that makes of the list what the room needs (a struct with a field a mechanism, a match with
//! an arm a mechanism), so that every call is known to the compiler.

/// The list: the folder of each mechanism, and its name as a type. They stand in the order of the format's blocks.
///
/// `mechanisms! { then! … }` hands the list, in braces, and whatever else it is given to the macro `then`.
macro_rules! mechanisms {
    ($then:ident! $($given:tt)*) => {
        $then! {
            {
                case_reviews: CaseReviews,
                early_help: EarlyHelp,
                prevention: Prevention,
                inspection: Inspection,
                practice: Practice,
            }
            $($given)*
        }
    };
}
pub(crate) use mechanisms;

macro_rules! folders {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => { $(pub mod $mechanism;)* };
}
mechanisms! { folders! }
