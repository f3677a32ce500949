// The package plays the page in every protocol vector that has a page's side: it makes each `post`, to the letter, and
// takes each message that the vector expects, whose host is played from the vector alone.

import { expect, test } from 'vitest';

import '../../crates/desktop/harness/js_value.js';
import { listened, PagePlayer } from './page_player';
import { RequestIds } from './request_ids';
import { message, vectors, type Json } from './vector_files';
import { DESK, FakeWindow, HostWindow } from './windows';

declare const jsValue: (json: unknown) => unknown;

const REFUSED: Record<string, string> = {
  'Invalid Contact Id': 'invalid-contact-id',
  'Invalid Subscription Types': 'invalid-subscription-types',
};

const played = vectors().filter(({ vector }) =>
  vector.steps.some((step) => 'post' in step || step.expect.some(({ post }) => post)),
);

test('nearly every vector has a page’s side', () => {
  expect(played.length).toBeGreaterThan(150);
});

test.each(played)('$path', async ({ vector }) => {
  const pages = new Map<string, VectorPage>();
  const pageOf = (name: string): VectorPage => {
    const page = pages.get(name) ?? new VectorPage();
    pages.set(name, page);
    return page;
  };
  for (const step of vector.steps) {
    if (step.open) pages.set(step.page!, new VectorPage());
    if ('post' in step) await pageOf(step.page!).posts(step['post'], step.times ?? 1);
    for (const { page, post } of step.expect) {
      if (post) await pageOf((page ?? step.page)!).takes(message(vector, post));
    }
  }
  for (const page of pages.values()) page.player.end();
});

test('the package makes what vectors post, but for what no page means', () => {
  const count = { made: 0, byHand: 0 };
  for (const { vector } of played.filter(({ path }) => !path.startsWith('message/'))) {
    const page = new VectorPage();
    for (const step of vector.steps.filter((step) => 'post' in step)) {
      const before = page.player.made;
      page.player.post(jsValue(step['post']));
      if (page.player.made > before) count.made += 1;
      else count.byHand += 1;
    }
    page.player.end();
  }
  expect(count.made).toBeGreaterThan(300);
  expect(count.byHand / count.made).toBeLessThan(0.5);
});

const soon = () => new Promise((done) => setImmediate(done));
const isObject = (data: unknown): data is Json => typeof data === 'object' && data !== null && !Array.isArray(data);

/** A page of a vector, with its window and that of its host. */
class VectorPage {
  readonly #host = new HostWindow();
  readonly #frame = new FakeWindow(this.#host);
  readonly #ids = new RequestIds();
  readonly player = new PagePlayer(this.#frame.window, [DESK], (data) => this.#host.postMessage(data, DESK), this.#ids);
  readonly #known = new Known();

  async posts(json: unknown, times: number): Promise<void> {
    const before = this.#host.heard.length;
    for (let time = 0; time < times; time += 1) this.player.post(jsValue(json));
    await soon();
    const posted = this.#host.heard.slice(before).map(({ data }) => (isObject(data) ? this.#ids.posted(data) : data));
    expect(posted).toEqual(Array.from({ length: times }, () => structuredClone(jsValue(json))));
  }

  async takes(told: ReturnType<typeof message>): Promise<void> {
    const posted = this.#ids.delivered(told);
    this.#frame.deliver(posted);
    await soon();
    expect(this.player.heard()).toEqual(listened(posted.events));
    expect(this.player.receipts()).toEqual(this.#ids.ofPackage(posted.events).map(({ status }) => status));
    const acknowledge = posted.events.find(({ messageType }) => messageType === 'ClientEventSubscriptionAcknowledge');
    const { contactId, reason } = acknowledge ?? {};
    const outcome = reason === 'Success' ? { contactId } : { code: REFUSED[String(reason)] };
    // Those that an earlier script asked for in vain are answered, too.
    for (const came of this.player.outcomes()) expect(came).toEqual(outcome);
    if (acknowledge) expect(this.player.pending).toBe(0);
    this.#known.take(posted.events, reason === 'Success' ? (contactId as number | null) : undefined);
    this.#known.compare(this.player.state);
  }
}

/** What a page must know of all it was told, event by event. */
class Known {
  #contactId: number | null = null;
  #agent: Json | null = null;
  #token: unknown = null;
  readonly #contacts = new Map<number, Json>();

  take(events: readonly Json[], registered: number | null | undefined): void {
    if (registered !== undefined) {
      this.#contactId = registered;
      this.#agent = null;
      this.#token = null;
      this.#contacts.clear();
    }
    for (const event of events) {
      const { Type, ContactID, ContactId } = event;
      const id = Number(ContactID || ContactId);
      if (Type === 'AgentState') this.#agent = event;
      if (Type === 'AgentSessionStart' || Type === 'AgentSessionEnd') {
        this.#agent = null;
        this.#contacts.clear();
      }
      if (event['messageType'] === 'SessionInfo') this.#token = event['sessionToken'];
      if (!id || !String(Type).endsWith('ContactEvent')) continue;
      if (/true/i.test(String(event['FinalState']))) this.#contacts.delete(id);
      else this.#contacts.set(id, event);
    }
  }

  compare(state: PagePlayer['state']): void {
    expect(state.contactId).toBe(this.#contactId);
    expect(state.agent?.raw ?? null).toEqual(this.#agent);
    expect(state.sessionToken).toBe(this.#token);
    expect([...state.contacts].map(([id, { raw }]) => [id, raw])).toEqual([...this.#contacts]);
  }
}
