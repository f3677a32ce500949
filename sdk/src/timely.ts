import { PageError } from './error.js';

/** A promise that is settled from outside, or in time by an error. */
export interface Timely<Value> {
  readonly promise: Promise<Value>;
  settle(answer: Value | PageError): void;
}

/** Waits so long; `late` says what is then, or that it is not yet time to give up. */
export function timely<Value>(timeoutMs: number, late: () => PageError | undefined): Timely<Value> {
  let settle!: Timely<Value>['settle'];
  const promise = new Promise<Value>((resolve, reject) => {
    const timer = setInterval(() => {
      const error = late();
      if (error) settle(error);
    }, timeoutMs);
    settle = (answer) => {
      clearInterval(timer);
      if (answer instanceof PageError) reject(answer);
      else resolve(answer);
    };
  });
  return { promise, settle };
}
