/**
 * What a page's frame and the Jira page around it say to each other: messages of plain data, since functions do
 * not cross. Each side takes them from the other's window and origin alone.
 */

/** A location within the page, as the `history` package has it. */
export type PageLocation = {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state: unknown;
  readonly key: string;
};
export type HistoryAction = 'PUSH' | 'REPLACE' | 'POP';

/** Of `@atlaskit/tokens`, in the form of `getContext().theme`. */
export type Theme = {
  readonly colorMode: 'light' | 'dark';
  readonly light: 'light';
  readonly dark: 'dark';
  readonly spacing: 'spacing';
  readonly typography: 'typography';
  readonly shape: 'shape';
};

/** From the frame: a call of the bridge, or the height of its content. */
export type FromFrame =
  | { readonly kind: 'call'; readonly id: number; readonly op: string; readonly payload: unknown }
  | { readonly kind: 'height'; readonly height: number };

/** To the frame: the answer of a call, or something that happened outside. */
export type ToFrame =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: string }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'moved'; readonly location: PageLocation; readonly action: HistoryAction }
  | { readonly kind: 'flag-action'; readonly flagId: string; readonly at: number };

/** Attributes that make `@atlaskit/tokens` show this theme. */
export const themeAttributes = ({ colorMode }: Theme): Readonly<Record<'data-color-mode' | 'data-theme', string>> => ({
  'data-color-mode': colorMode,
  'data-theme': 'light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion',
});
