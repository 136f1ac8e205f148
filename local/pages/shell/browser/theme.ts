/** The switch between light and dark. The choice is kept in the browser; without one, the system's is followed. */
import { type Theme, themeAttributes } from '../../../forge/page/messages';

const KEPT = 'jira-theme';

type ThemeSwitch = { now(): Theme; onChange(tell: (theme: Theme) => void): void };

/** Shows the chosen theme on this page, and follows the choice from now on. */
export function themeSwitch(): ThemeSwitch {
  const listeners = new Set<(theme: Theme) => void>();
  const system = matchMedia('(prefers-color-scheme: dark)');
  const choice = document.querySelector<HTMLSelectElement>('#theme');
  const now = (): Theme => {
    const chosen = localStorage.getItem(KEPT);
    const isDark = chosen === 'dark' || (chosen !== 'light' && system.matches);
    return {
      colorMode: isDark ? 'dark' : 'light',
      light: 'light',
      dark: 'dark',
      spacing: 'spacing',
      typography: 'typography',
      shape: 'shape',
    };
  };
  const show = () => {
    const theme = now();
    for (const [name, value] of Object.entries(themeAttributes(theme))) {
      document.documentElement.setAttribute(name, value);
    }
    for (const tell of listeners) tell(theme);
  };
  if (choice !== null) {
    choice.value = localStorage.getItem(KEPT) ?? 'system';
    choice.addEventListener('change', () => {
      localStorage.setItem(KEPT, choice.value);
      show();
    });
  }
  system.addEventListener('change', show);
  show();
  return { now, onChange: (tell) => void listeners.add(tell) };
}
