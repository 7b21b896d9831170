// One logger, JSON lines on standard error, so that standard output belongs to the terminal platform. Secrets never get in.
import { type Logger, pino } from 'pino';

export type { Logger };

const NAMES = ['token', 'botToken', 'appToken', 'password', 'secret', 'signingSecret', 'clientSecret', 'stateSecret'];
const SECRETS = [...NAMES, 'authorization', 'databaseUrl'].flatMap((name) => [name, `*.${name}`]);

export function createLog(level: string): Logger {
  return pino({ level, redact: SECRETS, base: undefined }, pino.destination({ dest: 2, sync: true }));
}
