// `npm start`: builds what has changed, then runs the whole system in this process and its children.

import { fail } from './build/run.mjs';
import { build } from './build.mjs';

build()
  .then(() => import('../local/dist/main.js'))
  .catch(fail);
