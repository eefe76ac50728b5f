import { spawnSync } from 'node:child_process';

const git = (...words: readonly string[]): string => spawnSync('git', words, { encoding: 'utf8' }).stdout ?? '';

/** The version a report speaks of. */
export const versionOf = (report: string): string => /^# The API of \S+ (\S+)$/m.exec(report)?.[1] ?? '';

/** Every report that was ever committed, latest first; none where there is no history. */
export function reportsBefore(path: string): string[] {
  const commits = git('log', '--format=%H', '--', path).split('\n').filter(Boolean);
  return commits.map((commit) => git('show', `${commit}:${path}`)).filter((text) => text !== '');
}

/** Versions under which another API was reported before: each should have been a version of its own. */
export function changedUnder(reports: readonly string[]): string[] {
  const [now = '', ...before] = reports;
  return [...new Set(before.filter((report) => versionOf(report) === versionOf(now) && report !== now).map(versionOf))];
}
