/** For web pages embedded in an agent desktop. */

export { connect, type ConnectOptions, type Page } from './connect.js';
export { PageError, type PageErrorCode } from './error.js';
export type { CommandOptions, Commanded, Commands, ContactCard, ToggleOptions } from './commands.js';
export type { AcdEvent, EventName, EventOf, HostEvent, HostMessage, OtherEvent, PageEvent } from './events.js';
export type { Plain } from './plain.js';
export type { Receipt } from './receipts.js';
export type { Registered, Subscription } from './registration.js';
export type { Agent, Contact, State } from './state.js';
export type { PageWindow } from './transport.js';
export type * from './generated/protocol.js';
