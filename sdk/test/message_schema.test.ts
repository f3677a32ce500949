// The guide's page on the JSON Schema of the messages tells what is in it. That its examples run, `pack.test.ts` shows.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAGES = new URL('../../docs/pages/', import.meta.url);
const SCHEMA = readFileSync(new URL('messages.schema.json', PAGES), 'utf8');
const PAGE = readFileSync(new URL('schema.md', PAGES), 'utf8');

test('it names every definition of a message, and no other', () => {
  const { $defs } = JSON.parse(SCHEMA) as { $defs: Record<string, { properties?: Record<string, { const?: string }> }> };
  const messages = Object.entries($defs).filter(([name, { properties }]) => properties?.['messageType']?.const === name);
  expect(messages.length).toBe(15);
  for (const [name] of messages) expect(PAGE).toContain(`\`${name}\``);
  const named = [...PAGE.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`(\w+)`/g)]);
  expect(named.length).toBeGreaterThan(messages.length);
  for (const [, name] of named) expect(Object.keys($defs)).toContain(name);
});
