// A vector's posted value as JavaScript: what JSON cannot say stands as {"$js": ".."} or {"$repeat": "a", "times": 3}.
globalThis.jsValue = (json) => {
  if (Array.isArray(json)) {
    const array = new Array(json.length);
    json.forEach((entry, at) => {
      if (entry?.$js !== "hole") array[at] = globalThis.jsValue(entry);
    });
    return array;
  }
  if (typeof json !== "object" || json === null) return json;
  if (typeof json.$repeat === "string") return json.$repeat.repeat(json.times);
  if (typeof json.$js === "string") return special(json.$js);
  const object = {};
  for (const key of Object.keys(json)) {
    // An own property, also for `__proto__`.
    Object.defineProperty(object, key, {
      value: globalThis.jsValue(json[key]), enumerable: true, configurable: true, writable: true,
    });
  }
  return object;
};

const special = (name) => {
  switch (name) {
    case "undefined": case "hole": return undefined;
    case "NaN": return NaN;
    case "Infinity": return Infinity;
    case "-Infinity": return -Infinity;
    case "-0": return -0;
    case "Map": return new Map();
    case "cycle": { const cycle = {}; cycle.self = cycle; return cycle; }
    default: return BigInt(name.slice(0, -1));
  }
};
