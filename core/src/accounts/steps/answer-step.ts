import type { Json, SignInForm } from '@picturerail/sdk';
import { noteDeed } from '#activity';
import type { Accounts } from '../accounts.ts';
import { knownDevice } from '../device.ts';
import { doerFrom } from '../doer.ts';
import { signInOver, stepMissing } from '../errors.ts';
import { type AccountRow, accountById } from '../session-store.ts';
import type { SessionOrigin } from '../sessions.ts';
import { countAttempt, forgiveAttempt, limitsOfSteps } from '../sign-in-limits.ts';
import { tokenHash } from '../tokens.ts';
import { type KnownStep, nameOf, type StepCall } from './known-steps.ts';
import { openSession, type SignedIn } from './let-in.ts';
import { deletePending, findPending, keepInPending, type PendingRow, passStep } from './pending-store.ts';
import { type RequiredStep, requiredSteps } from './step-store.ts';

/** Who answers. */
export interface Answering {
  /** What the browser's cookie holds. */
  readonly pending: string | null;
  readonly language: string;
}

export interface StepAnswer extends Answering {
  readonly fields: URLSearchParams;
  readonly origin: SessionOrigin;
  /** As in `SignInRequest`. */
  readonly device?: string | null | undefined;
}

/** What came of an answer: in, on to the next page, or the same page again with what was wrong. */
export type StepOutcome =
  | { readonly state: 'in'; readonly entry: SignedIn; readonly next: string }
  | { readonly state: 'more' }
  | { readonly state: 'wrong'; readonly form: SignInForm; readonly problem: string; readonly field: string | null };

const keptBytes = 4096;

interface Current {
  readonly hash: string;
  readonly row: PendingRow;
  readonly user: AccountRow;
  readonly passed: readonly string[];
  readonly step: RequiredStep;
  readonly known: KnownStep;
  readonly call: StepCall;
  /** Stores what the step wants kept. */
  save(): Promise<void>;
}

/** The page of the step at hand. Errors: `sign-in-over` (410), `sign-in-step-missing` (503). */
export async function showStep(a: Accounts, answering: Answering): Promise<SignInForm> {
  const current = await currentStep(a, answering);
  const form = await current.known.show(current.call);
  if (form === null) throw await missing(a, current);
  await current.save();
  return form;
}

/**
 * Looks at what was sent for the step at hand; after the last one the session is opened, for the first who comes. Errors:
 * `sign-in-over` (410), `sign-in-step-missing` (503), `sign-in-too-often` (429, `data.retryAfter` in seconds).
 */
export async function answerStep(a: Accounts, { fields, origin, device, ...answering }: StepAnswer): Promise<StepOutcome> {
  const current = await currentStep(a, answering);
  const { user, known, call } = current;
  const limits = limitsOfSteps(a, { userId: user.id, device: knownDevice(a, device, user) });
  await countAttempt(a, limits);
  const verdict = await known.check(call, fields);
  if (verdict === null) throw await missing(a, current);
  if ('problem' in verdict) {
    const { problem, field = null } = verdict;
    await noteRefused(a, current, origin);
    const form = await known.show(call);
    if (form === null) throw await missing(a, current);
    await current.save();
    return { state: 'wrong', form, problem, field };
  }
  await forgiveAttempt(a, limits);
  return pass(a, current, origin);
}

async function currentStep(a: Accounts, { pending, language }: Answering): Promise<Current> {
  const hash = pending === null ? null : tokenHash(pending);
  const row = hash === null ? undefined : await findPending(a.database.read, hash, a.clock());
  const user = row && (await accountById(a.database.read, row.user_id));
  if (hash === null || row === undefined || user === undefined || user.status === 'deactivated') throw signInOver();
  const passed = JSON.parse(row.passed) as string[];
  const step = (await requiredSteps(a.database.read, user.id)).find((one) => !passed.includes(nameOf(one)));
  // Let go of meanwhile: the password opens the session now.
  if (step === undefined) throw signInOver();
  const known = a.steps.find(step);
  if (known === undefined) throw await missing(a, { step, user });
  return { hash, row, user, passed, step, known, ...keeping(a, { hash, row, language, step }) };
}

/** What a step keeps is written once, after it has answered. */
function keeping(
  a: Accounts,
  { hash, row, language, step }: Pick<Current, 'hash' | 'row' | 'step'> & { readonly language: string },
): Pick<Current, 'call' | 'save'> {
  let kept = row.kept;
  const call: StepCall = {
    userId: row.user_id,
    language,
    get kept() {
      return kept === null ? undefined : (JSON.parse(kept) as Json);
    },
    keep: (value) => {
      const text = JSON.stringify(value);
      if (Buffer.byteLength(text) > keptBytes)
        throw new RangeError(`The step "${step.step}" keeps ${Buffer.byteLength(text)} bytes; at most ${keptBytes} are kept.`);
      kept = text;
    },
  };
  const save = async () => {
    const text = kept;
    if (text !== null && text !== row.kept) await a.database.transaction((tx) => keepInPending(tx, hash, text));
  };
  return { call, save };
}

async function pass(a: Accounts, { hash, row, user, passed, step }: Current, origin: SessionOrigin): Promise<StepOutcome> {
  const doer = await doerFrom(a, user, origin.ip);
  const now = [...passed, nameOf(step)];
  return a.database.transaction(async (tx): Promise<StepOutcome> => {
    if (!(await passStep(tx, hash, row.passed, JSON.stringify(now)))) throw signInOver();
    if ((await requiredSteps(tx, user.id)).some((one) => !now.includes(nameOf(one)))) return { state: 'more' };
    // Read again: another password or status ends what was begun with the one before.
    const still = await accountById(tx, user.id);
    if (!still || still.status === 'deactivated' || !(await deletePending(tx, hash))) throw signInOver();
    return { state: 'in', entry: await openSession(tx, a, { user: still, doer, origin, method: row.method }), next: row.next_path };
  });
}

/** Closed, with a word to whoever runs the gallery. */
async function missing(a: Accounts, { step, user }: Pick<Current, 'step' | 'user'>): Promise<Error> {
  a.log.warn(`A sign-in was refused, because the plugin "${step.plugin}" does not run or has failed. The way in: picturerail user login-link`, {
    plugin: step.plugin,
    user: user.id,
  });
  return stepMissing();
}

async function noteRefused(a: Accounts, { user, step }: Current, { ip }: SessionOrigin): Promise<void> {
  const nobody = await doerFrom(a, null, ip);
  await a.database.transaction((tx) => noteDeed(tx, nobody, a.clock(), { deed: 'sign-in-refused', id: user.id, name: user.name, detail: nameOf(step) }));
}
