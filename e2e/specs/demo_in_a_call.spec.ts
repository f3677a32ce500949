import { expect, test } from '../field/desk';

test('P12, P26: the document’s own example registers and logs what it receives of a live call', async ({ openDesk }) => {
  const desk = await openDesk('demo');
  await desk.api.setState('Available');
  const contactId = await desk.call(101);
  const example = desk.page.frameLocator('iframe[src*="/example/"]');
  const lines = example.getByRole('listitem');
  // The answer to the registration: acknowledgement, agent state, the ringing contact.
  await expect(lines.first()).toContainText('=== received a post message with [3] events ===');
  await desk.api.contact(contactId, 'accept');
  await expect(lines.nth(1)).toContainText(/received a post message with \[\d+\] events/);
  const heard = await lines.count();
  await desk.api.contact(contactId, 'hold');
  await expect(lines.nth(heard)).toContainText('=== received a post message with [1] events ===');
});

test('P43: the CRM page puts the caller’s name and picture on the card', async ({ openDesk }) => {
  const desk = await openDesk('demo');
  await desk.api.setState('Available');
  const contactId = await desk.call(101, '+15551230001');
  await desk.api.contact(contactId, 'accept');
  const crm = desk.page.frameLocator('iframe[src*="/crm/"]');
  const name = crm.getByRole('heading', { level: 1 });
  await expect(name).not.toHaveText('Customer');
  await expect(desk.card).toContainText((await name.textContent())!);
  await expect(desk.card.locator('img')).toHaveAttribute('src', /\/crm\/faces\/\w+\.png$/);
});
