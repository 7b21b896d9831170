import type { Migration } from './types.ts';

export const heat: Migration = {
  name: '0010-heat',
  // From thousandths to billionths: in thousandths the 3,000th backer of a day no longer showed.
  statements: () => ['update feedback_item set heat = heat * 1000000'],
};
