import type { Lang } from '../../domain/texts/text.ts';
import { limitConcurrency } from '../concurrency.ts';
import { type Confirmation, printConfirmation } from './confirmation.ts';
import { type Label, printLabel } from './label.ts';
import { printSlip, type Slip } from './slip.ts';

/** Prints the papers of an order as PDF, one page each, in the reader's language. */
export type Papers = {
  confirmation(order: Confirmation, lang: Lang): Promise<Buffer>;
  slip(slip: Slip, lang: Lang): Promise<Buffer>;
  label(label: Label, lang: Lang): Promise<Buffer>;
};

/**
 * In this process, one at a time: a document costs 15 to 40 ms of CPU once the fonts are parsed (docs/performance.md),
 * less than a thread of its own with its own 21 MB of fonts would be worth.
 */
export function createPapers(): Papers {
  const inTurn = limitConcurrency(1);
  const rested = <T>(print: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      await new Promise(setImmediate); // a row of documents leaves the others their turn
      return print();
    });
  return {
    confirmation: (order, lang) => rested(() => printConfirmation(order, lang)),
    slip: (slip, lang) => rested(() => printSlip(slip, lang)),
    label: (label, lang) => rested(() => printLabel(label, lang)),
  };
}
