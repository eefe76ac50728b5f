/** Argon2id in PHC form. */
export declare function hashPassword(password: string): Promise<string>;
/** False also for a hash that nothing matches; takes as long for `null` as for a real one. */
export declare function verifyPassword(hash: string | null, password: string): Promise<boolean>;
