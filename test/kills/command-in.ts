import { spawn } from 'node:child_process';
import path from 'node:path';
import type { TestPlace } from '@picturerail/testing';
import { type Doing, doing } from './doing.ts';

const bin = path.resolve(import.meta.dirname, '../../core/bin.mjs');

/** The command as people type it, begun. */
export const commandIn = ({ env }: TestPlace, words: readonly string[]): Doing =>
  doing(spawn(process.execPath, [bin, ...words], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }), false);
