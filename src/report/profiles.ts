/** Which promise of compatibility changes are held to: chosen by who runs the comparison. */
export { PROFILES, type Profile } from '../rules/rule.ts';
