import { expect, test } from '../field/desk';

test('P34: a page that throws in its listener disturbs nobody', async ({ field, openDesk }) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'bad', url: `${field.crossSite}/throws.html?at=bad` },
      { id: 'good', url: `${field.crossSite}/opener_or_parent.html?at=good` },
    ],
  });
  const bad = await desk.pageAt('bad');
  const good = await desk.pageAt('good');
  await bad.acknowledgement();
  await good.acknowledgement();
  for (const reason of ['Break', 'Lunch', 'Break']) {
    const before = await good.count();
    await desk.api.setState('Unavailable', reason);
    await good.event({ Type: 'AgentState', CurrentOutReason: reason }, before);
  }
  await bad.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' });
  expect((await bad.failures()).length).toBeGreaterThanOrEqual(4);
  expect(await good.failures()).toEqual([]);
});

test('P34: a page that hangs delays neither the desktop nor a page of another site', async ({ field, openDesk }) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'good', url: `${field.otherSite}/opener_or_parent.html?at=good` },
      { id: 'bad', url: `${field.crossSite}/hangs.html?at=bad` },
    ],
  });
  const good = await desk.pageAt('good');
  const bad = await desk.pageAt('bad');
  await good.acknowledgement();
  await bad.acknowledgement();
  const hanging = desk.arrives('hanging');
  await desk.api.setState('Unavailable', 'Break');
  await hanging;
  for (const reason of ['Lunch', 'Break', 'Lunch']) {
    const before = await good.count();
    await desk.api.setState('Unavailable', reason);
    await good.event({ Type: 'AgentState', CurrentOutReason: reason }, before);
    await desk.stateShown(reason);
  }
  await desk.page.close();
});

test('P34: a page that posts 10,000 junk messages a second is cut off, and nobody else notices', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'good', url: `${field.otherSite}/opener_or_parent.html?at=good` },
      { id: 'bad', name: 'Flooding page', url: `${field.crossSite}/floods.html?at=bad` },
    ],
  });
  const good = await desk.pageAt('good');
  const bad = await desk.pageAt('bad');
  await good.acknowledgement();
  await bad.acknowledgement();
  await bad.frame.evaluate('flood()');
  await expect
    .poll(async () => await bad.frame.evaluate<number>('flooded'), { intervals: [100], timeout: 15_000 })
    .toBeGreaterThan(10_000);

  for (const reason of ['Break', 'Lunch', 'Break']) {
    const before = await good.count();
    await desk.api.setState('Unavailable', reason);
    await good.event({ Type: 'AgentState', CurrentOutReason: reason }, before);
    await desk.stateShown(reason);
  }
  // While it floods, its own registrations and commands are lost with the junk, and the agent is told.
  await desk.told(/Flooding page/);
  await desk.noted(/Flooding page|bad/);

  await bad.frame.evaluate('stop()');
  await bad.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' });
  const before = await bad.count();
  await desk.api.setState('Unavailable', 'Lunch');
  await bad.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' }, before);
});
