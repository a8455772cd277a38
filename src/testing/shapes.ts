import { AI_SHAPES } from './ai/aiShapes.js';
import type { Shape } from './shape.js';

/** One operation of the service: the shapes of its request and of its response. */
export interface OperationShape {
  readonly input: string;
  /** Absent for an operation with an empty response. */
  readonly output?: string;
  /** Errors of this operation, besides the common ones. */
  readonly errors: readonly string[];
}

const types = (family: string, sizes: string): string[] =>
  sizes.split(' ').map(size => `ml.${family}.${size}`);

/** The instance types that the service knows, in its own order. */
export const INSTANCE_TYPES: readonly string[] = [
  ...types('t2', 'medium large xlarge 2xlarge'),
  ...types('m4', 'xlarge 2xlarge 4xlarge 10xlarge 16xlarge'),
  ...types('m5', 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge'),
  ...types('m5d', 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge'),
  ...types('c4', 'large xlarge 2xlarge 4xlarge 8xlarge'),
  ...types('p2', 'xlarge 8xlarge 16xlarge'),
  ...types('p3', '2xlarge 8xlarge 16xlarge'),
  ...types('c5', 'large xlarge 2xlarge 4xlarge 9xlarge 18xlarge'),
  ...types('c5d', 'large xlarge 2xlarge 4xlarge 9xlarge 18xlarge'),
  ...types('g4dn', 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('r5', 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge'),
  ...types('r5d', 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge'),
  ...types('inf1', 'xlarge 2xlarge 6xlarge 24xlarge'),
  ...types('dl1', '24xlarge'),
  ...types('c6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'),
  ...types('m6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'),
  ...types('r6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'),
  ...types('g5', 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('g6', 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('r8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('g6e', 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('g7e', '2xlarge 4xlarge 8xlarge 12xlarge 24xlarge 48xlarge'),
  ...types('p4d', '24xlarge'),
  ...types('c7g', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('m6g', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('m6gd', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('c6g', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('c6gd', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('c6gn', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('r6g', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('r6gd', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('p4de', '24xlarge'),
  ...types('trn1', '2xlarge 32xlarge'),
  ...types('trn1n', '32xlarge'),
  ...types('trn2', '48xlarge'),
  ...types('inf2', 'xlarge 8xlarge 24xlarge 48xlarge'),
  ...types('p5', '48xlarge'),
  ...types('p5e', '48xlarge'),
  ...types('p5en', '48xlarge'),
  ...types('m7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('c7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('r7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('c8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('r7gd', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
  ...types('m8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
  ...types('c6in', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'),
  ...types('p6-b200', '48xlarge'),
  ...types('p6-b300', '48xlarge'),
  ...types('p6e-gb200', '36xlarge'),
  ...types('p5', '4xlarge'),
];

/** The operations of AI recommendation jobs and AI benchmark jobs, by their names in AWS. */
export type AiOperationName =
  | 'ListAIRecommendationJobs'
  | 'DescribeAIRecommendationJob'
  | 'CreateAIRecommendationJob'
  | 'StopAIRecommendationJob'
  | 'ListAIBenchmarkJobs'
  | 'DescribeAIBenchmarkJob'
  | 'CreateAIBenchmarkJob'
  | 'StopAIBenchmarkJob'
  | 'CreateAIWorkloadConfig';

/** The operations of the simulator, by their names in AWS. */
export type OperationName =
  | 'ListInferenceRecommendationsJobSteps'
  | 'DescribeInferenceRecommendationsJob'
  | 'ListInferenceRecommendationsJobs'
  | 'CreateInferenceRecommendationsJob'
  | 'StopInferenceRecommendationsJob'
  | 'GetScalingConfigurationRecommendation'
  | AiOperationName;

/** Request, response and errors of each operation. */
export const OPERATIONS: Readonly<Record<OperationName, OperationShape>> = {
  ListInferenceRecommendationsJobSteps: {
    input: 'ListInferenceRecommendationsJobStepsRequest',
    output: 'ListInferenceRecommendationsJobStepsResponse',
    errors: ['ResourceNotFound'],
  },
  DescribeInferenceRecommendationsJob: {
    input: 'DescribeInferenceRecommendationsJobRequest',
    output: 'DescribeInferenceRecommendationsJobResponse',
    errors: ['ResourceNotFound'],
  },
  ListInferenceRecommendationsJobs: {
    input: 'ListInferenceRecommendationsJobsRequest',
    output: 'ListInferenceRecommendationsJobsResponse',
    errors: [],
  },
  CreateInferenceRecommendationsJob: {
    input: 'CreateInferenceRecommendationsJobRequest',
    output: 'CreateInferenceRecommendationsJobResponse',
    errors: ['ResourceInUse', 'ResourceLimitExceeded'],
  },
  StopInferenceRecommendationsJob: {
    input: 'StopInferenceRecommendationsJobRequest',
    errors: ['ResourceNotFound'],
  },

  ListAIRecommendationJobs: {
    input: 'ListAIRecommendationJobsRequest',
    output: 'ListAIRecommendationJobsResponse',
    errors: [],
  },
  DescribeAIRecommendationJob: {
    input: 'DescribeAIRecommendationJobRequest',
    output: 'DescribeAIRecommendationJobResponse',
    errors: ['ResourceNotFound'],
  },
  CreateAIRecommendationJob: {
    input: 'CreateAIRecommendationJobRequest',
    output: 'CreateAIRecommendationJobResponse',
    errors: ['ResourceNotFound', 'ResourceInUse', 'ResourceLimitExceeded'],
  },
  StopAIRecommendationJob: {
    input: 'StopAIRecommendationJobRequest',
    output: 'StopAIRecommendationJobResponse',
    errors: ['ResourceNotFound'],
  },
  ListAIBenchmarkJobs: {
    input: 'ListAIBenchmarkJobsRequest',
    output: 'ListAIBenchmarkJobsResponse',
    errors: [],
  },
  DescribeAIBenchmarkJob: {
    input: 'DescribeAIBenchmarkJobRequest',
    output: 'DescribeAIBenchmarkJobResponse',
    errors: ['ResourceNotFound'],
  },
  CreateAIBenchmarkJob: {
    input: 'CreateAIBenchmarkJobRequest',
    output: 'CreateAIBenchmarkJobResponse',
    errors: ['ResourceNotFound', 'ResourceInUse', 'ResourceLimitExceeded'],
  },
  StopAIBenchmarkJob: {
    input: 'StopAIBenchmarkJobRequest',
    output: 'StopAIBenchmarkJobResponse',
    errors: ['ResourceNotFound'],
  },
  CreateAIWorkloadConfig: {
    input: 'CreateAIWorkloadConfigRequest',
    output: 'CreateAIWorkloadConfigResponse',
    errors: ['ResourceInUse', 'ResourceLimitExceeded'],
  },
  GetScalingConfigurationRecommendation: {
    input: 'GetScalingConfigurationRecommendationRequest',
    output: 'GetScalingConfigurationRecommendationResponse',
    errors: ['ResourceNotFound'],
  },
};

/** Names of the errors that the service model has for these operations. */
const MODELLED_ERRORS = new Set(Object.values(OPERATIONS).flatMap(({ errors }) => errors));

/** Whether an error is one of the service model; the service also has others, such as ValidationException. */
export function isModelledError(name: string): boolean {
  return MODELLED_ERRORS.has(name);
}

/** Whether an operation has this error in the service model. */
export function hasError(operation: OperationName, name: string): boolean {
  return OPERATIONS[operation].errors.includes(name);
}

/** The shapes of the service, by their names in AWS. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...AI_SHAPES,
  CategoricalParameter: {
    type: 'structure',
    required: ['Name', 'Value'],
    members: { Name: 'String64', Value: 'CategoricalParameterRangeValues' },
  },
  CategoricalParameterRangeValues: { type: 'list', min: 1, max: 3, member: 'String128' },
  CategoricalParameters: { type: 'list', min: 1, max: 5, member: 'CategoricalParameter' },
  CreateInferenceRecommendationsJobRequest: {
    type: 'structure',
    required: ['JobName', 'JobType', 'RoleArn', 'InputConfig'],
    members: {
      JobName: 'RecommendationJobName',
      JobType: 'RecommendationJobType',
      RoleArn: 'RoleArn',
      InputConfig: 'RecommendationJobInputConfig',
      JobDescription: 'RecommendationJobDescription',
      StoppingConditions: 'RecommendationJobStoppingConditions',
      OutputConfig: 'RecommendationJobOutputConfig',
      Tags: 'TagList',
    },
  },
  CreateInferenceRecommendationsJobResponse: {
    type: 'structure',
    required: ['JobArn'],
    members: { JobArn: 'RecommendationJobArn' },
  },
  CreationTime: { type: 'timestamp' },
  DescribeInferenceRecommendationsJobRequest: {
    type: 'structure',
    required: ['JobName'],
    members: { JobName: 'RecommendationJobName' },
  },
  DescribeInferenceRecommendationsJobResponse: {
    type: 'structure',
    required: [
      'JobName',
      'JobType',
      'JobArn',
      'RoleArn',
      'Status',
      'CreationTime',
      'LastModifiedTime',
      'InputConfig',
    ],
    members: {
      JobName: 'RecommendationJobName',
      JobDescription: 'RecommendationJobDescription',
      JobType: 'RecommendationJobType',
      JobArn: 'RecommendationJobArn',
      RoleArn: 'RoleArn',
      Status: 'RecommendationJobStatus',
      CreationTime: 'CreationTime',
      CompletionTime: 'Timestamp',
      LastModifiedTime: 'LastModifiedTime',
      FailureReason: 'FailureReason',
      InputConfig: 'RecommendationJobInputConfig',
      StoppingConditions: 'RecommendationJobStoppingConditions',
      InferenceRecommendations: 'InferenceRecommendations',
      EndpointPerformances: 'EndpointPerformances',
    },
  },
  EndpointInfo: { type: 'structure', members: { EndpointName: 'EndpointName' } },
  EndpointInputConfiguration: {
    type: 'structure',
    members: {
      InstanceType: 'ProductionVariantInstanceType',
      ServerlessConfig: 'ProductionVariantServerlessConfig',
      InferenceSpecificationName: 'InferenceSpecificationName',
      EnvironmentParameterRanges: 'EnvironmentParameterRanges',
    },
  },
  EndpointInputConfigurations: { type: 'list', min: 1, max: 10, member: 'EndpointInputConfiguration' },
  EndpointName: { type: 'string', min: 0, max: 63, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}' },
  EndpointOutputConfiguration: {
    type: 'structure',
    required: ['EndpointName', 'VariantName'],
    members: {
      EndpointName: 'String',
      VariantName: 'String',
      InstanceType: 'ProductionVariantInstanceType',
      InitialInstanceCount: 'InitialInstanceCount',
      ServerlessConfig: 'ProductionVariantServerlessConfig',
    },
  },
  EndpointPerformance: {
    type: 'structure',
    required: ['Metrics', 'EndpointInfo'],
    members: { Metrics: 'InferenceMetrics', EndpointInfo: 'EndpointInfo' },
  },
  EndpointPerformances: { type: 'list', min: 0, max: 1, member: 'EndpointPerformance' },
  Endpoints: { type: 'list', min: 0, max: 1, member: 'EndpointInfo' },
  EnvironmentParameter: {
    type: 'structure',
    required: ['Key', 'ValueType', 'Value'],
    members: { Key: 'String', ValueType: 'String', Value: 'String' },
  },
  EnvironmentParameterRanges: {
    type: 'structure',
    members: { CategoricalParameterRanges: 'CategoricalParameters' },
  },
  EnvironmentParameters: { type: 'list', min: 1, max: 10, member: 'EnvironmentParameter' },
  FailureReason: { type: 'string', min: 0, max: 1024 },
  FlatInvocations: { type: 'string', enum: ['Continue', 'Stop'] },
  Float: { type: 'float' },
  InferenceMetrics: {
    type: 'structure',
    required: ['MaxInvocations', 'ModelLatency'],
    members: { MaxInvocations: 'Integer', ModelLatency: 'Integer' },
  },
  InferenceRecommendation: {
    type: 'structure',
    required: ['EndpointConfiguration', 'ModelConfiguration'],
    members: {
      RecommendationId: 'String',
      Metrics: 'RecommendationMetrics',
      EndpointConfiguration: 'EndpointOutputConfiguration',
      ModelConfiguration: 'ModelConfiguration',
      InvocationEndTime: 'InvocationEndTime',
      InvocationStartTime: 'InvocationStartTime',
    },
  },
  InferenceRecommendations: { type: 'list', min: 1, max: 10, member: 'InferenceRecommendation' },
  InferenceRecommendationsJob: {
    type: 'structure',
    required: [
      'JobName',
      'JobDescription',
      'JobType',
      'JobArn',
      'Status',
      'CreationTime',
      'RoleArn',
      'LastModifiedTime',
    ],
    members: {
      JobName: 'RecommendationJobName',
      JobDescription: 'RecommendationJobDescription',
      JobType: 'RecommendationJobType',
      JobArn: 'RecommendationJobArn',
      Status: 'RecommendationJobStatus',
      CreationTime: 'CreationTime',
      CompletionTime: 'Timestamp',
      RoleArn: 'RoleArn',
      LastModifiedTime: 'LastModifiedTime',
      FailureReason: 'FailureReason',
      ModelName: 'ModelName',
      SamplePayloadUrl: 'S3Uri',
      ModelPackageVersionArn: 'ModelPackageArn',
    },
  },
  InferenceRecommendationsJobStep: {
    type: 'structure',
    required: ['StepType', 'JobName', 'Status'],
    members: {
      StepType: 'RecommendationStepType',
      JobName: 'RecommendationJobName',
      Status: 'RecommendationJobStatus',
      InferenceBenchmark: 'RecommendationJobInferenceBenchmark',
    },
  },
  InferenceRecommendationsJobSteps: { type: 'list', member: 'InferenceRecommendationsJobStep' },
  InferenceRecommendationsJobs: { type: 'list', member: 'InferenceRecommendationsJob' },
  InferenceSpecificationName: {
    type: 'string',
    min: 1,
    max: 63,
    pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
  },
  InitialInstanceCount: { type: 'integer', min: 1 },
  InitialNumberOfUsers: { type: 'integer', min: 1 },
  Integer: { type: 'integer' },
  InvocationEndTime: { type: 'timestamp' },
  InvocationStartTime: { type: 'timestamp' },
  JobDurationInSeconds: { type: 'integer', min: 1 },
  KmsKeyId: { type: 'string', min: 0, max: 2048, pattern: '[a-zA-Z0-9:/_-]*' },
  LastModifiedTime: { type: 'timestamp' },
  ListInferenceRecommendationsJobStepsRequest: {
    type: 'structure',
    required: ['JobName'],
    members: {
      JobName: 'RecommendationJobName',
      Status: 'RecommendationJobStatus',
      StepType: 'RecommendationStepType',
      MaxResults: 'MaxResults',
      NextToken: 'NextToken',
    },
  },
  ListInferenceRecommendationsJobStepsResponse: {
    type: 'structure',
    members: { Steps: 'InferenceRecommendationsJobSteps', NextToken: 'NextToken' },
  },
  ListInferenceRecommendationsJobsRequest: {
    type: 'structure',
    members: {
      CreationTimeAfter: 'CreationTime',
      CreationTimeBefore: 'CreationTime',
      LastModifiedTimeAfter: 'LastModifiedTime',
      LastModifiedTimeBefore: 'LastModifiedTime',
      NameContains: 'NameContains',
      StatusEquals: 'RecommendationJobStatus',
      SortBy: 'ListInferenceRecommendationsJobsSortBy',
      SortOrder: 'SortOrder',
      NextToken: 'NextToken',
      MaxResults: 'MaxResults',
      ModelNameEquals: 'ModelName',
      ModelPackageVersionArnEquals: 'ModelPackageArn',
    },
  },
  ListInferenceRecommendationsJobsResponse: {
    type: 'structure',
    required: ['InferenceRecommendationsJobs'],
    members: { InferenceRecommendationsJobs: 'InferenceRecommendationsJobs', NextToken: 'NextToken' },
  },
  ListInferenceRecommendationsJobsSortBy: { type: 'string', enum: ['Name', 'CreationTime', 'Status'] },
  MaxNumberOfTests: { type: 'integer', min: 1 },
  MaxParallelOfTests: { type: 'integer', min: 1 },
  MaxResults: { type: 'integer', min: 1, max: 100 },
  ModelConfiguration: {
    type: 'structure',
    members: {
      InferenceSpecificationName: 'InferenceSpecificationName',
      EnvironmentParameters: 'EnvironmentParameters',
      CompilationJobName: 'RecommendationJobCompilationJobName',
    },
  },
  ModelLatencyThreshold: {
    type: 'structure',
    members: { Percentile: 'String64', ValueInMilliseconds: 'Integer' },
  },
  ModelLatencyThresholds: { type: 'list', min: 1, max: 1, member: 'ModelLatencyThreshold' },
  ModelName: { type: 'string', min: 0, max: 63, pattern: '[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?' },
  ModelPackageArn: {
    type: 'string',
    min: 1,
    max: 2048,
    pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]{9,16}:[0-9]{12}:model-package/[\\S]{1,2048}',
  },
  ModelSetupTime: { type: 'integer', min: 0 },
  NameContains: { type: 'string', min: 0, max: 63, pattern: '[a-zA-Z0-9\\-]+' },
  NextToken: { type: 'string', min: 0, max: 8192, pattern: '.*' },
  NumberOfSteps: { type: 'integer', min: 1 },
  Phase: {
    type: 'structure',
    members: {
      InitialNumberOfUsers: 'InitialNumberOfUsers',
      SpawnRate: 'SpawnRate',
      DurationInSeconds: 'TrafficDurationInSeconds',
    },
  },
  Phases: { type: 'list', min: 1, member: 'Phase' },
  ProductionVariantInstanceType: { type: 'string', enum: INSTANCE_TYPES },
  ProductionVariantServerlessConfig: {
    type: 'structure',
    required: ['MemorySizeInMB', 'MaxConcurrency'],
    members: {
      MemorySizeInMB: 'ServerlessMemorySizeInMB',
      MaxConcurrency: 'ServerlessMaxConcurrency',
      ProvisionedConcurrency: 'ServerlessProvisionedConcurrency',
    },
  },
  RecommendationFailureReason: { type: 'string' },
  RecommendationJobArn: {
    type: 'string',
    min: 0,
    max: 256,
    pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:inference-recommendations-job/.*',
  },
  RecommendationJobCompilationJobName: {
    type: 'string',
    min: 1,
    max: 63,
    pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
  },
  RecommendationJobCompiledOutputConfig: { type: 'structure', members: { S3OutputUri: 'S3Uri' } },
  RecommendationJobContainerConfig: {
    type: 'structure',
    members: {
      Domain: 'String',
      Task: 'String',
      Framework: 'String',
      FrameworkVersion: 'RecommendationJobFrameworkVersion',
      PayloadConfig: 'RecommendationJobPayloadConfig',
      NearestModelName: 'String',
      SupportedInstanceTypes: 'RecommendationJobSupportedInstanceTypes',
      SupportedEndpointType: 'RecommendationJobSupportedEndpointType',
      DataInputConfig: 'RecommendationJobDataInputConfig',
      SupportedResponseMIMETypes: 'RecommendationJobSupportedResponseMIMETypes',
    },
  },
  RecommendationJobDataInputConfig: { type: 'string', min: 1, max: 1024, pattern: '[\\S\\s]+' },
  RecommendationJobDescription: { type: 'string', min: 0, max: 128 },
  RecommendationJobFrameworkVersion: { type: 'string', min: 3, max: 10, pattern: '[0-9]\\.[A-Za-z0-9.-]+' },
  RecommendationJobInferenceBenchmark: {
    type: 'structure',
    required: ['ModelConfiguration'],
    members: {
      Metrics: 'RecommendationMetrics',
      EndpointMetrics: 'InferenceMetrics',
      EndpointConfiguration: 'EndpointOutputConfiguration',
      ModelConfiguration: 'ModelConfiguration',
      FailureReason: 'RecommendationFailureReason',
      InvocationEndTime: 'InvocationEndTime',
      InvocationStartTime: 'InvocationStartTime',
    },
  },
  RecommendationJobInputConfig: {
    type: 'structure',
    members: {
      ModelPackageVersionArn: 'ModelPackageArn',
      ModelName: 'ModelName',
      JobDurationInSeconds: 'JobDurationInSeconds',
      TrafficPattern: 'TrafficPattern',
      ResourceLimit: 'RecommendationJobResourceLimit',
      EndpointConfigurations: 'EndpointInputConfigurations',
      VolumeKmsKeyId: 'KmsKeyId',
      ContainerConfig: 'RecommendationJobContainerConfig',
      Endpoints: 'Endpoints',
      VpcConfig: 'RecommendationJobVpcConfig',
    },
  },
  RecommendationJobName: { type: 'string', min: 1, max: 64, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}' },
  RecommendationJobOutputConfig: {
    type: 'structure',
    members: { KmsKeyId: 'KmsKeyId', CompiledOutputConfig: 'RecommendationJobCompiledOutputConfig' },
  },
  RecommendationJobPayloadConfig: {
    type: 'structure',
    members: { SamplePayloadUrl: 'S3Uri', SupportedContentTypes: 'RecommendationJobSupportedContentTypes' },
  },
  RecommendationJobResourceLimit: {
    type: 'structure',
    members: { MaxNumberOfTests: 'MaxNumberOfTests', MaxParallelOfTests: 'MaxParallelOfTests' },
  },
  RecommendationJobStatus: {
    type: 'string',
    enum: ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPING', 'STOPPED', 'DELETING', 'DELETED'],
  },
  RecommendationJobStoppingConditions: {
    type: 'structure',
    members: {
      MaxInvocations: 'Integer',
      ModelLatencyThresholds: 'ModelLatencyThresholds',
      FlatInvocations: 'FlatInvocations',
    },
  },
  RecommendationJobSupportedContentType: { type: 'string', min: 0, max: 256, pattern: '.*' },
  RecommendationJobSupportedContentTypes: { type: 'list', member: 'RecommendationJobSupportedContentType' },
  RecommendationJobSupportedEndpointType: { type: 'string', enum: ['RealTime', 'Serverless'] },
  RecommendationJobSupportedInstanceTypes: { type: 'list', member: 'String' },
  RecommendationJobSupportedResponseMIMEType: { type: 'string', min: 0, max: 1024, pattern: '[-\\w]+\\/.+' },
  RecommendationJobSupportedResponseMIMETypes: {
    type: 'list',
    member: 'RecommendationJobSupportedResponseMIMEType',
  },
  RecommendationJobType: { type: 'string', enum: ['Default', 'Advanced'] },
  RecommendationJobVpcConfig: {
    type: 'structure',
    required: ['SecurityGroupIds', 'Subnets'],
    members: {
      SecurityGroupIds: 'RecommendationJobVpcSecurityGroupIds',
      Subnets: 'RecommendationJobVpcSubnets',
    },
  },
  RecommendationJobVpcSecurityGroupId: { type: 'string', min: 0, max: 32, pattern: '[-0-9a-zA-Z]+' },
  RecommendationJobVpcSecurityGroupIds: {
    type: 'list',
    min: 1,
    max: 5,
    member: 'RecommendationJobVpcSecurityGroupId',
  },
  RecommendationJobVpcSubnetId: { type: 'string', min: 0, max: 32, pattern: '[-0-9a-zA-Z]+' },
  RecommendationJobVpcSubnets: { type: 'list', min: 1, max: 16, member: 'RecommendationJobVpcSubnetId' },
  RecommendationMetrics: {
    type: 'structure',
    members: {
      CostPerHour: 'Float',
      CostPerInference: 'Float',
      MaxInvocations: 'Integer',
      ModelLatency: 'Integer',
      CpuUtilization: 'UtilizationMetric',
      MemoryUtilization: 'UtilizationMetric',
      ModelSetupTime: 'ModelSetupTime',
    },
  },
  RecommendationStepType: { type: 'string', enum: ['BENCHMARK'] },
  RoleArn: {
    type: 'string',
    min: 20,
    max: 2048,
    pattern: 'arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
  },
  S3Uri: { type: 'string', min: 0, max: 1024, pattern: '(https|s3)://([^/]+)/?(.*)' },
  ServerlessMaxConcurrency: { type: 'integer', min: 1, max: 200 },
  ServerlessMemorySizeInMB: { type: 'integer', min: 1024, max: 6144 },
  ServerlessProvisionedConcurrency: { type: 'integer', min: 1, max: 200 },
  SortOrder: { type: 'string', enum: ['Ascending', 'Descending'] },
  SpawnRate: { type: 'integer', min: 0 },
  Stairs: {
    type: 'structure',
    members: {
      DurationInSeconds: 'TrafficDurationInSeconds',
      NumberOfSteps: 'NumberOfSteps',
      UsersPerStep: 'UsersPerStep',
    },
  },
  StopInferenceRecommendationsJobRequest: {
    type: 'structure',
    required: ['JobName'],
    members: { JobName: 'RecommendationJobName' },
  },
  String: { type: 'string' },
  String128: { type: 'string', min: 0, max: 128 },
  String64: { type: 'string', min: 0, max: 64 },
  Tag: { type: 'structure', required: ['Key', 'Value'], members: { Key: 'TagKey', Value: 'TagValue' } },
  TagKey: { type: 'string', min: 1, max: 128, pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)' },
  TagList: { type: 'list', min: 0, max: 50, member: 'Tag' },
  TagValue: { type: 'string', min: 0, max: 256, pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)' },
  Timestamp: { type: 'timestamp' },
  TrafficDurationInSeconds: { type: 'integer', min: 1 },
  TrafficPattern: {
    type: 'structure',
    members: { TrafficType: 'TrafficType', Phases: 'Phases', Stairs: 'Stairs' },
  },
  TrafficType: { type: 'string', enum: ['PHASES', 'STAIRS'] },
  UsersPerStep: { type: 'integer', min: 1, max: 3 },
  UtilizationMetric: { type: 'float', min: 0 },
};
