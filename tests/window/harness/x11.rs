//! What a person does to a window from outside: close it, resize it, look elsewhere.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, InputFocus,
    MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// A connection to the display.
pub struct X11 {
    connection: RustConnection,
    root: Window,
}

impl X11 {
    pub fn connect(display: &str) -> Self {
        let (connection, screen) = x11rb::connect(Some(display)).expect("the display");
        let root = connection.setup().roots[screen].root;
        Self { connection, root }
    }

    /// The window of a process that a person sees.
    pub fn window_of(&self, process: u32) -> Option<Window> {
        let tree = self.connection.query_tree(self.root).ok()?.reply().ok()?;
        let owner = self.atom("_NET_WM_PID");
        tree.children.into_iter().find(|window| {
            let owned = self.property(*window, owner) == Some(process);
            let shown = || {
                self.connection
                    .get_window_attributes(*window)
                    .ok()?
                    .reply()
                    .ok()
            };
            let sized = || self.connection.get_geometry(*window).ok()?.reply().ok();
            owned
                && shown().is_some_and(|found| found.map_state == MapState::VIEWABLE)
                && sized().is_some_and(|found| found.width > 100)
        })
    }

    /// Asks the window to close, as its title bar does.
    pub fn close(&self, window: Window) {
        let data = [self.atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, self.atom("WM_PROTOCOLS"), data);
        self.connection
            .send_event(false, window, EventMask::NO_EVENT, message)
            .expect("the message is sent");
        self.flush();
    }

    pub fn resize(&self, window: Window, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().width(width).height(height);
        self.connection
            .configure_window(window, &size)
            .expect("the request is sent");
        self.flush();
    }

    /// Gives the keyboard to nobody's window.
    pub fn look_elsewhere(&self) {
        self.focus(self.root);
    }

    /// Gives the keyboard to a window, which without a window manager nobody else does.
    pub fn focus(&self, window: Window) {
        let request =
            self.connection
                .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME);
        request.expect("the request is sent");
        self.flush();
    }

    /// Whether the window, or something inside it, has the keyboard.
    pub fn has_focus(&self, window: Window) -> bool {
        let focus = self
            .connection
            .get_input_focus()
            .expect("the request is sent")
            .reply()
            .expect("a reply")
            .focus;
        let inside = || self.connection.query_tree(window).ok()?.reply().ok();
        focus == window || inside().is_some_and(|tree| tree.children.contains(&focus))
    }

    fn flush(&self) {
        self.connection.flush().expect("the display listens");
    }

    fn atom(&self, name: &str) -> u32 {
        let cookie = self
            .connection
            .intern_atom(false, name.as_bytes())
            .expect("the request is sent");
        cookie.reply().expect("an atom").atom
    }

    fn property(&self, window: Window, name: u32) -> Option<u32> {
        let cookie = self
            .connection
            .get_property(false, window, name, AtomEnum::CARDINAL, 0, 1)
            .ok()?;
        cookie.reply().ok()?.value32()?.next()
    }
}
