import type { Resume } from './generated/protocol.js';
import type { PageWindow } from './transport.js';

/** What a list begins with that is ours. */
const MARK = 'cordboard-page[';

// Which document follows on which only the frame knows: its name outlives its document. Storage is shared by all frames of
// an origin, and denied to most frames of another site. Nothing of a customer is left, because a next document of another
// origin could read it. What is set as the frame is led elsewhere may come too late for the next document; how far this one
// came it tells the host as it goes.

/** To set the name costs a way through the browser, too much for each of many messages. */
export const LEAVE_EVERY_MS = 50;

/** Leaves to the next document of the frame what this one has dealt with, beside the frame's own name. */
export function leave(page: PageWindow, resume: Resume): void {
  // The page or its host may have named it anew meanwhile.
  page.name = MARK + JSON.stringify([resume, leftBefore(page)[1]]).slice(1);
}

/** What the document before this one has left, and the frame's own name. */
export function leftBefore({ name }: PageWindow): readonly [Resume | undefined, string] {
  try {
    return JSON.parse(`[${name.split(MARK)[1]}`) as [Resume, string];
  } catch {
    // It is none of ours, or only looks like it.
    return [undefined, name];
  }
}
