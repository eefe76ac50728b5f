import { isGalleryError } from '@picturerail/sdk';
import type { Accounts } from './accounts.ts';
import { countAttempt, limitsOfMailing } from './sign-in-limits.ts';

/**
 * Counts a link that somebody has asked for; false where one user or address has been sent enough. A link stands longer
 * than it takes until the next one is sent, so that one of them always works, however many others ask.
 */
export async function mayBeMailed(a: Accounts, whom: string): Promise<boolean> {
  try {
    await countAttempt(a, limitsOfMailing(a, whom));
    return true;
  } catch (error) {
    if (isGalleryError(error) && error.code === 'sign-in-too-often') return false;
    throw error;
  }
}
