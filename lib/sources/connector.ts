import type { Config } from '../config/config.ts';
import { refuse } from '../endpoint/cause.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import { readFields } from './boundary.ts';
import { connectorLabel, type ReceivedEndpoint, readReceived, receivedSchema } from './connector-endpoint.ts';
import { dialTcp, receiveGob, streamLimits } from './connector-stream.ts';
import { type ObjectResult, sourceResult } from './object-result.ts';
import { RemoteError } from './remote-error.ts';
import { runKind, runReference } from './run-object.ts';
import type { DialAddress, Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';

/** Endpoints that a server of one's own sends over TCP in Go's gob format (ExternalDNS source/connector.go). */
export const connector: Source = {
  name: 'connector',
  summary: 'Endpoints that a server of your own sends over TCP',
  kinds: [runKind(connectorLabel)],
  permissions: () => [],
  annotations: [],
  filters: [],
  templates: [],
  read: readConnector,
};

async function readConnector({ config, signal, runObject, dial }: SourceContext): Promise<SourceResult> {
  signal.throwIfAborted();
  const received = await receiveGob(addressOf(config), dial ?? dialTcp(streamLimits), signal);
  const read = readFields(receivedSchema, received);
  if (!read.ok) {
    const server = `--connector-source-server ${config.connectorSourceServer}`;
    throw new RemoteError(`${server} sent no list of endpoints: ${read.cause.problem}`);
  }
  const ref = runReference(runObject, 'connector');
  return sourceResult(
    [],
    read.value.map((element, index) => resultOf(element, index, ref)),
  );
}

function resultOf(received: ReceivedEndpoint, index: number, ref: ObjectReference): Partial<ObjectResult> {
  const read = readReceived(received, index, ref);
  if ('cause' in read) return { refusals: [refuse(ref, read.dnsName, read.cause, read.targets)] };
  return { endpoints: [read.endpoint], warnings: read.problems.map((problem) => ({ ref, problem })) };
}

/** `host:port`, `[::1]:8080`; without a host this machine, as in Go. */
const addressPattern = /^(?:\[([^\][]+)\]|([^:\][]*)):(\d{1,5})$/;

function addressOf({ connectorSourceServer }: Config): DialAddress {
  const [, bracketed, plain, digits] = addressPattern.exec(connectorSourceServer) ?? [];
  const port = Number(digits);
  if (port > 0 && port < 65_536) return { host: bracketed ?? (plain || 'localhost'), port };
  const found = `--connector-source-server is ${JSON.stringify(connectorSourceServer)}`;
  throw new SourceError('connector', `${found}; write host:port there, with an IPv6 address in brackets`);
}
