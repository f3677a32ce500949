import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';

import { build } from 'esbuild';

const FIELD = fileURLToPath(new URL('.', import.meta.url));
const PAGES = join(FIELD, 'pages');
/** The package for pages, as it is packed. */
const SDK = join(FIELD, '../../sdk/dist/cordboard-page.js');

const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';

/** What a field page was asked for, newest last. */
export interface Hit {
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
}

/**
 * Serves the field pages, each file on every origin: `localhost` is of the desktop's own site, the others are not.
 *
 * Two ports of one host are two origins of one site; `127.0.0.2` is a third site, so that a page there has a
 * process of its own.
 */
export class FieldServer {
  readonly hits: Hit[] = [];
  readonly #servers: Server[] = [];
  readonly #held: ServerResponse[] = [];
  #guests = new Map<string, string>();
  #holdSlow = false;
  #ports = { first: 0, second: 0, other: 0 };

  static async start(): Promise<FieldServer> {
    const server = new FieldServer();
    server.#guests = await bundleGuests();
    server.#ports = {
      first: await server.#listen('127.0.0.1'),
      second: await server.#listen('127.0.0.1'),
      other: await server.#listen('127.0.0.2'),
    };
    return server;
  }

  /** Of the desktop's site, another origin. */
  get sameSite(): string {
    return `http://localhost:${this.#ports.first}`;
  }

  /** Of another site, so in another process. */
  get crossSite(): string {
    return `http://127.0.0.1:${this.#ports.first}`;
  }

  /** Of the site of `crossSite`, another origin. */
  get neighbour(): string {
    return `http://127.0.0.1:${this.#ports.second}`;
  }

  /** Of a third site. */
  get otherSite(): string {
    return `http://127.0.0.2:${this.#ports.other}`;
  }

  /** How often the page has been fetched; `path` with its query. */
  loads(path: string): number {
    return this.hits.filter((hit) => hit.path === path).length;
  }

  /** From now on `slow.svg` is not answered, so that no page that holds it fires `load`, until `letSlowGo`. */
  holdSlow(): void {
    this.#holdSlow = true;
  }

  letSlowGo(): void {
    this.#holdSlow = false;
    for (const answer of this.#held.splice(0)) {
      answer.end(PICTURE);
    }
  }

  /** Forgets what an earlier test asked for. */
  reset(): void {
    this.letSlowGo();
    this.hits.length = 0;
  }

  async stop(): Promise<void> {
    this.letSlowGo();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }

  async #listen(host: string): Promise<number> {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise<void>((ready, failed) => {
      server.once('error', failed);
      server.listen(0, host, ready);
    });
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://field');
    this.hits.push({ path: url.pathname + url.search, headers: request.headers });
    if (url.pathname === '/slow.svg' || url.pathname === '/picture.svg') {
      response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' });
      if (url.pathname === '/slow.svg' && this.#holdSlow) {
        this.#held.push(response);
        return;
      }
      response.end(PICTURE);
      return;
    }
    const body = this.#find(url.pathname);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': KINDS[extname(url.pathname)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
      ...(url.pathname === '/refuses_frames.html' ? { 'x-frame-options': 'DENY' } : {}),
    });
    response.end(body);
  }

  #find(path: string): string | undefined {
    const guest = /^\/guests\/(\w+)\.js$/.exec(path)?.[1];
    if (guest !== undefined) {
      return this.#guests.get(guest);
    }
    try {
      return readFileSync(path === '/cordboard-page.js' ? SDK : join(PAGES, normalize(path)), 'utf8');
    } catch {
      return undefined;
    }
  }
}

/** The libraries whose guests occur in the field; each file of `guests/` is one. */
export const GUESTS = ['penpal', 'comlink', 'post_robot', 'postmate', 'framebus', 'iframe_resizer'] as const;

async function bundleGuests(): Promise<Map<string, string>> {
  const bundled = await build({
    entryPoints: GUESTS.map((guest) => join(FIELD, 'guests', `${guest}.js`)),
    bundle: true,
    format: 'iife',
    outdir: 'guests',
    write: false,
    logLevel: 'error',
  });
  return new Map(bundled.outputFiles.map((file) => [/(\w+)\.js$/.exec(file.path)?.[1] ?? '', file.text]));
}
