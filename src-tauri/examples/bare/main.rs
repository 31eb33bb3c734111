//! The least that is a Tauri window: one page with a heading. `cargo xtask bench` measures the app
//! against it.

fn main() {
    let started =
        tauri::Builder::default().run(tauri::generate_context!("examples/bare/tauri.conf.json"));
    if let Err(error) = started {
        eprintln!("the bare window cannot start: {error}");
        std::process::exit(1);
    }
}
