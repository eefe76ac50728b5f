import { createHash } from 'node:crypto';
import type { Step } from '@picturerail/sdk';
import { stepsMissing } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';

/** What is done to one size of one image between decode and encode. Equal plans are the same object. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly digest: string;
  /** Why no file may be made: a required step could not be had. */
  readonly refused: string | null;
}

/** The plans of one image for one viewer, by name of size; `original` is planned too. */
export interface ImagePlan {
  of(size: string): Plan;
}

const interned = new Map<string, Plan>();
const internedAtMost = 10_000;

export function planOf(steps: readonly Step[]): Plan {
  return intern(canonicalJson(steps.map(({ operation, options }) => ({ operation, options }))), (digest) => ({ steps, digest, refused: null }));
}

/** A plan nothing is ever made for: better no file than a file without what protects it. */
export function refusedPlan(why: string): Plan {
  return intern(canonicalJson({ refused: why }), (digest) => ({ steps: [], digest, refused: why }));
}

export function assertPlanned(plan: Plan): void {
  if (plan.refused !== null) throw stepsMissing(plan.refused);
}

function intern(text: string, make: (digest: string) => Plan): Plan {
  const known = interned.get(text);
  if (known !== undefined) return known;
  const plan = make(createHash('sha256').update(text).digest('base64url'));
  if (interned.size >= internedAtMost) interned.clear();
  interned.set(text, plan);
  return plan;
}
