/** What TSX compiles to: React's runtime, with every text made visible on its way into an element. */

import { jsx as createElement, jsxs as createElements, Fragment, type JSX } from 'react/jsx-runtime';
import { visibleProps } from './visibleProps';

export { Fragment, type JSX };

export const jsx: typeof createElement = (type, props, key) => createElement(type, visibleProps(type, props), key);

export const jsxs: typeof createElements = (type, props, key) => createElements(type, visibleProps(type, props), key);
