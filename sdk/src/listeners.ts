import { PageError } from './error.js';
import type { PageEvent } from './events.js';

/** More than a busy floor brings in an hour: a page that has read none of so many has forgotten its loop. */
const MOST_UNREAD = 10_000;

/** What listeners are told beside events, by names that no event has. */
export const CHANGED = ' changed';
export const ENDED = ' ended';

/** What a listener is called with: an event, or the error that ends everything. */
type Listener<Value> = (value: Value) => void;

/** Who is told of something by its name; `*` is any event. */
export interface Listeners {
  /** Adds a listener; the answer takes it away. */
  on<Value>(name: string, listener: Listener<Value>): () => void;
  /** Tells those of the name; what one of them throws is reported as unhandled, and no matter of the others. */
  tell(name: string, value: unknown): void;
  /** All events from now on, until it ends. */
  iterate(ending: AbortSignal): AsyncIterableIterator<PageEvent>;
}

export function makeListeners(): Listeners {
  const all = new Set<readonly [string, Listener<never>]>();

  const on: Listeners['on'] = (name, listener) => {
    const one = [name, listener] as const;
    all.add(one);
    return () => void all.delete(one);
  };
  return {
    on,
    tell(name, value) {
      for (const [wanted, listener] of all) {
        try {
          if (wanted === name) listener(value as never);
        } catch (error) {
          void Promise.reject(error);
        }
      }
    },
    iterate(ending) {
      const unread: (PageEvent | PageError)[] = [];
      let wake = (): void => {};
      const push = (event: PageEvent | PageError): void => {
        if (unread.length <= MOST_UNREAD) unread.push(event);
        wake();
      };
      // Here and not within the loop: what comes before it is first asked counts.
      const offs = [on('*', push), on(ENDED, push)];
      return (async function* () {
        try {
          for (;;) {
            if (unread.length > MOST_UNREAD) throw new PageError('too-slow', `${MOST_UNREAD} events are unread: leave loops by break.`);
            if (!unread.length && !ending.aborted) await new Promise<void>((go) => (wake = go));
            const event = unread.shift();
            if (!event || event instanceof PageError) return;
            yield event;
          }
        } finally {
          offs.forEach((off) => off());
        }
      })();
    },
  };
}
