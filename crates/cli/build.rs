//! Builds the program again when the interface was built again: a release carries it inside.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../ui/dist");
}
