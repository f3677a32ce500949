import type { Resume } from './generated/protocol.js';
import type { PageWindow } from './transport.js';

const MARK = 'cordboard-page';

// Which document follows on which only the frame knows: its name outlives its document, if it was set in time (what is set
// as the document goes may come too late for the next one). Storage is shared by all frames of an origin, and denied to most
// frames of another site. Nothing of a customer is left, because a next document of another origin could read it.

/** Leaves to the next document of the frame what this one has dealt with, beside the frame's own name. */
export function leave(page: PageWindow, resume: Resume, name: string): void {
  page.name = MARK + JSON.stringify([resume, name]);
}

/** What the document before this one has left, and the frame's own name. */
export function leftBefore({ name }: PageWindow): readonly [Resume | undefined, string] {
  return name?.startsWith(MARK)
    ? (JSON.parse(name.slice(MARK.length)) as [Resume, string])
    : [undefined, name];
}
