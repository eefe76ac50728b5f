import { isGalleryError } from '@picturerail/sdk';
import { databaseBusy, databaseFailing, databaseFull, databaseGone, databaseReadOnly } from './errors.ts';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
  'ER_CONNECTION_KILLED',
  'ER_SERVER_SHUTDOWN',
  'ER_NEW_ABORTING_CONNECTION',
]);
const full = new Set(['ER_DISK_FULL', 'ER_RECORD_FILE_FULL', 'ER_TEMP_FILE_WRITE_FAILURE']);
const readOnly = new Set(['ER_OPTION_PREVENTS_STATEMENT', 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION', 'ER_READ_ONLY_MODE']);

/** Result codes of sqlite.org/rescode.html, the lower byte. */
const sqlite: Readonly<Record<number, (cause: unknown) => Error>> = {
  5: (cause) => databaseBusy(0, cause),
  6: (cause) => databaseBusy(0, cause),
  8: databaseReadOnly,
  10: databaseFailing,
  11: databaseFailing,
  13: databaseFull,
  14: databaseFailing,
  26: databaseFailing,
};

/** What a driver threw, as an outage where the statement is not to blame; anything else as it is. */
export function outageOf(error: unknown): unknown {
  if (isGalleryError(error) || typeof error !== 'object' || error === null) return error;
  const { code, errcode, fatal } = error as { code?: unknown; errcode?: unknown; fatal?: unknown };
  if (typeof errcode === 'number') return sqlite[errcode % 256]?.(error) ?? error;
  if (full.has(String(code))) return databaseFull(error);
  if (readOnly.has(String(code))) return databaseReadOnly(error);
  // What is asked of a connection after it was lost says so in words only.
  if (unreachable.has(String(code)) || fatal === true) return databaseGone(error);
  return error;
}

/** Runs work of a driver and tells outages from faults. */
export async function tellingOutages<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw outageOf(error);
  }
}
