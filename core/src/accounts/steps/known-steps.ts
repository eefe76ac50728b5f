import type { SignInForm, SignInRequest, SignInVerdict } from '@picturerail/sdk';
import { stepTwice } from '../errors.ts';
import type { RequiredStep } from './step-store.ts';

/** What a step is asked with, but for what only the call itself knows. */
export type StepCall = Omit<SignInRequest, 'signal'>;

/** A step of a plugin in force. Both answer null where the plugin has failed, or gone. */
export interface KnownStep {
  show(call: StepCall): Promise<SignInForm | null>;
  check(call: StepCall, fields: URLSearchParams): Promise<SignInVerdict | null>;
}

/** The steps of the plugins that run in this process. */
export interface KnownSteps {
  /** Answers how it is taken back. Errors: `<plugin>.step-twice`. */
  add(step: RequiredStep, known: KnownStep): () => void;
  find(step: RequiredStep): KnownStep | undefined;
}

export const nameOf = ({ plugin, step }: RequiredStep): string => `${plugin}:${step}`;

export function createKnownSteps(): KnownSteps {
  const steps = new Map<string, KnownStep>();
  return {
    add: (step, known) => {
      const name = nameOf(step);
      if (steps.has(name)) throw stepTwice(step.plugin, step.step);
      steps.set(name, known);
      return () => void steps.delete(name);
    },
    find: (step) => steps.get(nameOf(step)),
  };
}
