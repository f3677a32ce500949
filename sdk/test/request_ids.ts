// The package calls its commands by names of its own; a vector has others.

type Json = Record<string, unknown>;

/** Which name of the package's stands for which of the vector's. */
export class RequestIds {
  readonly #expected: unknown[] = [];
  readonly #byPackage = new Map<unknown, unknown>();
  readonly #answered = new Set<unknown>();

  /** The next command that the package posts has this name in the vector. */
  next(requestId: unknown): void {
    if (requestId !== undefined) this.#expected.push(requestId);
  }

  /** What the package posted, in the vector's words. */
  posted(data: Json): Json {
    const { requestId } = data;
    // What is posted by hand has the vector's name already.
    if (requestId === undefined || this.#expected.length === 0) return data;
    this.#byPackage.set(requestId, this.#expected.shift());
    return { ...data, requestId: this.#byPackage.get(requestId) };
  }

  /** What the host posts, in the package's words. */
  delivered<Message extends { readonly events: readonly Json[] }>(message: Message): Message {
    const events = message.events.map((event) => {
      if (event['messageType'] !== 'CommandReceipt') return event;
      const isMeant = ([own, ofVector]: [unknown, unknown]) => ofVector === event['requestId'] && !this.#answered.has(own);
      const [requestId] = [...this.#byPackage].find(isMeant) ?? [];
      if (requestId === undefined) return event;
      this.#answered.add(requestId);
      return { ...event, requestId };
    });
    return { ...message, events };
  }

  /** Of these receipts, those of the package's commands. */
  ofPackage(events: readonly Json[]): Json[] {
    return events.filter(({ messageType, requestId }) => messageType === 'CommandReceipt' && this.#byPackage.has(requestId));
  }
}
