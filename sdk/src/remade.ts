/** The same object with other values, by key; without those that have none: what is left out is not posted. */
export function remade<Remade extends object>(
  object: { [Key in keyof Remade]: unknown },
  value: (value: unknown, key: string) => unknown = (same) => same,
): Remade {
  const made: Record<string, unknown> = {};
  for (const [key, own] of Object.entries(object)) {
    const one = value(own, key);
    if (one !== undefined) made[key] = one;
  }
  return made as Remade;
}
