import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';
import type { FieldPage } from '../pages/field_page';

const states = async (page: FieldPage): Promise<unknown[]> =>
  (await page.events()).filter(({ messageType }) => messageType === 'PageLifecycle').map(({ state }) => state);

test('P51: a workspace is told when it is shown and hidden, and counts as shown in a window of its own', async ({
  field,
  openDesk,
}) => {
  const url = (at: string): string => `${field.crossSite}/plain.html?at=${at}`;
  const desk = await openDesk({
    workspaces: [
      { id: 'first', name: 'First', url: url('first') },
      { id: 'second', name: 'Second', url: url('second') },
    ],
  });
  const [first, second] = [await desk.pageAt('first'), await desk.pageAt('second')];
  await first.register(['agent'], { extensions: ['lifecycle'] });
  await second.register(['agent'], { extensions: ['lifecycle'] });
  expect([await states(first), await states(second)]).toEqual([['shown'], ['hidden']]);

  await desk.showPage('Second');
  await expect.poll(async () => await states(first)).toEqual(['shown', 'hidden']);
  await expect.poll(async () => await states(second)).toEqual(['hidden', 'shown']);

  const popped = await desk.pageAt('second', await desk.popOut('Second'));
  await desk.showPage('First');
  await expect.poll(async () => await states(first)).toEqual(['shown', 'hidden', 'shown']);
  await popped.register(['agent'], { extensions: ['lifecycle'] });
  expect(await states(popped)).toEqual(['shown']);
});

test('P51: a panel that is closed stays until it has saved', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  await crm.register(['contact'], { extensions: ['lifecycle'] });
  await crm.frame.evaluate(() => {
    const { host } = window as unknown as { host: Window };
    window.addEventListener('message', ({ data }) => {
      if (!data?.events?.some((event: { state?: string }) => event.state === 'closing')) return;
      // Longer than a page stays that asks for nothing, and shorter than it may.
      setTimeout(() => {
        host.postMessage({ saved: true }, '*');
        host.postMessage({ messageType: 'UnregisterFromClientEvents' }, '*');
      }, 1_400);
    });
  });
  await desk.customerHangsUp(contactId);
  await desk.arrives('saved');
  await desk.gone('crm');
});

test('P51: a panel that never says that it has saved goes after two seconds', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  await crm.register(['contact'], { extensions: ['lifecycle'] });
  await crm.frame.evaluate(() => {
    window.addEventListener('message', ({ data }) => {
      if (data?.events?.some((event: { state?: string }) => event.state === 'closing')) {
        window.parent.postMessage({ closing: true }, '*');
        setTimeout(() => window.parent.postMessage({ tooLate: true }, '*'), 3_500);
      }
    });
  });
  await desk.customerHangsUp(contactId);
  await desk.arrives('closing');
  await desk.gone('crm');
  const keys = await desk.page.evaluate(() => (window as unknown as { arrived: { keys: string[] }[] }).arrived.flatMap((one) => one.keys));
  expect(keys).not.toContain('tooLate');
});
