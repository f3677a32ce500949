import { setMaxListeners } from 'node:events';

import type { PageWindow } from '../src/transport';

export const DESK = 'https://desk.example';

/** A message as a host hears it. */
export interface Posted {
  readonly data: Record<string, unknown>;
  readonly origin: string;
  readonly ports: readonly MessagePort[];
}

/** The window of a host, of one origin, that hears what is posted to that. */
export class HostWindow {
  readonly heard: Posted[] = [];
  onHeard: (posted: Posted) => void = () => {};

  constructor(readonly origin = DESK) {}

  /** As a browser: cloned, and delivered only where the target is this window's origin. */
  postMessage(data: unknown, target: string, ports: MessagePort[] = []): void {
    const clone = structuredClone(data) as Record<string, unknown>;
    if (target === '*') throw new Error('a page must not post to whoever it is');
    if (target !== this.origin) return;
    const posted = { data: clone, origin: target, ports };
    this.heard.push(posted);
    this.onHeard(posted);
  }

  /** What it heard, as JSON: also the order of the keys counts. */
  texts(): string[] {
    return this.heard.map(({ data }) => JSON.stringify(data));
  }
}

/** The window of a page: in a frame of the host, or opened by it. */
export class FakeWindow extends EventTarget {
  name = '';
  opener: unknown = null;
  parent: unknown;
  document = { readyState: 'complete' as DocumentReadyState };
  location: { ancestorOrigins?: string[] } = {};

  constructor(readonly host: HostWindow, how: 'frame' | 'pop-out' = 'frame') {
    super();
    // A page may have many scripts, and a vector has.
    setMaxListeners(100, this);
    this.parent = how === 'frame' ? host : this;
    if (how === 'pop-out') this.opener = host;
  }

  /** For `connect`. */
  get window(): PageWindow {
    return this as unknown as PageWindow;
  }

  /** Something is posted to the page, by its host unless told otherwise. */
  deliver(data: unknown, origin = this.host.origin, source: unknown = this.host): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: structuredClone(data), origin, source, ports: [] }));
  }

  hide(persisted = false): void {
    this.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
  }

  show(): void {
    this.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  }
}

export const ACKNOWLEDGE = {
  contactId: null,
  messageType: 'ClientEventSubscriptionAcknowledge',
  reason: 'Success',
  status: 'OK',
} as const;

/** A message of MAX. */
export function max(events: readonly object[], more: object = {}): object {
  return { issuer: 'MAX', contactId: null, events, ...more };
}

export const AVAILABLE = { Type: 'AgentState', CurrentState: 'Available', CurrentOutReason: '', IsAcw: 'False', NextStates: [] };
export const CALL = {
  Type: 'CallContactEvent',
  ContactID: '41',
  MasterID: '41',
  Status: 'Active',
  FinalState: 'False',
  IsInbound: 'True',
  Skill: '101',
  ANI: '15551230001',
};
