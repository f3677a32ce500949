import type {
  Acknowledge,
  CommandReceipt,
  ContactFocus,
  PageLifecycle,
  SessionInfo,
  What,
} from './generated/protocol.js';

/** An event of the ACD as it came: own property `Type`, nearly all values text. */
export type AcdEvent = What & { readonly IISHost?: string; readonly VCHost?: string };

/** A message of the host's own: `messageType`, and no `Type`. */
export type HostEvent = Acknowledge | SessionInfo | CommandReceipt | ContactFocus | PageLifecycle;

/** What other hosts and later versions send: only that it is an object is known. */
export interface OtherEvent {
  readonly [key: string]: unknown;
}

/** Whatever stands in the `events` of a host's message. */
export type PageEvent = AcdEvent | HostEvent;

/** The event's name: its `Type`, or its `messageType`. */
export type EventName = AcdEvent['Type'] | HostEvent['messageType'];

/** The event of that name. */
export type EventOf<Name> = Extract<PageEvent, { Type: Name } | { messageType: Name }>;

/** What a host posts. */
export interface HostMessage {
  readonly issuer: string;
  readonly contactId: number | null;
  readonly events: readonly PageEvent[];
  readonly epoch?: string;
  readonly seq?: number;
}

/** The `Type` or `messageType` of an event. */
export function nameOf(event: PageEvent): string {
  const { Type, messageType } = event as { Type?: string; messageType?: string };
  return `${Type ?? messageType}`;
}

/** The contact that an event names, in either spelling (P30); `0` for none. */
export function contactOf(event: PageEvent): number {
  const { ContactID, ContactId } = event as { ContactID?: unknown; ContactId?: unknown };
  return Number(ContactID || ContactId) || 0;
}
