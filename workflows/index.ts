/** Every workflow type that a running history may need. Names never change. */
export { documentCase } from './document-case.ts';
