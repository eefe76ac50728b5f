import type { Log, Step, StepAnswer, StepRequest, Viewer } from '@picturerail/sdk';
import type { Withholding } from '../media.ts';
import { type ImagePlan, type Plan, planOf, refusedPlan } from './plan.ts';

/** What the core itself does to every derivative: the original's metadata stays with the original. */
const ownSteps: readonly Step[] = [{ operation: 'metadata', options: {} }];
const ownPlan = planOf(ownSteps);
const untouched = planOf([]);
const plain: ImagePlan = { of: (size) => (size === 'original' ? untouched : ownPlan) };

export interface PlanSource {
  readonly collect?: ((requests: readonly StepRequest[]) => Promise<readonly StepAnswer[]>) | undefined;
  readonly asks?: (() => boolean) | undefined;
  readonly withholding?: Withholding | undefined;
  /** Whether a file that steps refer to is stored. */
  readonly isStored: (reference: string) => Promise<boolean>;
  readonly log: Log;
}

interface Planned {
  readonly id: number;
  readonly version: number;
}

const refusedFor = (why: string): ImagePlan => ({ of: () => refusedPlan(why) });
const withheld = refusedFor('what protects it does not run');

/**
 * Asks for all sizes of all images at once, the core's own steps first. Who could not be asked is refused, and what is
 * protected by a plugin that does not run is withheld: one that comes or goes meanwhile counts as not running.
 */
export async function collectPlans(source: PlanSource, images: readonly Planned[], sizes: readonly string[], viewer: Viewer): Promise<ImagePlan[]> {
  if (images.length === 0) return [];
  const { withholding } = source;
  try {
    const waiting = withholding?.ready();
    if (waiting) await waiting;
    const before = withholding?.unmet() ?? [];
    const plans = source.collect === undefined || source.asks?.() === false ? images.map(() => plain) : await askedPlans(source, images, { sizes, viewer });
    const scopes = [...before, ...(withholding?.unmet() ?? [])];
    return scopes.length === 0 ? plans : await withoutWithheld(source, { images, plans, scopes });
  } catch (error) {
    const why = 'what its derivatives need could not be asked';
    source.log.error('plans of images could not be collected', { images: images.length, why: error instanceof Error ? error.message : String(error) });
    return images.map(() => refusedFor(why));
  }
}

async function askedPlans(
  source: PlanSource,
  images: readonly Planned[],
  { sizes, viewer }: { readonly sizes: readonly string[]; readonly viewer: Viewer },
): Promise<ImagePlan[]> {
  const requests = images.flatMap(({ id, version }) => sizes.map((size) => ({ imageId: id, version, size, viewer })));
  const answers = groupedByImage((await source.collect?.(requests)) ?? []);
  return Promise.all(images.map(({ id }) => imagePlan(source, answers.get(id) ?? [], sizes)));
}

interface Withheld {
  readonly images: readonly Planned[];
  readonly plans: readonly ImagePlan[];
  readonly scopes: readonly string[];
}

async function withoutWithheld({ withholding }: PlanSource, { images, plans, scopes }: Withheld): Promise<ImagePlan[]> {
  const ids = images.map(({ id }) => id);
  const inside = await withholding?.within([...new Set(scopes)], ids);
  return plans.map((plan, index) => (inside?.has(ids[index] as number) ? withheld : plan));
}

function groupedByImage(answers: readonly StepAnswer[]): Map<number, StepAnswer[]> {
  const byImage = new Map<number, StepAnswer[]>();
  for (const answer of answers) byImage.set(answer.imageId, [...(byImage.get(answer.imageId) ?? []), answer]);
  return byImage;
}

async function imagePlan(source: PlanSource, answers: readonly StepAnswer[], sizes: readonly string[]): Promise<ImagePlan> {
  if (answers.length === 0) return plain;
  const plans = new Map<string, Plan>();
  for (const size of sizes) {
    const concerned = answers.filter((answer) => answer.size === undefined || answer.size === size);
    plans.set(size, await sizePlan(source, plain.of(size), concerned));
  }
  // A size that was not asked for is not known to be unprotected.
  return { of: (size) => plans.get(size) ?? refusedPlan(`nobody was asked about the size "${size}"`) };
}

async function sizePlan(source: PlanSource, own: Plan, answers: readonly StepAnswer[]): Promise<Plan> {
  const steps = [...own.steps];
  for (const answer of answers) {
    const problem = await answerProblem(source, answer);
    if (problem === null) steps.push(...answer.steps);
    else if (answer.required) return refusedPlan(problem);
    else source.log.warn('steps of a plan are left out', { imageId: answer.imageId, why: problem });
  }
  return steps.length === own.steps.length ? own : planOf(steps);
}

async function answerProblem({ isStored }: PlanSource, answer: StepAnswer): Promise<string | null> {
  // Schemas are compiled where the first plugin adds a step, and never in decode processes.
  const { stepProblem } = await import('./step-options.ts');
  if (answer.required && answer.steps.length === 0) return 'a required step is missing';
  for (const step of answer.steps) {
    const problem = stepProblem(step);
    if (problem !== null) return problem;
    const file = step.options.file;
    if (typeof file === 'string' && !(await isStored(file))) return `the file "${file}" is not stored`;
  }
  return null;
}
