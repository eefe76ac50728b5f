/**
 * Media: what a file is, how large a picture it holds, and the derivatives made of it. Decoding happens in child
 * processes that may die; operations are data; a hash in the URL stands for image, plan and size table. This room does
 * not decide who may see a byte, keeps no rows, and refuses to make a file where a required step cannot be had. Words it
 * owns: derivative, size, plan, step, engine, measure.
 */

export { createMedia } from './create-media.ts';
export { serveDecoding } from './decode/serve-decoding.ts';
export { type DerivativesJobOptions, type DerivativesPayload, derivativesJob } from './derivatives-job.ts';
export { type MediaDoctor, mediaChecks } from './doctor/media-checks.ts';
export { loadSharpEngine } from './engine/load-sharp-engine.ts';
export { refusalOf } from './errors.ts';
export type { FileState, Header, Looked } from './header/header.ts';
export { wholeJpegHeader } from './header/whole-jpeg-header.ts';
export { defaultLimits, type MediaLimits } from './limits.ts';
export { isLasting, type TriedSize } from './make-derivatives.ts';
export type { Look, Measured, MetadataBlocks } from './measured.ts';
export type { Derivative, Media, MediaOptions, MediaUrls } from './media.ts';
export type { MediaImage, MediaSource } from './media-image.ts';
export type { MediaSettings } from './media-settings.ts';
export { originalExt } from './media-urls.ts';
export type { ImagePlan, Plan } from './plan/plan.ts';
export { type FittedSize, sizesFor } from './sizes.ts';
export { savedName } from './sniff/saved-name.ts';
export { sniff, sniffBytes } from './sniff/sniff.ts';
export type { Sniffed } from './sniff/sniffed.ts';
export { stepsOf } from './steps-of.ts';
