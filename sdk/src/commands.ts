import type { MessageType, PageMessage } from './generated/protocol.js';
import type { Receipt } from './receipts.js';
import { remade } from './remade.js';

/** The customer's name and picture; what is left out stays as it was. */
export interface ContactCard {
  /** Text of up to 200 characters, never markup. */
  readonly name?: string;
  /** The whole address of a picture: https, or `data:image/` png, jpeg, gif, webp. */
  readonly userImg?: string;
}

/** Which contact, and, where a command has two states, which of them. */
export interface CommandOptions {
  /** One of the agent's contacts; the call in focus when absent. */
  readonly contactId?: number | string;
}

/** A command that toggles unless it is told. */
export interface ToggleOptions extends CommandOptions {
  /** On or off, whatever it was; takes the extension `receipts`. */
  readonly on?: boolean;
}

/**
 * What became of a command: resolved with a receipt when it is done, with nothing where the host gives none;
 * rejected with a `PageError` when the host ignored or refused it.
 */
export type Commanded = Promise<Receipt | undefined>;

/** The call commands, and the contact card. */
export interface Commands {
  /** Answers the call that is offered. */
  answer(options?: CommandOptions): Commanded;
  /** Refuses the call that is offered. */
  refuse(options?: CommandOptions): Commanded;
  /** Holds the call, or takes it back. */
  hold(options?: ToggleOptions): Commanded;
  /** Mutes the agent, or ends that. */
  mute(options?: ToggleOptions): Commanded;
  /** Masks the recording, or ends that. */
  mask(options?: ToggleOptions): Commanded;
  /** Starts recording; nothing stops it. */
  record(options?: CommandOptions): Commanded;
  /** Ends the call at once. */
  hangUp(options?: CommandOptions): Commanded;
  /** Puts the customer's name and picture on the contact's card. */
  card(contactCardData: ContactCard, options?: CommandOptions): Commanded;
}

/** The commands as methods that send what MAX understands. */
export function commands(send: (message: PageMessage) => Commanded): Commands {
  const command =
    (messageType: MessageType) =>
    ({ contactId, on }: ToggleOptions = {}): Commanded =>
      send(remade<PageMessage>({ messageType, contactId, on }));
  return {
    answer: command('AnswerEvent'),
    refuse: command('RefuseEvent'),
    hold: command('HoldEvent'),
    mute: command('MuteEvent'),
    mask: command('MaskEvent'),
    record: command('RecordEvent'),
    hangUp: command('HangupEvent'),
    card: (contactCardData, { contactId } = {}) =>
      send(remade<PageMessage>({ messageType: 'ContactCardData', contactCardData, contactId })),
  };
}
