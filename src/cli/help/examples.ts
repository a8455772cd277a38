/** Examples of each command, for its help. A spec parses every one of them. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  steps: ['steps my-job --status COMPLETED', 'steps ai-recommendation-job/my-job --output csv'],
  jobs: ['jobs --status IN_PROGRESS', 'jobs --kind all --name-contains nightly'],
  describe: [
    'describe ai-benchmark-job/my-job',
    'describe arn:aws:sagemaker:eu-west-1:111122223333:ai-recommendation-job/my-job',
  ],
  best: [
    'best my-job --max-latency-ms 100 --explain',
    'best my-job --traffic 9000 --scaling=aws-cli',
    'best ai-recommendation-job/my-job --by ttft --stat p90',
    'best ai-recommendation-job/my-job --prices prices.json --traffic 900',
  ],
  compare: [
    'compare new-job old-job --max-latency-regression 10%',
    'compare ai-recommendation-job/new baselines/old.json --max-ttft-regression 5%',
  ],
  watch: [
    'watch my-job ai-recommendation-job/my-job',
    'watch --all --kind all',
    `watch my-job --exec 'echo "$STEPSTREAM_TEXT"'`,
  ],
  serve: ['serve --job my-job --open', 'serve --host 0.0.0.0 --token'],
  simulate: ['simulate --port 8080 --speed 600', 'simulate --replay calls.ndjson'],
  completion: [
    'completion bash > ~/.local/share/bash-completion/completions/stepstream',
    'completion fish > ~/.config/fish/completions/stepstream.fish',
  ],
};
