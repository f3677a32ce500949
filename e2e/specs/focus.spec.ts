import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P50: a workspace is told to which contact the agent turns', async ({ field, openDesk }) => {
  const url = (at: string): string => `${field.crossSite}/plain.html?at=${at}`;
  const desk = await openDesk({
    workspaces: [
      { id: 'asks', url: url('asks') },
      { id: 'silent', url: url('silent') },
    ],
  });
  const [asks, silent] = [await desk.pageAt('asks'), await desk.pageAt('silent')];
  await asks.register(['sessioninfo'], { extensions: ['focus'] });
  await silent.register(['agent']);
  const focus = async (): Promise<unknown[]> =>
    (await asks.events()).filter(({ messageType }) => messageType === 'ContactFocus').map(({ contactId }) => contactId);
  expect(await focus()).toEqual([null]);

  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await expect.poll(focus).toEqual([null, contactId]);
  await desk.customerHangsUp(contactId);
  await expect.poll(focus).toEqual([null, contactId, null]);
  await silent.fence();
  expect((await silent.events()).filter(({ messageType }) => messageType === 'ContactFocus')).toEqual([]);
});
