import { remade } from './remade.js';

/** Values as a program wants them: `"True"` and `"False"` as booleans, the numbers of contacts and skills as numbers. */
export type Plain<Raw> = Raw extends unknown
  ? { readonly [Key in keyof Raw]: PlainValue<Raw[Key]> }
  : never;

type PlainValue<Value> = Value extends 'True' | 'False' ? boolean : Value extends `${number}` ? number : Value;

// Texts that happen to be digits, such as a caller's number, stay as they are; so does what people write.
const NUMBER = /(ID|Id|Timeout|Skill)$/;
const WRITTEN = /Data|Reason/;

/** Makes the event's values plain; its keys stay as they are. */
export function plain<Raw extends object>(event: Raw): Plain<Raw> {
  return remade<Plain<Raw> & object>(event as never, plainValue);
}

function plainValue(value: unknown, key: string): unknown {
  if (typeof value !== 'string' || WRITTEN.test(key)) return value;
  if (/^(true|false)$/i.test(value)) return /t/i.test(value);
  return NUMBER.test(key) && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
