//! What a person does to a window from outside: close it, resize it, look elsewhere.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, InputFocus,
    KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// Keys without a character, by their X11 keysym.
const RETURN: u32 = 0xff0d;
const SHIFT: u32 = 0xffe1;
const CONTROL: u32 = 0xffe3;

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
        self.windows_of(process).into_iter().next()
    }

    /// The windows of a process that a person sees, the first one first.
    pub fn windows_of(&self, process: u32) -> Vec<Window> {
        let tree = self.connection.query_tree(self.root);
        let Some(tree) = tree.ok().and_then(|tree| tree.reply().ok()) else {
            return Vec::new();
        };
        let owner = self.atom("_NET_WM_PID");
        let mut found = tree.children;
        found.retain(|window| {
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
        });
        found
    }

    /// Replaces what is in the field by a text and presses Enter, as a keyboard does: for windows
    /// that no page is in.
    pub fn type_and_enter(&self, text: &str) {
        let (control, all) = (self.key(CONTROL).0, self.key(u32::from('a')).0);
        self.key_event(KEY_PRESS_EVENT, control);
        self.key_event(KEY_PRESS_EVENT, all);
        self.key_event(KEY_RELEASE_EVENT, all);
        self.key_event(KEY_RELEASE_EVENT, control);
        for symbol in text.chars().map(u32::from).chain([RETURN]) {
            let (key, shifted) = self.key(symbol);
            let shift = self.key(SHIFT).0;
            if shifted {
                self.key_event(KEY_PRESS_EVENT, shift);
            }
            self.key_event(KEY_PRESS_EVENT, key);
            self.key_event(KEY_RELEASE_EVENT, key);
            if shifted {
                self.key_event(KEY_RELEASE_EVENT, shift);
            }
        }
        self.flush();
    }

    fn key_event(&self, kind: u8, key: u8) {
        self.connection
            .xtest_fake_input(kind, key, x11rb::CURRENT_TIME, self.root, 0, 0, 0)
            .expect("the key is sent");
    }

    /// The key that gives a symbol, and whether with Shift.
    fn key(&self, symbol: u32) -> (u8, bool) {
        let (least, most) = {
            let setup = self.connection.setup();
            (setup.min_keycode, setup.max_keycode)
        };
        let map = self
            .connection
            .get_keyboard_mapping(least, most - least + 1)
            .expect("the request is sent")
            .reply()
            .expect("the keys");
        let each = usize::from(map.keysyms_per_keycode);
        let at = |column: usize| {
            let mut keys = map.keysyms.chunks(each);
            let place = keys.position(|symbols| symbols.get(column) == Some(&symbol));
            place.and_then(|place| u8::try_from(usize::from(least) + place).ok())
        };
        at(0)
            .map(|key| (key, false))
            .or_else(|| at(1).map(|key| (key, true)))
            .unwrap_or_else(|| panic!("no key gives {symbol:#x}"))
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
