import { type Chance, chance } from '../bench/fill/chance.ts';
import { crc32 } from './crc32.ts';
import { lengthFields } from './length-fields.ts';
import type { Source } from './sources.ts';

/** A broken picture, the same for the same number. */
export interface Mutation {
  readonly number: number;
  /** With what it promises to be. */
  readonly fileName: string;
  readonly bytes: Buffer;
  /** What was done to which file, for who has to repeat it. */
  readonly story: string;
}

type Mutator = (bytes: Buffer, dice: Chance, others: readonly Source[]) => Buffer;

/** Headers and metadata decide how the rest is read. */
const headBytes = 2_048;

/** What metadata begins with, in whatever format it is embedded. */
const metadata = ['Exif\0\0', 'eXIf', 'EXIF', 'II*\0', 'MM\0*', '<?xpacket', '<x:xmpmeta', 'Photoshop 3.0', '8BIM', 'iCCP', 'ICC_PROFILE', 'ICCP'];
const metadataBytes = 800;

function somewhere(bytes: Buffer, dice: Chance): number {
  const where = dice.below(4);
  if (where === 0) return dice.below(bytes.length);
  const found = where === 1 ? [] : metadata.map((start) => bytes.indexOf(start, 0, 'latin1')).filter((at) => at > 0);
  if (found.length === 0) return dice.below(Math.min(bytes.length, headBytes));
  return Math.min(bytes.length - 1, dice.pick(found) + dice.below(metadataBytes));
}

function range(bytes: Buffer, dice: Chance): readonly [number, number] {
  const start = somewhere(bytes, dice);
  return [start, Math.min(bytes.length, start + 1 + dice.below(64))];
}

const liesOf = (bytes: Buffer, dice: Chance) =>
  dice.pick([0, 1, 2, 7, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, 0x80000000, bytes.length, bytes.length - 1]);

const mutators: Readonly<Record<string, Mutator>> = {
  'bits turned': (bytes, dice) => {
    for (let count = 1 + dice.below(8); count > 0; count -= 1) {
      const at = somewhere(bytes, dice);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
    }
    return bytes;
  },
  'bytes replaced': (bytes, dice) => {
    for (let count = 1 + dice.below(8); count > 0; count -= 1) bytes[somewhere(bytes, dice)] = dice.pick([0, 1, 0x7f, 0x80, 0xff, dice.below(256)]);
    return bytes;
  },
  'cut off': (bytes, dice) => bytes.subarray(0, 1 + dice.below(bytes.length)),
  'parts swapped': (bytes, dice) => {
    const [from, to] = range(bytes, dice);
    const target = somewhere(bytes, dice);
    const moved = Buffer.from(bytes.subarray(from, to));
    bytes.copy(bytes, from, target, Math.min(bytes.length, target + moved.length));
    moved.copy(bytes, target);
    return bytes;
  },
  'a part taken out': (bytes, dice) => {
    const [from, to] = range(bytes, dice);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'a part repeated': (bytes, dice) => {
    const [from, to] = range(bytes, dice);
    const part = bytes.subarray(from, to);
    return Buffer.concat([bytes.subarray(0, to), ...Array.from({ length: 1 + dice.below(40) }, () => part), bytes.subarray(to)]);
  },
  'a length that lies': (bytes, dice) => {
    const fields = lengthFields(bytes);
    if (fields.length === 0) return (mutators['bytes replaced'] as Mutator)(bytes, dice, []);
    for (let count = 1 + dice.below(3); count > 0; count -= 1) {
      const { at, width, little } = dice.pick(fields);
      if (at + width > bytes.length) continue;
      const lie = liesOf(bytes, dice) % 2 ** (8 * width);
      if (little) bytes.writeUIntLE(lie, at, width);
      else bytes.writeUIntBE(lie, at, width);
    }
    return bytes;
  },
  'the head of another': (bytes, dice, others) => {
    const head = dice.pick(others).bytes;
    const taken = 1 + dice.below(Math.min(head.length, bytes.length, 600));
    return Buffer.concat([head.subarray(0, taken), bytes.subarray(dice.pick([0, taken]))]);
  },
  'the name of another': (bytes) => bytes,
};

/** Number `number` of an endless row of broken pictures. */
export function mutationOf(number: number, sources: readonly Source[]): Mutation {
  const dice = chance(number);
  const source = dice.pick(sources);
  const names = [dice.pick(Object.keys(mutators)), ...(dice.below(3) === 0 ? [dice.pick(Object.keys(mutators))] : [])];
  let bytes: Buffer = Buffer.from(source.bytes);
  for (const name of names) bytes = (mutators[name] as Mutator)(Buffer.from(bytes), dice, sources);
  // Half of the broken PNGs with right sums: else no reader would look any further.
  if (source.ext === 'png' && dice.below(2) === 0) mendSums(bytes);
  const ext = names.includes('the name of another') ? dice.pick(sources).ext : source.ext;
  return { number, fileName: `${number}.${ext}`, bytes, story: `${source.name}: ${names.join(', ')}` };
}

function mendSums(bytes: Buffer): void {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, at + 8 + length)), at + 8 + length);
    at += 12 + length;
  }
}
