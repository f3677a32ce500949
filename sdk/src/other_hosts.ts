import { contactOf, type PageEvent } from './events.js';
import type { Subscription } from './registration.js';

/** What a page asked for, told word by word. */
const asksFor = ({ subscribe = [] }: Subscription, ...words: readonly string[]): boolean =>
  subscribe.some((type) => words.includes(type.toLowerCase()));

/**
 * Whether more must be asked for than is wanted: MAX's successors send no live events for `contact` and `contacts`,
 * but they do for `all`.
 *
 * # Source
 * Section 8 of the page protocol.
 */
export function widens(asked: Subscription, issuer: string): boolean {
  return issuer !== 'MAX' && asksFor(asked, 'contact', 'contacts') && !asksFor(asked, 'all');
}

/** Whether an event is one of those wanted, where everything comes (P30). */
export function passes(event: PageEvent, asked: Subscription, contactId: number | null): boolean {
  if ('messageType' in event) return event.messageType !== 'SessionInfo' || asksFor(asked, 'sessioninfo');
  const id = contactOf(event);
  return asksFor(asked, ...(id ? ['contacts', id === contactId ? 'contact' : ''] : ['agent']));
}
