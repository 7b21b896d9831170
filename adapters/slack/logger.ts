// Bolt's log lines among ours: warnings and errors only, since its others hold what people wrote.
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../src/log.ts';

const LONGEST = 500;

export function boltLogger(log: Logger): BoltLogger {
  const line = (parts: unknown[]): string => parts.map(String).join(' ').slice(0, LONGEST);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn(`slack: ${line(parts)}`),
    error: (...parts) => log.warn(`slack: ${line(parts)}`),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
