import './text_decoder.js';

import { initSync, PageHost } from 'page-host/page_host.js';
import module from 'page-host/page_host_bg.wasm';

/** What may happen, in the words of a vector's step (`vectors/schema.json`). */
export type Happening =
  | { readonly events: readonly object[] }
  | { readonly agentSession: 'started' | 'ended' }
  | { readonly focus: number | null }
  | { readonly permissions: Permissions }
  | { readonly page: string; readonly post: unknown; readonly origin?: string; readonly transferPort?: true; readonly overPort?: true }
  | { readonly page: string; readonly open: PageEntry }
  | { readonly page: string; readonly close: true }
  | { readonly page: string; readonly frameLoaded: true }
  | { readonly page: string; readonly reload: true }
  | { readonly page: string; readonly shown: boolean }
  | { readonly page: string; readonly closing: true }
  | { readonly page: string; readonly sessionToken: string | null }
  | { readonly outcome: { readonly command: string; readonly contact?: number; readonly result: 'accepted' | 'failed' } }
  | { readonly press: { readonly word: string; readonly contact?: number } }
  | { readonly wait: true };

/** A page's entry in the desktop. */
export interface PageEntry {
  /** The contact of a contact panel; without it the page is a workspace. */
  readonly panel?: number;
  /** The origins from which the page is heard. */
  readonly origins?: readonly string[];
  /** What it may do beside hearing events; none of it when absent. */
  readonly grants?: readonly ('session-token' | 'call-commands' | 'contact-card')[];
  /** Its document has loaded. */
  readonly loaded?: boolean;
}

/** What the agent may do; all of it when absent. */
export interface Permissions {
  readonly mute?: boolean;
  readonly mask?: boolean;
  readonly record?: boolean;
  readonly hangUpInbound?: boolean;
}

/** What came of it, in the words of a vector's expectation; a message to a page as JSON text. */
export interface Told {
  readonly page?: string;
  readonly post?: string;
  readonly to?: string;
  readonly warn?: string;
  readonly text?: string;
  readonly note?: string;
  readonly detail?: string | null;
  readonly command?: string;
  readonly contact?: number | null;
  readonly card?: { readonly name?: string; readonly userImg?: string };
  readonly wantSessionToken?: true;
  readonly endSessionToken?: string;
  readonly overPort?: true;
  readonly endPort?: true;
  readonly remove?: true;
}

/** What is the case at the beginning. */
export interface Given {
  readonly allowedOrigins: readonly string[];
  readonly pages?: Readonly<Record<string, PageEntry>>;
  readonly permissions?: Permissions;
  readonly events?: Readonly<Record<string, object>>;
}

let isLoaded = false;

/** The broker that runs in Cordboard's desktop, by the runner of the protocol's vectors. */
export class Broker {
  readonly #host: PageHost;

  constructor(given: Given) {
    if (!isLoaded) initSync({ module });
    isLoaded = true;
    this.#host = new PageHost(JSON.stringify(given));
  }

  /** Something happens; answers all that comes of it, in order. */
  play(atMs: number, happening: Happening): Told[] {
    return JSON.parse(this.#host.play(JSON.stringify({ atMs, ...happening, expect: [] }))) as Told[];
  }

  /** When it wants to be woken. */
  timeout(): number | undefined {
    return this.#host.timeout();
  }

  free(): void {
    this.#host.free();
  }
}
