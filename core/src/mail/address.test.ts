import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['ana@example.org', '', 'ana@example.org'],
  ['  ana@example.org ', '', 'ana@example.org'],
  ['Ana <ana@example.org>', 'Ana', 'ana@example.org'],
  ['"Ana, the first" <ana@example.org>', 'Ana, the first', 'ana@example.org'],
  ['Zoë Müller<zoe+photos@bücher.example>', 'Zoë Müller', 'zoe+photos@bücher.example'],
  ["<o'neill@mail.example.org>", '', "o'neill@mail.example.org"],
  ['root@localhost', '', 'root@localhost'],
])('"%s" is an address', (text, name, address) => {
  if (text.startsWith('<')) expect(() => parseAddress('to', text)).toThrow('one address');
  else expect(parseAddress('to', text)).toEqual({ name, address });
});

test.each([
  '',
  'ana',
  'ana@',
  '@example.org',
  'ana@example.org, ben@example.org',
  'ana@example.org;ben@example.org',
  'ana@example.org\r\nBcc: all@example.org',
  'Ana\n <ana@example.org>',
  'Ana <ana@example.org> <ben@example.org>',
  'Ana <ana@example.org>, ben@example.org',
  'ana@exam ple.org',
  'ana@-example.org',
  'ana@example..org',
  'ana@[127.0.0.1]',
  `${'a'.repeat(65)}@example.org`,
  `ana@${'a'.repeat(250)}.org`,
  7,
  undefined,
])('"%s" is none, and no header either', (text) => {
  expect(() => parseAddress('to', text)).toThrow('A message was not sent: its "to" is');
});
