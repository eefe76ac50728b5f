/** The environment of this process with some variables changed, for a process started by it. */
export const environmentWith = (changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({ ...process.env, ...changes });
