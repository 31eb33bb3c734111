//! Linking, and somebody in between.
