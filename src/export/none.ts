/** How a text cell says that it has no value. */
export const NONE = 'none'
