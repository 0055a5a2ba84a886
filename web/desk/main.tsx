import '../shared/tokens.css';
import 'virtual:antd.css';
import './styles/base.css';
import './styles/case.css';
import './styles/viewer.css';
import './styles/lanes.css';
import { currentLang } from '../shared/lang.ts';
import { askAhead } from './asks.ts';
import { queries } from './queries.ts';

// The questions are on their way before the program that shows the answers is even read: together they take as long as
// the longer of the two. index.html names these files for the browser to fetch at once (web/vite.config.ts).
const isHome = /^\/desk\/?$/.test(location.pathname);
askAhead(queries, currentLang(), isHome);
if (isHome) void import('./pages/home.tsx');
void import('./desk.tsx').then(({ openDesk }) => openDesk());
