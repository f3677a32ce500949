// Plays the page of a protocol vector with this package: it makes each `post`, and says what it heard. In Node and in a
// browser the same.

import { connect, PageError, type Page, type PageEvent, type PageWindow } from '../src/index';
import type { RequestIds } from './request_ids';

type Message = Record<string, unknown>;

/** What became of a registration: its contact, or the code of an error. */
export type Outcome = { contactId: number | null } | { code: string };

const COMMANDS: Record<string, 'answer' | 'refuse' | 'hold' | 'mute' | 'mask' | 'record' | 'hangUp'> = {
  AnswerEvent: 'answer',
  RefuseEvent: 'refuse',
  HoldEvent: 'hold',
  MuteEvent: 'mute',
  MaskEvent: 'mask',
  RecordEvent: 'record',
  HangupEvent: 'hangUp',
};

/** The keys that the package can send; a message with another is posted by hand. */
const KEYS: Record<string, readonly string[]> = {
  RegisterForClientEvents: ['messageType', 'issuer', 'contactId', 'subscriptionTypes', 'extensions'],
  UnregisterFromClientEvents: ['messageType'],
  ContactCardData: ['messageType', 'contactCardData', 'contactId'],
};
const COMMAND_KEYS = ['messageType', 'contactId'];
const RECEIPT_KEYS = ['requestId', 'on'];

/** No vector takes so long, and no timer may be longer. */
const NEVER_MS = 2_000_000_000;

/** What of a message's events listeners are told: what is the case beside what was missed is for the state alone. */
export function listened<Told extends object>(events: readonly Told[]): readonly Told[] {
  const isRecovered = events.some((event) => 'recovered' in event && event.recovered === true);
  return isRecovered ? [] : events;
}

/** A page of a vector. */
export class PagePlayer {
  /** Hears from the beginning, registers nothing, and sends commands. */
  readonly #first: Page;
  /** Those that have registered: a second registration without an end of the first is a second script's. */
  #registered: Page[] = [];
  /** What became of each registration that was answered since it was asked last. */
  #outcomes: Outcome[] = [];
  #heard: PageEvent[] = [];
  #receipts: string[] = [];
  /** Who is granted receipts. */
  #receiver: Page | undefined;
  /** How many messages the package made. */
  made = 0;
  /** How many registrations wait for their answer. */
  pending = 0;

  constructor(
    readonly window: PageWindow,
    readonly hosts: readonly string[],
    readonly postByHand: (message: unknown) => void,
    /** Where the package's names for commands stand for the vector's; without them those are posted by hand. */
    readonly requestIds?: RequestIds,
  ) {
    this.#first = this.#connect({});
    this.#first.on('*', (event) => this.#heard.push(event));
  }

  /** Posts a vector's message, by the package wherever it can make such a one. */
  post(message: unknown): void {
    if (!this.#makes(message)) {
      this.postByHand(message);
      return;
    }
    this.made += 1;
    const { messageType, issuer, contactId, subscriptionTypes, extensions, contactCardData } = message;
    if (messageType === 'RegisterForClientEvents') {
      this.#register({ issuer, contactId, subscribe: subscriptionTypes, extensions });
    } else if (messageType === 'UnregisterFromClientEvents') {
      for (const page of this.#registered.splice(0)) page.close();
      this.#receiver = undefined;
    } else {
      const { on, requestId } = message;
      const options = { ...('contactId' in message && { contactId }), ...('on' in message && { on }) } as { contactId: number };
      const command = COMMANDS[String(messageType)];
      const page = requestId === undefined ? this.#first : this.#receiver!;
      this.requestIds?.next(requestId);
      const done = command ? page[command](options) : page.card(contactCardData as object, options);
      done.then(
        (receipt) => receipt && this.#receipts.push(receipt.status),
        ({ code }: PageError) => code !== 'closed' && this.#receipts.push(code.replace('command-', '')),
      );
    }
  }

  /** What was heard since it was asked last. */
  heard(): PageEvent[] {
    return this.#heard.splice(0);
  }

  /** What became of registrations since it was asked last. */
  outcomes(): Outcome[] {
    return this.#outcomes.splice(0);
  }

  /** What became of commands since it was asked last. */
  receipts(): string[] {
    return this.#receipts.splice(0);
  }

  /** What the package makes of all that was heard. */
  get state(): Page['state'] {
    return this.#first.state;
  }

  end(): void {
    for (const page of [...this.#registered, this.#first]) page.close();
  }

  #makes(message: unknown): message is Message {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) return false;
    const { messageType, subscriptionTypes, extensions = ['focus'] } = message as Message;
    if (typeof messageType !== 'string') return false;
    const keys = Object.hasOwn(COMMANDS, messageType) ? COMMAND_KEYS : Object.hasOwn(KEYS, messageType) && KEYS[messageType];
    if (!keys) return false;
    const others = Object.keys(message).filter((key) => !keys.includes(key));
    if (others.length && !this.#canAskForReceipt(message as Message, others)) return false;
    if (messageType === 'RegisterForClientEvents') {
      // A port is the package's own matter, and an empty list it does not send.
      const canAsk = Array.isArray(extensions) && extensions.length > 0 && !extensions.includes('port');
      return canAsk && Array.isArray(subscriptionTypes);
    }
    // The package unregisters what it has registered, and no more.
    if (messageType === 'UnregisterFromClientEvents') return this.#registered.length === 1;
    return messageType !== 'ContactCardData' || 'contactCardData' in message;
  }

  /** The package calls each command by a name where it is granted receipts, and says a state with such a name alone. */
  #canAskForReceipt({ messageType, requestId, on }: Message, keys: string[]): boolean {
    const isNamed = (typeof requestId === 'string' && requestId.length > 0 && requestId.length <= 128) || Number.isFinite(requestId);
    const isToggle = ['HoldEvent', 'MuteEvent', 'MaskEvent'].includes(String(messageType));
    const canSay = !keys.includes('on') || (typeof on === 'boolean' && isToggle);
    return !!this.requestIds && !!this.#receiver && isNamed && canSay && keys.every((key) => RECEIPT_KEYS.includes(key));
  }

  #register(asked: object): void {
    const page = this.#connect(asked);
    this.#registered.push(page);
    this.pending += 1;
    page.ready.then(
      ({ contactId, extensions }) => {
        this.pending -= 1;
        if (extensions.includes('receipts')) this.#receiver = page;
        this.#outcomes.push({ contactId });
      },
      (error: unknown) => {
        this.pending -= 1;
        if (!(error instanceof PageError)) throw error;
        if (error.code === 'closed') return;
        this.#outcomes.push({ code: error.code });
        // It is not kept by the host, so the next counts as a first.
        this.#registered = this.#registered.filter((one) => one !== page);
        page.close();
      },
    );
  }

  #connect(asked: object): Page {
    // A vector says itself from where a page goes on.
    this.window.name = '';
    return connect({ ...asked, window: this.window, hosts: this.hosts, timeoutMs: NEVER_MS });
  }
}
