import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P43: a card from a panel, and one by contact id from a workspace, put name and picture on the contact', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({
    panels: [{ id: 'crm', url: `${field.crossSite}/plain.html?at=crm`, skills: [SALES], grants: ['contact-card'] }],
    workspaces: [{ id: 'base', url: `${field.crossSite}/plain.html?at=base`, grants: ['contact-card'] }],
  });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  const base = await desk.pageAt('base');
  await desk.api.contact(contactId, 'accept');
  const picture = `${field.crossSite}/picture.svg?of=grace`;
  await crm.post({ messageType: 'ContactCardData', contactCardData: { name: 'Grace <b>Hopper</b>', userImg: picture } });
  await expect(desk.card).toContainText('Grace <b>Hopper</b>');
  await expect(desk.card.locator(`img[src="${picture}"]`)).toBeVisible();

  // P44: no referrer, and no cross-origin request with credentials of ours.
  const image = desk.card.locator(`img[src="${picture}"]`);
  await expect(image).toHaveAttribute('referrerpolicy', 'no-referrer');
  expect(await image.getAttribute('crossorigin')).toBeNull();
  await expect.poll(() => field.loads('/picture.svg?of=grace')).toBeGreaterThan(0);
  expect(field.hits.find((hit) => hit.path === '/picture.svg?of=grace')?.headers.referer).toBeUndefined();

  // From a workspace only with the contact's id; the picture stays as it was.
  await base.post({ messageType: 'ContactCardData', contactCardData: { name: 'Nobody' } });
  await base.post({ messageType: 'ContactCardData', contactId: String(contactId), contactCardData: { name: 'Grace Hopper' } });
  await expect(desk.card).toContainText('Grace Hopper');
  await expect(desk.card).not.toContainText('Nobody');
  await expect(image).toBeVisible();
  await base.fence();
  expect(await base.messages()).toEqual([]);
});

test('P43, P44: without the grant, or with wrong kinds, nothing changes', async ({ field, openDesk }) => {
  const desk = await openDesk({
    panels: [
      { id: 'crm', url: `${field.crossSite}/plain.html?at=crm`, skills: [SALES], grants: ['contact-card'] },
      { id: 'plain', url: `${field.crossSite}/plain.html?at=plain`, skills: [SALES] },
    ],
  });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  const plain = await desk.pageAt('plain');
  await desk.api.contact(contactId, 'accept');
  await crm.post({ messageType: 'ContactCardData', contactCardData: { name: 'Ada Lovelace' } });
  await expect(desk.card).toContainText('Ada Lovelace');

  await plain.post({ messageType: 'ContactCardData', contactCardData: { name: 'Mallory' } });
  await plain.fence();
  for (const card of [
    "{ name: 5 }",
    "{ name: 'x'.repeat(201) }",
    "{ name: { first: 'Mallory' } }",
    "{ userImg: 'javascript:alert(1)' }",
    "{ userImg: 'http://pictures.example/a.png' }",
    "{ userImg: 'data:text/html,<b>x</b>' }",
    "{ userImg: 'data:image/svg+xml,<svg/>' }",
    "{ userImg: 'data:image/png;base64,' + 'A'.repeat(400000) }",
    "{ userImg: 7 }",
    "null",
    "'Mallory'",
    "['Mallory']",
    "5n",
  ]) {
    await crm.postExpression(`{ messageType: 'ContactCardData', contactCardData: ${card} }`);
  }
  await crm.postExpression("{ messageType: 'ContactCardData' }");
  await crm.postExpression("{ messageType: 'ContactCardData', contactId: 0, contactCardData: { name: 'Mallory' } }");
  await crm.fence();
  await expect(desk.card).toContainText('Ada Lovelace');
  await expect(desk.card.locator('img')).toHaveCount(0);
  await expect(desk.page.getByText('Mallory')).toHaveCount(0);
  await expect(desk.page.getByText('xxxxxxxx')).toHaveCount(0);
});
