/** What a simulator serves, and where. */
export interface Served {
  readonly endpoint: string;
  readonly ended: string;
  readonly live: string;
  readonly speed: number;
  readonly jobs: number;
}

/** How to point clients at a simulator, to be copied into a shell. */
export function pointers({ endpoint, ended, live, speed, jobs }: Served): string {
  const more = jobs === 0 ? '' : `\n  benchmark-1 … benchmark-${String(jobs)}  ended`;
  return `A simulated SageMaker Inference Recommender at ${endpoint}

  ${ended}  ended, 40 steps
  ${live}       started now, at ${String(speed)} times real time${more}

Any credentials do. For every client of a shell:

  export AWS_ENDPOINT_URL_SAGEMAKER=${endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated

  stepstream   stepstream steps ${ended}
  aws-cli      aws sagemaker list-inference-recommendations-job-steps --job-name ${ended}
  boto3        boto3.client('sagemaker', endpoint_url='${endpoint}')
  JavaScript   new SageMakerClient({ endpoint: '${endpoint}' })

Ctrl-C ends it.
`;
}
