import { expect } from 'chai';
import { isRight, right } from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describeFault } from '../../src/core/decodeFault.js';
import {
  FIGURES,
  figureOf,
  statOf,
  throughputOf,
  type Figure,
  type Figures as Read,
} from '../../src/core/figures.js';
import { Figures } from '../../src/decode/figures.js';
import { readFigures } from '../../src/decode/readFigures.js';
import { holds } from '../support/holds.js';
import { publishedFigures, publishedRows, row } from '../support/recommendations.js';
import { anyJson } from '../support/wire.js';

const read = (...rows: readonly unknown[]): Read => readFigures(rows, index => `rows[${String(index)}]`);
const faultsOf = ({ faults = [] }: Read): readonly string[] => faults.map(describeFault);

describe('readFigures', () => {
  it('reads the published answer, each figure in its unit', () => {
    expect(read(...publishedRows)).deep.equal(publishedFigures);
  });

  it('reads the spellings that are public', () => {
    const figures = { RequestThroughput: { avg: 7.5 }, OutputTokenThroughput: { avg: 1893.21 } };
    const spellings = [
      [
        row('RequestThroughput', 'avg', '7.5', 'requests/sec'),
        row('OutputTokenThroughput', 'avg', '1893.21', 'tokens/sec'),
      ],
      [
        row('throughput', 'average', '7.5', 'requests/second'),
        row('throughput', 'average', '1893.21', 'tokens/second'),
      ],
      [
        row('request_throughput', 'avg', 7.5, 'requests/sec'),
        row('output_token_throughput', 'avg', 1893.21, 'tokens/sec'),
      ],
      [
        row('Request Throughput', 'AVG', '7.5', 'req/s'),
        row('Output-Token-Throughput', 'Average', '1893.21', 'Tokens per Second'),
      ],
    ];
    for (const rows of spellings) expect(read(...rows), JSON.stringify(rows)).deep.equal(figures);
  });

  it('makes milliseconds of seconds, microseconds and nanoseconds', () => {
    const units = ['Milliseconds', 'ms', 'Seconds', 's', 'Microseconds', 'µs', 'μs', 'us', 'ns'];
    const values = [
      '269.55',
      '269.55',
      '0.26955',
      '0.26955',
      '269550',
      '269550',
      '269550',
      '269550',
      '269550000',
    ];
    units.forEach((unit, i) => {
      expect(read(row('TimeToFirstToken', 'p50', values[i], unit)), unit).deep.equal({
        TimeToFirstToken: { p50: 269.55 },
      });
    });
  });

  it('takes no value that is not a decimal number, and names its row', () => {
    const values = [
      '',
      null,
      undefined,
      'NaN',
      '1,134.9',
      ' 12 ',
      '12\n',
      '1e3',
      '-5',
      '+5',
      '٣',
      '0x10',
      '.5',
      'n/a',
      true,
      {},
      '12 ms',
    ];
    for (const value of values) {
      const figures = read(row('RequestThroughput', 'avg', '7.5', 'requests/sec'), {
        ...row('TimeToFirstToken', 'p50', value, 'ms'),
      });
      expect(figures, JSON.stringify(value)).deep.include({ RequestThroughput: { avg: 7.5 } });
      expect(figures, JSON.stringify(value)).not.have.property('TimeToFirstToken');
      expect(figures.faults?.map(({ path }) => path)).deep.equal(['rows[1].Value']);
    }
    expect(faultsOf(read(row('TimeToFirstToken', 'p50', 'NaN', 'ms')))).deep.equal([
      'rows[0].Value: expected a decimal number, got "NaN"',
    ]);
  });

  it('keeps unknown metrics and units, and guesses none', () => {
    const rows = [
      row('GoodPut', 'avg', '12', 'requests/sec'),
      row('TimeToFirstToken', 'p50', '4', 'fortnights'),
      row('ClientSideConcurrency', undefined, '88', '%'),
      row('TimeToFirstToken', 'p90', '4'),
      row('OutputTokenThroughput', 'avg', '9', 'tokens'),
      row('OutputTokenThroughput', 'avg', '9', 'requests/sec'),
      row('throughput', 'avg', '9'),
      row('ModelLatency', 'avg', '3', 'ms'),
      { Metric: 'Cost', Value: null },
      {},
    ];
    expect(read(...rows)).deep.equal({ others: rows });
  });

  it('names a row that is none, and a field that is no text', () => {
    expect(
      faultsOf(read(null, 7, [], { Metric: 7 }, row('A', 7 as never, '1'), row('A', 'p50', '1', 7 as never))),
    ).deep.equal([
      'rows[1]: expected a row with Metric and Value, got 7',
      'rows[2]: expected a row with Metric and Value, got a list of 0',
      'rows[3].Metric: expected a string, got 7',
      'rows[4].Stat: expected a string, got 7',
      'rows[5].Unit: expected a string, got 7',
    ]);
  });

  it('counts neither of two values of one figure that differ', () => {
    const same = read(
      row('TimeToFirstToken', 'avg', '5', 'ms'),
      row('ttft', 'avg', '5'),
      row('TimeToFirstToken', 'average', '5.0', 'ms'),
    );
    expect(same.TimeToFirstToken).deep.equal({ avg: 5 });
    const other = read(
      row('TimeToFirstToken', 'avg', '5', 'ms'),
      row('TimeToFirstToken', 'average', '6', 'ms'),
      row('TimeToFirstToken', 'avg', '5', 'ms'),
    );
    expect(other).not.have.property('TimeToFirstToken');
    expect(faultsOf(other)).deep.equal([
      'rows[1].Value: expected the same value as another row of TimeToFirstToken avg, got "6"',
    ]);
  });

  it('keeps any statistic, and is not led astray by its name', () => {
    const odd = read(
      ...['__proto__', 'constructor', 'p99.9'].map(stat => row('TimeToFirstToken', stat, '5', 'ms')),
    );
    expect(Object.keys(odd.TimeToFirstToken ?? {}).sort()).deep.equal(['constructor', 'p99.9', 'proto']);
    expect(figureOf(read(), 'TimeToFirstToken', 'constructor')).equal(undefined);
    expect(figureOf(read(row('TimeToFirstToken', 'p50', '5', 'ms')), 'TimeToFirstToken', 'toString')).equal(
      undefined,
    );
  });

  it('reads any spelling and order to the same figures', () => {
    const spelled = (text: string): fc.Arbitrary<string> =>
      fc
        .array(fc.tuple(fc.boolean(), fc.constantFrom('', '', '', '_', '-', ' ')), {
          minLength: text.length,
          maxLength: text.length,
        })
        .map(marks =>
          text
            .split('')
            .map((letter, i) => (marks[i]![0] ? letter.toUpperCase() : letter.toLowerCase()) + marks[i]![1])
            .join(''),
        );
    const anyRow = fc.constantFrom(...publishedRows).chain(one => {
      const { Metric, Stat, Value, Unit } = one as Record<string, string>;
      return fc
        .tuple(spelled(Metric!), spelled(Stat ?? ''), spelled(Unit!))
        .map(([metric, stat, unit]) => row(metric, stat, Value, unit));
    });
    holds(
      fc.property(fc.array(anyRow, { maxLength: 30 }), rows => {
        const figures = read(...rows);
        expect(figures).not.have.any.keys('others', 'faults');
        for (const figure of FIGURES)
          for (const [stat, value] of Object.entries(figures[figure] ?? {}))
            expect(value).equal((publishedFigures[figure] as Record<string, number>)[stat]);
        expect(read(...rows.toReversed())).deep.equal(figures);
      }),
    );
  });

  it('reads whatever comes, loses no row, and survives the wire', () => {
    const metric = fc.constantFrom<string>(...FIGURES, 'throughput', 'Other');
    const anyRow = fc.oneof(
      anyJson,
      fc.record({
        Metric: metric,
        Stat: fc.constantFrom('avg', 'p50', '', 'average'),
        Value: fc.oneof(anyJson, fc.constantFrom('1', '2.5', '0')),
        Unit: fc.constantFrom('ms', 's', 'tokens/sec', 'requests/sec', 'Count', ''),
      }),
    );
    holds(
      fc.property(fc.array(anyRow), rows => {
        const figures = read(...rows);
        const values = FIGURES.flatMap((figure: Figure) => Object.values(figures[figure] ?? {}));
        for (const value of values) expect(value >= 0 && Number.isFinite(value)).true;
        const [others, faults] = [figures.others?.length ?? 0, figures.faults?.length ?? 0];
        const given = rows.filter(one => one !== null).length;
        expect(values.length + others + faults).most(given);
        if (given > 0) expect(values.length + others + faults).least(1);
        const sent: unknown = JSON.parse(JSON.stringify(Figures.encode(figures)));
        expect(Figures.decode(sent)).deep.equal(right(figures));
        expect(isRight(Figures.decode(figures))).true;
      }),
    );
  });
});

describe('statOf', () => {
  it('compares without case and signs', () => {
    expect(['P50', 'p_50', 'Average', 'AVG', 'p99.9', '--', ''].map(statOf)).deep.equal([
      ...['p50', 'p50', 'avg', 'avg', 'p99.9', '', ''],
    ]);
  });
});

describe('throughputOf', () => {
  it('is the average, or the value without a statistic, and no percentile', () => {
    const of = (stat: string | undefined): number | undefined =>
      throughputOf(read(row('OutputTokenThroughput', stat, '9', 'tokens/s')), 'OutputTokenThroughput');
    expect(['avg', 'average', undefined, '', 'p50', 'max'].map(of)).deep.equal([
      9,
      9,
      9,
      9,
      undefined,
      undefined,
    ]);
  });
});
