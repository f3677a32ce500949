import { expect, type ConsoleMessage, type Frame } from '@playwright/test';

/** An event as a page receives it: the ACD's with `Type`, the host's own with `messageType`. */
export type HeardEvent = Record<string, unknown>;

/** What the host posts (P24). */
export interface HostMessage {
  issuer: string;
  contactId: number | null;
  events: HeardEvent[];
}

/** All that a page's recorder keeps. */
export interface Heard {
  data: unknown;
  origin: string;
  fromHost: boolean;
}

/** An embedded page as it occurs in the field, in whatever frame or window it lives. */
export class FieldPage {
  readonly frame: Frame;
  #fence = 0;
  #request = 0;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Posts a value that can be written as JSON. */
  async post(message: unknown): Promise<void> {
    await this.frame.evaluate((data) => {
      (window as unknown as { host: Window }).host.postMessage(data, '*');
    }, message);
  }

  /** Posts what a JavaScript expression makes: for values that JSON cannot carry. */
  async postExpression(expression: string): Promise<void> {
    await this.frame.evaluate(`host.postMessage((${expression}), '*')`);
  }

  async postRegistration(subscriptionTypes: unknown, more: object = {}): Promise<void> {
    await this.post({ messageType: 'RegisterForClientEvents', subscriptionTypes, ...more });
  }

  /** Registers, and waits for the acknowledgement, which it returns. */
  async register(subscriptionTypes: string[], more: object = {}): Promise<HeardEvent> {
    const before = (await this.acknowledgements()).length;
    await this.postRegistration(subscriptionTypes, more);
    return await this.acknowledgement(before);
  }

  /**
   * Registers with a port (P52), and waits for the acknowledgement, wherever it comes. What comes over the port is heard
   * as from the origin `port`.
   */
  async registerWithPort(subscriptionTypes: string[], extensions: string[]): Promise<HeardEvent> {
    const before = (await this.acknowledgements()).length;
    await this.frame.evaluate(
      (registration) => {
        const { port1, port2 } = new MessageChannel();
        const page = window as unknown as { host: Window; heard: Heard[]; port: MessagePort };
        page.port = port1;
        port1.onmessage = ({ data }) => page.heard.push({ data, origin: 'port', fromHost: true });
        page.host.postMessage(registration, '*', [port2]);
      },
      { messageType: 'RegisterForClientEvents', subscriptionTypes, extensions: ['port', ...extensions] },
    );
    return await this.acknowledgement(before);
  }

  async postOverPort(message: unknown): Promise<void> {
    await this.frame.evaluate((data) => {
      (window as unknown as { port: MessagePort }).port.postMessage(data);
    }, message);
  }

  /** Posts a command, waits for its receipt, and answers status and reason (P46). */
  async receipt(command: object, way: 'window' | 'port' = 'window'): Promise<unknown[]> {
    this.#request += 1;
    const requestId = `${this.#request}`;
    const message = { ...command, requestId };
    await (way === 'port' ? this.postOverPort(message) : this.post(message));
    const { status, reason } = await this.event({ messageType: 'CommandReceipt', requestId });
    return [status, reason];
  }

  async unregister(): Promise<void> {
    await this.post({ messageType: 'UnregisterFromClientEvents' });
  }

  /** Everything that arrived in the page's window, foreign traffic too. */
  async heard(): Promise<Heard[]> {
    for (;;) {
      try {
        return await this.frame.evaluate(() => (window as unknown as { heard?: Heard[] }).heard ?? []);
      } catch (error) {
        // The page was about to reload: the next document is asked.
        if (!isNavigation(error)) {
          throw error;
        }
      }
    }
  }

  /** What the host posted. */
  async messages(): Promise<HostMessage[]> {
    return (await this.heard()).map((one) => one.data).filter(isFromHost);
  }

  async events(): Promise<HeardEvent[]> {
    return (await this.messages()).flatMap((message) => message.events);
  }

  async acknowledgements(): Promise<HeardEvent[]> {
    return (await this.events()).filter((event) => 'messageType' in event && event.messageType === ACKNOWLEDGE);
  }

  /** Waits for the acknowledgement number `index`, counted from 0. */
  async acknowledgement(index = 0): Promise<HeardEvent> {
    await expect.poll(async () => (await this.acknowledgements()).length, QUICKLY).toBeGreaterThan(index);
    return (await this.acknowledgements())[index]!;
  }

  /** Waits for an event that has all of `fields`, from place `from` on; answers it. */
  async event(fields: HeardEvent, from = 0): Promise<HeardEvent> {
    const find = async (): Promise<HeardEvent | undefined> =>
      (await this.events()).slice(from).find((event) => Object.entries(fields).every(([key, value]) => event[key] === value));
    await expect
      .poll(async () => (await find()) !== undefined, { ...QUICKLY, message: `event ${JSON.stringify(fields)}` })
      .toBe(true);
    return (await find())!;
  }

  /** How many events arrived until now; for `event(.., from)`. */
  async count(): Promise<number> {
    return (await this.events()).length;
  }

  /** What the page's own scripts threw. */
  async failures(): Promise<string[]> {
    return await this.frame.evaluate(() => (window as unknown as { failures: string[] }).failures);
  }

  /**
   * Goes once to the desktop and back: what this page posted before has been handled, and what the desktop answered at
   * once has arrived. The desktop's side of it is `fence.js`, which the tests add; to the desktop it is foreign traffic.
   */
  async fence(): Promise<void> {
    this.#fence += 1;
    const up = `${this.frame.url()}#${this.#fence}`;
    const isBack = async (): Promise<boolean> => {
      try {
        return await this.frame.evaluate((fenceUp) => {
          const page = window as unknown as { fenceUp?: string; heard?: Heard[] };
          // Once in each document: a page that is just navigating may take the first one with it.
          if (page.fenceUp !== fenceUp) {
            page.fenceUp = fenceUp;
            window.top!.postMessage({ fenceUp }, '*');
          }
          return (page.heard ?? []).some((one) => (one.data as { fence?: string } | null)?.fence === fenceUp);
        }, up);
      } catch (error) {
        if (isNavigation(error)) {
          return false;
        }
        throw error;
      }
    };
    await expect.poll(isBack, { ...QUICKLY, message: 'the fence is back' }).toBe(true);
  }
}

export const ACKNOWLEDGE = 'ClientEventSubscriptionAcknowledge';

/** The texts of console messages at warning level. */
export function warnings(messages: ConsoleMessage[]): string[] {
  return messages.filter((message) => message.type() === 'warning').map((message) => message.text());
}

/** Polling intervals that do not starve two slow cores. */
export const QUICKLY = { intervals: [20, 50, 100], timeout: 15_000 };

function isFromHost(data: unknown): data is HostMessage {
  return typeof data === 'object' && data !== null && (data as HostMessage).issuer === 'MAX';
}

function isNavigation(error: unknown): boolean {
  return String(error).includes('Execution context was destroyed');
}
