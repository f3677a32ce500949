declare module '*/js_value.js';
