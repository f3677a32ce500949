// What the README says is so.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { connect } from '../src/index';
import { openHost } from '../src/testing/index';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const README = `\n${read('README.md')}`;

/** The first example below a heading, without its imports. */
function example(heading: string): string {
  const code = /```(?:js|ts)\n([^]*?)```/.exec(README.split(`\n${heading}\n`)[1] ?? '')?.[1];
  if (!code) throw new Error(`no example below ${heading}`);
  return code.replace(/^import .*$/gm, '');
}

test('it says of each error what to do, and of no other', () => {
  const codes = [...read('src/error.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code]) => code);
  const section = README.split('## Errors')[1]!.split('\n## ')[0]!;
  expect(codes.length).toBeGreaterThan(10);
  expect([...section.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code)).toEqual(codes);
});

test('its first example runs', async () => {
  const host = openHost();
  const lines: unknown[][] = [];
  const console = { log: (...words: unknown[]) => lines.push(words) };
  const run = new Function('connect', 'console', `return (async () => {${example('# @cordboard/page')}})();`) as (...given: unknown[]) => Promise<void>;
  await run(connect, console);
  host.rings(41);
  await host.settled();
  expect(lines).toEqual([['Incoming', '+15551230001']]);
  host.close();
});

test('its example of a test runs', async () => {
  let body: (() => Promise<void>) | undefined;
  const define = (_: string, run: () => Promise<void>) => (body = run);
  new Function('openHost', 'connect', 'test', 'expect', example('## Testing a page'))(openHost, connect, define, expect);
  await body!();
});
