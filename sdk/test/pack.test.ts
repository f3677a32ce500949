// What `npm pack` makes is what people install: it is unpacked elsewhere, imported, tested against, and compiled.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const SDK = fileURLToPath(new URL('..', import.meta.url));
const TOOLS = join(SDK, 'node_modules');

let folder: string;
let packed: { filename: string; files: { path: string }[] };
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordboard-page-')));
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: SDK, encoding: 'utf8' });
  packed = (JSON.parse(said) as (typeof packed)[])[0]!;
  const installed = join(folder, 'node_modules/@cordboard/page');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components=1']);
  write('package.json', '{ "name": "an-author-s-page", "private": true }');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const node = (...words: string[]) => execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

/** A page and its test, as an author writes them. */
const PAGE_TEST = `
  const host = openHost({ panel: 41, grants: ['call-commands'] });
  const page = connect({ subscribe: ['contact'], hosts: [host.origin] });
  const { contactId } = await page.ready;
  host.rings(41);
  await page.answer();
  await host.settled();
  const seen = [contactId, page.state.contacts.get(41).Status, host.commands[0].command].join(' ');
  page.close();
  host.close();
`;

test('it holds what is built, the README and the licences, and needs nothing else', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual(['README.md', 'package.json']);
  expect(paths).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/cordboard-page.js', 'dist/testing/index.js', 'dist/LICENSE-MIT']));
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(SDK, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
});

test('it is imported as a module', () => {
  write('page.mjs', `import { connect } from '@cordboard/page'; import { openHost } from '@cordboard/page/testing';${PAGE_TEST}console.log(seen);`);
  expect(node('page.mjs')).toBe('41 Active answer\n');
});

test('it is required', () => {
  write('page.cjs', `const { connect } = require('@cordboard/page'); const { openHost } = require('@cordboard/page/testing');(async () => {${PAGE_TEST}console.log(seen);})();`);
  expect(node('page.cjs')).toBe('41 Active answer\n');
});

test('the JSON Schema of the messages comes with it, and the examples of the guide give what stands beside them', () => {
  const guide = readFileSync(join(SDK, '../docs/pages/schema.md'), 'utf8');
  const program = [...guide.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code).join('\n');
  const lines = [...program.matchAll(/^(\w+\(.*\)); \/\/ (.+)$/gm)];
  expect(lines.length).toBeGreaterThan(5);
  symlinkSync(join(TOOLS, 'ajv'), join(folder, 'node_modules/ajv'));
  write('schema.mjs', `${program}\nconsole.log(JSON.stringify([${lines.map(([, call, said]) => `[${call}, ${said}]`).join(',')}]));`);
  const results = JSON.parse(node('schema.mjs')) as [unknown, unknown][];
  expect(results.map(([result]) => result)).toEqual(results.map(([, said]) => said));
});

test('it is one file for a script', () => {
  const script = readFileSync(join(folder, 'node_modules/@cordboard/page/dist/cordboard-page.js'), 'utf8');
  const made = new Function(`${script}; return CordboardPage;`)() as Record<string, unknown>;
  expect(Object.keys(made).sort()).toEqual(['PageError', 'connect']);
});

test.each(['node', 'jsdom'])('a page is tested under jest in %s', (environment) => {
  write('page.test.js', `const { connect } = require('@cordboard/page'); const { openHost } = require('@cordboard/page/testing');
    test('answers', async () => {${PAGE_TEST}expect(seen).toBe('41 Active answer');});`);
  const jest = [join(TOOLS, 'jest/bin/jest.js'), '--rootDir', folder, '--watchman=false', '--env', join(TOOLS, `jest-environment-${environment}`)];
  expect(() => node(...jest)).not.toThrow();
}, 60_000);

test.each([
  ['bundler', 'esnext'],
  ['nodenext', 'nodenext'],
])('its types hold with the module resolution %s', (moduleResolution, module) => {
  write('author.mts', `import { connect, type Contact } from '@cordboard/page';
    import { openHost } from '@cordboard/page/testing';
    const host = openHost({ panel: 41 });
    const page = connect({ subscribe: ['all'], hosts: [host.origin] });
    page.on('AgentState', (event) => { const state: string = event.CurrentState; return state; });
    const one: Contact | undefined = page.state.contacts.get(41);
    const ended: boolean | undefined = one?.FinalState;
    // @ts-expect-error: no such property, so the types are there
    console.log(ended, page.state.nothing, host.nothing);`);
  const compile = [join(TOOLS, 'typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--module', module, '--moduleResolution', moduleResolution, 'author.mts'];
  expect(() => node(...compile)).not.toThrow();
}, 60_000);
