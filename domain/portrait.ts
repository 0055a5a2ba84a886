/** The published photo rules that a portrait is checked against. */
export const PORTRAIT_RULES = [
  'size',
  'ratio',
  'no-face',
  'several-faces',
  'head-height',
  'head-position',
  'tilted',
  'eyes-closed',
  'background',
  'sharpness',
  'exposure',
] as const;
export type PortraitRule = (typeof PORTRAIT_RULES)[number];

/** What the check found. It advises, an officer decides. */
export type PortraitAdvice = {
  findings: readonly { rule: PortraitRule; params: Readonly<Record<string, number>> }[];
};
