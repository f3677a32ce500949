import { ACKNOWLEDGE, FakeWindow, HostWindow, type Posted } from './windows';

/** In what hosts differ from MAX's document (section 8 of the page protocol). */
export interface Habits {
  readonly issuer: string;
  readonly acknowledgesLast: boolean;
  readonly fullStop: boolean;
  /** Says 0 where no contact is meant, and takes it so. */
  readonly zeroIsNone: boolean;
  readonly absentTypesAreAll: boolean;
  /** `contact` and `contacts` get the first state, and nothing that happens later. */
  readonly liveContacts: boolean;
}

export const MAX: Habits = {
  issuer: 'MAX',
  acknowledgesLast: false,
  fullStop: false,
  zeroIsNone: false,
  absentTypesAreAll: false,
  liveContacts: true,
};

export const SUCCESSORS: readonly Habits[] = ['CXA', 'CXoneAgent'].map((issuer) => ({
  issuer,
  acknowledgesLast: true,
  fullStop: true,
  zeroIsNone: true,
  absentTypesAreAll: true,
  liveContacts: false,
}));

interface Kept {
  readonly contactId: number;
  readonly types: readonly string[];
}

type Raw = Record<string, string>;

/** A host that knows no extension, with one page. It reads the keys of the document and no other. */
export class OldHost {
  readonly window = new HostWindow();
  readonly frame = new FakeWindow(this.window);
  /** The commands that it obeyed. */
  readonly obeyed: string[] = [];
  #kept: Kept | undefined;
  #agent: Raw | undefined;
  readonly #contacts = new Map<string, Raw>();

  constructor(readonly habits: Habits) {
    this.window.onHeard = ({ data }) => this.#heard(data);
  }

  /** One answer of get-next-event. */
  happens(...events: Raw[]): void {
    for (const event of events) {
      if (event['Type'] === 'AgentState') this.#agent = event;
      if (!event['ContactID']) continue;
      if (event['FinalState'] === 'True') this.#contacts.delete(event['ContactID']);
      else this.#contacts.set(event['ContactID'], event);
    }
    const { liveContacts } = this.habits;
    this.#post(events.filter((event) => this.#passes(event, liveContacts)));
  }

  #heard(data: Posted['data']): void {
    if (data['messageType'] === 'RegisterForClientEvents') this.#register(data);
    else if (data['messageType'] === 'UnregisterFromClientEvents') this.#kept = undefined;
    else if (/^\w+Event$/.test(String(data['messageType']))) this.obeyed.push(String(data['messageType']));
  }

  #register({ contactId = 0, subscriptionTypes }: { contactId?: unknown; subscriptionTypes?: unknown }): void {
    const { zeroIsNone, absentTypesAreAll, fullStop, acknowledgesLast } = this.habits;
    if (this.#kept) return;
    const given = subscriptionTypes === undefined && absentTypesAreAll ? ['all'] : subscriptionTypes;
    const types = (given as string[]).map((type) => type.toLowerCase());
    const known = types.filter((type) => ['all', 'agent', 'contact', 'contacts', 'sessioninfo'].includes(type));
    if (known.length === 0) {
      const reason = `Invalid Subscription Types${fullStop ? '.' : ''}`;
      this.#post([{ ...ACKNOWLEDGE, contactId: this.#none(), status: 'ERROR', reason }]);
      return;
    }
    this.#kept = { contactId: Number(contactId), types: known };
    const state = [this.#agent, ...this.#contacts.values()].filter((event) => event && this.#passes(event, true)) as Raw[];
    const acknowledge = { ...ACKNOWLEDGE, contactId: this.#kept.contactId || this.#none() };
    if (known.includes('sessioninfo') || known.includes('all')) {
      state.push({ messageType: 'SessionInfo', sessionToken: 't1' });
    }
    this.#post(acknowledgesLast ? [...state, acknowledge] : [acknowledge, ...state], zeroIsNone);
  }

  #passes(event: Raw, withContacts: boolean): boolean {
    const { types = [], contactId = 0 } = this.#kept ?? {};
    if (types.includes('all')) return true;
    if (!event['ContactID']) return types.includes('agent');
    const wanted = types.includes('contacts') || (types.includes('contact') && Number(event['ContactID']) === contactId);
    return wanted && withContacts;
  }

  #none(): number | null {
    return this.habits.zeroIsNone ? 0 : null;
  }

  #post(events: object[], always = false): void {
    if (events.length === 0 && !always) return;
    const message = { issuer: this.habits.issuer, contactId: this.#kept?.contactId || this.#none(), events };
    queueMicrotask(() => this.frame.deliver(message));
  }
}
