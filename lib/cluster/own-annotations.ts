/** What the annotations of our own begin with, on whatever object. */
export const ownAnnotationPrefix = 'dns-herald.io/';
