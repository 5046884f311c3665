import { expect, test } from 'vitest';
import { type EndpointInfo, endpointLabel } from '../../../../src/shared/columns/endpointInfo';

const frame = (facts: Partial<EndpointInfo>): EndpointInfo => ({
  id: 1,
  target: 1,
  kind: 'frame',
  isMainFrame: true,
  ...facts,
});

test.each<[EndpointInfo, string]>([
  [{ id: 1, target: 1, kind: 'main' }, 'main'],
  [frame({ title: 'Notes', url: 'file:///a/index.html' }), 'Notes'],
  [frame({ title: 'app://x/notes/index.html', url: 'app://x/notes/index.html' }), 'notes/index.html'],
  [frame({ url: 'https://example.test/deep/page?query#hash' }), 'page'],
  [frame({ url: 'https://example.test/' }), 'https://example.test/'],
  [frame({ url: 'data:text/html,<p>' }), 'data: URL'],
  [frame({}), 'frame'],
  [frame({ title: 'Notes', url: 'app://x/tags.html', isMainFrame: false }), 'Notes › tags.html'],
  [{ id: 1, target: 1, kind: 'utility', title: 'Sync' }, 'Sync'],
  [{ id: 1, target: 1, kind: 'utility' }, 'utility process'],
])('%o is called %s', (endpoint, label) => {
  expect(endpointLabel(endpoint)).toBe(label);
});
