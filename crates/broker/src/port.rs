use crate::{Broker, Output, PageId, PortNumber};

impl Broker {
    /// Whether the port carries the page's registration (P52).
    pub(crate) fn is_port_of(&self, page: PageId, port: PortNumber) -> bool {
        let kept = self.pages.get(&page).and_then(|open| open.kept.as_ref());
        kept.is_some_and(|kept| kept.port == Some(port))
    }

    /// A port that is not used, or not any more, is closed.
    pub(crate) fn end_port(&mut self, page: PageId, port: Option<PortNumber>) {
        self.outputs.extend(port.map(|port| Output::EndPort { page, port }));
    }
}
