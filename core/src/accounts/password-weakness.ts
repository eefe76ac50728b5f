/** The sentence that says why a password is too weak for this account, or null. `words` are the user's name, mail, the gallery's name. */
export declare function passwordWeakness(password: string, words: readonly string[]): string | null;
