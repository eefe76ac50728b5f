import type { Json } from './json.ts';

export interface ErrorDetails {
  /** HTTP status: 4xx a refusal (the sentence is shown), 500 a fault (a generic text is shown), 503 an outage. */
  readonly status?: number;
  /** Machine-readable particulars, shown to API clients. */
  readonly data?: { readonly [key: string]: Json };
  readonly cause?: unknown;
}

const mark = Symbol.for('picturerail.error');

/**
 * The one error of the house. `code` is words joined by dashes (`album-inside-itself`; a plugin's begins with its id);
 * `message` is a sentence that says what was attempted, the offending value in quotes, and what would be right.
 */
export class GalleryError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: { readonly [key: string]: Json };

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GalleryError';
    this.code = code;
    this.status = details.status ?? 400;
    this.data = details.data ?? {};
    Object.defineProperty(this, mark, { value: true });
  }
}

/** True for errors of this class from any copy of the SDK. */
export function isGalleryError(error: unknown): error is GalleryError {
  return typeof error === 'object' && error !== null && mark in error;
}
