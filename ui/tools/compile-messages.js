import { compile } from '@inlang/paraglide-js';
import { paraglide } from './paraglide.js';

await compile(paraglide);
// The compiler leaves a half-minute timer behind that would hold the process open.
process.exit(0);
