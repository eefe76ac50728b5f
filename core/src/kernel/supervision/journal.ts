import { join } from 'node:path';
import { isGone, isHere, thisProcess } from '#runtime';
import { type Accusation, accusations } from './accuse.ts';
import { type DurableFile, readDurable, removeDurable, renameDurable, writeDurably } from './durable-files.ts';

/** A plugin that is not to be started, because of how a process ended. */
export interface Suspect extends Pick<Accusation, 'plugin' | 'version' | 'reason'> {
  /** The files that say so. */
  readonly names: readonly string[];
}

/**
 * Who was being started when a process ended, and who ended one: what a process must know of those before it and could not
 * be told. A folder of small files, since it must be written where nothing else may work any more.
 */
export interface Journal {
  /** To be called before any code of a plugin runs in this process; answers what to call when its start is through, well or not. */
  begin(plugin: { readonly id: string; readonly version: string }): () => void;
  /**
   * Who must not be started: who ended a process, and whose start was under way twice when one ended. Once may be chance,
   * such as a power cut or an impatient stop: then it is tried again.
   */
  suspects(): Suspect[];
  /** To be called when the registry knows of them. */
  forget(suspects: readonly Suspect[]): void;
}

/** A start that is under way, or was when its process ended. */
interface Start extends Pick<Accusation, 'plugin' | 'version' | 'at'> {
  readonly holder: string;
}

const starts = 'start';
/** A start that ended with its process, by chance or not. */
const marks = 'again';

/** Of a process of another machine nothing is known; no start takes that long. */
const elsewhereMs = 300_000;

/** An accusation that the registry knows of. */
const told = 'told';
/** Kept that long for the supervisor, who counts them. */
const toldMs = 600_000;

const kindOf = ({ name }: DurableFile): string => name.split('.', 1)[0] as string;
const markOf = (plugin: string): string => `${marks}.${plugin}`;

const unfinishedTwice = ({ plugin, version }: Start): string =>
  `The process ended twice while the plugin "${plugin}" ${version} was being started, without a word from either.`;

export const journalDir = (dataDir: string): string => join(dataDir, 'plugins', '.journal');

/** Plugins that have ended a process since then, epoch ms, some minutes ago at most. */
export const accusedPlugins = (dataDir: string, since: number): string[] =>
  readDurable(journalDir(dataDir))
    .filter((file) => [accusations, told].includes(kindOf(file)) && (file.content as unknown as Accusation).at >= since)
    .map(({ content }) => (content as unknown as Accusation).plugin);

export function createJournal(dir: string, now: () => number = Date.now): Journal {
  let begun = 0;

  const isOver = ({ content }: DurableFile): boolean => {
    const { holder, at } = content as unknown as Start;
    return isHere(holder) ? isGone(holder) : now() - at > elsewhereMs;
  };
  const accused = (files: readonly DurableFile[]): Suspect[] =>
    files
      .filter((file) => kindOf(file) === accusations)
      .map(({ name, content }) => {
        const { plugin, version, reason } = content as unknown as Accusation;
        return { plugin, version, reason, names: [name] };
      });

  /** The first time it is let off, with a mark; processes that started it at the same time are the same time. */
  const judge = (files: readonly DurableFile[], { name, content }: DurableFile): Suspect[] => {
    const start = content as unknown as Start;
    const mark = files.find((file) => file.name === markOf(start.plugin));
    if (mark && (mark.content as unknown as Start).at < start.at) {
      return [{ plugin: start.plugin, version: start.version, reason: unfinishedTwice(start), names: [name, mark.name] }];
    }
    if (!mark) writeDurably(dir, markOf(start.plugin), { ...start, at: now() });
    removeDurable(dir, name);
    return [];
  };

  return {
    begin: ({ id, version }) => {
      begun += 1;
      const name = `${starts}.${id}.${process.pid}.${begun}`;
      const start: Start = { plugin: id, version, at: now(), holder: thisProcess };
      writeDurably(dir, name, start);
      return () => {
        removeDurable(dir, name);
        removeDurable(dir, markOf(id));
      };
    },
    suspects: () => {
      const files = readDurable(dir);
      for (const { name, content } of files.filter((file) => kindOf(file) === told))
        if ((content as unknown as Accusation).at < now() - toldMs) removeDurable(dir, name);
      const found = accused(files);
      const unfinished = files.filter((file) => kindOf(file) === starts && isOver(file));
      const explained = unfinished.filter(({ content }) => found.some(({ plugin }) => plugin === content.plugin));
      for (const { name } of explained) removeDurable(dir, name);
      return [...found, ...unfinished.filter((file) => !explained.includes(file)).flatMap((file) => judge(files, file))];
    },
    forget: (suspects) => {
      for (const name of suspects.flatMap(({ names }) => names)) {
        if (name.startsWith(`${accusations}.`)) renameDurable(dir, name, name.replace(accusations, told));
        else removeDurable(dir, name);
      }
    },
  };
}
