import { describe, expect, it } from 'vitest';
import { namesOfPath, pathOfNames } from './album-path.ts';

describe('an album path', () => {
  it('is names joined by slashes', () => {
    expect(namesOfPath('Travel/Europe & Asia/Rome (2019)')).toEqual(['Travel', 'Europe & Asia', 'Rome (2019)']);
  });

  it('takes a slash or a backslash within a name after a backslash', () => {
    expect(namesOfPath('AC\\/DC/a\\\\b/c\\d')).toEqual(['AC/DC', 'a\\b', 'c\\d']);
    expect(namesOfPath('ends with \\/')).toEqual(['ends with /']);
  });

  it('does not mind slashes around it, and composes letters', () => {
    expect(namesOfPath('/Cafe\u0301/')).toEqual(['Caf\u00e9']);
  });

  it('refuses a name that is empty', () => {
    expect(() => namesOfPath('a//b')).toThrow('"a//b"');
    expect(() => namesOfPath('')).toThrow('names joined by "/"');
  });

  it('comes back as it went', () => {
    const names = ['a/b', 'c\\', '\\/', 'plain'];
    expect(namesOfPath(pathOfNames(names))).toEqual(names);
  });
});
