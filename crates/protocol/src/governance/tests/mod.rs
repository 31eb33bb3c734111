//! The governance log: single rules, any order of arrival, and an independent naive model.

mod cases;
mod epochs;
mod naive;
mod random;
pub(crate) mod world;
