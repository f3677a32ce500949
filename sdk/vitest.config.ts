import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { defineConfig } from 'vitest/config';

const TARGET = process.env['CORDBOARD_TARGET'] ?? resolve(import.meta.dirname, '../target');

export default defineConfig({
  resolve: { alias: { 'page-host': resolve(TARGET, 'dist/page_host') } },
  plugins: [
    {
      // As esbuild does in the bundle.
      name: 'wasm as bytes',
      enforce: 'pre',
      load: (id) =>
        id.endsWith('.wasm')
          ? `export default new Uint8Array(Buffer.from('${readFileSync(id, 'base64')}', 'base64'));`
          : undefined,
    },
  ],
  test: { include: ['test/**/*.test.ts'], allowOnly: false, retry: 0 },
});
