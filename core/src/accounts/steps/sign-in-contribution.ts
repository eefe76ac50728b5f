import type { Rail, SignInForm, SignInRequest, SignInStep, SignInVerdict, Tables } from '@picturerail/sdk';
import { transactionOf } from '#database';
import type { Guard, PluginScope, Tap } from '#kernel';
import type { Accounts } from '../accounts.ts';
import { stepNameInvalid, stepNotDeclared, stepTransactionForeign } from '../errors.ts';
import { confirmOwner } from '../own-account.ts';
import type { KnownStep, StepCall } from './known-steps.ts';
import { deleteStep, insertStep, type RequiredStep, requiredSteps } from './step-store.ts';

const deadlineMs = 10_000;
const nameRule = /^[a-z][a-z-]{0,39}$/;

/** `rail.signIn`: steps go with the plugin's scope; of whom they are asked is written down beyond it. */
export const signInContribution =
  (a: Accounts) =>
  (scope: PluginScope, guard: Guard): Pick<Rail, 'signIn'> => {
    const { id } = scope.plugin;
    const own = new Set<string>();
    const named = (step: string): RequiredStep => {
      // Misspelt, nobody could ever pass it.
      if (!own.has(step)) throw stepNotDeclared(id, step);
      return { plugin: id, step };
    };
    const write = async (tx: Tables | undefined, run: Parameters<typeof a.database.transaction<void>>[0]): Promise<void> => {
      const inside = tx ? transactionOf(tx) : null;
      if (inside === undefined) throw stepTransactionForeign(id);
      await (inside === null ? a.database.transaction(run) : run(inside));
    };
    return {
      signIn: {
        step: (name, step) => {
          if (!nameRule.test(name)) throw stepNameInvalid(id, name);
          own.add(name);
          scope.register('sign-in step', name, () => a.steps.add({ plugin: id, step: name }, guarded(scope, guard, name, step)));
        },
        require: async (userId, step, { tx } = {}) => {
          const one = named(step);
          await write(tx, (inside) => insertStep(inside, userId, one, a.clock()));
        },
        release: async (userId, step, { tx } = {}) => {
          const one = named(step);
          await write(tx, (inside) => deleteStep(inside, userId, one));
        },
        isRequired: async (userId, step) => (await requiredSteps(a.database.read, userId)).some((one) => one.plugin === id && one.step === step),
        confirm: (userId, password) => confirmOwner(a, userId, password),
      },
    };
  };

function guarded(scope: PluginScope, guard: Guard, name: string, step: SignInStep): KnownStep {
  const tap = scope.tap(`the sign-in step "${name}"`, step.check as Tap['run']);
  const ask = async <T>(call: StepCall, run: (request: SignInRequest) => unknown, fault: (answer: unknown) => string | null) => {
    const outcome = await guard<T>(tap, { language: call.language }, { deadlineMs, run: ({ signal }) => run(requestOf(call, signal)), fault });
    return outcome.state === 'answered' ? outcome.value : null;
  };
  return {
    show: (call) => ask<SignInForm>(call, (request) => step.show(request), formFault),
    check: (call, fields) => ask<SignInVerdict>(call, (request) => step.check(request, fields), verdictFault),
  };
}

const requestOf = (call: StepCall, signal: AbortSignal): SignInRequest => ({
  userId: call.userId,
  language: call.language,
  get kept() {
    return call.kept;
  },
  keep: (value) => call.keep(value),
  signal,
});

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const fieldsOf = (value: unknown): Partial<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});

function formFault(answer: unknown): string | null {
  const { heading, message, button, fields } = fieldsOf(answer);
  const isForm = [heading, message, button].every(isText) && Array.isArray(fields);
  return isForm && fields.every((one) => isText(fieldsOf(one).name) && isText(fieldsOf(one).label))
    ? null
    : 'is no form: it has a heading, a message, fields and a button';
}

function verdictFault(answer: unknown): string | null {
  const { holds, problem } = fieldsOf(answer);
  return (holds === true && problem === undefined) || (holds === undefined && isText(problem)) ? null : 'is neither { holds: true } nor { problem }';
}
