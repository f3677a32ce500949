import { expect, test } from '../field/desk';

test('P4: a frame that a page leaves empty is explained in words, and a window of its own is offered', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/refuses_frames.html?at=base`;
  const fine = `${field.crossSite}/plain.html?at=fine`;
  const desk = await openDesk({
    looksAtPages: true,
    workspaces: [
      { id: 'base', name: 'Knowledge', url },
      { id: 'fine', name: 'Orders', url: fine },
    ],
  });
  const words = desk.page.getByText('Knowledge cannot be shown inside the desktop');
  await expect(words).toHaveText(
    'Knowledge cannot be shown inside the desktop: it answers X-Frame-Options: DENY.',
  );
  await expect(words).toBeVisible();
  await expect(desk.page.getByText('Orders cannot be shown')).toHaveCount(0);

  const opened = desk.page.waitForEvent('popup');
  await desk.page.getByRole('button', { name: 'Open it in its own window' }).click();
  const page = await desk.pageAt('base', await opened);
  expect(await page.acknowledgement()).toMatchObject({ status: 'OK' });
  await expect(words).toHaveCount(0);
  await desk.api.setState('Unavailable', 'Break');
  await page.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
});
