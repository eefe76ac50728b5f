import type { Check } from '#doctor';
import { isGone } from '#runtime';
import { arrivalsAfter } from '../arrivals-store.ts';
import { deleteStaleClaims, staleClaims } from '../import/album-claims-store.ts';
import type { Intake } from '../intake.ts';
import { reapArrivals } from '../reap-arrivals.ts';

/** Owners renew what they hold every few seconds. */
const staleMs = 60_000;

export const checkArrivals = (i: Intake): Check => ({
  name: 'imports that were cut off',
  codes: {
    'arrival-left': 'Processes that are gone were storing files; mended, what they had not finished is cleared up. The next import does the same.',
    'claim-left': 'Processes that are gone were making albums; mended, the titles they had claimed are free.',
  },
  async *run({ repair }) {
    const before = i.clock() - staleMs;
    const wrong = [];
    for (let page = await arrivalsAfter(i.database.read, 0); page.length > 0; page = await arrivalsAfter(i.database.read, page.at(-1)?.id ?? 0)) {
      for (const row of page.filter((one) => one.claimedAt < before || isGone(one.process)))
        wrong.push({ code: 'arrival-left', what: `"${row.fileName}"`, repaired: repair });
    }
    for (const { digest } of await staleClaims(i.database.read, before)) wrong.push({ code: 'claim-left', what: digest, repaired: repair });
    if (repair && wrong.length > 0) {
      await reapArrivals(i);
      await i.database.transaction((tx) => deleteStaleClaims(tx, before));
    }
    yield* wrong;
  },
});
