import type { Accounts } from './accounts.ts';
export interface SetupAnswers {
  /** Of the first webmaster. */
  readonly name: string;
  readonly password: string;
  readonly galleryName: string;
  /** Who sees new albums. */
  readonly access: 'public' | 'signed-in' | 'private';
  readonly language?: string;
}
/**
 * Makes the first webmaster, names the gallery and says who sees new albums, all or nothing; the token is used up.
 * Errors: `setup-token-invalid`, `setup-done`, `password-weak` and `setting-invalid`, with `data.field`.
 */
export declare function completeSetup(a: Accounts, token: string, answers: SetupAnswers): Promise<{ readonly userId: number }>;
