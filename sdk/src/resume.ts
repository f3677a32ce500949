import type { Resume } from './generated/protocol.js';
import type { State } from './state.js';
import type { PageWindow } from './transport.js';

const MARK = 'cordboard-page';

/** What a document leaves to the next one of its frame. */
export interface Left {
  readonly resume: Resume;
  readonly state: State;
}

// Which document follows on which only the frame knows: its name outlives its document, while session storage is shared
// by all frames of an origin. What is known of customers stays in that storage, which no other origin reads.

/** Leaves to the next document what this one has dealt with, and what it knows. */
export function leave(page: PageWindow, resume: Resume, state: State): void {
  const key = MARK + resume.epoch;
  try {
    page.sessionStorage!.setItem(key, JSON.stringify([resume, page.name, { ...state, contacts: [...state.contacts] }]));
    page.name = key;
  } catch {
    // Storage is forbidden to this frame, or full: the next document begins anew, with the whole state from the host.
  }
}

/** Takes what the document before this one has left. */
export function takeLeft(page: PageWindow): Left | undefined {
  const key = page.name;
  try {
    if (!key.startsWith(MARK)) return undefined;
    const [resume, name, state] = JSON.parse(page.sessionStorage!.getItem(key)!) as [Resume, string, State];
    page.name = name;
    page.sessionStorage!.removeItem(key);
    return { resume, state: { ...state, contacts: new Map(state.contacts) } };
  } catch {
    return undefined;
  }
}
