import type { Log } from '@picturerail/sdk';
import { destination, pino, stdSerializers } from 'pino';

const secrets = ['password', 'token', 'secret', 'cookie', 'authorization'].flatMap((name) => [name, `*.${name}`]);

/** Lines of JSON on standard output, or on standard error where output is data. */
export function createLog(level: string, options: { readonly process?: string; readonly stderr?: boolean } = {}): Log {
  const base = options.process === undefined ? {} : { process: options.process };
  const lines = pino({ level, base, redact: secrets, serializers: { error: stdSerializers.err } }, destination({ fd: options.stderr ? 2 : 1, sync: true }));
  return {
    debug: (message, data) => lines.debug(data, message),
    info: (message, data) => lines.info(data, message),
    warn: (message, data) => lines.warn(data, message),
    error: (message, data) => lines.error(data, message),
  };
}
