/** What can stand beside the network, one at a time; a link names it. */
export const panelNames = ['overview', 'program', 'read', 'hidden', 'numbers', 'set-up'] as const
export type PanelName = (typeof panelNames)[number]
