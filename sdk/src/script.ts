// For a `<script>`: the same as one global name.

import { connect, PageError } from './index.js';

(globalThis as Record<string, unknown>)['CordboardPage'] = { connect, PageError };
