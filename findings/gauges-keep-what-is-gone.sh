#!/usr/bin/env bash
# A series of an observable gauge that isn't observed any more is reported for ever, with its last value, even
# after its callback was removed.
#
# Versions: @opentelemetry/sdk-metrics 2.12.0, @opentelemetry/exporter-prometheus 0.223.0.
# Expected: what the callback doesn't observe isn't there: "The implementation SHOULD NOT produce aggregated
#   metric data for a previously-observed attribute set which is not observed during a successful callback."
#   (specification of the metrics SDK). A gauge without a callback has no values.
# Seen: a gauge of the jobs that run at present has every job that ever ran, each as if it ran still, at the
#   value of its last day, and its page grows with each. Removing the callback changes nothing. An observable
#   counter does the same.
#   So an attribute that comes and goes, such as the name of a job, doesn't belong on an observable instrument
#   (open-telemetry/opentelemetry-js#4096).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund \
  @opentelemetry/api@1.9.0 @opentelemetry/sdk-metrics@2.12.0 @opentelemetry/exporter-prometheus@0.223.0 >/dev/null

cat >see.mjs <<'JS'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

const exporter = new PrometheusExporter({ preventServerStart: true });
const meter = new MeterProvider({ readers: [exporter] }).getMeter('jobs');
const running = new Map();
const age = meter.createObservableGauge('job_age_seconds');
const done = meter.createObservableCounter('steps_done');
const callbacks = [age, done].map(instrument => {
  const callback = result => {
    for (const [job, value] of running) result.observe(value, { job });
  };
  instrument.addCallback(callback);
  return () => instrument.removeCallback(callback);
});
const scrape = async when => {
  const { resourceMetrics } = await exporter.collect();
  const text = new PrometheusSerializer(undefined, false).serialize(resourceMetrics);
  const series = text.split('\n').filter(line => /^(job_age|steps_done)/.test(line));
  console.log(`${when}:`);
  for (const line of series) console.log(`  ${line.replace(/,?otel_scope_\w+="[^"]*"/g, '').replace(/ \d{13}$/, '')}`);
};

running.set('monday', 60);
await scrape('monday runs');
running.delete('monday');
running.set('tuesday', 5);
await scrape('monday is over, tuesday runs');
running.clear();
await scrape('nothing runs');
for (const remove of callbacks) remove();
await scrape('the callbacks are removed');

for (let day = 1; day <= 1000; day++) {
  running.clear();
  running.set(`nightly-${day}`, day);
  if (day === 1) age.addCallback(result => running.forEach((value, job) => result.observe(value, { job })));
  await exporter.collect();
}
const { resourceMetrics } = await exporter.collect();
const [{ dataPoints }] = resourceMetrics.scopeMetrics[0].metrics;
console.log(`a thousand days later: 1 job runs, ${dataPoints.length} series`);
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: series that are not observed are reported differently than before' >&2; exit 1; }
monday runs:
  job_age_seconds{job="monday"} 60
  steps_done_total{job="monday"} 60
monday is over, tuesday runs:
  job_age_seconds{job="monday"} 60
  job_age_seconds{job="tuesday"} 5
  steps_done_total{job="monday"} 60
  steps_done_total{job="tuesday"} 5
nothing runs:
  job_age_seconds{job="monday"} 60
  job_age_seconds{job="tuesday"} 5
  steps_done_total{job="monday"} 60
  steps_done_total{job="tuesday"} 5
the callbacks are removed:
  job_age_seconds{job="monday"} 60
  job_age_seconds{job="tuesday"} 5
  steps_done_total{job="monday"} 60
  steps_done_total{job="tuesday"} 5
a thousand days later: 1 job runs, 1002 series
SEEN
echo 'As recorded.'
