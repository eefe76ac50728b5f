/** Names of jobs that belong to plugins. */
export const pluginJobName = (plugin: string, name: string): string => `plugin:${plugin}:${name}`;
export const hookJobName = (plugin: string, hook: string): string => `hook:${plugin}:${hook}`;
