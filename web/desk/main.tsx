import '../shared/tokens.css';
import 'virtual:antd.css';
import './styles/base.css';
import './styles/case.css';
import './styles/viewer.css';
import './styles/lanes.css';
import { createRoot } from 'react-dom/client';
import { currentLang } from '../shared/lang.ts';
import { askAhead } from './asks.ts';
import { Desk } from './desk.tsx';
import { queries } from './queries.ts';

askAhead(queries, currentLang());
const root = document.getElementById('root');
if (root) createRoot(root).render(<Desk />);
