use cordboard_protocol::page::{
    CardFault, ContactCard, ContactId, GivenContactId, LooseCard, ReceiptReason,
};

use crate::{
    Broker, Note, Output, PageId,
    receipts::{Became, ReceiptNumber},
};

impl Broker {
    /// Puts name and picture on a contact's card (P43, P44).
    pub(crate) fn on_contact_card(
        &mut self,
        page: PageId,
        contact_id: GivenContactId,
        card: Option<LooseCard>,
        receipt: Option<ReceiptNumber>,
    ) {
        let Some(open) = self.pages.get(&page) else { return };
        if !open.rules.grants.contact_card {
            self.note(page, Note::NotGranted { grant: "contact-card" });
            self.settle_receipt(receipt, Became::Refused(ReceiptReason::NotGranted));
            return;
        }
        let panel = open.contact();
        let judged = self
            .card_contact(contact_id, panel)
            .and_then(|contact| Ok((contact, ContactCard::parse(card)?)));
        match judged {
            Ok((contact, card)) => {
                self.outputs.push_back(Output::Card { page, contact, card });
                self.settle_receipt(receipt, Became::Done);
            }
            Err(why) => {
                self.note(page, Note::CardRefused { why });
                self.settle_receipt(receipt, Became::Refused(ReceiptReason::Card(why)));
            }
        }
    }

    fn card_contact(
        &self,
        given: GivenContactId,
        panel: Option<ContactId>,
    ) -> Result<ContactId, CardFault> {
        let contact = match given {
            GivenContactId::Valid(contact) => contact,
            GivenContactId::Absent => panel.ok_or(CardFault::NoContact)?,
            GivenContactId::Invalid => return Err(CardFault::InvalidContactId),
        };
        self.scope.contact(contact).map(|_| contact).ok_or(CardFault::UnknownContact)
    }
}
