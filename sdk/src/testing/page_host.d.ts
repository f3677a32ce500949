/** The broker of Cordboard's desktop as WebAssembly; made by `cargo xtask`, of `vectors/examples/page_host.rs`. */
declare module 'page-host/page_host.js' {
  export function initSync(options: { module: Uint8Array }): unknown;
  export class PageHost {
    constructor(given: string);
    play(step: string): string;
    timeout(): number | undefined;
    free(): void;
  }
}

declare module 'page-host/page_host_bg.wasm' {
  const module: Uint8Array;
  export default module;
}
