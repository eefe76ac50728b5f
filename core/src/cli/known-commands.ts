import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A command of a plugin as help lists it. */
export interface KnownCommand {
  readonly plugin: string;
  readonly name: string;
  readonly description: string;
}

const fileIn = (dataDir: string): string => path.join(dataDir, 'plugins', 'commands.json');

const isKnown = (value: unknown): value is KnownCommand =>
  typeof value === 'object' && value !== null && ['plugin', 'name', 'description'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string');

/**
 * Commands that plugins had when some command last loaded them: help names them without running anybody's code. None where
 * that cannot be told.
 */
export function readKnownCommands(dataDir: string): KnownCommand[] {
  try {
    const found: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    return Array.isArray(found) ? found.filter(isKnown) : [];
  } catch {
    return [];
  }
}

/** Help does without where the folder cannot be written to. */
export function writeKnownCommands(dataDir: string, commands: readonly KnownCommand[]): void {
  const text = JSON.stringify(commands);
  if (text === JSON.stringify(readKnownCommands(dataDir))) return;
  const file = fileIn(dataDir);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}
