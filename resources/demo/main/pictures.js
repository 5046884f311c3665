'use strict';

const HEADER_LENGTH = 54;
const BYTES_PER_PIXEL = 3;

const PALETTES = {
  'contours.bmp': {
    low: [38, 70, 56],
    high: [226, 221, 190],
    waves: [0.05, 0.081, 0.034],
    bands: 11,
  },
  'rock-pool.bmp': {
    low: [16, 52, 82],
    high: [180, 219, 214],
    waves: [0.09, 0.041, 0.06],
    bands: 7,
  },
  'moth-wing.bmp': {
    low: [66, 45, 32],
    high: [232, 198, 150],
    waves: [0.03, 0.12, 0.09],
    bands: 14,
  },
};

/** Draws a square picture of layered bands as a 24-bit bitmap. `sizePx` is a multiple of four. */
function drawPicture(name, sizePx) {
  const bytes = new Uint8Array(HEADER_LENGTH + sizePx * sizePx * BYTES_PER_PIXEL);
  writeHeader(new DataView(bytes.buffer), sizePx);

  const { low, high, waves, bands } = PALETTES[name];
  const scale = 128 / sizePx;
  for (let y = 0; y < sizePx; y += 1) {
    for (let x = 0; x < sizePx; x += 1) {
      const height = heightAt(x * scale, y * scale, waves);
      const shade = Math.floor(height * bands) / bands;
      const offset = HEADER_LENGTH + (y * sizePx + x) * BYTES_PER_PIXEL;
      for (let part = 0; part < BYTES_PER_PIXEL; part += 1) {
        const color = BYTES_PER_PIXEL - 1 - part;
        bytes[offset + part] = low[color] + (high[color] - low[color]) * shade;
      }
    }
  }
  return bytes;
}

function heightAt(x, y, [a, b, c]) {
  const wave = Math.sin(x * a + y * b * 0.5) + Math.cos(y * b - x * c) + Math.sin((x + y) * c);
  return (wave + 3) / 6;
}

function writeHeader(view, sizePx) {
  const littleEndian = true;
  view.setUint16(0, 0x4d42, littleEndian);
  view.setUint32(2, view.byteLength, littleEndian);
  view.setUint32(10, HEADER_LENGTH, littleEndian);
  view.setUint32(14, 40, littleEndian);
  view.setInt32(18, sizePx, littleEndian);
  view.setInt32(22, sizePx, littleEndian);
  view.setUint16(26, 1, littleEndian);
  view.setUint16(28, BYTES_PER_PIXEL * 8, littleEndian);
  view.setUint32(34, view.byteLength - HEADER_LENGTH, littleEndian);
}

module.exports = { drawPicture };
