/** What opens over a page, in one file for the browser: the shell reads it once its page stands. */
export { Help } from './help.tsx';
export { Search } from './search.tsx';
export { StepUp } from './step-up.tsx';
