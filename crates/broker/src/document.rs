/// Which document of its frame a registration belongs to, as far as `load` tells (P22).
///
/// A frame's `load` comes after its document's first scripts, so a registration may come before
/// the `load` of the document that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// The one that the desktop is loading: its own `load` is to come, and says nothing new.
    Loading,
    /// The one that has loaded: the next `load` is another document's.
    Loaded,
    /// The one that has loaded or, if the page reloads itself, the one after it.
    LoadedOrNext,
    /// After the next `load`, still either of the two.
    InDoubt,
}

/// What a `load` of the frame means for the registration that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Load {
    /// It goes on, with this document.
    Stays(Document),
    /// Its document is gone.
    Ends,
}

impl Document {
    /// For a registration that comes when nothing is kept.
    pub(crate) const fn of_first(frame_is_loading: bool) -> Self {
        if frame_is_loading { Self::Loading } else { Self::LoadedOrNext }
    }

    /// What the frame's `load` says; `put_aside`: a second registration has come since.
    pub(crate) const fn on_load(self, put_aside: bool) -> Load {
        match (self, put_aside) {
            (Self::Loading, _) => Load::Stays(Self::Loaded),
            (Self::LoadedOrNext, false) => Load::Stays(Self::InDoubt),
            (Self::LoadedOrNext, true) | (Self::Loaded | Self::InDoubt, _) => Load::Ends,
        }
    }

    /// Whether the next registration is answered as a first: in doubt, answer.
    pub(crate) const fn is_in_doubt(self) -> bool {
        match self {
            Self::InDoubt => true,
            Self::Loading | Self::Loaded | Self::LoadedOrNext => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_made_while_loading_survives_that_load_alone() {
        let document = Document::of_first(true);
        assert_eq!(document.on_load(false), Load::Stays(Document::Loaded));
        assert_eq!(document.on_load(true), Load::Stays(Document::Loaded));
        assert_eq!(Document::Loaded.on_load(false), Load::Ends);
        assert_eq!(Document::Loaded.on_load(true), Load::Ends);
    }

    #[test]
    fn one_made_after_a_load_survives_the_next_and_is_then_in_doubt() {
        let document = Document::of_first(false);
        assert!(!document.is_in_doubt());
        assert_eq!(document.on_load(false), Load::Stays(Document::InDoubt));
        assert!(Document::InDoubt.is_in_doubt());
        assert_eq!(Document::InDoubt.on_load(false), Load::Ends);
        assert_eq!(document.on_load(true), Load::Ends);
    }
}
