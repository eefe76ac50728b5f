import type { Check, CheckOptions, Wrong } from '#doctor';
import { declaredRoots, type KnownOriginal, knownOriginal, markFound, markMissing, originalsAfter, system } from '#gallery';
import { findOriginal, hashFile } from '#storage';
import type { Intake } from '../intake.ts';
import { mapBounded } from '../map-bounded.ts';
import { isThere } from './is-there.ts';

const imagesPerStep = 1_000;
const atOnce = 16;
/** More than this share gone at once is rather a disk that is not mounted than files that were lost. */
const mostMissing = 0.1;
const fewEnough = 10;

/** Whether the original of each image lies where it should, with its length; asked to, with its content. */
export const checkOriginals = (i: Intake): Check => ({
  name: 'originals of images',
  codes: {
    'root-absent': 'Folders that were imported in place are not there or empty; mount them again, or bring them back.',
    'original-missing':
      'Originals of images are not where they belong; put them back from a backup. Mended, the images are marked as missing and hidden until the files are back; where over a tenth is gone nothing is marked, because then rather a disk is not mounted.',
    'original-returned': 'Images are marked as missing, and their originals are there; mended, they are shown again.',
    'original-size': 'Originals have another length than when they were taken in: somebody changed them, or the disk lost a part; compare them with a backup.',
    'original-content': 'Originals have other bytes than when they were taken in: somebody changed them, or the disk is failing; compare them with a backup.',
    'original-unreadable': 'Originals are there and cannot be read; check their owner, their permissions and the disk.',
  },
  async *run(options) {
    const absent = await absentRoots(i);
    for (const root of absent) yield { code: 'root-absent', what: root, repaired: false };
    const missing: number[] = [];
    let looked = 0;
    for (
      let page = await originalsAfter(i.gallery, 0, imagesPerStep);
      page.length > 0;
      page = await originalsAfter(i.gallery, page.at(-1)?.id ?? 0, imagesPerStep)
    ) {
      options.signal?.throwIfAborted();
      const here = page.filter(({ place }) => !('root' in place && absent.has(place.root)));
      for (const faults of await mapBounded(here, atOnce, (image) => faultsOf(i, image, options))) {
        if (faults.status === 'rejected') throw faults.reason;
        for (const { code, id } of faults.value) {
          if (code === 'original-missing') missing.push(id);
          else yield { code, what: `image ${id}`, repaired: code === 'original-returned' && options.repair };
        }
      }
      looked += page.length;
      options.progress(looked, null);
    }
    yield* missed(i, { missing, looked, repair: options.repair });
  },
});

async function absentRoots(i: Intake): Promise<Set<string>> {
  const absent = new Set<string>();
  for (const { path } of await declaredRoots(i.gallery)) if (!(await isThere(path))) absent.add(path);
  return absent;
}

interface Fault {
  readonly code: string;
  readonly id: number;
}

/** What looks wrong is looked at again with its row read anew: it may have been renamed, replaced or purged meanwhile. */
async function faultsOf(i: Intake, image: KnownOriginal, { repair, deep }: CheckOptions): Promise<Fault[]> {
  let code = await faultOf(i, image, deep);
  for (let again = 0; code !== null && again < 2; again += 1) {
    const now = await knownOriginal(i.gallery, image.id);
    code = now && (await faultOf(i, now, deep));
  }
  if (code === 'original-returned' && repair) await markFound(i.gallery, system, [image.id]);
  return code === null ? [] : [{ code, id: image.id }];
}

async function faultOf(i: Intake, { place, bytes, sha256, state }: KnownOriginal, deep: boolean): Promise<string | null> {
  try {
    const found = await findOriginal(i.storage, place);
    if (found === null) return state === 'missing' ? null : 'original-missing';
    if (found.bytes !== bytes) return 'original-size';
    if (deep && sha256 !== '') {
      const content = await found.open();
      if (content !== null && (await hashFile(content)).sha256 !== sha256) return 'original-content';
    }
    return state === 'missing' ? 'original-returned' : null;
  } catch {
    return 'original-unreadable';
  }
}

async function* missed(
  i: Intake,
  { missing, looked, repair }: { readonly missing: readonly number[]; readonly looked: number; readonly repair: boolean },
): AsyncIterable<Wrong> {
  const mending = repair && (missing.length <= fewEnough || missing.length <= looked * mostMissing);
  for (const id of missing) {
    if (mending) await markMissing(i.gallery, system, [id]);
    // What is in the trash is hidden already.
    const marked = mending && (await knownOriginal(i.gallery, id))?.state === 'missing';
    yield { code: 'original-missing', what: `image ${id}`, repaired: marked };
  }
}
