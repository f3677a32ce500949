import { PageError } from './error.js';

/** An origin as a browser writes it, so that it can be compared; no path, and nothing that stands for any. */
const ORIGIN = /^https?:\/\/[a-z0-9.:[\]_-]+$/;

/**
 * Looks at the origins of desktops that a page talks to.
 *
 * # Errors
 * `invalid-hosts`, thrown: who may hear a page is decided by its author, never by whoever embeds it.
 */
export function checkHosts(hosts: readonly string[]): void {
  if (!hosts?.length || !hosts.every?.((host) => ORIGIN.test(host))) {
    throw new PageError('invalid-hosts', `hosts is ${hosts}: name origins, such as https://desk.example.`);
  }
}
