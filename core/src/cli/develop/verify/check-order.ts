import type { Finding } from './finding.ts';
import { neighbours } from './neighbours.ts';
import { changed, look, pathsOf } from './pages.ts';
import type { Stage } from './stage.ts';

/** With plugins before and after it that hand on copies, pages are the same. */
export async function checkOrder(stage: Stage): Promise<Finding[]> {
  const paths = pathsOf(stage);
  const alone = await look(stage, paths);
  const findings: Finding[] = [];
  for (const id of neighbours) {
    await stage.activate(id);
    const where = id === neighbours[0] ? 'before' : 'after';
    for (const path of changed(alone, await look(stage, paths)))
      findings.push({
        check: 'order',
        problem: `The page ${path} is another when a plugin ${where} it hands on copies of what it gets.`,
        fix: 'Know items by their id, not by being the same object, and keep what belongs to one in its `data`.',
      });
    await stage.deactivate(id);
  }
  return findings;
}
