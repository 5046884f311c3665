/** Where messages can be sent from or to. */

import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { ReplayPlace, ReplayRequest } from '../../shared/replay/request';
import { callOf, type Draft } from './draft';

/** An endpoint with its latest facts. */
export function endpointOf({ endpoints }: MessageTable, target: number, id: number): EndpointInfo | undefined {
  return endpoints.findLast((known) => known.id === id && known.target === target);
}

/** What stands in the list of places, as `Notes — fieldnotes://app/notes/index.html`. */
export function placeLabel(endpoint: EndpointInfo | undefined, place: ReplayPlace): string {
  if (endpoint === undefined) return `${place.kind === 'utility' ? 'utility process' : 'frame'} ${place.endpoint}`;
  const name = endpointLabel(endpoint);
  return endpoint.url === undefined || endpoint.url === '' ? name : `${name} — ${endpoint.url}`;
}

/** The places that a call can be made at. */
export function placesFor(draft: Draft, places: readonly ReplayPlace[]): readonly ReplayPlace[] {
  const { kind } = callOf(draft.call);
  return places.filter((place) => place.kind === (kind === 'utility' ? 'utility' : 'frame'));
}

export function findPlace(
  { target, endpoint }: { readonly target: number; readonly endpoint: number | undefined },
  places: readonly ReplayPlace[],
): ReplayPlace | undefined {
  return places.find((place) => place.target === target && place.endpoint === endpoint);
}

/** The place itself, if it is there; otherwise one at the same address, as after the app was started again. */
export function findMatchingPlace(
  wanted: { readonly target: number; readonly endpoint: number | undefined; readonly url: string },
  places: readonly ReplayPlace[],
  table: MessageTable,
): ReplayPlace | undefined {
  const itself = findPlace(wanted, places);
  if (itself !== undefined || wanted.url === '') return itself;
  const alike = places.filter(({ target, endpoint }) => addressOf(endpointOf(table, target, endpoint)) === wanted.url);
  return alike.find(({ target }) => target === wanted.target) ?? alike.at(-1);
}

/** Identifies an endpoint in another run: the address of a frame, the name of a utility process. */
export function addressOf(endpoint: EndpointInfo | undefined): string {
  if (endpoint === undefined) return '';
  return (endpoint.kind === 'utility' ? endpoint.title : endpoint.url) ?? '';
}

/** The same request for where its place is now; undefined: there is no such place. */
export function requestAtMatchingPlace(
  request: ReplayRequest,
  places: readonly ReplayPlace[],
  table: MessageTable,
): ReplayRequest | undefined {
  if (request.kind === 'port') return request;
  const { target, endpoint } = request;
  const place = findMatchingPlace(
    { target, endpoint, url: addressOf(endpointOf(table, target, endpoint)) },
    places,
    table,
  );
  return place && { ...request, target: place.target, endpoint: place.endpoint };
}
