// Builds `dist`: the ES module, the same for `require`, and the one file for a `<script>`; beside them the host for tests,
// which holds the desktop's broker as WebAssembly (`cargo xtask` builds that first).

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { build } from 'esbuild';
import { minify } from 'terser';

process.chdir(import.meta.dirname ?? new URL('.', import.meta.url).pathname);
rmSync('dist', { recursive: true, force: true });

const common = { bundle: true, target: 'es2022', logLevel: 'warning' };

// esbuild puts the parts together; terser makes a twentieth less of them. The names here are of our own objects.
const mangle = { properties: { regex: /^(post|settle|granted|hide|tell|iterate|promise)$/, keep_quoted: true } };
async function pack(format, file, entry = 'src/index.ts') {
  const built = await build({ ...common, minifySyntax: true, entryPoints: [entry], format, write: false });
  const compress = { passes: 4, pure_getters: true, unsafe_arrows: true, unsafe_methods: true };
  const { code } = await minify(built.outputFiles[0].text, { module: format === 'esm', ecma: 2022, compress, mangle });
  writeFileSync(`dist/${file}`, code);
}
mkdirSync('dist');
await pack('esm', 'index.js');
await pack('cjs', 'index.cjs');
await pack('iife', 'cordboard-page.js', 'src/script.ts');

const target = process.env.CORDBOARD_TARGET ?? '../target';
const testing = {
  ...common,
  minify: true,
  entryPoints: ['src/testing/index.ts'],
  alias: { 'page-host': resolve(target, 'dist/page_host') },
  loader: { '.wasm': 'binary' },
  define: { 'import.meta.url': '""' },
};
await build({ ...testing, format: 'esm', outfile: 'dist/testing/index.js' });
await build({ ...testing, format: 'cjs', outfile: 'dist/testing/index.cjs' });

execFileSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
copyFileSync('../docs/pages/messages.schema.json', 'dist/messages.schema.json');
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(`../${licence}`, `dist/${licence}`);
