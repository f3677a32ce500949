/**
 * Why something did not happen; the whole list.
 *
 * - `invalid-hosts`: `hosts` is missing, empty, or has an entry that is not an origin.
 * - `not-embedded`: the page is neither in a frame nor opened by a desktop.
 * - `host-not-listed`: `hosts` does not name the origin that embeds the page.
 * - `no-answer`: the host did not answer in time.
 * - `invalid-contact-id`, `invalid-subscription-types`, `refused`: the host refused the registration.
 * - `not-granted`: it takes an extension that the host did not grant.
 * - `command-ignored`, `command-refused`, `command-timeout`: what a receipt says of a command or card.
 * - `no-session-token`: none came in time.
 * - `too-slow`: an iterator was not read for too long.
 * - `closed`: the page has closed the connection.
 */
export type PageErrorCode =
  | 'invalid-hosts'
  | 'not-embedded'
  | 'host-not-listed'
  | 'no-answer'
  | 'invalid-contact-id'
  | 'invalid-subscription-types'
  | 'refused'
  | 'not-granted'
  | 'command-ignored'
  | 'command-refused'
  | 'command-timeout'
  | 'no-session-token'
  | 'too-slow'
  | 'closed';

/** Tells what did not happen and what to do about it; the only error of this package. */
export class PageError extends Error {
  /** Which of the closed list. */
  declare readonly code: PageErrorCode;

  constructor(code: PageErrorCode, message: string) {
    super(message);
    this.name = 'PageError';
    this.code = code;
  }
}
