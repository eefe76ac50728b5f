import { loadSharpEngine, serveDecoding } from '#media';

/** Entry of a decode process: forked by the media room, killed by it, gone with it. */
await serveDecoding(loadSharpEngine);
