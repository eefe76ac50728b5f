import type { Maybe } from './json.ts';

/** How a command is called, as its help shows it. */
export interface CommandOptions {
  /** One line. */
  readonly description: string;
  /** In order; `<name>` must be given, `[name]` may be, `[name...]` takes the rest. */
  readonly arguments?: readonly string[];
  /** By flags: `{ '--since <date>': 'only what is newer' }`. */
  readonly options?: { readonly [flags: string]: string };
}

/** What somebody typed, and where to answer. */
export interface CommandCall {
  /** By name, without brackets; a list for `[name...]`. */
  readonly arguments: { readonly [name: string]: string | readonly string[] | undefined };
  /** By long name without dashes, in camel case; `true` for those without a value. */
  readonly options: { readonly [name: string]: string | true | undefined };
  /** A line on standard output. */
  print(line: string): void;
  /** Aborted when somebody presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What it throws becomes a line on standard error, and the exit code 1. */
export type CommandRun = (call: CommandCall) => Maybe<void>;
