/** Jest's `globalSetup`: no test timeout runs while the binaries are being built. */
export { kubernetesBinaries as default } from './binaries.ts';
