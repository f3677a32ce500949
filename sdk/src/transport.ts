import { PageError } from './error.js';
import type { PageMessage } from './generated/protocol.js';

/** What this package needs of a page's window; a test may bring its own. */
export type PageWindow = Pick<Window, 'addEventListener' | 'removeEventListener' | 'name'> & {
  readonly opener: unknown;
  readonly parent: unknown;
  readonly document?: Pick<Document, 'readyState'>;
  readonly location?: { readonly ancestorOrigins?: ArrayLike<string> };
};

/** The way to the host and back. */
export interface Transport {
  /** Posts to the host. */
  post(message: PageMessage): void;
  /** Posts a registration, with a port where it asks for one, or its end. Both go by window, so in their order. */
  register(message: PageMessage): void;
  /** The host has answered from there: from now on it alone is meant, over its port if it took one. */
  settle(origin: string, port: MessagePort | undefined): void;
}

/** Takes a message of the host: from where, and over which port. */
export type Hear = (data: unknown, origin: string, port?: MessagePort) => void;

/**
 * Opens the way to whoever embeds or has opened the page, until `ending`.
 *
 * # Errors
 * `not-embedded`, `host-not-listed`, thrown.
 *
 * # Source
 * P4, P33
 */
export function openTransport(page: PageWindow, hosts: readonly string[], ending: AbortController, hear: Hear): Transport {
  const host = (page.opener || page.parent) as Window | null;
  if (!host || (host as unknown) === page) {
    throw new PageError('not-embedded', 'Not embedded: open this page in a desktop.');
  }
  // Firefox does not say who embeds the page: there each of the hosts is tried.
  const above = page.opener ? undefined : page.location?.ancestorOrigins?.[0];
  if (above && !hosts.includes(above)) {
    throw new PageError('host-not-listed', `Add ${above}, which embeds this page, to hosts.`);
  }
  let origins = above ? [above] : hosts;
  let port: MessagePort | undefined;
  page.addEventListener(
    'message',
    (event: MessageEvent) => {
      if (event.source === host && origins.includes(event.origin)) hear(event.data, event.origin);
    },
    ending,
  );

  return {
    post(message) {
      if (port) port.postMessage(message);
      else for (const origin of origins) host.postMessage(message, origin);
    },
    register(message) {
      // What is on its way over the port of before still comes; the host ends that with its registration.
      port = undefined;
      for (const origin of origins) {
        const transfer: MessagePort[] = [];
        if (message.extensions?.includes('port')) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => hear(data, origin, port1);
          transfer.push(port2);
        }
        host.postMessage(message, origin, transfer);
      }
    },
    settle(origin, taken) {
      origins = [origin];
      port = taken;
    },
  };
}
