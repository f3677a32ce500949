// What the document says of a value: its form, its fields, and one that fits.

// Deeper than this nobody reads, and a form may hold itself.
const DEEPEST = 5;

/** Follows a reference within the document. */
export function resolved(document, value) {
  if (!value?.$ref) return value ?? {};
  const found = value.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key], document);
  return { ...resolved(document, found), ...(value.description && { description: value.description }) };
}

/** Puts together what `allOf` holds, and takes of a choice what is not null. */
export function plain(document, schema) {
  const own = resolved(document, schema);
  const choice = (own.oneOf ?? own.anyOf)?.filter((one) => one.type !== 'null');
  if (choice?.length === 1) return { ...own, ...plain(document, choice[0]) };
  const parts = (own.allOf ?? []).map((part) => plain(document, part));
  return parts.reduce(
    (all, part) => ({
      ...part,
      ...all,
      choice: all.choice ?? part.choice,
      properties: { ...all.properties, ...part.properties },
      required: [...(all.required ?? []), ...(part.required ?? [])],
    }),
    { ...own, choice },
  );
}

/** The form in words. */
export function form(document, schema) {
  const one = plain(document, schema);
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum) return one.enum.map((value) => JSON.stringify(value)).join(', ');
  if (one.choice) return 'one of several';
  const kinds = [one.type ?? 'anything'].flat().filter((kind) => kind !== 'null');
  return kinds.map((kind) => (kind === 'array' ? `array of ${form(document, one.items)}` : kind)).join(' or ');
}

/** Every field with its path, form, and whether it must be there. */
export function fields(document, schema, prefix = '', depth = 0) {
  const one = plain(document, schema);
  if (depth > DEEPEST) return [];
  if (one.type === 'array' || one.items) return fields(document, one.items, `${prefix}[]`, depth + 1);
  if (one.choice) return one.choice.flatMap((part) => ofChoice(document, part, prefix, depth));
  return Object.entries(one.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const row = {
      path,
      form: form(document, property),
      required: one.required?.includes(name) ?? false,
      about: plain(document, property).description ?? '',
    };
    return [row, ...fields(document, property, path, depth + 1)];
  });
}

/** Of an event: the fields of each kind stand under its `Type`. */
function ofChoice(document, part, prefix, depth) {
  const one = plain(document, part);
  const name = one.properties?.Type?.enum?.[0];
  return fields(document, part, name ? `${prefix} ${name}` : prefix, depth + 1);
}

/** A value to begin with: what must be there, and what has an example. */
export function example(document, schema, depth = 0) {
  const one = plain(document, schema);
  if (one.examples?.length) return one.examples[0];
  if (one.example !== undefined) return one.example;
  if (one.const !== undefined) return one.const;
  if (one.enum) return one.enum[0];
  if (one.choice) return example(document, one.choice[0], depth + 1);
  const [kind] = [one.type ?? (one.properties ? 'object' : 'string')].flat();
  if (kind === 'object') {
    const shown = Object.entries(one.properties ?? {}).filter(
      ([name, property]) => one.required?.includes(name) || plain(document, property).examples?.length,
    );
    if (depth > DEEPEST) return {};
    return Object.fromEntries(shown.map(([name, property]) => [name, example(document, property, depth + 1)]));
  }
  return { array: [], boolean: false, integer: 0, number: 0, null: null }[kind] ?? '';
}
