/** Starts the console in the frame that Jira gives it. */
import { view } from '@forge/bridge';
import { createRoot } from 'react-dom/client';
import '@atlaskit/css-reset';
import './console.css';
import './parts/parts.css';
import { App } from './app';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
// Jira's own colours, light or dark, as the person has chosen there.
view.theme.enable().catch(() => undefined);
