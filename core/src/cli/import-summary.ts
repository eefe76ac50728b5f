import type { EntryState, Summary } from '#intake';
import { counted, duration, megabytes } from './amounts.ts';

const words: readonly (readonly [EntryState, string])[] = [
  ['placed', 'here already, now also in this album'],
  ['present', 'here already'],
  ['known', 'taken in by an earlier run'],
  ['changed', 'changed since an earlier run, now a new version'],
  ['moved', 'moved or renamed since an earlier run; their images went with them'],
  ['found', 'missing until now, and back'],
  ['missing', 'not there any more; their images are hidden until they are'],
  ['vanished', 'taken in earlier and not there any more; their images stay'],
  ['unread', 'no plugin reads this yet'],
  ['skipped', 'passed over (hidden, links, no pictures)'],
  ['refused', 'refused'],
  ['failed', 'could not be read or stored; run it again'],
];

/** What an import did, in a few lines. */
export function summaryLines({ counts, albumsMade, unready, bytes, seconds, interrupted }: Summary): string[] {
  const lines = [
    `${counted(counts.added, 'image', 'images')} added (${megabytes(bytes)} MB), ${counted(albumsMade, 'album', 'albums')} made, in ${duration(seconds)}.`,
  ];
  for (const [state, meaning] of words) if (counts[state] > 0) lines.push(`${String(counts[state]).padStart(8)}  ${meaning}`);
  if (unready > 0) {
    lines.push(
      `${counted(unready, 'picture is', 'pictures are')} still being made ready in the background: by the server or, where none runs, by "jobs run".`,
      'Those that cannot be decoded are taken off the pages then; "doctor" says which they are, and why.',
    );
  }
  if (interrupted) lines.push('Stopped before the end. Run the same command again to go on.');
  return lines;
}
