/** A host for unit tests of pages, under vitest, jest or anything else. */

import { Broker, type Happening, type PageEntry, type Permissions, type Told } from './broker.js';
import { Desk } from './desk.js';
import { HostWindow } from './host_window.js';
import { wireValue } from './wire_value.js';

export type { Happening, PageEntry, Permissions, Told } from './broker.js';

/** What the desktop is, in which a page is tested. */
export interface HostOptions extends Omit<PageEntry, 'origins'> {
  /** The desktop's origin; `https://desk.example` when absent. */
  readonly origin?: string;
  /** What the agent may do; all of it when absent. */
  readonly permissions?: Permissions;
  /** The session token that the page gets where it is granted. */
  readonly sessionToken?: string;
  /** Whether a command brings about what it means, as an ACD does; otherwise the test says what happens. */
  readonly obeys?: boolean;
}

/** A command that the desktop has given on behalf of the page. */
export interface Given {
  /** `answer`, `refuse`, `hold`, `resume`, `mute`, `unmute`, `mask`, `unmask`, `record`, `hang-up`. */
  readonly command: string;
  /** On which contact; `null` for mute and unmute. */
  readonly contact: number | null;
}

const PAGE = 'page';
const PAGE_ORIGIN = 'https://page.example';

/**
 * Opens a desktop around the page under test: it is the page's `window.opener` until `close`.
 *
 * It is the very broker of Cordboard's desktop, so it answers as that does: by the document, without mercy for a
 * misspelt word. What it would write into the desktop's log is in `notes` and `warnings`.
 */
export function openHost(options: HostOptions = {}): PageHost {
  return new PageHost(options);
}

/** A desktop around one page. */
export class PageHost {
  /** The desktop's origin, for the page's `hosts`. */
  readonly origin: string;
  /** What the page has posted, as it came. */
  readonly posted: unknown[] = [];
  /** What the page was told, message by message. */
  readonly told: { issuer: string; contactId: number | null; events: Record<string, unknown>[] }[] = [];
  /** What the desktop was made to do by the page. */
  readonly commands: Given[] = [];
  /** What the page has put on contacts' cards. */
  readonly cards = new Map<number, { name?: string; userImg?: string }>();
  /** Warnings for the desktop's console, to the letter. */
  readonly warnings: string[] = [];
  /** Why something had no effect. */
  readonly notes: { note: string; detail: string | null }[] = [];
  readonly #broker: Broker;
  readonly #window: HostWindow;
  readonly #desk = new Desk();
  readonly #options: HostOptions;
  readonly #startedAt = Date.now();
  #atMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The page's ports, the oldest first: that is the one in use. */
  readonly #ports: MessagePort[] = [];
  #isClosed = false;

  constructor(options: HostOptions) {
    const { origin = 'https://desk.example', permissions, panel, grants = [], loaded = true } = options;
    this.origin = origin;
    this.#options = options;
    const entry = { grants, loaded, ...(panel !== undefined && { panel }) };
    this.#broker = new Broker({
      allowedOrigins: [PAGE_ORIGIN],
      pages: { [PAGE]: entry },
      ...(permissions && { permissions }),
    });
    this.#window = new HostWindow(origin, ({ data, ports: [port] }) => {
      this.#hear(data, port ? { transferPort: true } : {});
      if (!port) return;
      this.#ports.push(port);
      port.onmessage = (event: MessageEvent) => this.#hear(event.data, { overPort: true });
    });
    this.play({ agentSession: 'started' });
    this.play({ page: PAGE, shown: true });
  }

  /** Events reach the desktop, as one answer of get-next-event. */
  happens(...events: object[]): void {
    for (const event of events) this.#desk.take(event as Record<string, unknown>);
    this.play({ events });
  }

  /** A customer calls: the contact's first event, with whatever else a test wants in it. */
  rings(contactId: number, more: object = {}): void {
    this.happens({
      Type: 'CallContactEvent',
      ContactID: String(contactId),
      MasterID: String(contactId),
      Status: 'Incoming',
      FinalState: 'False',
      CallType: 'Regular',
      IsInbound: 'True',
      ANI: '+15551230001',
      DNIS: '5550100',
      Skill: '101',
      ...more,
    });
    this.focus(contactId);
  }

  /** The agent turns to a contact. */
  focus(contactId: number | null): void {
    this.play({ focus: contactId });
  }

  /** The desktop shows the page, or something else in its place; a page begins shown. */
  show(isShown: boolean): void {
    this.play({ page: PAGE, shown: isShown });
  }

  /** The page's document goes and its frame loads another, as when the page reloads itself. */
  reload(): void {
    this.#mustBeOpen();
    this.#window.hide();
    this.#soon(() => this.play({ page: PAGE, frameLoaded: true }));
  }

  /** Anything else that may happen, in the words of a protocol vector's step; answers what came of it. */
  play(happening: Happening): Told[] {
    this.#mustBeOpen();
    clearTimeout(this.#timer);
    // A machine's clock may be set back; a broker's may not.
    this.#atMs = Math.max(this.#atMs, Date.now() - this.#startedAt);
    const told = this.#broker.play(this.#atMs, happening);
    for (const one of told) this.#take(one);
    const due = this.#broker.timeout();
    if (due !== undefined) {
      this.#timer = setTimeout(() => this.play({ wait: true }), Math.max(0, due - this.#atMs));
    }
    return told;
  }

  /** Everything that was posted has arrived, and what came of it, too. */
  async settled(): Promise<void> {
    // Each way is a microtask, and so is each promise of the page: more rounds than any exchange takes. A port takes tasks.
    for (let round = 0; round < 50; round += 1) await Promise.resolve();
    if (this.#ports.length) await new Promise((done) => setTimeout(done, 10));
  }

  /** Takes the desktop away again. Nothing can happen in it any more; to close it again does nothing. */
  close(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#isClosed = true;
    for (const port of this.#ports) port.close();
    this.#window.hide();
    this.#window.close();
    this.#broker.free();
  }

  /** As in a browser, what is posted is cloned at once and delivered later. */
  #hear(data: unknown, way: { transferPort?: true; overPort?: true }): void {
    const post = wireValue(data);
    this.posted.push(data);
    this.#soon(() => this.play({ page: PAGE, post, ...way }));
  }

  #mustBeOpen(): void {
    if (this.#isClosed) throw new Error('This desktop is closed; nothing happens in it after close(). Open another with openHost().');
  }

  /** Later, unless the desktop is closed by then. */
  #soon(act: () => void): void {
    queueMicrotask(() => this.#isClosed || act());
  }

  #take(told: Told): void {
    if (told.post !== undefined) {
      const message = JSON.parse(told.post) as (typeof this.told)[number];
      this.told.push(message);
      if (told.overPort) this.#ports[0]?.postMessage(message);
      else this.#window.deliver(told.post);
    } else if (told.endPort) {
      this.#ports.shift()?.close();
    } else if (told.command !== undefined) {
      this.#command(told.command, told.contact ?? null);
    } else if (told.card && told.contact) {
      this.cards.set(told.contact, { ...this.cards.get(told.contact), ...told.card });
    } else if (told.wantSessionToken) {
      const { sessionToken = 'a-session-token' } = this.#options;
      this.#soon(() => this.play({ page: PAGE, sessionToken }));
    } else if (told.text !== undefined) {
      this.warnings.push(told.text);
    } else if (told.note !== undefined) {
      this.notes.push({ note: told.note, detail: told.detail ?? null });
    }
  }

  #command(command: string, contact: number | null): void {
    this.commands.push({ command, contact });
    if (this.#options.obeys === false) return;
    this.#soon(() => {
      const on = contact === null ? {} : { contact };
      this.play({ outcome: { command, ...on, result: 'accepted' } });
      const effect = this.#desk.obey({ command, contact });
      if (effect) this.happens(effect);
    });
  }
}
