import { PageError, type PageErrorCode } from './error.js';
import type { PageEvent } from './events.js';
import type { Acknowledge, Extension, PageMessage, Return, SubscriptionType } from './generated/protocol.js';
import { remade } from './remade.js';

/** What a page asks to be told. */
export interface Subscription {
  /** Which events: `all`, `agent`, `contact`, `contacts`, `sessioninfo`; they add up. */
  readonly subscribe?: readonly SubscriptionType[];
  /** Whose events `contact` brings; in a contact panel it is the panel's contact unless given. */
  readonly contactId?: number | string | null;
}

/** A registration that the host keeps. */
export interface Registered {
  /** The contact that the host found, or was given. */
  readonly contactId: number | null;
  /** How the host names itself: `MAX`, or `CXA` or `CXoneAgent` where it is a successor. */
  readonly issuer: string;
  /** The host's origin. */
  readonly origin: string;
  /** The extensions that the host granted. */
  readonly extensions: readonly Extension[];
  /** Whether what was missed during a reload follows; without it everything has begun anew. */
  readonly recovered: boolean;
}

/**
 * Writes a registration; without extensions, what a page written by hand posts, and no key more.
 *
 * # Source
 * P7, P9, P12, P15
 */
export function registration(
  { subscribe, contactId }: Subscription,
  issuer: string | undefined,
  extensions: readonly Extension[],
  resume: Return | undefined,
): PageMessage {
  return remade<PageMessage>({
    contactId,
    issuer,
    messageType: 'RegisterForClientEvents',
    subscriptionTypes: subscribe as SubscriptionType[],
    extensions: extensions.length ? (extensions as Extension[]) : undefined,
    resume,
  });
}

/** Finds the acknowledgement, wherever it stands: elsewhere it is the last event. */
export function acknowledgeIn(events: readonly PageEvent[]): Acknowledge | undefined {
  return events.find(
    (event): event is Acknowledge =>
      (event as Partial<Acknowledge>).messageType === 'ClientEventSubscriptionAcknowledge',
  );
}

/** What a refused registration means. */
export function refusal({ reason }: Acknowledge): PageError {
  const [code, key]: [PageErrorCode, string] = /types/i.test(reason)
    ? ['invalid-subscription-types', 'subscribe']
    : /contact/i.test(reason)
      ? ['invalid-contact-id', 'contactId']
      : ['refused', 'the registration'];
  return new PageError(code, `The desktop says ${reason}: correct ${key}.`);
}
