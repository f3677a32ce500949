import { PageError } from './error.js';
import type { HostMessage, PageEvent } from './events.js';
import type { Acknowledge, Extension, PageMessage, Resume } from './generated/protocol.js';
import { checkHosts } from './hosts.js';
import { passes, widens } from './other_hosts.js';
import { acknowledgeIn, refusal, registration, type Registered, type Subscription } from './registration.js';
import { LEAVE_EVERY_MS, leave, leftBefore } from './resume.js';
import { remade } from './remade.js';
import { timely, type Timely } from './timely.js';
import { openTransport, type PageWindow, type Transport } from './transport.js';

/** MAX and what followed it (section 8 of the page protocol); anything else in a page's window is foreign traffic. */
const ISSUER = /^(MAX|CXA|CXoneAgent)$/;

/** How long a host may take, in milliseconds, unless the page says otherwise. */
export const TIMEOUT_MS = 10_000;

/** What a registrar is told by the page. */
export interface RegistrarOptions {
  /** The origins of the desktops that this page talks to, such as `https://desk.example`. */
  readonly hosts: readonly string[];
  /** Names this page in the desktop's log; gives no trust. */
  readonly issuer?: string;
  /** Extensions of Cordboard's that the page can use; any other host ignores the wish. */
  readonly extensions?: readonly Extension[];
  /** How long a host may take to answer, in milliseconds; 10,000 when absent. */
  readonly timeoutMs?: number;
}

/** Takes events; where they begin anew, with the whole state, `registered` is there. */
export type Hear = (events: readonly PageEvent[], registered?: Registered) => void;

/** Keeps the page registered: one registration after another, each with its answer or an error. */
export interface Registrar {
  /** Registers, instead of what was asked for before, if anything was; for the same again unless told otherwise. */
  register(wanted?: Subscription): Promise<Registered>;
  /** What the host granted; waits for its answer where one is due. */
  granted(): Promise<readonly Extension[] | undefined>;
  /** Posts a command or card. */
  post(message: PageMessage): void;
  /** The page goes, and may come back from the browser's cache. */
  hide(): void;
  /** Unregisters, and answers everything with this error from now on. */
  close(fault: PageError): void;
}

/**
 * Opens a registrar for the page, until `ending`.
 *
 * # Errors
 * `invalid-hosts`, thrown.
 */
export function openRegistrar(
  page: PageWindow,
  { hosts, issuer, extensions = [], timeoutMs = TIMEOUT_MS }: RegistrarOptions,
  ending: AbortController,
  hear: Hear,
): Registrar {
  checkHosts(hosts);
  let transport: Transport | undefined;
  /** Why nothing can be posted. */
  let fault: PageError | undefined;
  let asked: Subscription = {};
  let registered: Registered | undefined;
  let waiting: Timely<Registered> | undefined;
  /** Ends with the registration that is under way. */
  let turn: Promise<unknown> | undefined;
  /** The host may keep this window. */
  let isKept = false;
  /** Everything was asked for, to be sifted here. */
  let isWide = false;
  /** What this document has dealt with, where messages are numbered. */
  let place: Resume | undefined;
  /** From where to go on: where the document before this one was, or this one when it was put away. */
  let [left] = leftBefore(page);
  const isNumbered = extensions.includes('sequence');
  /** The place was left a moment ago. */
  let isLeft = false;

  const unregister = (resume?: Resume): void => {
    if (isKept) transport?.register(remade<PageMessage>({ messageType: 'UnregisterFromClientEvents', resume }));
    isKept = false;
  };

  const enroll = (wanted: Subscription): void => {
    unregister();
    isKept = true;
    transport?.register(registration(wanted, issuer, extensions, isNumbered && left ? { ...left, state: true } : undefined));
  };

  const ask = async (wanted: Subscription): Promise<Registered> => {
    if (fault) throw fault;
    asked = wanted;
    isWide = false;
    place = registered = undefined;
    waiting = timely(timeoutMs, () =>
      // A host answers a page that reloaded at its load (P22): patience begins there.
      /loading|interactive/.test(`${page.document?.readyState}`)
        ? undefined
        : new PageError('no-answer', `No desktop answered in ${timeoutMs} ms: check hosts and this page's entry.`),
    );
    enroll(wanted);
    return waiting.promise;
  };

  // An answer names no question: one registration goes after another.
  const register = (wanted = asked): Promise<Registered> => {
    const go = (): Promise<Registered> => ask(wanted);
    const mine = turn ? turn.then(go) : go();
    turn = mine.catch((error: PageError) => error);
    return mine;
  };

  /** Whether a message belongs to this registration and has not been heard. */
  const isNext = ({ epoch, seq = 0 }: HostMessage, acknowledge: Acknowledge | undefined): boolean => {
    if (!epoch || !isNumbered) return true;
    if (!acknowledge) {
      // Before its own acknowledgement a reloaded page hears what was meant for the document before it.
      if (epoch !== place?.epoch || seq <= place.seq) return false;
    }
    place = { epoch, seq };
    if (!isLeft) {
      isLeft = true;
      leave(page, place);
      setTimeout(() => (isLeft = false), LEAVE_EVERY_MS);
    }
    return true;
  };

  const sifted = (events: readonly PageEvent[]): readonly PageEvent[] =>
    isWide ? events.filter((event) => passes(event, asked, registered?.contactId ?? null)) : events;

  const onMessage = (data: unknown, origin: string, port?: MessagePort): void => {
    const message = (data ?? {}) as HostMessage;
    const events = ISSUER.test(message.issuer) && message.events?.filter?.((event) => Object(event) === event);
    if (!events) return;
    const acknowledge = acknowledgeIn(events);
    if (!isNext(message, acknowledge)) return;
    if (!acknowledge) {
      hear(sifted(events));
    } else if (acknowledge.status !== 'OK') {
      isKept = false;
      hear(events);
      waiting?.settle(refusal(acknowledge));
    } else if (!isWide && widens(asked, message.issuer)) {
      isWide = true;
      enroll({ ...asked, subscribe: ['all'] });
    } else {
      const { extensions = [], contactId, recovered = false } = acknowledge;
      registered = { contactId: contactId || null, issuer: message.issuer, origin, extensions, recovered };
      left = undefined;
      transport?.settle(origin, port);
      hear(sifted(events), registered);
      waiting?.settle(registered);
    }
  };

  try {
    transport = openTransport(page, hosts, ending, onMessage);
  } catch (error) {
    fault = error as PageError;
  }

  return {
    register,
    async granted() {
      const answer = await turn;
      if (answer instanceof PageError) throw answer;
      return registered?.extensions;
    },
    post(message) {
      if (fault) throw fault;
      transport?.post(message);
    },
    hide() {
      left = place;
      // Its next document may know less, so the host is told.
      unregister(place);
    },
    close(error) {
      unregister();
      fault = error;
      waiting?.settle(error);
    },
  };
}
