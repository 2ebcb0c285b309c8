import { stripTypeScriptTypes } from 'node:module';

/** Jest transform: Node's own type stripping, so that tests run the very text that production runs. */
export default {
  process: (code) => ({ code: stripTypeScriptTypes(code, { mode: 'strip' }) }),
};
