import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from './results-page.ts';
import { scales } from './scales.ts';

export interface Ground {
  /** The repository. */
  readonly root: string;
  /** Epoch ms at which a part has to be through. */
  readonly until: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly numFailedTests: number;
}

/** Runs test/soak/<part>.*soak.ts in a process group of its own, of which nothing is left behind. */
export async function runPart(part: string, { root, until }: Ground): Promise<Pick<Result, 'told' | 'seconds' | 'result'>> {
  const folder = mkdtempSync(join(tmpdir(), 'picturerail-soak-'));
  const [told, report] = [join(folder, 'told'), join(folder, 'report.json')];
  const began = Date.now();
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'soak', `test/soak/${part}.`];
  const child = spawn(process.execPath, [...words, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...scales, SOAK_TOLD: told },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let late = false;
  const end = () => child.pid !== undefined && killGroup(child.pid);
  const timer = setTimeout(() => {
    late = true;
    end();
  }, until - began);
  process.once('exit', end);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  process.off('exit', end);
  clearTimeout(timer);
  end();
  const counted = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : null;
  const said = existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : [];
  rmSync(folder, { recursive: true });
  return { told: said, seconds: (Date.now() - began) / 1000, result: late ? 'failed: out of time' : resultOf(counted, code) };
}

/** A test that was skipped is one that did not run: the soak is for all of them. */
function resultOf(report: Report | null, code: number | null): string {
  if (!report) return `failed: ended with code ${code} and no report`;
  const { numPassedTests: passed, numTotalTests: total } = report;
  return code === 0 && total > 0 && passed === total ? `passed ${passed} of ${total}` : `failed: passed ${passed} of ${total}`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
