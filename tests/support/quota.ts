// What must hold of places, entries and numbers whatever happened: each violation is a sentence, told from the rows.
import { sql } from 'kysely';
import type { Db } from '../../src/db/schema.ts';

const checks: Record<string, string> = {
  'has not as many places as its size says':
    'select lane.name as what from lane left join place on place.lane_id = lane.id group by lane.id, lane.name, lane.size having count(place.number) <> lane.size',
  'does not have the places it was promised': `select entry.id as what from entry left join place on place.entry_id = entry.id
    group by entry.id, entry.units, entry.state
    having count(place.number) <> case when entry.state in ('held', 'offered', 'confirmed') then entry.units else 0 end`,
  'has places of two lanes':
    'select entry_id as what from place where entry_id is not null group by entry_id having count(distinct lane_id) > 1',
  'does not know its first place': `select entry.id as what from entry join place on place.entry_id = entry.id
    group by entry.id, entry.place, entry.place_lane_id having min(place.number) <> entry.place or min(place.lane_id) <> entry.place_lane_id`,
  'waits although its lane has places enough': `select entry.id as what from entry where entry.state = 'waiting' and entry.units <=
    (select count(*) from place where place.lane_id = entry.lane_id and place.entry_id is null)`,
  'has other numbers than 1, 2, 3, …': `select campaign_id as what from entry where number is not null
    group by campaign_id having max(number) <> count(*) or min(number) <> 1`,
  'has other turns than were given': `select lane.name as what from lane join entry on entry.lane_id = lane.id and entry.turn > lane.last_turn`,
  'has not a row for each of its moves': `select entry.id as what from entry left join entry_move on entry_move.entry_id = entry.id
    group by entry.id, entry.steps having count(entry_move.step) <> entry.steps`,
};

export async function wrongIn(db: Db): Promise<string[]> {
  const found: string[] = [];
  for (const [sentence, query] of Object.entries(checks)) {
    const { rows } = await sql<{ what: string }>`${sql.raw(query)}`.execute(db);
    for (const { what } of rows) found.push(`${what} ${sentence}`);
  }
  return found;
}
