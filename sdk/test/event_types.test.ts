// What the types allow; the compiler runs this file, too.

import { expect, expectTypeOf, test } from 'vitest';

import { connect, type Agent, type Contact, type Page, type PageErrorCode } from '../src/index';

declare const page: Page;

test('events are known by their name, and values by their kind', () => {
  const uses = () => {
    page.on('CallContactEvent', (event) => {
      expectTypeOf(event.FinalState).toEqualTypeOf<'True' | 'False'>();
      expectTypeOf(event.Status).toExtend<string>();
      // @ts-expect-error: of another event
      return event.CurrentState;
    });
    page.on('ClientEventSubscriptionAcknowledge', (event) => {
      expectTypeOf(event.status).toEqualTypeOf<'OK' | 'ERROR'>();
    });
    page.on('VoiceMailContactEvent', (event: { ContactID?: string }) => event.ContactID);
    // @ts-expect-error: hosts are required
    connect({ subscribe: ['all'] });
    // @ts-expect-error: no such type
    connect({ subscribe: ['calls'], hosts: [] });
    // @ts-expect-error: only toggles have two states
    void page.answer({ on: true });
    // @ts-expect-error: not in the list
    const code: PageErrorCode = 'oops';
    return code;
  };
  expect(uses).toBeTypeOf('function');
  expectTypeOf<Agent['IsAcw']>().toEqualTypeOf<boolean>();
  expectTypeOf<Contact['FinalState']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<Contact['Skill']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Contact['ANI']>().toEqualTypeOf<string | undefined>();
});
