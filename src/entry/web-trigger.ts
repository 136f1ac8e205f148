/** Forge module webtrigger: every call by a key comes in here. */
import { handleCall } from '../gateway/pipeline';
import type { WebTriggerResponse } from '../gateway/respond';

export const gateway = (event: unknown): Promise<WebTriggerResponse> => handleCall(event);
