import { mailAddressInvalid } from './errors.ts';

export interface Address {
  /** Empty where none is given. */
  readonly name: string;
  readonly address: string;
}

/** What servers take, without the forms that nobody has (RFC 5321, 4.1.2): no quoted names, no comments, no lists. */
const bare = /^[^\s<>@"(),:;\\[\]]{1,64}@(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;
const named = /^(?:"([^"\\<>]{1,100})"|([^"\\<>@,;]{1,100}?))\s*<([^<>]+)>$/;

/** Reads `ana@example.org` or `Ana <ana@example.org>`. Errors: `mail-address-invalid`. */
export function parseAddress(field: string, text: unknown): Address {
  if (typeof text !== 'string' || /\p{Cc}/u.test(text)) throw mailAddressInvalid(field, text);
  const trimmed = text.trim();
  const [, quoted, plain, inside] = named.exec(trimmed) ?? [];
  const address = inside?.trim() ?? trimmed;
  if (!bare.test(address)) throw mailAddressInvalid(field, text);
  return { name: (quoted ?? plain ?? '').trim(), address };
}
