/** Text that says how to point the clients of a shell at a server of this machine, to be copied. */
export const credentialsHelp = (endpoint: string): string => `Any credentials do. For every client of a shell:

  export AWS_ENDPOINT_URL_SAGEMAKER=${endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated

aws-cli before 1.29 and 2.13 reads no address there: it needs --endpoint-url ${endpoint}
`;
