/** What TSX compiles to while the window is developed; see `jsxRuntime.ts`. */

import { jsxDEV as createElement, Fragment, type JSX } from 'react/jsx-dev-runtime';
import { visibleProps } from './visibleProps';

export { Fragment, type JSX };

export const jsxDEV: typeof createElement = (type, props, ...rest) =>
  createElement(type, visibleProps(type, props), ...rest);
