/** About 85 bytes of JSON. */
function smallObject() {
  return { id: 12345, title: 'Shopping', pinned: true, tags: ['home'], place: { x: 1.5, y: -2 } };
}

/** Notes, until their JSON has at least this many bytes. */
function notes(jsonBytes) {
  const list = [];
  for (let bytes = 2; bytes < jsonBytes; bytes += JSON.stringify(list.at(-1)).length + 1) {
    const id = list.length;
    list.push({ id, title: `Note number ${id}`, changedAt: 1.7e12 + id, pinned: id % 3 === 0, tags: ['work', 'idea'] });
  }
  return list;
}

/** Bytes that do not repeat in short cycles. */
function bytes(length) {
  return Uint8Array.from({ length }, (_, i) => (i * 2654435761) >>> 13);
}

module.exports = { smallObject, notes, bytes };
