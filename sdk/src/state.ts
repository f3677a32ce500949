import { contactOf, nameOf, type EventOf, type OtherEvent, type PageEvent } from './events.js';
import { plain, type Plain } from './plain.js';

type CallEvent = EventOf<'CallContactEvent'>;

/** What the agent does, its values plain. */
export type Agent = Plain<EventOf<'AgentState'>> & {
  /** The event as it came. */
  readonly raw: EventOf<'AgentState'>;
};

/** A contact as its last event says, its values plain. */
export type Contact = Partial<Plain<CallEvent>> & {
  /** The contact, whichever way the event spells it. */
  readonly id: number;
  /** The event as it came. */
  readonly raw: CallEvent | OtherEvent;
};

/** What is known now. It never changes: something new comes as another object. */
export interface State {
  /** The contact of the registration; `null` for none. */
  readonly contactId: number | null;
  /** `null` until it is known. */
  readonly agent: Agent | null;
  /** Whether nobody hears the agent; `null` until it is told, which is when it changes. */
  readonly muted: boolean | null;
  /** The current contacts, by first appearance. */
  readonly contacts: ReadonlyMap<number, Contact>;
  /** The agent session's token, where it was asked for and granted. */
  readonly sessionToken: string | null;
  /** The contact that the agent looks at; known with the extension `focus` alone. */
  readonly focus: number | null;
  /** Whether the agent sees this page; known with the extension `lifecycle` alone. */
  readonly page: EventOf<'PageLifecycle'>['state'] | null;
}

const UNKNOWN_AGENT = { agent: null, muted: null, contacts: new Map<number, Contact>(), sessionToken: null };

/** Nothing is known. */
export const UNKNOWN: State = { ...UNKNOWN_AGENT, contactId: null, focus: null, page: null };

/**
 * What is known after an event.
 *
 * # Source
 * P2, P32: a contact is what its last event says, whole; its final event ends it.
 */
export function after(state: State, event: PageEvent): State {
  const changed = change(state, event);
  return changed ? { ...state, ...changed } : state;
}

function change({ sessionToken, contacts }: State, raw: PageEvent): Partial<State> | undefined {
  const name = nameOf(raw);
  switch (name) {
    case 'AgentState':
      return { agent: { ...plain(raw as EventOf<'AgentState'>), raw: raw as EventOf<'AgentState'> } };
    case 'Mute':
      return { muted: plain(raw as EventOf<'Mute'>).AgentMuted };
    case 'SessionInfo':
      return { sessionToken: (raw as EventOf<'SessionInfo'>).sessionToken };
    case 'ContactFocus':
      return { focus: (raw as EventOf<'ContactFocus'>).contactId };
    case 'PageLifecycle':
      return { page: (raw as EventOf<'PageLifecycle'>).state };
    case 'AgentSessionStart':
      // It may also be a new picture of the same agent session, whose token holds.
      return { ...UNKNOWN_AGENT, sessionToken };
    case 'AgentSessionEnd':
    case 'RemoteAgentSessionEnd':
      return UNKNOWN_AGENT;
  }
  const id = contactOf(raw);
  if (!id || !name.endsWith('ContactEvent')) return undefined;
  const contact: Contact = { ...plain(raw as CallEvent), id, raw: raw as CallEvent };
  const current = new Map(contacts).set(id, contact);
  if (contact.FinalState) current.delete(id);
  return { contacts: current };
}
