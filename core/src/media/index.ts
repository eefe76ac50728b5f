/**
 * Media: what a file is, how large a picture it holds, and the derivatives made of it. Decoding happens in child
 * processes that may die; operations are data; a hash in the URL stands for image, plan and size table. This room does
 * not decide who may see a byte, keeps no rows, and refuses to make a file where a required step cannot be had. Words it
 * owns: derivative, size, plan, step, engine, measure.
 */

export { defaultLimits, type MediaLimits } from './limits.ts';
export type { Measured, MetadataBlocks } from './measured.ts';
export type { Derivative, Media, MediaOptions, MediaUrls } from './media.ts';
export type { MediaImage, MediaSource, OriginalPlace } from './media-image.ts';
export type { MediaSettings } from './media-settings.ts';
export type { ImagePlan, Plan } from './plan.ts';
export type { Sniffed } from './sniffed.ts';
