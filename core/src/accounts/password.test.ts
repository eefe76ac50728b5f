import { describe, expect, it } from 'vitest';
import { hashIsDated, hashPassword, verifyPassword } from './password.ts';
import { passwordWeakness } from './password-weakness.ts';

describe('passwords', () => {
  it('match what they were hashed from and nothing else', async () => {
    const hash = await hashPassword('Grüße vom Meer');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'Grüße vom Meer')).toBe(true);
    expect(await verifyPassword(hash, 'Grüße vom Meer'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(hash, 'grüße vom Meer')).toBe(false);
    expect(await verifyPassword(hash, '')).toBe(false);
  });

  it('match nothing where there is no hash, a broken one, or too much to hash', async () => {
    expect(await verifyPassword(null, '')).toBe(false);
    expect(await verifyPassword('plain', 'plain')).toBe(false);
    const empty = await hashPassword('');
    expect(await verifyPassword(empty, 'x'.repeat(1001))).toBe(false);
  });

  it('know hashes of other costs', async () => {
    expect(hashIsDated(await hashPassword('a'))).toBe(false);
    expect(hashIsDated('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA')).toBe(true);
  });
});

describe('a password is refused', () => {
  const words = ['Ana Lovelace', 'ana@example.org', 'Le Musée'];
  const says = (password: string) => passwordWeakness(password, words);

  it('when it is shorter than ten characters, however they are encoded', () => {
    expect(says('x9-Kq!7zW')).toMatch(/at least 10/);
    expect(says('😀😀😀😀😀')).toMatch(/at least 10/);
  });

  it('when it is longer than anybody types', () => {
    expect(says('ab3$'.repeat(300))).toMatch(/at most 1000/);
  });

  it('when it consists of the own name or the gallery’s, also disguised', () => {
    for (const password of ['analovelace', 'AnaLovelace1', 'lovelace2024!', 'L0vel4ce-1815', 'lemusee2024', 'LeMusée!!!!', 'ana@example.org'])
      expect(says(password), password).toMatch(/your name/);
  });

  it('when it is put together from what is tried first', () => {
    for (const password of [
      'password123',
      'P@ssw0rd2024',
      'qwertyuiop',
      'qwertz12345',
      '1234567890',
      '0123456789',
      'abcdefghijkl',
      'Sommer2024!',
      'iloveyou!!1',
      'passwortpasswort',
      'adminadmin1',
      '12345678901',
    ])
      expect(says(password), password).toMatch(/first that others would try/);
  });

  it('when it repeats a few characters', () => {
    for (const password of ['aaaaaaaaaaaa', 'abababababab', '1212121212']) expect(says(password), password).toMatch(/repeats/);
  });

  it('but not when it takes guessing', () => {
    for (const password of [
      'correct horse battery',
      'Zx9!kTq2mW',
      'anas blaue tasse',
      'vier alte kamele',
      'tgkq-zpvw-mnrs',
      'пароль моей мамы',
      '8493-2716-5508',
    ])
      expect(says(password), password).toBeNull();
  });
});
