//! Working days and hours, bank and school holidays, deadlines.
