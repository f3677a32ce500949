// The protocol vectors, as they lie in the repository.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../vectors', import.meta.url));

export type Json = Record<string, unknown>;

export interface Expect {
  readonly page?: string;
  readonly post?: { readonly issuer: string; readonly contactId: number | null; readonly events: (Json | string)[] };
  readonly [key: string]: unknown;
}

export interface Step {
  readonly atMs: number;
  readonly page?: string;
  readonly times?: number;
  readonly open?: object;
  readonly expect: readonly Expect[];
  readonly [key: string]: unknown;
}

export interface Vector {
  readonly name: string;
  readonly given: { readonly events?: Record<string, Json>; readonly [key: string]: unknown };
  readonly steps: readonly Step[];
}

/** Every vector of the page protocol, by its path; never none. */
export function vectors(): { path: string; json: string; vector: Vector }[] {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => /^(?!http\/|src\/)[^/]+\/[^/]+\.json$/.test(name)).sort();
  if (paths.length === 0) throw new Error(`no vectors in ${FOLDER}`);
  return paths.map((path) => {
    const json = readFileSync(join(FOLDER, path), 'utf8');
    return { path, json, vector: JSON.parse(json) as Vector };
  });
}

/** A vector's message with its events in place of their short names. */
export function message(vector: Vector, post: NonNullable<Expect['post']>) {
  const events = post.events.map((event) => (typeof event === 'string' ? vector.given.events?.[event] : event));
  return { ...post, events: events as Json[] };
}
