import type { Hooks } from '#kernel';
import type { MediaOptions } from './media.ts';

/** The plugins' side of planning. It rejects where one could not answer: its step may be what protects the image. */
export const stepsOf = (hooks: Pick<Hooks, 'answers' | 'used'>): Required<Pick<MediaOptions, 'asks' | 'collect'>> => ({
  asks: () => hooks.used('media:steps'),
  async collect(requests) {
    const answers = await hooks.answers('media:steps', requests);
    return answers.flatMap((answer) => {
      if ('failed' in answer) throw answer.failed;
      return answer.parts;
    });
  },
});
