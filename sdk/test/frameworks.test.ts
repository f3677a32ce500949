// @vitest-environment jsdom
// The README's components, as they stand there, in the frameworks that they are for.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

import { connect } from '../src/index';
import { openHost } from '../src/testing/index';

const SDK = resolve(import.meta.dirname, '..');
const README = readFileSync(`${SDK}/README.md`, 'utf8');

interface Example {
  /** Shows the component in an element; returns what takes it away. */
  mount: (element: Element) => () => void;
}

/** How a component is shown in each. */
const FRAMEWORKS = {
  React: `
    import { StrictMode } from 'react';
    import { createRoot } from 'react-dom/client';
    export const mount = (element) => {
      const root = createRoot(element);
      root.render(<StrictMode><Caller /></StrictMode>);
      return () => root.unmount();
    };`,
  Vue: `
    import { createApp } from 'vue';
    export const mount = (element) => {
      const app = createApp(Caller);
      app.mount(element);
      return () => app.unmount();
    };`,
};

/** Bundles an example as a page's author does, and runs it. */
function run(framework: keyof typeof FRAMEWORKS, given: Record<string, unknown>): Example {
  const example = new RegExp(`\`\`\`jsx?\\n(// ${framework};[^]*?)\`\`\``).exec(README)?.[1];
  expect(example, `the README has an example for ${framework}`).toBeDefined();
  const flags = ['__VUE_OPTIONS_API__', '__VUE_PROD_DEVTOOLS__', '__VUE_PROD_HYDRATION_MISMATCH_DETAILS__'];
  const defined = ['process.env.NODE_ENV="development"', ...flags.map((flag) => `${flag}=false`)].map((it) => `--define:${it}`);
  const options = ['--bundle', '--format=iife', '--global-name=example', '--loader=jsx', '--jsx=automatic', ...defined];
  // As a program: its library does not run in this environment, which is jsdom's.
  const how = { cwd: SDK, input: example + FRAMEWORKS[framework], encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 } as const;
  const bundle = execFileSync(`${SDK}/node_modules/.bin/esbuild`, options, how);
  return new Function(...Object.keys(given), `${bundle}; return example;`)(...Object.values(given)) as Example;
}

test.each(['React', 'Vue'] as const)('the component for %s shows who calls, as long as it is there', async (framework) => {
  const host = openHost();
  let connections = 0;
  let listeners = 0;
  const counted: typeof connect = (options) => {
    connections += 1;
    const page = connect(options);
    const subscribe = (listener: () => void) => {
      const end = page.subscribe(listener);
      listeners += 1;
      return () => {
        listeners -= 1;
        end();
      };
    };
    return Object.create(page, { subscribe: { value: subscribe } }) as typeof page;
  };
  const { mount } = run(framework, { connect: counted, hosts: [host.origin] });
  const element = document.createElement('main');
  const shown = () => expect.poll(() => element.textContent);

  const takeAway = mount(element);
  host.rings(41, { ANI: '+15551230001' });
  await shown().toBe('+15551230001');
  host.rings(42, { ANI: '+15551230002' });
  await shown().toBe('+15551230001, +15551230002');
  host.rings(41, { Status: 'Disconnected', FinalState: 'True' });
  await shown().toBe('+15551230002');
  expect(listeners).toBe(1);

  takeAway();
  await expect.poll(() => listeners).toBe(0);
  host.rings(43, { ANI: '+15551230003' });
  await host.settled();
  const takeAwayAgain = mount(element);
  await shown().toBe('+15551230002, +15551230003');
  takeAwayAgain();
  expect(connections, 'one for the document').toBe(1);
  host.close();
});
