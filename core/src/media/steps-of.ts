import type { StepAnswer } from '@picturerail/sdk';
import type { Hooks, Protection, Protections } from '#kernel';
import type { MediaOptions, Withholding } from './media.ts';

const isScope = (scope: string | undefined): scope is string => scope !== undefined && /^(gallery|album:[1-9]\d{0,15})$/.test(scope);

/** What a required answer protects, once for each operation; where the scope cannot be right, everything. */
function protectionsIn(plugin: string, { required, scope, steps }: StepAnswer): Protection[] {
  if (!required) return [];
  const operations = new Set(steps.map(({ operation }) => String(operation).slice(0, 40)));
  return [...(operations.size === 0 ? ['none'] : operations)].map((step) => ({ plugin, scope: isScope(scope) ? scope : 'gallery', step }));
}

export interface StepsOptions {
  readonly hooks: Pick<Hooks, 'answers' | 'used'>;
  readonly protections: Pick<Protections, 'note' | 'ready' | 'unmet'>;
  readonly within: Withholding['within'];
}

/**
 * The plugins' side of planning. It rejects where one could not answer: its step may be what protects the image. What is
 * required is written down before it resolves.
 */
export const stepsOf = ({ hooks, protections, within }: StepsOptions): Required<Pick<MediaOptions, 'asks' | 'collect' | 'withholding'>> => ({
  withholding: { ready: protections.ready, unmet: protections.unmet, within },
  asks: () => hooks.used('media:steps'),
  async collect(requests) {
    const answers = await hooks.answers('media:steps', requests);
    const required: Protection[] = [];
    const parts = answers.flatMap((answer) => {
      if ('failed' in answer) throw answer.failed;
      for (const part of answer.parts) required.push(...protectionsIn(answer.plugin, part));
      return answer.parts;
    });
    if (required.length > 0) await protections.note(required);
    return parts;
  },
});
