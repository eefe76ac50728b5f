import { isGalleryError, type Viewer } from '@picturerail/sdk';
import { noteDeed } from '#activity';
import { type PreviewedAs, previewedViewer } from '#gallery';
import type { Accounts } from './accounts.ts';
import { keyedHash, sameBytes } from './tokens.ts';

export const previewMinutes = 15;

/** Who previews: somebody who is signed in, in this session and no other. */
export interface Previewing {
  readonly viewer: Viewer;
  /** Of the session. */
  readonly token: string;
}

/** The session is part of the proof: in another browser, or after signing out, the address is worth nothing. */
const proof = ({ key }: Pick<Accounts, 'key'>, { viewer, token }: Previewing, payload: string): Buffer =>
  keyedHash(key, 'preview', String(viewer.userId), token, payload);

const written = (as: PreviewedAs): string => (as === 'visitor' ? as : 'user' in as ? `user-${as.user}` : `group-${as.group}`);

/** Whom a word such as `user-12` means; null for what means nobody. */
export function previewedIn(text: string): PreviewedAs | null {
  if (text === 'visitor') return text;
  const [, kind, digits] = /^(user|group)-([1-9]\d{0,14})$/.exec(text) ?? [];
  if (kind === undefined) return null;
  return kind === 'user' ? { user: Number(digits) } : { group: Number(digits) };
}

/** A token for the addresses of a preview; it is written down who looks as whom. Errors: those of the gallery's `previewedViewer`. */
export async function startPreview(a: Accounts, who: Previewing, as: PreviewedAs): Promise<string> {
  const viewer = await previewedViewer(a.gallery, who.viewer, as);
  const payload = `${written(as)}.${(a.clock() + previewMinutes * 60_000).toString(36)}`;
  const id = as === 'visitor' ? null : 'user' in as ? as.user : as.group;
  await a.database.transaction((tx) =>
    noteDeed(tx, who.viewer, a.clock(), { deed: 'preview-started', id, name: viewer.name, detail: written(as).split('-')[0] ?? null }),
  );
  return `${payload}.${proof(a, who, payload).toString('base64url')}`;
}

export interface Preview {
  readonly as: PreviewedAs;
  readonly viewer: Viewer;
}

/** Through whose eyes a request is to be answered, decided anew each time; null for a token that is void, or void for this session. */
export async function readPreview(a: Accounts, who: Previewing, token: string): Promise<Preview | null> {
  const [whom = '', until = '', given = '', ...rest] = token.split('.');
  const as = previewedIn(whom);
  const isProven = rest.length === 0 && sameBytes(proof(a, who, `${whom}.${until}`), Buffer.from(given, 'base64url'));
  if (as === null || !isProven || Number.parseInt(until, 36) <= a.clock()) return null;
  // Refused by now: the administrator is one no more, or the user has risen, was deactivated or is gone.
  const viewer = await previewedViewer(a.gallery, who.viewer, as).catch(nobody);
  return viewer && { as, viewer };
}

function nobody(error: unknown): null {
  if (isGalleryError(error) && error.status < 500) return null;
  throw error;
}
