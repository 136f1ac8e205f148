/** The platform's switches at their defaults: each at the form that is hardest to bear, or documented. */
import type { PlatformSwitches } from '../site';

export function defaultPlatformSwitches(): PlatformSwitches {
  return {
    'webtrigger.decoding': 'decoded',
    'webtrigger.commaSplit': 'split',
    'webtrigger.headerCase': 'lower',
    'webtrigger.forwardedFor': 'absent',
    'webtrigger.otherMethods': 'reach',
    'webtrigger.maxUrls': 100,
    'bridge.adminGate': 'open',
    'page.frame': 'fills',
    'storage.queryLagSeconds': 2,
    // Documented: an expired row may stay readable for up to 48 hours.
    'storage.ttlLagSeconds': 48 * 3600,
    'platform.rateLimits': 'enforced',
    'events.delivery': 'once',
  };
}
