import { expect, it } from 'vitest';
import { keptHashes } from './kept-hashes.ts';
import { mediaHash } from './media-hash.ts';
import { planOf } from './plan.ts';

const key = Buffer.alloc(32, 7);
const plans = [planOf([]), planOf([{ operation: 'metadata', options: {} }])];

it('a kept hash is the one that would be made, for every image, version, plan and revision, also when others have pushed it out', () => {
  const hashOf = keptHashes(key);
  for (let round = 0; round < 2; round += 1) {
    for (let id = 1; id <= 3_000; id += 1) {
      for (const plan of plans) {
        for (const revision of ['a', 'b']) {
          const image = { id, version: 1 + (id % 2) };
          if (hashOf(image, plan, revision) !== mediaHash(key, image, plan, revision)) expect.fail(`another hash for the image ${id}`);
        }
      }
    }
  }
  expect(hashOf({ id: 1, version: 2 }, plans[0] as (typeof plans)[0], 'a')).toBe(hashOf({ id: 1, version: 2 }, planOf([]), 'a'));
});
