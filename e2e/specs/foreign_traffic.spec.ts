import { expect, test } from '../field/desk';
import { GUESTS } from '../field/field_server';

/** What the library's own parent would begin with, where a guest waits to be spoken to. */
const WORDS_OF_A_PARENT: Record<string, unknown> = {
  postmate: { postmate: 'handshake', type: 'application/x-postmate-v1+json', model: {} },
  iframe_resizer: '[iFrameSizer]guest:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true',
};

for (const guest of GUESTS) {
  test(`P8: a guest of ${guest} is foreign traffic: no answer, no exception, no effect`, async ({ field, openDesk }) => {
    const url = `${field.crossSite}/guest.html?at=guest&of=${guest}`;
    const desk = await openDesk({
      workspaces: [{ id: 'guest', url, grants: ['session-token', 'call-commands', 'contact-card'] }],
    });
    const page = await desk.pageAt('guest');
    await page.acknowledgement();
    await page.frame.waitForLoadState('load');
    if (guest in WORDS_OF_A_PARENT) {
      await desk.postInto('guest', WORDS_OF_A_PARENT[guest]);
    }
    await expect.poll(async () => await page.frame.evaluate<boolean>('guestSpoke()')).toBe(true);
    await expect
      .poll(async () => await desk.foreignFrom('guest'), { message: 'the library has posted to the desktop' })
      .toBeGreaterThan(0);

    await page.fence();
    await desk.api.setState('Unavailable', 'Break');
    await page.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
    await page.fence();
    // What the host posted is MAX's alone: nothing answers the library.
    const strange = (await page.heard()).filter(
      (one) =>
        one.fromHost &&
        (one.data as { issuer?: string })?.issuer !== 'MAX' &&
        (one.data as { fence?: string })?.fence === undefined &&
        JSON.stringify(one.data) !== JSON.stringify(WORDS_OF_A_PARENT[guest]),
    );
    expect(strange).toEqual([]);
    expect(await page.failures()).toEqual([]);
    expect(await desk.commands()).toEqual([]);
  });
}
