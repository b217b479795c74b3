/** One seed for all property tests, so that a run tells about the code and not about luck; FC_SEED asks for another. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) });
