import type { Locator, Page } from '@playwright/test';

/** Several calls, one above the other. */
export class Calls {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The whole of it. */
  get place(): Locator {
    return this.page.getByRole('region', { name: /^(Your calls|Conference)$/ }).locator('.calls');
  }

  get rows(): Locator {
    return this.page.getByRole('list', { name: /^(Your calls|Conference)$/ }).getByRole('listitem');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** `Switch`, `Hang up`, `Drop`: a button of one call. */
  button(words: string, name: string): Locator {
    return this.row(name).getByRole('button', { name: new RegExp(`^${words}\\b`) });
  }

  /** A button for all of them. */
  deed(words: RegExp): Locator {
    return this.page.getByRole('group', { name: /^(Both calls|The conference)$/ }).getByRole('button', { name: words });
  }
}
