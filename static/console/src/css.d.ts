/** Style sheets are files of the bundle, and give nothing to the code. */
declare module '*.css';
