import semver from 'semver';
import type { Package } from '#kernel';
import type { Finding } from './finding.ts';

/** Later than anybody will ever release. */
const farFuture = '999999.0.0';

/** Ranges without an upper end: they promise that versions nobody has seen will do. What conflicts may do so for good. */
export function checkRanges({ manifest }: Package): Finding[] {
  const { api, requires, optional } = manifest;
  const ranges: readonly (readonly [string, string])[] = [
    ['api', api],
    ...[requires, optional].flatMap((needs) => Object.entries({ ...needs?.plugins, ...needs?.services })),
  ];
  return ranges
    .filter(([, range]) => semver.satisfies(farFuture, range))
    .map(([name, range]) => ({
      check: 'ranges',
      problem: `The range "${range}" for "${name}" has no upper end.`,
      fix: `Say the versions it was tried with and what is compatible with them, such as "^${semver.minVersion(range)?.version ?? '1.0.0'}".`,
    }));
}
