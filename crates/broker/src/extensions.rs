use cordboard_protocol::page::{AskedExtensions, Extension, Extensions, Loose};

use crate::{Broker, NoExtension, Note, PageId, PortNumber};

impl Broker {
    /// What of the extensions that it asks for a registration gets; nothing where it asks for
    /// none, as a page of MAX.
    ///
    /// # Source
    /// P45
    pub(crate) fn grant(
        &mut self,
        page: PageId,
        asked: &Loose,
        port: Option<PortNumber>,
    ) -> Option<Extensions> {
        let asked = match AskedExtensions::parse(asked) {
            AskedExtensions::None => return None,
            AskedExtensions::NoArray => {
                self.not_granted(page, NoExtension::NoArray);
                return Some(Extensions::NONE);
            }
            AskedExtensions::Some(asked, unknown) => {
                if unknown > 0 {
                    self.not_granted(page, NoExtension::Unknown);
                }
                asked
            }
        };
        let here = self.pages.get(&page).map_or(Extensions::NONE, |open| open.rules.extensions);
        let mut granted = asked.both(here);
        if granted != asked {
            self.not_granted(page, NoExtension::NotHere);
        }
        if granted.has(Extension::Port) && port.is_none() {
            self.not_granted(page, NoExtension::NoPort);
            granted = granted.without(Extension::Port);
        }
        Some(granted)
    }

    fn not_granted(&mut self, page: PageId, why: NoExtension) {
        self.note(page, Note::ExtensionNotGranted { why });
    }
}
