import type { SageMakerClient } from '@aws-sdk/client-sagemaker';

export const credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
export function client(
  endpoint: string,
  settings?: { maxAttempts?: number; retryMode?: string },
): SageMakerClient;
