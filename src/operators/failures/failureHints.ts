import type { FailureCause } from './failureCause.js';

/** Advice on each known cause. */
export const FAILURE_HINTS: Readonly<Record<Exclude<FailureCause, 'unknown'>, string>> = {
  quota:
    'The account has reached its limit for this instance type. Ask for a higher one in Service Quotas ("… for endpoint usage"), or leave the type out.',
  capacity:
    'AWS has none of this instance type free at the moment. Run the job again later, or with another type.',
  permission:
    'The execution role or the policy of a repository or bucket lacks what the reason names. Allow it, and let sagemaker.amazonaws.com assume the role.',
  imagePull:
    "The container image can't be used. Check that it exists in the job's region, that the role may pull it, and that it isn't too large (10 GB for serverless).",
  modelData:
    "The model's archive can't be used. Check that it is a tar.gz at that URL, in the job's region, that the role may read it and, within a VPC, that its subnets reach S3.",
  containerStart:
    "The container doesn't start. Check that `docker run IMAGE serve` works, and that the image is built for the processor and the GPU driver of this instance type.",
  healthCheck:
    "The container doesn't answer /ping with 200 in time. Its log in CloudWatch says why; a model that takes long to load needs more time or a larger type.",
  outOfMemory:
    'The model needs more memory than this has. Take a type or a serverless size with more memory, or start fewer workers.',
  container4xx:
    'The container refuses the sample payload. Check its content and its content type against what the model takes.',
  container5xx:
    "The container fails on the sample payload, or under load. Its log in CloudWatch has the model's own error.",
  containerError:
    "The container answers with errors. See its log in CloudWatch: 4xx means the sample payload, 5xx the model's own code or too much load.",
  noResponse:
    'The container takes too long to answer, or dies while it does. Take a larger type, or fewer users in the traffic pattern, and see its log in CloudWatch.',
  payload:
    "The sample payload can't be used. Check that it is a tar.gz of files in S3 that isn't empty, that their type is what the model takes, and that none is too large for a request.",
  compilation:
    "SageMaker Neo can't compile the model for this instance type. The plain model may still work there; check framework, version and input shape against what Neo supports.",
  service: 'SageMaker itself failed. Run the job again; if it stays so, see CloudWatch or ask AWS Support.',
};
