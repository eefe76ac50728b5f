import { createHmac } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Plan } from './plan.ts';

/** What stands in the URL for an image's version, the plan of operations, and the size table: nobody without the key can make one. */
export function mediaHash(key: Uint8Array, image: { readonly id: number; readonly version: number }, plan: Plan, revision: string): string {
  return createHmac('sha256', key)
    .update(canonicalJson([image.id, image.version, plan.digest, revision]))
    .digest('base64url')
    .slice(0, 16);
}
