// The client of the benches, for those that run without tsx, too.
import { SageMakerClient } from '@aws-sdk/client-sagemaker';

export const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/** A client as its users make it, unless something is set. */
export const client = (endpoint, settings) =>
  new SageMakerClient({ endpoint, region: 'us-east-1', credentials, ...settings });
