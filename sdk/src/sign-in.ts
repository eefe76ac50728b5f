import type { Json, Maybe } from './json.ts';
import type { Tables } from './tables.ts';
import type { FormField } from './theme.ts';

/** A sign-in on its way: who it is has been said, and nobody is signed in. */
export interface SignInRequest {
  /** Who signs in. */
  readonly userId: number;
  /** Language of the page. */
  readonly language: string;
  /** What `keep` left in this sign-in; undefined before. */
  readonly kept: Json | undefined;
  /** Remembers something for the next call in this sign-in, such as a challenge; at most 4 KiB as JSON, and nobody sees it. */
  keep(value: Json): void;
  /** Aborted when the plugin goes or time is up (10 s). */
  readonly signal: AbortSignal;
}

/** A page with one form, shown in the theme. */
export interface SignInForm {
  readonly heading: string;
  readonly message: string;
  /** A field is a line of text that has to be filled in, where nothing else is said. */
  readonly fields: readonly (Pick<FormField, 'name' | 'label'> & Partial<FormField>)[];
  readonly button: string;
}

/** What became of what was sent: it holds, or what is wrong, beside a field or above all of them. */
export type SignInVerdict = { readonly holds: true } | { readonly problem: string; readonly field?: string };

/**
 * What is asked of somebody after the password: a code, a consent. Asked of users for whom the plugin has called
 * `rail.signIn.require`, and of nobody else. It fails closed: an error, an answer that is none and a plugin that does not
 * run refuse the sign-in, until a webmaster lets go of it.
 */
export interface SignInStep {
  /** The page that asks. */
  show(request: SignInRequest): Maybe<SignInForm>;
  /** Looks at the fields that were sent. Whoever fails too often waits: attempts are counted before this is called. */
  check(request: SignInRequest, fields: URLSearchParams): Maybe<SignInVerdict>;
}

/** How people sign in. */
export interface SignIn {
  /** Registers a step under a name of the plugin's own, a word. */
  step(name: string, step: SignInStep): void;
  /** From now on this user is asked for that step, also while the plugin does not run: then he is refused. */
  require(userId: number, step: string, options?: { readonly tx?: Tables }): Promise<void>;
  /** The user is asked no more. */
  release(userId: number, step: string, options?: { readonly tx?: Tables }): Promise<void>;
  /** Whether the user is asked for that step; false too when a webmaster has let go of it. */
  isRequired(userId: number, step: string): Promise<boolean>;
  /**
   * That somebody who is signed in knows the password of the account; holds for an account without one. Errors:
   * `old-password-wrong`, `account-shared`, `sign-in-too-often`, to be shown as they are.
   */
  confirm(userId: number, password: string): Promise<void>;
}

/** Encrypts what a plugin keeps in its tables and must not be read from a copy of the database. */
export interface Secrets {
  /** `about` says what it belongs to, such as `user:12`: moved elsewhere, it opens nothing. */
  seal(about: string, text: string): string;
  /** Null where it was changed, is about something else, or the gallery's key is another. */
  open(about: string, sealed: string): string | null;
}
