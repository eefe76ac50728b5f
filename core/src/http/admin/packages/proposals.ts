import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clearStages, waitingStage } from '#kernel';
import type { House } from '../../../house.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Change } from './change.ts';
import type { ShownPlan } from './shown-plan.ts';

/** A change that waits for the webmaster's yes: an hour, in the session that asked for it, and in every process. */
export interface Proposal {
  readonly token: string;
  readonly change: Change;
  /** What the webmaster was shown. */
  readonly shown: ShownPlan;
}

type Place = Pick<House, 'registry'>;

const hourMs = 3_600_000;
const isToken = /^[A-Za-z0-9_-]{22}$/;

/** On disk, since every process may be asked next. */
const proposalDir = ({ registry }: Place, token: string): string => waitingStage(registry.pluginsDir, token);

const fileOf = (place: Place, token: string): string => join(proposalDir(place, token), 'proposal.json');

/** Where the file lies that was uploaded for a proposal. */
export const uploadDir = (place: Place, token: string): string => join(proposalDir(place, token), 'upload');

/** Makes the folder of one that is to come. */
export async function beginProposal(place: Place): Promise<string> {
  await clearStages(place.registry.pluginsDir);
  const token = randomBytes(16).toString('base64url');
  await mkdir(uploadDir(place, token), { recursive: true, mode: 0o700 });
  return token;
}

/** The session, of which nothing is stored but a hash. */
const ownerOf = (ctx: Exchange): string =>
  createHash('sha256')
    .update(whoOf(ctx).token ?? '')
    .digest('hex');

/** Writes down what is shown now. */
export async function writeProposal(place: Place, ctx: Exchange, { token, ...proposal }: Proposal): Promise<void> {
  const file = fileOf(place, token);
  await writeFile(`${file}.new`, JSON.stringify({ ...proposal, owner: ownerOf(ctx) }), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** That of the address; undefined where there is none, where it is another session's, and after an hour. */
export async function findProposal(place: Place, ctx: Exchange): Promise<Proposal | undefined> {
  const token = ctx.params.token ?? '';
  if (!isToken.test(token)) return undefined;
  const file = fileOf(place, token);
  const [text, found] = await Promise.all([readFile(file, 'utf8'), stat(file)]).catch(() => [null, null] as const);
  if (text === null || found.mtimeMs < Date.now() - hourMs) return undefined;
  const { owner, change, shown } = JSON.parse(text) as Proposal & { readonly owner: string };
  return timingSafeEqual(Buffer.from(owner), Buffer.from(ownerOf(ctx))) ? { token, change, shown } : undefined;
}

export const dropProposal = (place: Place, token: string): Promise<void> => rm(proposalDir(place, token), { recursive: true, force: true });
