import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';

const MOST_BYTES = 3_000;

test.each(['index.js', 'cordboard-page.js'])('%s is under 3 kB', (file) => {
  const code = readFileSync(new URL(`../dist/${file}`, import.meta.url));
  const bytes = brotliCompressSync(code).length;
  console.log(`${file}: ${bytes} bytes brotli, ${code.length} plain`);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
