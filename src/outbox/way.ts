// Asks a platform for the way of a delivery, and goes on where that fails.
import type { Platform, Way } from '../chat/platform.ts';
import type { Outgoing } from './outgoing.ts';

/** Who does not know the limits goes slowly. */
const SLOWLY: Way = { account: '', limits: [{ key: 'unknown', most: 1, within: 60_000 }] };

/** The platform's own `way`; where that throws, `fault` is told and one a minute may go. Undefined where there is none. */
export function carefully(
  platform: Platform,
  fault: (one: Outgoing, error: unknown) => void,
): ((one: Outgoing) => Way) | undefined {
  if (!platform.way) return undefined;
  return (one) => {
    try {
      return platform.way!(one);
    } catch (error) {
      fault(one, error);
      return SLOWLY;
    }
  };
}
