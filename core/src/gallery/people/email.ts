import { emailInvalid } from './errors.ts';

/** One address and nothing else: a line break in it would add lines to the head of a message, a space or comma another reader. */
const single = /^[^\s\p{C}@,;<>"]+@[^\s\p{C}@,;<>"]+$/u;

/** An address for messages as it is stored. Errors: `email-invalid`. */
export function readEmail(given: string | null): string | null {
  const email = given?.trim() ?? null;
  if (email !== null && (email.length > 254 || !single.test(email))) throw emailInvalid(email);
  return email;
}
