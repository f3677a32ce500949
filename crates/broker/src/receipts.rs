use std::collections::BTreeMap;

use cordboard_protocol::page::{
    CommandReceipt, Extension, Loose, ReceiptReason, ReceiptStatus, RequestId,
};

use crate::{Broker, Ignored, Note, PageId, PostedEvent, Tick, open_page::RegistrationNumber};

/// How long after a command the page is told that its outcome is not known (P46).
const RECEIPT_WAIT_MS: u64 = 5_000;

/// The commands whose outcome a page waits for. There are no more than commands under way and
/// waiting, whose number is bounded, within the last five seconds.
#[derive(Debug, Default)]
pub(crate) struct Receipts {
    owed: BTreeMap<ReceiptNumber, Owed>,
    last: ReceiptNumber,
}

/// Numbers the receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct ReceiptNumber(u64);

#[derive(Debug)]
struct Owed {
    page: PageId,
    registration: RegistrationNumber,
    request_id: RequestId,
    deadline: Tick,
    /// Why it would not be known now.
    stage: ReceiptReason,
}

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    Done,
    /// It was so already.
    Already,
    Ignored(Ignored),
    Refused(ReceiptReason),
}

impl Receipts {
    pub(crate) fn deadline(&self) -> Option<Tick> {
        self.owed.values().map(|owed| owed.deadline).min()
    }

    /// The command was sent, or taken by the ACD.
    pub(crate) fn set_stage(&mut self, receipt: Option<ReceiptNumber>, stage: ReceiptReason) {
        if let Some(owed) = receipt.and_then(|number| self.owed.get_mut(&number)) {
            owed.stage = stage;
        }
    }
}

impl Broker {
    /// A command or card has come: a receipt is owed where its page asked for receipts, and
    /// named it.
    ///
    /// # Source
    /// P46
    pub(crate) fn want_receipt(
        &mut self,
        now: Tick,
        page: PageId,
        request_id: &Loose,
    ) -> Option<ReceiptNumber> {
        let kept = self.pages.get(&page)?.kept.as_ref()?;
        let registration = kept.has(Extension::Receipts).then_some(kept.number)?;
        let Ok(request_id) = RequestId::parse(request_id) else {
            self.note(page, Note::InvalidRequestId);
            return None;
        };
        let deadline = now.after_ms(RECEIPT_WAIT_MS);
        let stage = ReceiptReason::NotSent;
        let owed = Owed { page, registration, request_id: request_id?, deadline, stage };
        self.receipts.last.0 += 1;
        self.receipts.owed.insert(self.receipts.last, owed);
        Some(self.receipts.last)
    }

    /// Tells what became of a command; once.
    pub(crate) fn settle_receipt(&mut self, receipt: Option<ReceiptNumber>, became: Became) {
        let (status, reason) = match became {
            Became::Done => (ReceiptStatus::Done, None),
            Became::Already => (ReceiptStatus::Done, Some(ReceiptReason::Already)),
            Became::Ignored(why) => (ReceiptStatus::Ignored, Some(why.reason())),
            Became::Refused(why) => (ReceiptStatus::Refused, Some(why)),
        };
        let owed = receipt.and_then(|number| self.receipts.owed.remove(&number));
        if let Some(owed) = owed {
            self.give_receipt(owed, status, reason);
        }
    }

    pub(crate) fn on_receipt_deadlines(&mut self, now: Tick) {
        let due = self.receipts.owed.iter().filter(|(_, owed)| owed.deadline <= now);
        let due: Vec<ReceiptNumber> = due.map(|(number, _)| *number).collect();
        for owed in
            due.iter().filter_map(|number| self.receipts.owed.remove(number)).collect::<Vec<_>>()
        {
            let stage = owed.stage;
            self.give_receipt(owed, ReceiptStatus::Timeout, Some(stage));
        }
    }

    fn give_receipt(&mut self, owed: Owed, status: ReceiptStatus, reason: Option<ReceiptReason>) {
        let Owed { page, registration, request_id, .. } = owed;
        let receipt = PostedEvent::Receipt(CommandReceipt::new(request_id, status, reason));
        self.tell_own(page, |kept| kept.number == registration, &receipt);
    }
}
