import type { Told } from './broker.js';

type Raw = Readonly<Record<string, unknown>>;

/** What a call is after a command, where the desk obeys. */
const EFFECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  answer: { Status: 'Active' },
  refuse: { Status: 'Disconnected', FinalState: 'True' },
  hold: { Status: 'Holding' },
  resume: { Status: 'Active' },
  mask: { Status: 'Masking' },
  unmask: { Status: 'Active' },
  record: { IsLogging: 'True' },
  'hang-up': { Status: 'Disconnected', FinalState: 'True' },
};

/** The calls that the test has let happen: what a command brings about is told of them. */
export class Desk {
  readonly #calls = new Map<number, Raw>();

  /** Takes an event. */
  take(event: Raw): void {
    const id = Number(event['ContactID']);
    if (event['Type'] !== 'CallContactEvent' || !id) return;
    if (/^true$/i.test(String(event['FinalState']))) this.#calls.delete(id);
    else this.#calls.set(id, event);
  }

  /** The event that a command brings about; none for a contact that is no call of the test's. */
  obey({ command = '', contact }: Told): Raw | undefined {
    if (command === 'mute' || command === 'unmute') {
      return { Type: 'Mute', AgentMuted: command === 'mute' ? 'True' : 'False' };
    }
    const call = this.#calls.get(contact ?? 0);
    return call && { ...call, ...EFFECTS[command] };
  }
}
