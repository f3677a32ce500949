/** A message that a page has posted. */
export interface Posted {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/** The desktop's window as a page sees it, in the place of the page's opener. */
export class HostWindow {
  readonly #page: EventTarget & { opener?: unknown };
  readonly #before: PropertyDescriptor | undefined;
  readonly #madeWindow: boolean;

  constructor(
    readonly origin: string,
    readonly hear: (posted: Posted) => void,
  ) {
    const place = globalThis as { window?: EventTarget };
    // Without a DOM, as in plain Node, the page gets a window of its own.
    this.#madeWindow = !place.window;
    this.#page = place.window ??= new EventTarget();
    this.#before = Object.getOwnPropertyDescriptor(this.#page, 'opener');
    Object.defineProperty(this.#page, 'opener', { value: this, configurable: true, writable: true });
  }

  /** Called by the page. As a browser, it delivers only where the target is this window's origin, and later. */
  postMessage(data: unknown, target: string | { targetOrigin?: string; transfer?: MessagePort[] } = '/', transfer: MessagePort[] = []): void {
    const options = typeof target === 'string' ? { targetOrigin: target, transfer } : target;
    if (options.targetOrigin !== '*' && options.targetOrigin !== this.origin) return;
    this.hear({ data, ports: options.transfer ?? [] });
  }

  /** Posts to the page. */
  deliver(json: string): void {
    const data: unknown = JSON.parse(json);
    queueMicrotask(() => {
      const event = new Event('message');
      this.#page.dispatchEvent(Object.assign(event, { data, origin: this.origin, source: this, ports: [] }));
    });
  }

  /** The page's document goes. */
  hide(): void {
    this.#page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }));
  }

  close(): void {
    if (this.#before) Object.defineProperty(this.#page, 'opener', this.#before);
    else delete this.#page.opener;
    if (this.#madeWindow) delete (globalThis as { window?: unknown }).window;
  }
}
