//! The mutation list: each verification switched off lets one named attack through.
