import { test } from '../field/desk';

test('a second tab says that one works, and takes over', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/opener_or_parent.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  await (await desk.pageAt('base')).acknowledgement();

  const second = await desk.openSecondTab();
  await desk.takeOver(second);
  const page = await desk.pageAt('base', second);
  await page.acknowledgement();
  await desk.api.setState('Unavailable', 'Break');
  await page.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
  // The first tab has let go: its page is gone with it.
  await desk.gone('base', desk.page);
});
