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

const stopped = 'Stopped before the end. Run the same command again to go on.';

const statesOf = (counts: Summary['counts']): string[] =>
  words.filter(([state]) => counts[state] > 0).map(([state, meaning]) => `${String(counts[state]).padStart(8)}  ${meaning}`);

/** What an import would do, in a few lines. */
export const simulatedLines = ({ counts, albumsMade, bytes, seconds, interrupted }: Summary): string[] => [
  `Nothing was written. ${counted(counts.added, 'image', 'images')} would be added (${megabytes(bytes)} MB), ${counted(albumsMade, 'album', 'albums')} made; found out in ${duration(seconds)}.`,
  ...statesOf(counts),
  ...(interrupted ? [stopped] : []),
];

/** What an import did, in a few lines. */
export function summaryLines({ counts, albumsMade, unready, bytes, seconds, interrupted }: Summary): string[] {
  const lines = [
    `${counted(counts.added, 'image', 'images')} added (${megabytes(bytes)} MB), ${counted(albumsMade, 'album', 'albums')} made, in ${duration(seconds)}.`,
  ];
  lines.push(...statesOf(counts));
  if (unready > 0) {
    lines.push(
      `${counted(unready, 'picture is', 'pictures are')} still being made ready in the background: by the server or, where none runs, by "jobs run".`,
      'Those that cannot be decoded are taken off the pages then; "doctor" says which they are, and why.',
    );
  }
  if (interrupted) lines.push(stopped);
  return lines;
}
