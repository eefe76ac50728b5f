import { Command, InvalidArgumentError } from 'commander';
import type { Cli } from './cli.ts';
import { runDemo } from './demo/run-demo.ts';

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
};

export const demoCommand = (cli: Cli): Command =>
  new Command('demo')
    .description('a temporary gallery with all plugins on; it is gone when you press Ctrl-C')
    .argument('[folder]', 'fill it from this folder; without one it paints its own pictures')
    .option('--port <port>', 'where it is served; 0 takes a free one', portNumber, 0)
    .action((folder: string | undefined, { port }: { port: number }) => runDemo(cli, { folder, port }));
