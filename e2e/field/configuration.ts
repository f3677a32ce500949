/** A page's entry in `cordboard.toml`. */
export interface PageEntry {
  /** Names the entry; a field page is found by the same word in its address: `?at=crm`. */
  id: string;
  name?: string;
  url: string;
  /** Without it, the origin of `url`. */
  origins?: string[];
  frame_origins?: string[];
  skills?: number[];
  grants?: ('session-token' | 'call-commands' | 'contact-card')[];
  sandbox?: string[];
  framing?: 'frame' | 'window';
}

export interface Skill {
  id: number;
  name: string;
  /** Without it, none: a call that ends is over at once. */
  after_contact_work?: 'automatic' | 'disposition';
  after_contact_work_s?: number;
  require_disposition?: boolean;
  dispositions?: number[];
  screen_pop?: {
    url: string;
    by: 'ScreenPopUrl' | 'PopURL' | 'PageOpen';
    title?: string;
    destination?: 'Default' | 'ContactPanel' | 'Popout';
    width?: number;
    height?: number;
    close_on_termination?: boolean;
  };
}

/** What the agent may do, or has hidden. */
export type Permission = 'mute' | 'mask' | 'record' | 'hide-inbound-hangup' | 'inspect-pages';

export interface FloorPlan {
  panels?: PageEntry[];
  workspaces?: PageEntry[];
  /** Beside Sales and Support. */
  skills?: Skill[];
  permissions?: Permission[];
  /** Whether the server looks if pages on this machine let themselves be framed. */
  looksAtPages?: boolean;
}

/** Without after-contact work. */
export const SALES = 101;
/** With after-contact work. */
export const SUPPORT = 102;
/** What ends the after-contact work. */
export const SOLVED = 1;

const SKILLS: Skill[] = [
  { id: SALES, name: 'Sales' },
  { id: SUPPORT, name: 'Support', after_contact_work: 'disposition', dispositions: [SOLVED] },
];

/** Of the password `demo`, with the cheapest parameters: tests log in often. */
const HASH = '$argon2id$v=19$m=8,t=1,p=1$Y29yZGJvYXJkLWZpZWxkIQ$QzX0HUQnN7G4sKJQmSMEWqciax/lozHDvp4hXRfOxeo';

/** A whole `cordboard.toml` of one agent, `agent1`. */
export function cordboardToml(plan: FloorPlan): string {
  const skills = [...SKILLS, ...(plan.skills ?? [])];
  const sections: [string, object][] = [
    ['simulator', { enabled: true }],
    ['framing', { networks: plan.looksAtPages ? ['127.0.0.0/8', '::1'] : [] }],
    ['[unavailable_code]', { id: 1, name: 'Break' }],
    ['[unavailable_code]', { id: 2, name: 'Lunch' }],
    ['[team]', { id: 1, name: 'Field' }],
    ['[disposition]', { id: SOLVED, name: 'Solved' }],
    ...skills.map((skill): [string, object] => ['[skill]', skill]),
    [
      '[agent]',
      {
        id: 1,
        login: 'agent1',
        password: HASH,
        first_name: 'Ada',
        last_name: 'Archer',
        team: 1,
        skills: skills.map((skill) => skill.id),
        phone_number: '5550101',
        permissions: plan.permissions ?? ['mute', 'mask', 'record'],
      },
    ],
    ...(plan.panels ?? []).map((page): [string, object] => ['[panel]', whole(page)]),
    ...(plan.workspaces ?? []).map((page): [string, object] => ['[workspace]', whole(page)]),
  ];
  return sections.map(([name, keys]) => `[${name}]\n${lines(keys)}`).join('\n');
}

function whole(page: PageEntry): object {
  return { name: page.id, origins: [new URL(page.url.replaceAll(/[{}]/g, '')).origin], ...page };
}

function lines(keys: object): string {
  return Object.entries(keys)
    .map(([key, value]) => `${key} = ${toml(value)}\n`)
    .join('');
}

/** Text, numbers, booleans and arrays of them are written as in JSON. */
function toml(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return `{ ${Object.entries(value).map(([key, inner]) => `${key} = ${toml(inner)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}
