// What only some files may touch: time, chance, the environment, transactions, and errors that nobody expected.
import ts from 'typescript';
import { lineOf, type Source, walk } from './source.ts';

interface Border {
  names: readonly string[];
  /** The files that may, each with its reason; a path that ends in / is a folder. */
  may: Readonly<Record<string, string>>;
}

const borders: readonly Border[] = [
  {
    names: ['Date.now', 'new Date()', 'Temporal.Now', 'performance.now', 'setTimeout', 'setInterval', 'setImmediate'],
    may: {
      'src/clock.ts': 'the one source of time',
      'src/main.ts': 'hands time to what has no clock: the report of doctor',
      'src/program.ts':
        'puts the parts together: the instant of a migration, and time that goes by whatever the clock is set to',
      'src/commands.ts': 'the command line speaks at the moment it is called',
      'adapters/': 'connections live by the time of the network',
    },
  },
  {
    names: ['Math.random', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'],
    may: {
      'src/ids.ts': 'the one source of chance',
      'src/main.ts': 'names the events of the terminal',
      'src/keep/secret.ts': 'makes the secret of an installation that names none, and the nonces under it',
      'adapters/': 'jitter keeps a platform from seeing a pattern',
    },
  },
  { names: ['process.env'], may: { 'src/main.ts': 'hands the environment to the settings' } },
  { names: ['.transaction'], may: { 'src/db/transaction.ts': 'the one way to open one' } },
  { names: ['fetch'], may: { 'adapters/': 'the network is theirs' } },
  { names: ['console', 'process.exit', 'eval', 'Function'], may: {} },
];

export function crossings(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const faults: string[] = [];
    walk(source.tree, (node) => {
      const name = nameOf(node);
      const border = name !== undefined && borders.find(({ names }) => names.includes(name));
      if (!border || listed(source.path, border.may)) return;
      faults.push(`${source.path}:${lineOf(node)} ${name} is not for this file`);
    });
    return faults;
  });
}

/** Paths of the lists above that are no more. */
export function idlePermissions(paths: readonly string[]): string[] {
  const named = [...borders.flatMap(({ may }) => Object.keys(may)), ...Object.keys(catchers)];
  return named.filter((name) => !paths.some((path) => path === name || (name.endsWith('/') && path.startsWith(name))));
}

function listed(path: string, may: Readonly<Record<string, string>>): boolean {
  return Object.keys(may).some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
}

/** How a border names this piece of code; undefined for what no border could mean. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) {
    const whole = `${node.expression.getText()}.${node.name.text}`;
    const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
    if (called && node.name.text === 'transaction') return '.transaction';
    return whole.replace(/^(globalThis|crypto)\./, '');
  }
  if (ts.isIdentifier(node) && standsAlone(node)) return node.text;
  return undefined;
}

/** The thing itself: not the name of a property, of a type or of something declared here. */
function standsAlone(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent)) return true;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent)) return false;
  return !('name' in parent && parent.name === node);
}

/**
 * The catches that let something end there which nobody expected, how many of them a file has, and why. The three of DESIGN.md come
 * first. Every other catch looks at what it caught (`if (!(error instanceof …)) throw error`) or ends with a throw.
 */
const catchers: Readonly<Record<string, readonly [number, string]>> = {
  'src/engine/turns.ts': [2, 'the batch: run again in smaller ones, until the turn to blame is alone, and an incident'],
  'src/outbox/worker.ts': [2, 'the outbox worker: a database that cannot be asked is an incident, and asked again'],
  'src/outbox/supply.ts': [1, 'the outbox worker: a table that cannot be read is an incident, and read again'],
  'src/outbox/health.ts': [1, 'the outbox worker: a row that cannot be written is an incident, and written later'],
  'src/outbox/way.ts': [
    1,
    'the outbox worker: a platform that cannot say what it allows is an incident, and sent to slowly',
  ],
  'src/outbox/marking.ts': [2, 'the outbox worker: results that could not be stored are incidents, and stored later'],
  'src/schedule/ticker.ts': [1, 'the ticker: a database that fails is an incident, and looked at again'],
  'src/schedule/run.ts': [
    3,
    'the ticker: a job that fails, or cannot hear what was missed, is an incident and tried again',
  ],
  'src/engine/intake.ts': [1, 'hands the fault to whoever waits for the commit'],
  'src/engine/botkit-runtime.ts': [1, 'Botkit would hide it from us: it is kept, and thrown after the step'],
  'src/engine/incidents.ts': [1, 'a fault that cannot be noted leaves its line in the log'],
  'src/outbox/attempt.ts': [2, 'a platform that throws has not told whether it delivered, nor what it found'],
  'src/keep/cipher.ts': [1, 'node tells by throwing that a value does not authenticate: it is damaged'],
  'src/supervise.ts': [1, 'a platform that cannot start is told so in its health, and tried again'],
  'src/db/sqlite3-dialect.ts': [1, 'after a full disk SQLite has rolled back already'],
  'src/db/inspect.ts': [1, 'a folder that cannot be written answers no'],
  'src/db/lock.ts': [1, 'a lock whose holder cannot be named is still a lock'],
  'src/db/open-sqlite.ts': [1, 'closes what it opened, and rejects with the same error'],
  'src/campaigns/command-line.ts': [2, 'a file that cannot be read is a line of the report'],
  'src/text/lint.ts': [1, 'a message that cannot be read is a fault of the catalog, listed with the others'],
  'src/text/zone.ts': [1, 'a name that Intl refuses is no zone'],
  'adapters/slack/calls.ts': [1, 'what Slack or the network refused is an outcome; everything else is thrown on'],
  'adapters/slack/door.ts': [1, 'a request that could not be taken is answered 500: Slack brings it again'],
  'adapters/slack/entrance.ts': [
    1,
    'what keeps Slack from telling who we are is told to staff; everything else is thrown on',
  ],
  'adapters/slack/socket.ts': [
    3,
    'a connection or an envelope that fails is noted: the one is tried, the other brought again',
  ],
  'adapters/terminal/flow-control.ts': [1, 'the next in line waits for the end of this one, whatever that was'],
  'adapters/terminal/inbound.ts': [1, 'what is not JSON is told so'],
  'adapters/terminal/interactive.ts': [2, 'whoever types is told, and may go on'],
  'adapters/terminal/json-lines.ts': [3, 'whoever sent the line is told, and may go on'],
  'adapters/terminal/lines.ts': [1, 'an input that breaks has ended'],
  'adapters/terminal/slash.ts': [1, 'whoever set the clock is told'],
};

export function catchAlls(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const found: number[] = [];
    walk(source.tree, (node) => {
      if (ts.isCatchClause(node) && !looksFirst(node) && !endsWithThrow(node)) found.push(lineOf(node));
      if (isCatchCall(node)) found.push(lineOf(node));
    });
    const [most] = catchers[source.path] ?? [0];
    if (found.length === most) return [];
    return [`${source.path}:${found.join(',')} catches everything ${found.length} times, and ${most} are explained`];
  });
}

function looksFirst({ block }: ts.CatchClause): boolean {
  const [first] = block.statements;
  if (!first || !ts.isIfStatement(first) || !ts.isThrowStatement(first.thenStatement)) return false;
  return /^!\(\w+ instanceof \w+\)/.test(first.expression.getText());
}

function endsWithThrow({ block }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  return last !== undefined && ts.isThrowStatement(last);
}

function isCatchCall(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'catch'
  );
}
