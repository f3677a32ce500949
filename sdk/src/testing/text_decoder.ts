// jsdom under jest has no TextDecoder, which WebAssembly's bindings need at once.

interface Place {
  readonly process?: { getBuiltinModule?(name: string): Record<string, unknown> };
  [name: string]: unknown;
}

const place = globalThis as unknown as Place;
for (const name of ['TextDecoder', 'TextEncoder']) {
  if (!(name in place)) place[name] = place.process?.getBuiltinModule?.('node:util')[name];
}
