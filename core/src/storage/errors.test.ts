import { expect, test } from 'vitest';
import { storageFailed } from './errors.ts';

test.each([
  ['ENOSPC', 'storage-full', 503, 'the disk is full'],
  ['EDQUOT', 'storage-full', 503, 'the disk is full'],
  ['EROFS', 'storage-read-only', 503, 'read-only'],
  ['EACCES', 'storage-forbidden', 503, 'owner and permissions'],
  ['EPERM', 'storage-forbidden', 503, 'owner and permissions'],
  ['EMFILE', 'storage-busy', 503, 'too many files'],
  ['ENAMETOOLONG', 'storage-path-long', 409, 'shorten the titles'],
  ['EIO', 'storage-failed', 500, 'i/o error'],
])('%s is told as %s, an outage where somebody can mend it', (code, expected, status, why) => {
  const cause = Object.assign(new Error('i/o error'), { code });
  const error = storageFailed('written', 'Album/a.jpg', cause);
  expect(error).toMatchObject({ code: expected, status, cause });
  expect(error.message).toContain(`"Album/a.jpg" could not be written: `);
  expect(error.message).toContain(why);
});

test('what is no error of the file system keeps its words', () => {
  expect(storageFailed('read', 'a', 'nonsense').message).toBe('"a" could not be read: nonsense.');
});
