// The guide's page on the JSON Schema of the messages: its examples give what stands beside them.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

const PAGES = new URL('../../docs/pages/', import.meta.url);
const SCHEMA = readFileSync(new URL('messages.schema.json', PAGES), 'utf8');
const PAGE = readFileSync(new URL('schema.md', PAGES), 'utf8');

/** The examples in their order, as one program. */
const PROGRAM = [...PAGE.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code).join('\n').replace(/^import .*$/gm, '');

test('its examples give what stands beside them', () => {
  const lines = [...PROGRAM.matchAll(/^(\w+\(.*\)); \/\/ (.+)$/gm)];
  expect(lines.length).toBeGreaterThan(5);
  const results = `return [${lines.map(([, call, result]) => `[${call}, ${result}]`).join(',')}];`;
  const read = (name: string) => (name === 'messages.schema.json' ? SCHEMA : undefined);
  const run = new Function('Ajv2020', 'readFileSync', `${PROGRAM}\n${results}`) as (...given: unknown[]) => [unknown, unknown][];
  const given = run(Ajv2020, read);
  expect(given.map(([result]) => result)).toEqual(given.map(([, written]) => written));
});

test('it names every definition of a message', () => {
  const { $defs } = JSON.parse(SCHEMA) as { $defs: Record<string, { properties?: Record<string, { const?: string }> }> };
  const posted = Object.entries($defs).filter(([name, { properties }]) => properties?.['messageType']?.const === name);
  expect(posted.length).toBe(15);
  for (const [name] of posted) expect(PAGE).toContain(`\`${name}\``);
  const named = [...PAGE.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`(\w+)`/g)]);
  expect(named.length).toBeGreaterThan(posted.length);
  for (const [, name] of named) expect(Object.keys($defs)).toContain(name);
});
