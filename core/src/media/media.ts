import type { GalleryError, Log, Maybe, Source, StepAnswer, StepRequest, Viewer } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Storage } from '#storage';
import type { Looked } from './header/header.ts';
import type { MediaLimits } from './limits.ts';
import type { TriedSize } from './make-derivatives.ts';
import type { Look, Measured, MetadataBlocks } from './measured.ts';
import type { MediaImage, MediaSource } from './media-image.ts';
import type { MediaSettings } from './media-settings.ts';
import type { ImagePlan } from './plan/plan.ts';

/** What plugins protect that do not run: no plan is made for it. */
export interface Withholding {
  /** To be awaited before the others, where it answers with a promise. */
  ready(): Maybe<void>;
  /** Scopes that are withheld at this moment. */
  unmet(): readonly string[];
  /** Those of the images that lie in one of the scopes. */
  within(scopes: readonly string[], imageIds: readonly number[]): Maybe<ReadonlySet<number>>;
}

export interface MediaOptions {
  readonly storage: Storage;
  /** Of the size table, quality and format; asked for each use, so that a change counts at once. */
  readonly settings: () => MediaSettings | Promise<MediaSettings>;
  /** Secret of the hashes in URLs: `derivedKey(config, 'media')`. */
  readonly key: Uint8Array;
  /** Asks `media:steps` for all of the requests at once. Rejects where somebody could not be asked: then nothing is made for these images. Absent: nobody taps the hook. */
  readonly collect?: (requests: readonly StepRequest[]) => Promise<readonly StepAnswer[]>;
  /** False while nobody taps `media:steps`: the question is spared. Default: asked whenever `collect` is given. */
  readonly asks?: () => boolean;
  /** Absent: nothing is withheld. */
  readonly withholding?: Withholding;
  /** Where it is remembered which pictures cannot be decoded; absent: in this process, for a while. */
  readonly database?: Database;
  readonly log: Log;
  readonly limits?: Partial<MediaLimits>;
  /** Decode processes at once; default as many as cores. */
  readonly processes?: number;
}

/** A finished derivative in the storage. */
export interface Derivative {
  readonly key: string;
  /** On this machine; null where the storage has no local files: then read `key` from `storage.derivatives`. */
  readonly path: string | null;
  readonly bytes: number;
  readonly modifiedAt: number;
  readonly mime: string;
}

/** URLs of one image for one viewer, as lists and pages carry them. */
export interface MediaUrls {
  /** Ascending by width, exact widths and heights. */
  readonly sources: readonly Source[];
  readonly square: Source;
  readonly original: string;
}

export interface MakeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly look?: boolean;
}

export interface Made {
  /** Sizes. */
  readonly count: number;
  /** Null where it was not asked for, and where nothing was made that shows the picture whole and upright. */
  readonly look: Look | null;
}

/** One way to bytes and their names, for pages, imports and jobs. */
export interface Media {
  /** Decode processes at once. */
  readonly processes: number;
  /** Ids of the decode processes that are alive. */
  pids(): number[];
  /** Decodes a local file once, in a process that may die. Throws a refusal whose sentence a person understands. */
  measure(file: string, options?: { readonly signal?: AbortSignal }): Promise<Measured>;
  /** What the beginning of a local file says, named by its bytes where that need not be text; quick where many are asked for at once. */
  header(file: string | Buffer): Promise<Looked>;
  /** The embedded metadata of a local file, without decoding its pixels. */
  blocks(file: string, options?: { readonly signal?: AbortSignal }): Promise<MetadataBlocks>;
  /** Plans by index, asked for all images at once; for all sizes and the original unless `sizes` names some. Never rejects: what could not be planned is refused by its plan. */
  plans(images: readonly { readonly id: number; readonly version: number }[], viewer: Viewer, sizes?: readonly string[]): Promise<ImagePlan[]>;
  /** By index of the images. */
  urls(images: readonly MediaImage[], plans: readonly ImagePlan[]): Promise<MediaUrls[]>;
  /** The URL of one size; null where this image has no such size, and for an original that a step changes or refuses. */
  address(image: MediaImage, plan: ImagePlan, size: string): Promise<string | null>;
  /** The 16 characters that stand in the URL of this size (`original` too) for who has this plan. */
  hash(image: { readonly id: number; readonly version: number }, plan: ImagePlan, size: string): Promise<string>;
  /** One size, made where it is missing, once however many ask; null where this image has no such size or extension. */
  derivative(image: MediaSource, plan: ImagePlan, size: string, ext?: string): Promise<Derivative | null>;
  /** All sizes that are missing, from one decode, and what the picture looks like where that is asked for. */
  makeAll(image: MediaSource, plan: ImagePlan, options?: MakeOptions): Promise<Made>;
  /** Makes all sizes as these settings would have them, answers how many bytes each has, and keeps none. */
  tryAll(image: MediaSource, plan: ImagePlan, settings: MediaSettings, signal?: AbortSignal): Promise<TriedSize[]>;
  /** Why an image cannot be decoded, as far as that was found out; null where nothing speaks against it. */
  faultOf(image: { readonly id: number; readonly version: number }): Promise<GalleryError | null>;
  /** Keeps a copy of a file that steps will refer to; answers the reference, `file:<sha256>`. */
  keepFile(file: string): Promise<string>;
  /** Removes the derivatives of an image, all versions, all plans, and what is remembered of it. */
  forget(imageId: number): Promise<void>;
  /** Ends all decode processes; nothing is left running. */
  close(): Promise<void>;
}
