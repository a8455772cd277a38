/** Accelerators and price of an instance type. */
export interface GpuInstance {
  readonly type: string;
  /** Number of accelerators. */
  readonly gpus: number;
  /** Memory of one accelerator, in gigabytes. */
  readonly memoryGb: number;
  /** Speed of one accelerator, relative to that of g6. */
  readonly speed: number;
  /** Price in US dollars per hour: on demand, SageMaker real-time hosting, us-east-1. */
  readonly pricePerHour: number;
}

/** Memory in gigabytes and speed of one accelerator, and price per hour of one accelerator with its share of the host. */
const FAMILIES: Readonly<Record<string, readonly [memoryGb: number, speed: number, price: number]>> = {
  p3: [16, 1.9, 3.83],
  g5: [24, 1.7, 1.41],
  g6: [24, 1, 1.01],
  g6e: [48, 2.4, 2.33],
  g7: [32, 2.5, 2.1],
  g7e: [96, 4, 4.2],
  p4d: [40, 4.6, 3.43],
  p4de: [80, 5.6, 4.29],
  p5: [80, 9, 8.6],
  p5e: [141, 11.5, 9.4],
  p5en: [141, 12, 9.9],
  'p6-b200': [180, 19, 17.8],
};

/** Number of accelerators by family and size. Every other size has one. */
const GPUS: Readonly<Record<string, number>> = {
  '8xlarge p3': 4,
  '16xlarge p3': 8,
  '12xlarge': 4,
  '12xlarge g7': 2,
  '12xlarge g7e': 2,
  '24xlarge': 4,
  '24xlarge p4d': 8,
  '24xlarge p4de': 8,
  '48xlarge': 8,
};

/** Known prices of single types, in US dollars per hour. */
const PRICES: Readonly<Record<string, number>> = {
  'ml.g5.12xlarge': 7.09,
  'ml.g5.48xlarge': 20.36,
  'ml.g6.12xlarge': 5.752,
  'ml.g6.24xlarge': 8.344,
  'ml.g6.48xlarge': 16.688,
  'ml.g6e.12xlarge': 13.116,
};

/** Share of the price of one accelerator that is added for each doubling of the host beside it. */
const HOST_SHARE = 0.2;

/**
 * The accelerators of this instance type.
 *
 * Prices are close to the public ones of us-east-1, or estimated by their family: they serve to rank, not to bill.
 * Speeds follow the bandwidth of the accelerators' memory. A type of an unknown family counts as g6.
 */
export function gpuInstanceOf(type: string): GpuInstance {
  const [, family = '', size = ''] = type.split('.');
  const [memoryGb, speed, price] = FAMILIES[family] ?? [24, 1, 1.01];
  const gpus = GPUS[`${size} ${family}`] ?? GPUS[size] ?? 1;
  const host = Math.log2(Math.max(1, Number.parseInt(size, 10) || 1) / gpus / 2);
  const estimate = price * gpus * (1 + HOST_SHARE * Math.max(0, host));
  const pricePerHour = PRICES[type] ?? Math.round(estimate * 1000) / 1000;
  return { type, gpus, memoryGb, speed, pricePerHour };
}
