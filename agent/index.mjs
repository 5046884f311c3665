// `electroscope/agent` for ES modules.
import agent from './index.cjs';

export const { attach } = agent;
