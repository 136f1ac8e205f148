/** fast-check, whose inputs follow from the seed of the jest run: `--showSeed` tells it, `--seed N` repeats it. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: jest.getSeed() });

export default fc;
