/** Properties of an instance type. */
export interface Instance {
  readonly type: string;
  /** Price in US dollars per hour: on demand, SageMaker real-time hosting, us-east-1. */
  readonly pricePerHour: number;
  readonly vcpus: number;
  readonly memoryGb: number;
  /** Speed of one core, relative to a core of m5. */
  readonly coreSpeed: number;
  /** Speed of the whole accelerator, relative to a core of m5. Absent without an accelerator. */
  readonly accelerator?: number;
}

/**
 * Instance types of several families.
 *
 * Prices are close to the public ones of real-time inference in us-east-1, to tenths of a cent. They weren't checked
 * against the pricing page: they serve to rank, not to bill. Speeds are estimates: a newer generation is faster, and an
 * accelerator is worth many cores.
 */
export const INSTANCES: readonly Instance[] = [
  instance('ml.c5.large', 0.102, 2, 4, 1.12),
  instance('ml.c5.xlarge', 0.204, 4, 8, 1.12),
  instance('ml.c5.2xlarge', 0.408, 8, 16, 1.12),
  instance('ml.c5.4xlarge', 0.816, 16, 32, 1.12),
  instance('ml.c5.9xlarge', 1.836, 36, 72, 1.12),
  instance('ml.c6i.large', 0.102, 2, 4, 1.34),
  instance('ml.c6i.xlarge', 0.204, 4, 8, 1.34),
  instance('ml.c6i.2xlarge', 0.408, 8, 16, 1.34),
  instance('ml.c6i.4xlarge', 0.816, 16, 32, 1.34),
  instance('ml.c7i.xlarge', 0.214, 4, 8, 1.52),
  instance('ml.c6g.xlarge', 0.163, 4, 8, 1.08),
  instance('ml.c7g.large', 0.087, 2, 4, 1.3),
  instance('ml.c7g.xlarge', 0.174, 4, 8, 1.3),
  instance('ml.c7g.2xlarge', 0.348, 8, 16, 1.3),
  instance('ml.m5.large', 0.115, 2, 8, 1),
  instance('ml.m5.xlarge', 0.23, 4, 16, 1),
  instance('ml.m5.2xlarge', 0.461, 8, 32, 1),
  instance('ml.m5.4xlarge', 0.922, 16, 64, 1),
  instance('ml.m6i.large', 0.115, 2, 8, 1.2),
  instance('ml.m6i.xlarge', 0.23, 4, 16, 1.2),
  instance('ml.m6g.xlarge', 0.185, 4, 16, 1.02),
  instance('ml.m7i.xlarge', 0.242, 4, 16, 1.4),
  instance('ml.r5.large', 0.151, 2, 16, 1),
  instance('ml.r5.xlarge', 0.302, 4, 32, 1),
  instance('ml.r6i.xlarge', 0.302, 4, 32, 1.2),
  instance('ml.g4dn.xlarge', 0.736, 4, 16, 1, 34),
  instance('ml.g4dn.2xlarge', 0.94, 8, 32, 1, 37),
  instance('ml.g5.xlarge', 1.408, 4, 16, 1.1, 88),
  instance('ml.g5.2xlarge', 1.515, 8, 32, 1.1, 94),
  instance('ml.g6.xlarge', 1.127, 4, 16, 1.15, 76),
  instance('ml.inf1.xlarge', 0.297, 4, 8, 1.05, 24),
  instance('ml.inf1.2xlarge', 0.471, 8, 16, 1.05, 27),
  instance('ml.inf2.xlarge', 0.99, 4, 16, 1.1, 66),
];

/** Price of a serverless endpoint in us-east-1, in US dollars per second and gigabyte. */
export const SERVERLESS_GB_SECOND_PRICE: number = 0.00002;

/** Memory sizes of serverless endpoints, in megabytes. */
export const SERVERLESS_SIZES: readonly number[] = [1024, 2048, 3072, 4096, 5120, 6144];

const BY_TYPE: ReadonlyMap<string, Instance> = new Map(INSTANCES.map(entry => [entry.type, entry]));

/** The instance of this type. For a type outside the table: an average estimate by its size. */
export function instanceOf(type: string): Instance {
  return BY_TYPE.get(type) ?? estimate(type);
}

function estimate(type: string): Instance {
  const size = type.split('.').at(-1) ?? '';
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  const vcpus = times !== undefined ? 4 * Number(times) : size === 'xlarge' ? 4 : 2;
  return instance(type, 0.06 * vcpus, vcpus, 4 * vcpus, 1.1);
}

function instance(
  type: string,
  pricePerHour: number,
  vcpus: number,
  memoryGb: number,
  coreSpeed: number,
  accelerator?: number,
): Instance {
  const entry = { type, pricePerHour, vcpus, memoryGb, coreSpeed };
  return accelerator === undefined ? entry : { ...entry, accelerator };
}
