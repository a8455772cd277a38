import { ACCOUNT, REGION } from './describeSimulatedJob.js';

/** The simulated account as a client of some region sees it: the account is the same in each. */
export interface RegionalArns {
  /** A request with the ARNs of the region that the simulator keeps. */
  readonly asKept: (text: string) => string;
  /** An answer with the ARNs of the region that was asked. */
  readonly asAsked: (text: string) => string;
}

const UNCHANGED: RegionalArns = { asKept: text => text, asAsked: text => text };
/** The scope of a signature: `Credential=KEY/20260115/eu-central-1/sagemaker/aws4_request`. */
const SCOPE = /\bCredential=[^/\s,]+\/\d{8}\/([a-z0-9-]+)\//;

/** Changes the region of ARNs to that of a request's signature, as AWS has one endpoint a region. */
export function regionalArns(authorization: string | undefined): RegionalArns {
  const region = SCOPE.exec(authorization ?? '')?.[1] ?? REGION;
  if (region === REGION) return UNCHANGED;
  const [kept, asked] = [REGION, region].map(name => `:${name}:${ACCOUNT}:`) as [string, string];
  return {
    asKept: text => text.replaceAll(asked, kept),
    asAsked: text => text.replaceAll(kept, asked),
  };
}
