import { createHash, randomBytes } from 'node:crypto';

const amount = 10;
/** Without those that look alike: five bits a character, sixteen of them, so that a plain hash suffices. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

/** As people type them: `3f7k-...`, four times four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: amount }, () => {
    const code = Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('');
    return (code.match(/.{4}/g) ?? []).join('-');
  });

/** What was typed, without what people put between: spaces, dashes, capitals. */
export const bareCode = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]/g, '');

/** What is stored of one. */
export const recoveryHash = (userId: number, code: string): string =>
  createHash('sha256')
    .update(`${userId} ${bareCode(code)}`)
    .digest('hex');
