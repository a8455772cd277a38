/** Text that says how to point the clients of a shell at a server of this machine, to be copied. */
export const credentialsHelp = (endpoint: string): string => `Any credentials do. For every client of a shell:

  AWS_ENDPOINT_URL_SAGEMAKER=${endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated
`;
