import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('the README says of each error what to do, and of no other', () => {
  const codes = [...read('src/error.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code]) => code);
  const section = read('README.md').split('## Errors')[1]!.split('\n## ')[0]!;
  expect(codes.length).toBeGreaterThan(10);
  expect([...section.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code)).toEqual(codes);
});
