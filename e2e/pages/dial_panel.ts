import type { Locator, Page } from '@playwright/test';

/** Where an agent calls somebody: a number, a colleague, a skill, an entry of an address book. */
export class DialPanel {
  readonly page: Page;
  readonly place: Locator;

  /** @param heading `New call`, or `Transfer` and whose call it is */
  constructor(page: Page, heading: string | RegExp = 'New call') {
    this.page = page;
    this.place = page.getByRole('region', { name: heading });
  }

  get field(): Locator {
    return this.place.getByLabel('Number or name');
  }

  get skill(): Locator {
    return this.place.getByLabel('Call for skill');
  }

  get wrong(): Locator {
    return this.place.locator('#dial-wrong');
  }

  get keys(): Locator {
    return this.place.getByRole('group', { name: 'Keys' });
  }

  get lastDialled(): Locator {
    return this.place.getByRole('group', { name: 'Dialled last' }).getByRole('button');
  }

  /** The entries of one part of the address book. */
  entries(title: RegExp): Locator {
    return this.place.getByRole('list', { name: title }).getByRole('listitem');
  }

  entry(name: string): Locator {
    return this.place.getByRole('listitem').filter({ hasText: name });
  }

  /** Types a number and calls it, whatever becomes of it. */
  async call(number: string): Promise<void> {
    await this.field.fill(number);
    await this.place.getByRole('button', { name: /^Call( first)?$/ }).click();
  }
}
