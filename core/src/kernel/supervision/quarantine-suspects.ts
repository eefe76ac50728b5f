import type { Log } from '@picturerail/sdk';
import { sentenceOf } from '../errors.ts';
import type { Registry } from '../registry/registry.ts';
import type { Journal } from './journal.ts';

export interface QuarantineSuspectsOptions {
  readonly journal: Pick<Journal, 'suspects' | 'forget'>;
  readonly registry: Pick<Registry, 'look' | 'quarantine'>;
  readonly log: Log;
}

/** Switches off who ended processes before this one, unless another version of it is current by now. To be called before plugins are started. */
export async function quarantineSuspects({ journal, registry, log }: QuarantineSuspectsOptions): Promise<void> {
  try {
    const suspects = journal.suspects();
    if (suspects.length === 0) return;
    const { packages } = (await registry.look()).discovery;
    for (const { plugin, version, reason } of suspects)
      if (packages.some((one) => one.id === plugin && one.version === version)) await registry.quarantine(plugin, reason);
    journal.forget(suspects);
  } catch (error) {
    log.error('It cannot be known which plugins ended processes before this one.', { reason: sentenceOf(error) });
  }
}
