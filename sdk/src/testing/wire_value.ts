/**
 * Writes what a page posted as a vector does: what JSON cannot say stands as `{"$js": ".."}`.
 *
 * # Errors
 * A `DataCloneError` for what a browser does not post, such as a function.
 */
export function wireValue(value: unknown, within: readonly object[] = []): unknown {
  switch (typeof value) {
    case 'undefined':
      return { $js: 'undefined' };
    case 'bigint':
      return { $js: `${value}n` };
    case 'number':
      return Object.is(value, -0) || !Number.isFinite(value) ? { $js: Object.is(value, -0) ? '-0' : String(value) } : value;
    case 'function':
    case 'symbol':
      throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
    case 'object':
      return value === null ? null : wireObject(value, within);
    default:
      return value;
  }
}

function wireObject(value: object, within: readonly object[]): unknown {
  if (within.includes(value) || Object.values(value).includes(value)) return { $js: 'cycle' };
  const inner = [...within, value];
  if (Array.isArray(value)) {
    // By index, because a hole is no entry for `map`.
    return Array.from(value, (entry: unknown, at) => (at in value ? wireValue(entry, inner) : { $js: 'hole' }));
  }
  if (value instanceof Map || value instanceof Set) return { $js: 'Map' };
  const written: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = wireValue((value as Record<string, unknown>)[key], inner);
    // An own property, also for `__proto__`.
    Object.defineProperty(written, key, { value: part, enumerable: true, configurable: true, writable: true });
  }
  return written;
}
