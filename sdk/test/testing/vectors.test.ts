// The host for tests answers every protocol vector as the vector says, with the package as its pages.

import { describe, expect, test } from 'vitest';

import '../../../crates/desktop/harness/js_value.js';
import { Broker, type Given, type Happening, type Told } from '../../src/testing/broker';
import { wireValue } from '../../src/testing/wire_value';
import { listened, PagePlayer } from '../page_player';
import { RequestIds } from '../request_ids';
import { message, vectors, type Expect, type Json, type Step, type Vector } from '../vector_files';
import { DESK, FakeWindow, HostWindow } from '../windows';

declare const jsValue: (json: unknown) => unknown;

/** What JSON carries is written as a vector writes it, and read back as it was. */
describe('what a page posts', () => {
  const values = vectors().flatMap(({ vector }) => vector.steps.filter((step) => 'post' in step).map((step) => step['post']));
  test('is written as vectors write it', () => {
    expect(values.length).toBeGreaterThan(300);
    for (const value of values) {
      const posted = structuredClone(jsValue(value));
      expect(structuredClone(jsValue(wireValue(posted)))).toEqual(posted);
    }
  });

  test('is refused as a browser refuses it', () => {
    expect(() => wireValue({ messageType: () => 1 })).toThrow(DOMException);
    expect(() => wireValue([Symbol('x')])).toThrow('could not be cloned');
  });
});

test.each(vectors())('$path', async ({ vector }) => {
  const desk = new VectorDesk(vector);
  for (const [number, step] of vector.steps.entries()) {
    const told = await desk.play(step);
    const about = `step ${number}`;
    expect(told.map((one, at) => shown(one, step.expect[at])), about).toEqual(step.expect.map((expected) => wanted(vector, step, expected)));
  }
  desk.end();
});

interface VectorPage {
  readonly player: PagePlayer;
  readonly frame: FakeWindow;
  readonly ids: RequestIds;
}

const soon = () => new Promise((done) => setImmediate(done));

/** A desk of the host for tests with all the pages of a vector. */
class VectorDesk {
  readonly #broker: Broker;
  readonly #pages = new Map<string, VectorPage>();
  #told: Told[] = [];
  #step: Step | undefined;

  constructor(vector: Vector) {
    this.#broker = new Broker(vector.given as unknown as Given);
  }

  async play(step: Step): Promise<Told[]> {
    this.#told = [];
    this.#step = step;
    if (step.open) this.#pages.delete(step.page!);
    if ('post' in step) {
      for (let time = 0; time < (step.times ?? 1); time += 1) this.#page(step.page!).player.post(jsValue(step['post']));
    } else {
      const { expect: _, atMs, ...happening } = step;
      this.#take(this.#broker.play(atMs, happening as unknown as Happening));
    }
    const told = this.#told;
    await soon();
    const posts = told.filter(({ post }) => post).map(({ page, post }) => ({
      page: page!,
      message: this.#page(page!).ids.delivered(JSON.parse(post!) as { events: Json[] }),
    }));
    for (const { page, message } of posts) this.#page(page).frame.deliver(message);
    await soon();
    for (const [name, { player, ids }] of this.#pages) {
      const own = posts.filter(({ page }) => page === name);
      const posted = own.flatMap(({ message }) => message.events);
      expect(player.heard(), name).toEqual(own.flatMap(({ message }) => listened(message.events)));
      expect(player.receipts(), name).toEqual(ids.ofPackage(posted).map(({ status }) => status));
    }
    return told;
  }

  end(): void {
    this.#step = undefined;
    for (const { player } of this.#pages.values()) player.end();
    this.#broker.free();
  }

  #take(told: Told[]): void {
    this.#told.push(...told);
  }

  #page(name: string): VectorPage {
    let page = this.#pages.get(name);
    if (!page) {
      const host = new HostWindow();
      const frame = new FakeWindow(host);
      host.onHeard = ({ data }) => {
        if (!this.#step) return;
        const { atMs, expect: _, times: __, ...step } = this.#step;
        const posted = data instanceof Object ? ids.posted(data) : data;
        this.#take(this.#broker.play(atMs, { ...step, page: name, post: wireValue(posted) } as Happening));
      };
      const ids = new RequestIds();
      page = { player: new PagePlayer(frame.window, [DESK], (data) => host.postMessage(data, DESK), ids), frame, ids };
      this.#pages.set(name, page);
    }
    return page;
  }
}

/** What was told, without what the vector says nothing of. */
function shown(told: Told, expected: Expect | undefined): unknown {
  const keys = new Set(['post', 'warn', 'note', 'command', 'card', 'contact', 'wantSessionToken', 'endSessionToken', 'overPort', 'endPort', 'remove']);
  for (const key of Object.keys(expected ?? {})) keys.add(key);
  if (!told.command || expected?.page) keys.add('page');
  return Object.fromEntries(Object.entries(told).filter(([key, value]) => keys.has(key) && value != null));
}

function wanted(vector: Vector, step: Step, expected: Expect): unknown {
  const { page = step.page, post, ...rest } = expected;
  const about = page !== undefined && (!expected['command'] || expected.page) ? { page } : {};
  return { ...about, ...rest, ...(post && { post: JSON.stringify(message(vector, post)) }) };
}
