/**
 * The content security policy under which Forge serves a page's files in production, made by the platform's own
 * package. Two things differ here: the page may stand in the frame of the local site as well, and what a browser
 * reports stays on this machine.
 */
import { CSPInjectionService } from '@forge/csp';

const NOTHING_MORE = {
  'connect-src': [],
  'font-src': [],
  'frame-src': [],
  'img-src': [],
  'media-src': [],
  'script-src': [],
  'style-src': [],
};

/** Directives of the policy, in production's order. `ancestor` is the origin whose page holds the frame. */
export function framePolicy(ancestor: string, reportPath: string): string {
  const directives = new CSPInjectionService().getInjectableCSP({
    // The manifest loosens nothing; one that does is refused when it is read.
    existingCSPDetails: NOTHING_MORE,
    microsEnv: 'prod',
    parentEmbeddingDomain: ancestor,
  });
  return directives
    .map((directive) => (directive.startsWith('report-uri ') ? `report-uri ${reportPath}` : directive))
    .join('; ');
}
