/**
 * `media:steps`: derivatives are about to be planned, for one viewer and many images and sizes at once. Answers name
 * images and the operations between decode and encode; the core's own come first. Where a plugin fails, no derivative is
 * made without it: what it would have required is not known. What is `required` is remembered with its `scope` and goes on
 * being refused while the plugin does not run, across restarts, until a webmaster releases it. Needs the capability
 * `media-steps`.
 *
 *     rail.collect('media:steps', (requests) =>
 *       requests.map(({ imageId }) => ({ imageId, required: true, steps: [{ operation: 'sharpen', options: { sigma: 1 } }] })),
 *     );
 */

/**
 * `media:serve`: bytes are about to be sent, rights already decided. A verdict for each request, by index; one "refuse"
 * is enough, and a plugin that fails refuses all. Counts and lists do not change by it. Needs the capability `guards`.
 *
 *     rail.guard('media:serve', (requests) => requests.map(({ size }) => (size === 'original' ? 'refuse' : 'pass')));
 */
export type {};
