import { checkConnectOptions } from '../../api/connectOptions.js';
import { ownClient, type ClientOptions, type HeldClient } from '../../api/sageMakerApi.js';
import { recordCalls, type RecordOptions } from '../../testing/recording/recordCalls.js';

/** A client with the default credential chain, as `connect` makes one, whose calls are recorded. */
export function recordedClient(options: ClientOptions, record: RecordOptions): HeldClient {
  checkConnectOptions(options);
  const { client, dispose } = ownClient(options);
  return { client: recordCalls(client, record), dispose };
}
