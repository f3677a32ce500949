import { expect, test } from '../field/desk';

for (const site of ['sameSite', 'crossSite'] as const) {
  test.describe(site, () => {
    test('P20: the console warns of a second registration to the letter', async ({ field, openDesk }) => {
      const desk = await openDesk({ workspaces: [{ id: 'base', url: `${field[site]}/plain.html?at=base` }] });
      const base = await desk.pageAt('base');
      await base.register(['agent'], { issuer: 'First' });
      const seen = desk.warnings().length;
      for (const issuer of ['"My CRM"', 'undefined', 'null', '42', '{}', '["a", null, 1]', 'true', '""', '10n']) {
        await base.postExpression(`{ messageType: 'RegisterForClientEvents', issuer: ${issuer}, subscriptionTypes: ['all'] }`);
      }
      await base.postExpression("{ messageType: 'RegisterForClientEvents' }");
      await base.fence();
      const joined = ['My CRM', 'undefined', 'null', '42', '[object Object]', 'a,,1', 'true', '', '10', 'undefined'];
      await expect
        .poll(() => desk.warnings().slice(seen))
        .toEqual(
          joined.map(
            (issuer) => `Error processing Client Even Subscription. Issuer: [${issuer}] has already subscribed.`,
          ),
        );
      expect(await base.acknowledgements()).toHaveLength(1);
    });

    test('P13, P14: the console warns of each invalid subscription type to the letter', async ({ field, openDesk }) => {
      const desk = await openDesk({ workspaces: [{ id: 'base', url: `${field[site]}/plain.html?at=base` }] });
      const base = await desk.pageAt('base');
      const seen = desk.warnings().length;
      expect(await base.register(['Agents', ' agent', 'ALL'])).toMatchObject({ status: 'OK', reason: 'Success' });
      await expect
        .poll(() => desk.warnings().slice(seen))
        .toEqual(['Invalid subscription type: [Agents]', 'Invalid subscription type: [ agent]']);

      await base.unregister();
      const seenThen = desk.warnings().length;
      await base.postExpression(
        "{ messageType: 'RegisterForClientEvents', subscriptionTypes: ['nothing', 5, null, undefined, {}, ['x', 'y'], true] }",
      );
      expect(await base.acknowledgement(1)).toEqual({
        contactId: null,
        messageType: 'ClientEventSubscriptionAcknowledge',
        reason: 'Invalid Subscription Types',
        status: 'ERROR',
      });
      await expect
        .poll(() => desk.warnings().slice(seenThen))
        .toEqual(
          ['nothing', '5', 'null', 'undefined', '[object Object]', 'x,y', 'true'].map(
            (entry) => `Invalid subscription type: [${entry}]`,
          ),
        );
    });

    test('P18: an invalid contact id is answered alone, and the types are not warned about', async ({
      field,
      openDesk,
    }) => {
      const desk = await openDesk({ workspaces: [{ id: 'base', url: `${field[site]}/plain.html?at=base` }] });
      const base = await desk.pageAt('base');
      const seen = desk.warnings().length;
      expect(await base.register(['nothing'], { contactId: 0 })).toEqual({
        contactId: null,
        messageType: 'ClientEventSubscriptionAcknowledge',
        reason: 'Invalid Contact Id',
        status: 'ERROR',
      });
      await base.fence();
      // The next warning is the first: none came before it.
      await base.register(['other', 'agent']);
      await expect.poll(() => desk.warnings().slice(seen)).toEqual(['Invalid subscription type: [other]']);
    });
  });
}
