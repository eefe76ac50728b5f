import type { StepAnswer, StepRequest } from '@picturerail/sdk';
import type { Hooks } from '#kernel';

/** Asks the plugins for steps; rejects where one could not answer, because its step may be what protects the image. */
export async function askPlugins(hooks: Pick<Hooks, 'answers'>, requests: readonly StepRequest[]): Promise<readonly StepAnswer[]> {
  const answers = await hooks.answers('media:steps', requests);
  return answers.flatMap((answer) => {
    if ('failed' in answer) throw answer.failed;
    return answer.parts;
  });
}
