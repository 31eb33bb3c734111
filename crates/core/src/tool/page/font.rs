//! The four fonts of the pages. They are part of the program: a page looks the same everywhere.
//! `crates/core/assets/fonts/README.md` says where they come from.

use std::sync::OnceLock;

/// A font of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// Inter: tables, labels, small text.
    Sans,
    /// Inter, semi-bold: headings of tables, emphasis.
    SansBold,
    /// Literata: findings.
    Serif,
    /// Literata, medium: titles, emphasis in findings.
    SerifMedium,
}

const DATA: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../../assets/fonts/Literata-Regular.ttf"),
    include_bytes!("../../../assets/fonts/Literata-Medium.ttf"),
];

impl Face {
    /// Every font, in the order of their numbers.
    pub(super) const ALL: [Self; 4] = [Self::Sans, Self::SansBold, Self::Serif, Self::SerifMedium];

    /// The font file.
    pub(super) fn data(self) -> &'static [u8] {
        DATA[self as usize]
    }

    /// The font, to shape with; `None` would mean a damaged file.
    pub(super) fn shaper(self) -> Option<&'static rustybuzz::Face<'static>> {
        static FACES: OnceLock<[Option<rustybuzz::Face<'static>>; 4]> = OnceLock::new();
        let faces = FACES.get_or_init(|| DATA.map(|data| rustybuzz::Face::from_slice(data, 0)));
        faces[self as usize].as_ref()
    }

    /// It has a shape for this character.
    pub(super) fn has(self, character: char) -> bool {
        self.shaper()
            .and_then(|face| face.glyph_index(character))
            .is_some_and(|glyph| glyph.0 != 0)
    }

    /// The fonts to try for a character, this one first: then the one of the same weight in the
    /// other family, which has what this one lacks.
    pub(super) fn with_fallback(self) -> [Self; 2] {
        match self {
            Self::Sans => [self, Self::Serif],
            Self::SansBold => [self, Self::SerifMedium],
            Self::Serif => [self, Self::Sans],
            Self::SerifMedium => [self, Self::SansBold],
        }
    }
}
