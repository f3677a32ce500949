import { commands, type Commands } from './commands.js';
import { PageError } from './error.js';
import { nameOf, type EventName, type EventOf, type PageEvent } from './events.js';
import { CHANGED, ENDED, makeListeners } from './listeners.js';
import { judged, RECEIPT_TIMEOUT_MS, type Receipt } from './receipts.js';
import { openRegistrar, TIMEOUT_MS, type RegistrarOptions } from './registrar.js';
import type { Registered, Subscription } from './registration.js';
import { after, UNKNOWN, type State } from './state.js';
import { timely } from './timely.js';
import type { PageWindow } from './transport.js';

/** What a page wants of the desktop that embeds it. */
export interface ConnectOptions extends Subscription, RegistrarOptions {
  /** The page's window; for tests. */
  readonly window?: PageWindow;
}

/** A page's connection to its desktop. */
export interface Page extends Commands, AsyncIterable<PageEvent> {
  /** The answer to what `subscribe` asked for; rejected with a `PageError` where it is no, or none comes. */
  readonly ready: Promise<Registered>;
  /** What is known now. */
  readonly state: State;
  /** Asks for something else, or again for the same: unregisters, and registers anew. */
  register(subscription?: Subscription): Promise<Registered>;
  /** Calls back on each event, `*`, or on those of a name; what it answers ends that. */
  on(name: '*', listener: (event: PageEvent) => void): () => void;
  on<Name extends EventName>(name: Name, listener: (event: EventOf<Name>) => void): () => void;
  on(name: string, listener: (event: never) => void): () => void;
  /** Calls back whenever `state` is another; what it answers ends that. */
  subscribe(listener: () => void): () => void;
  /** The agent session's token, as soon as there is one. */
  sessionToken(): Promise<string>;
  /** Unregisters, and ends everything. */
  close(): void;
}

/**
 * Connects the page to the desktop that embeds or has opened it, and registers it for what `subscribe` names.
 *
 * Without `subscribe` nothing is posted until `register`: a page may send commands without hearing events.
 *
 * # Errors
 * `invalid-hosts`, thrown; all others come through `ready` and what the methods answer.
 *
 * # Source
 * The page protocol, sections 2 to 8.
 */
export function connect(options: ConnectOptions): Page {
  const { extensions, timeoutMs = TIMEOUT_MS } = options;
  // On a server there is no window: then nothing embeds the page, which `ready` says.
  const page: PageWindow = options.window ?? globalThis.window ?? new EventTarget();
  const { on, tell, iterate } = makeListeners();
  let state = UNKNOWN;
  // As the options of a listener it is the signal that counts.
  const ending = new AbortController();

  const hear = (events: readonly PageEvent[], registered?: Registered): void => {
    const before = state;
    if (registered) state = { ...UNKNOWN, contactId: registered.contactId };
    for (const event of events) {
      if (ending.signal.aborted) return;
      state = after(state, event);
      // What is the case comes with the acknowledgement; what has brought it about is among what was missed.
      if (registered?.recovered) continue;
      tell(nameOf(event), event);
      tell('*', event);
    }
    if (state !== before) tell(CHANGED, state);
  };
  const registrar = openRegistrar(page, options, ending, hear);

  const close = (): void => {
    const fault = new PageError('closed', 'Not connected: connect again.');
    registrar.close(fault);
    ending.abort(fault);
    tell(ENDED, fault);
  };
  const onHide = (event: PageTransitionEvent): void => {
    registrar.hide();
    if (!event.persisted) close();
  };
  const onShow = (event: PageTransitionEvent): void => {
    if (event.persisted) void registrar.register();
  };
  page.addEventListener('pagehide', onHide, ending);
  page.addEventListener('pageshow', onShow, ending);

  /** Waits for an event of that name of which `look` makes an answer. */
  const expect = <Told, Answer>(
    name: string,
    late: () => PageError,
    waitMs: number,
    look: (told: Told) => Answer | PageError | null | undefined,
  ): Promise<Answer> => {
    const { promise, settle } = timely<Answer>(waitMs, late);
    const offs = [
      on(name, (told: Told) => {
        const answer = look(told);
        if (answer) settle(answer);
      }),
      on(ENDED, settle),
    ];
    if (ending.signal.aborted) settle(ending.signal.reason as PageError);
    return promise.finally(() => offs.forEach((off) => off()));
  };

  const send: Parameters<typeof commands>[0] = async (message) => {
    // Where no receipt is asked for nothing is waited for: it goes at once, as from a page written by hand.
    const isAnswered = extensions?.includes('receipts') && (await registrar.granted())?.includes('receipts');
    const { messageType } = message;
    if (!isAnswered && message.on !== undefined) {
      throw new PageError('not-granted', 'Leave "on" out: no receipts.');
    }
    if (!isAnswered) return void registrar.post(message);
    // As text: not every reader of JSON gives a number back to its last digit.
    const requestId = String(Math.random());
    registrar.post({ ...message, requestId });
    const late = (): PageError => new PageError('no-answer', `No receipt of ${messageType}: post less.`);
    return expect('CommandReceipt', late, RECEIPT_TIMEOUT_MS, (receipt: Receipt) =>
      receipt.requestId === requestId ? judged(receipt, messageType) : undefined,
    );
  };

  return {
    ready: options.subscribe ? registrar.register(options) : new Promise(() => {}),
    get state() {
      return state;
    },
    register: registrar.register,
    on: on as Page['on'],
    subscribe: (listener) => on(CHANGED, listener),
    async sessionToken() {
      const late = (): PageError => new PageError('no-session-token', 'No session token: subscribe to sessioninfo and grant it.');
      return state.sessionToken ?? expect(CHANGED, late, timeoutMs, () => state.sessionToken);
    },
    close,
    [Symbol.asyncIterator]: () => iterate(ending.signal),
    ...commands(send),
  };
}
