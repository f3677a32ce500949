import { PageError } from './error.js';
import type { EventOf } from './events.js';

/** What became of a command, as the host says. */
export type Receipt = EventOf<'CommandReceipt'>;

/** Longer than a host takes to give a command up (5 s): what is not even looked at gets no receipt. */
export const RECEIPT_TIMEOUT_MS = 8_000;

/** The receipt of a command that was done; of any other, the error that says why. */
export function judged(receipt: Receipt, command: string): Receipt | PageError {
  const { status, reason } = receipt;
  return status === 'done' ? receipt : new PageError(`command-${status}`, `${command}: ${status}, ${reason}.`);
}
