import { closestWord } from '../closest-word.ts';
import { unknownPlugin } from '../errors.ts';
import { bundled, copyOf } from '../packages/choose-packages.ts';
import type { Package } from '../packages/package.ts';
import { type ChangeOptions, changeTo, checkPlan } from './change-to.ts';
import { nothingToGoBackTo } from './errors.ts';
import type { ManageContext, Managed } from './manage-context.ts';
import { type Plan, planChange } from './plan-change.ts';

export interface PreparedRollback {
  readonly plan: Plan;
  readonly package: Package;
  carryOut(options?: ChangeOptions): Promise<Managed>;
}

/** Goes back to the copy before the current one, in code only: tables and what stands in them stay as they are. Errors: `plugin-no-previous`, `plugin-unknown`. */
export async function prepareRollback(context: ManageContext, id: string): Promise<PreparedRollback> {
  const current = await context.registry.look();
  const row = current.rows.find((one) => one.id === id);
  if (!row)
    throw unknownPlugin(
      id,
      closestWord(
        id,
        current.rows.map((one) => one.id),
      ),
    );
  const before = row.previous === null ? undefined : copyOf(current.disk, id, row.previous);
  if (!before) throw nothingToGoBackTo(id);
  const plan = planChange(current, before);
  return {
    plan,
    package: before,
    carryOut: async (options = {}) => {
      checkPlan(plan, options);
      return changeTo(context, plan, { to: row.previous === bundled ? null : row.previous, row });
    },
  };
}
