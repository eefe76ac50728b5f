import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'picturerail-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('the lock names the packages of every platform (else run: node .ci/complete-lock.mjs)', () => {
  copyFileSync('package-lock.json', join(folder, 'package-lock.json'));
  execFileSync('node', [join(process.cwd(), '.ci/complete-lock.mjs')], { cwd: folder });
  expect(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))).toEqual(JSON.parse(readFileSync('package-lock.json', 'utf8')));
});

it('the lock says nothing of where a package was fetched', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved": "http');
});
