import { rangeUnsatisfiable } from '../errors.ts';

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * The part of `bytes` bytes that a Range header asks for; null for the whole: without a header, for units and lists of
 * ranges we do not serve, and where `If-Range` names another version (RFC 9110, 14.2 and 13.1.5).
 */
export function byteRange(header: string, ifRange: string, { bytes, etag }: { readonly bytes: number; readonly etag: string }): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (match[1] === '' && match[2] === '') || (ifRange !== '' && ifRange !== etag)) return null;
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (from !== '' && to !== '' && Number(to) < start) return null;
  if (start >= bytes || (from === '' && Number(to) === 0)) throw rangeUnsatisfiable(bytes);
  return { start, end };
}
