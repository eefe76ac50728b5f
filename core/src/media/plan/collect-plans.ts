import type { Log, Step, StepAnswer, StepRequest, Viewer } from '@picturerail/sdk';
import { type ImagePlan, type Plan, planOf, refusedPlan } from './plan.ts';

/** What the core itself does to every derivative: the original's metadata stays with the original. */
const ownSteps: readonly Step[] = [{ operation: 'metadata', options: {} }];
const ownPlan = planOf(ownSteps);
const untouched = planOf([]);
const plain: ImagePlan = { of: (size) => (size === 'original' ? untouched : ownPlan) };

export interface PlanSource {
  readonly collect?: ((requests: readonly StepRequest[]) => Promise<readonly StepAnswer[]>) | undefined;
  readonly asks?: (() => boolean) | undefined;
  /** Whether a file that steps refer to is stored. */
  readonly isStored: (reference: string) => Promise<boolean>;
  readonly log: Log;
}

interface Planned {
  readonly id: number;
  readonly version: number;
}

/** Asks for all sizes of all images at once, the core's own steps first. Who could not be asked is refused. */
export async function collectPlans(source: PlanSource, images: readonly Planned[], sizes: readonly string[], viewer: Viewer): Promise<ImagePlan[]> {
  if (source.collect === undefined || source.asks?.() === false || images.length === 0) return images.map(() => plain);
  const requests = images.flatMap(({ id, version }) => sizes.map((size) => ({ imageId: id, version, size, viewer })));
  try {
    const answers = groupedByImage(await source.collect(requests));
    return await Promise.all(images.map(({ id }) => imagePlan(source, answers.get(id) ?? [], sizes)));
  } catch (error) {
    const why = 'what its derivatives need could not be asked';
    source.log.error('plans of images could not be collected', { images: images.length, why: error instanceof Error ? error.message : String(error) });
    return images.map(() => ({ of: () => refusedPlan(why) }));
  }
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
