// Slack's ids as ours: a person and a room carry their workspace, since one Canyu may serve several. Pure.

/** What Slack calls things: T… a workspace, U… or W… a person, C…, G… or D… a conversation. https://docs.slack.dev/reference/objects */
const ID = /^[A-Z][A-Z0-9]{0,31}$/;
const TIMESTAMP = /^\d{1,12}\.\d{1,6}$/;

/** The room of a person's App Home tab, which is seen by that person alone. */
const HOME = 'home';

/** True for an id as Slack makes them. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** True for the `ts` of a message, which is both its id in a conversation and its time. */
export function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && TIMESTAMP.test(value);
}

/** The instant of a `ts`, whole ms. */
export function instantOf(timestamp: string): number {
  const [seconds = '0', fraction = ''] = timestamp.split('.');
  return Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** `T….U…` or `T….C…`. */
export function inTeam(team: string, id: string): string {
  return `${team}.${id}`;
}

export function homeOf(team: string): string {
  return inTeam(team, HOME);
}

/** Where a delivery goes, in Slack's ids; undefined where the address is none of ours. */
export type Place =
  | { type: 'direct'; team: string; user: string }
  | { type: 'room'; team: string; channel: string }
  | { type: 'private'; team: string; channel: string; user: string }
  | { type: 'home'; team: string; user: string };

export function placeOf({ account, room }: { account?: string; room?: string }): Place | undefined {
  const person = account === undefined ? undefined : parse(account);
  const place = room === undefined ? undefined : parse(room);
  if ((account !== undefined && (!person || person.id === HOME)) || (room !== undefined && !place)) return undefined;
  if (!place) return person && { type: 'direct', team: person.team, user: person.id };
  const { team, id } = place;
  if (person && person.team !== team) return undefined;
  if (id === HOME) return person && { type: 'home', team, user: person.id };
  return person ? { type: 'private', team, channel: id, user: person.id } : { type: 'room', team, channel: id };
}

function parse(text: string): { team: string; id: string } | undefined {
  const [team, id, ...rest] = text.split('.');
  if (!isId(team) || rest.length > 0 || (!isId(id) && id !== HOME)) return undefined;
  return { team, id };
}
