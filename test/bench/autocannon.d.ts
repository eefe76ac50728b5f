declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Result {
    readonly requests: { readonly average: number; readonly total: number };
    readonly duration: number;
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly sampleInt?: number;
    readonly headers?: Readonly<Record<string, string>>;
  }
  export default function autocannon(options: Options, done: (error: Error | null, result: Result) => void): EventEmitter;
}
