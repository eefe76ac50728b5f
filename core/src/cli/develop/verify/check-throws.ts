import type { Finding } from './finding.ts';
import { broken, look, pathsOf } from './pages.ts';
import { saboteur } from './saboteur.ts';
import type { Stage } from './stage.ts';

/** Each function it registered throws, one after the other, and then its tables are away: pages go on, and no promise is forgotten. */
export async function checkThrows(stage: Stage): Promise<Finding[]> {
  const forgotten: string[] = [];
  const notice = (reason: unknown) => void forgotten.push(reason instanceof Error ? reason.message : String(reason));
  process.on('unhandledRejection', notice);
  const paths = pathsOf(stage).filter((path) => !path.startsWith('/p/'));
  const findings: Finding[] = [];
  const tried = async (what: string) => {
    const pages = await look(stage, paths);
    await stage.add(stage.albums.small, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const path of broken(pages))
      findings.push({
        check: 'throws',
        problem: `The page ${path} cannot be shown ${what}.`,
        fix: 'Let one hook not depend on what another of the plugin has left.',
      });
    for (const message of forgotten.splice(0))
      findings.push({
        check: 'throws',
        problem: `A promise was rejected ${what}, and nobody waited for it: ${message}`,
        fix: 'Await it, or return it, so that the gallery hears of it.',
      });
  };
  try {
    for (const at of saboteur.seen()) {
      if (/^(?:page|admin) /.test(at)) continue;
      saboteur.throwAt(at);
      await tried(`while "${at}" throws`);
    }
    saboteur.throwAt(null);
    saboteur.takeTables(true);
    await tried('while its tables are away');
  } finally {
    saboteur.throwAt(null);
    saboteur.takeTables(false);
    process.off('unhandledRejection', notice);
  }
  return findings;
}
