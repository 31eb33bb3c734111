//! A folder that a cloud drive plays with, between our steps and during them.

mod drive;
mod together;
mod turns;
