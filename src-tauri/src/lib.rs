//! Colloquy's desktop shell: one window over the core's command table.
//!
//! **Context.** The page in the window can reach the machine only through the commands here, and
//! only because the capability `main` names the window. Everything about courses and progress is
//! one command, `call`, which runs the core's table.
//!
//! **Map.** [`configure`] puts the parts together for any runtime, so that tests exercise the real
//! access rules without a window; [`run`] adds what needs a desktop. `engine` runs commands off the
//! main thread, `closing` ends without losing any, `window` is how the window looks and where it may
//! go, `instance` notices a second start, `notice` says outside the window that something is due,
//! `opened` keeps packages to open, `preferences` the theme, `painting` chooses how pages are painted
//! where there is no graphics device.

mod closing;
mod commands;
mod desktop;
mod engine;
mod instance;
mod logging;
mod notice;
mod opened;
mod options;
mod painting;
mod preferences;
mod window;

use std::sync::Arc;

use tauri::{AppHandle, Context, Manager as _, RunEvent, Runtime, WindowEvent};
use tauri_plugin_window_state::StateFlags;

pub use desktop::{Desktop, Pick, RealDesktop};
pub use engine::Engine;
pub use notice::{Answer, Clicked, Notice, Notifier, RealNotifier};
pub use options::Options;
pub use painting::choose_painting;

/// Starts the app and returns when its window is closed.
///
/// # Errors
/// A sentence that says what kept the app from starting.
pub fn run(options: &Options) -> Result<(), String> {
    let folder = options.folder().map_err(|error| error.to_string())?;
    let engine = Engine::new(folder);
    let (setup_engine, setup_options) = (Arc::clone(&engine), options.clone());
    let notifier = Box::new(RealNotifier::new());
    let app = configure(
        tauri::Builder::default(),
        &engine,
        Box::new(RealDesktop),
        notifier,
    )
    .setup(move |app| {
        set_up(app.handle(), &setup_engine, &setup_options).unwrap_or_else(|error| {
            // Handed back to Tauri, it would become a panic.
            eprintln!("colloquy-desktop: The app cannot start: {error}.");
            std::process::exit(1);
        });
        Ok(())
    })
    .build(context(options, &engine))
    .map_err(|error| format!("The app cannot start: {error}."))?;
    app.run(on_event);
    Ok(())
}

fn set_up(
    app: &AppHandle,
    engine: &Engine,
    options: &Options,
) -> Result<(), Box<dyn std::error::Error>> {
    app.plugin(logging::plugin(&app.path().app_log_dir()?))?;
    // Before anything is opened: a second start ends here.
    if let Some(plugin) = instance::plugin(engine.folder().root(), options.data.is_some()) {
        app.plugin(plugin)?;
    }
    log::info!("Colloquy {} starts", env!("CARGO_PKG_VERSION"));
    opened::open(
        app,
        options.packages(&std::env::current_dir().unwrap_or_default()),
    );
    start(app)
}

/// The app's configuration, page and access rules. With a data folder given by hand, everything
/// that the app writes lies in it.
#[must_use]
pub fn context<R: Runtime>(options: &Options, engine: &Engine) -> Context<R> {
    let mut context = tauri::generate_context!();
    if options.data.is_some() {
        let root = engine.folder().root().to_owned();
        context.config_mut().app.app_directories_override =
            Some(tauri::utils::config::AppDirectoriesOverride::Root(root));
    }
    context
}

/// Puts the parts of the shell together; [`start`] brings them to life.
pub fn configure<R: Runtime>(
    builder: tauri::Builder<R>,
    engine: &Arc<Engine>,
    desktop: Box<dyn Desktop<R>>,
    notifier: Box<dyn Notifier>,
) -> tauri::Builder<R> {
    let kept =
        StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(kept)
        .with_filename("window.json");
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(window_state.build())
        .manage(Arc::clone(engine))
        .manage(desktop)
        .manage(notifier)
        .manage(closing::Closing::default())
        .manage(opened::Opened::default())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::check_notifications,
            commands::closed,
            commands::open_external,
            commands::pick_path,
            commands::reveal_data_folder,
            commands::save_file,
            commands::show_notification,
            commands::take_opened_files,
        ])
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event
                && window.label() == window::LABEL
            {
                api.prevent_close();
                closing::begin(window);
            }
        })
}

/// Opens the data in the background and creates the window.
///
/// # Errors
/// When the system gives no window, no thread or no folder for the app.
pub fn start<R: Runtime>(app: &AppHandle<R>) -> Result<(), Box<dyn std::error::Error>> {
    let (listener, speaker) = (app.clone(), app.clone());
    app.state::<Arc<Engine>>().start(
        move |changed| commands::tell(&listener, None, changed),
        move |due| notice::say(&speaker, due),
    )?;
    let theme = preferences::open(app)?;
    window::create(app, theme)?;
    Ok(())
}

fn on_event<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    match event {
        // Also when the system ends the app without asking its window.
        RunEvent::Exit => closing::close_data(&app.state::<Arc<Engine>>()),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            opened::open(
                app,
                urls.iter()
                    .filter_map(|url| url.to_file_path().ok())
                    .collect(),
            );
            window::focus(app);
        }
        _ => {}
    }
}
