import type { Output } from '../output/output.js';
import { writeOne } from '../output/writeOne.js';
import { decisionCsv } from './decisionCsv.js';
import { decisionDocument } from './decisionDocument.js';
import { decisionText } from './decisionText.js';
import type { BestDecision } from './bestDecision.js';

/**
 * Makes the writer of a decision. Where nothing fits there is nothing to read in a table, unless it is
 * explained. Fails with `InvalidInputError` at once where the query can't be read.
 */
export function writeDecision(output: Output, explain: boolean): (decision: BestDecision) => Promise<void> {
  const write = writeOne<BestDecision>(
    {
      toWire: decisionDocument,
      csv: decisionCsv,
      text: (decision, terminal) => decisionText(decision, explain, terminal),
    },
    output,
  );
  const asText = output.format === 'table' && output.query === undefined;
  return decision =>
    asText && !explain && decision.ranked.length === 0 ? Promise.resolve() : write(decision);
}
