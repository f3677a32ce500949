import type { Resume } from './generated/protocol.js';
import type { PageWindow } from './transport.js';

const MARK = 'cordboard-page';

// Which document follows on which only the frame knows: its name outlives its document. Storage is shared by all frames of
// an origin, and denied to most frames of another site. Nothing of a customer is left, because a next document of another
// origin could read it.

/** To set the name costs a way through the browser, too much for each of many messages. */
const LATER_MS = 50;

/**
 * Leaves to the next document of the frame what this one has dealt with, beside the frame's own name; the answer is called
 * whenever that is more. It is left at once as soon as the document may go: what is set as it goes, at `pagehide`, may
 * come too late for the next one.
 */
export function leaver(page: PageWindow, ending: AbortController, name: string, dealtWith: () => Resume | undefined): () => void {
  let timer: unknown;
  let mayGo = false;
  const leave = (): void => {
    timer = 0;
    const resume = dealtWith();
    if (resume) page.name = MARK + JSON.stringify([resume, name]);
  };
  page.addEventListener(
    'beforeunload',
    () => {
      mayGo = true;
      leave();
    },
    ending,
  );
  return () => {
    if (mayGo) leave();
    else timer ||= setTimeout(leave, LATER_MS);
  };
}

/** What the document before this one has left, and the frame's own name. */
export function leftBefore({ name }: PageWindow): readonly [Resume | undefined, string] {
  return name?.startsWith(MARK)
    ? (JSON.parse(name.slice(MARK.length)) as [Resume, string])
    : [undefined, name];
}
