import { closestWord } from '../closest-word.ts';
import { unknownPlugin } from '../errors.ts';
import { noSource, uploadIsGone } from './errors.ts';
import { type PreparedInstall, prepareInstall } from './install-package.ts';
import type { ManageContext } from './manage-context.ts';
import { readSource, sourceIn } from './source-text.ts';

/**
 * Asks again where a package came from, and prepares what is there now. Errors: as of `prepareInstall`, `plugin-no-source`, `plugin-was-uploaded`,
 * `plugin-unknown`, `plugin-already-current`.
 */
export async function prepareUpdate(context: ManageContext, id: string): Promise<PreparedInstall> {
  const { rows, discovery } = await context.registry.look();
  const row = rows.find((one) => one.id === id);
  const known = discovery.packages.map((one) => one.id);
  if (!row && !known.includes(id)) throw unknownPlugin(id, closestWord(id, known));
  // Where the bundled copy is current, nobody else is asked, as nobody is on the page of the plugin.
  if (!row?.source || (row.folder === null && known.includes(id))) throw noSource(id);
  const { kind, text } = sourceIn(row.source);
  if (kind === 'upload') throw uploadIsGone(id, text);
  return prepareInstall(context, await readSource(row.source));
}
