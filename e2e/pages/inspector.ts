import { expect, type Locator, type Page } from '@playwright/test';

/** The message inspector, as a page's author uses it. */
export class Inspector {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get button(): Locator {
    return this.page.getByRole('button', { name: 'Message inspector', exact: true });
  }

  get place(): Locator {
    return this.page.getByRole('region', { name: 'Message inspector' });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.place).toBeVisible();
  }

  get lines(): Locator {
    return this.place.getByRole('listbox', { name: 'Messages' }).getByRole('option');
  }

  /** The lines with these words. */
  line(words: string): Locator {
    return this.lines.filter({ hasText: words });
  }

  /** Shows one side, and answers its panel. */
  async side(name: 'Pages' | 'Message' | 'Replay'): Promise<Locator> {
    await this.place.getByRole('tab', { name }).click();
    return this.place.getByRole('tabpanel', { name });
  }

  /** A line whole. */
  async look(words: string): Promise<Locator> {
    await this.line(words).last().click();
    return this.place.getByRole('tabpanel', { name: 'Message' });
  }

  async press(name: 'Pause' | 'Clear' | 'Export'): Promise<void> {
    await this.place.getByRole('button', { name }).click();
  }

  async search(words: string): Promise<void> {
    await this.place.getByRole('searchbox', { name: 'Search the messages' }).fill(words);
  }

  /** What the export holds, and its file. */
  async exported(): Promise<{ path: string; file: ExportedFile }> {
    const downloaded = this.page.waitForEvent('download');
    await this.press('Export');
    const download = await downloaded;
    expect(download.suggestedFilename()).toMatch(/^cordboard-messages-.*\.json$/);
    const path = await download.path();
    const { readFileSync } = await import('node:fs');
    return { path, file: JSON.parse(readFileSync(path, 'utf8')) as ExportedFile };
  }
}

export interface ExportedFile {
  format: string;
  version: number;
  entries: { way: string; page: string; kind: string; sentence: string; message?: unknown; text?: string }[];
}
