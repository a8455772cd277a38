import { compileQuery } from '../../operators/query/compileQuery.js';
import { configurationsOf, type ComparedJobs } from '../comparedJobs.js';
import { oneLine } from '../../words/oneLine.js';
import { describeRegression } from '../../core/regression.js';
import { FIGURE_COMPARISON_COLUMNS } from '../tables/figureComparisonColumns.js';
import { kindOfSource } from '../jobSource.js';
import { COMPARISON_COLUMNS } from '../tables/comparisonColumns.js';
import { comparisonText } from '../tables/comparisonText.js';
import { resultText } from '../tables/resultText.js';
import { comparisonDocument, configurationDocument } from './comparisonDocument.js';
import { jsonDocument } from './jsonSink.js';
import { jsonLine } from './ndjsonSink.js';
import type { OutputStream } from '../process/host.js';
import { report } from '../process/report.js';
import type { Output } from './output.js';
import { screenText } from './screenText.js';
import { OutputClosed } from './writer.js';

/** Greatest number of regressions that are told on stderr. */
const TOLD = 5;

/**
 * Makes the writer of a comparison. What a table says in its last lines, the other formats say on stderr,
 * where the comparison didn't pass. Fails with `InvalidInputError` at once where the query can't be read.
 */
export function writeComparison(
  output: Output,
  stderr: OutputStream,
): (compared: ComparedJobs) => Promise<void> {
  const { out, query, format, withTimes } = output;
  const search = query === undefined ? undefined : compileQuery(query, '--query');
  return async compared => {
    const text =
      search === undefined
        ? textOf(compared, output)
        : resultText(search(withTimes(comparisonDocument(compared))), output);
    await out.write(text).catch((error: unknown) => {
      if (!(error instanceof OutputClosed)) throw error;
    });
    const { verdict, sentence, regressions } = compared.judgement;
    if (verdict === 'passed' || (format === 'table' && search === undefined)) return;
    const told = regressions.slice(0, TOLD).map(describeRegression).map(oneLine);
    const more = regressions.length - told.length;
    const why = [...told, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('; ');
    report(stderr, oneLine(`${sentence} ${why}`));
  };
}

function textOf(compared: ComparedJobs, { format, terminal, withTimes, csvLine }: Output): string {
  const configurations = configurationsOf(compared.comparison);
  switch (format) {
    case 'csv': {
      const columns =
        kindOfSource(compared.loads.job) === 'classic' ? COMPARISON_COLUMNS : FIGURE_COMPARISON_COLUMNS;
      return [
        Object.keys(columns),
        ...configurations.map(one => Object.values(columns).map(read => read(one))),
      ]
        .map(csvLine)
        .join('');
    }
    case 'json':
      return jsonDocument(withTimes(comparisonDocument(compared)));
    case 'ndjson':
      return configurations.map(one => jsonLine(withTimes(configurationDocument(one)))).join('');
    case 'table':
      return `${screenText(comparisonText(compared, terminal), terminal)}\n`;
  }
}
