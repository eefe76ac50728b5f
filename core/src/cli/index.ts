/**
 * cli: the command, one file for each. It opens the gallery beside a server or without one, calls the same use cases as
 * the pages, and says what came of it: data on standard output, everything else on standard error, one sentence for an
 * error. It refuses to take a password as an argument, decides no rights (whoever may run it may do everything), and
 * holds no rule of its own. Words it owns: command, terminal, demo.
 */
export { run } from './run.ts';
