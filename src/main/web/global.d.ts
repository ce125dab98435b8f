declare module "*.css";
declare module "mathjax/*";

/** Where the script that writes mathematics is, beside the page's own. */
declare const MATH_ENGINE: string;
