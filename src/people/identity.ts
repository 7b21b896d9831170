// An identity as staff type it.
import { UserError } from '../errors.ts';
import { quote } from '../text/phrase.ts';
import { type IdentityAddress, parseIdentity } from './store.ts';
import { peopleTexts } from './text.ts';

/** Reads `platform:account`. Throws a UserError where it is not of that form. */
export function readIdentity(text: string): IdentityAddress {
  const address = parseIdentity(text);
  if (!address) throw new UserError(peopleTexts.refuseIdentity({ identity: quote(text.slice(0, 60)) }));
  return address;
}
