//! Tests that look into the folder.
