/** Where the main pointer is a finger, there are no keys to press: what they do is on buttons, named by what stands on them. */
const withFinger = {
  Press: 'Tap',
  press: 'tap',
  click: 'tap',
  Click: 'Tap',
  forward: '›',
  back: '‹',
  pause: 'Pause',
}

const withKeys: typeof withFinger = {
  Press: 'Press',
  press: 'press',
  click: 'click',
  Click: 'Click',
  forward: '→',
  back: '←',
  pause: 'Space',
}

/** How a person does things here. */
export const wording = matchMedia('(pointer: coarse)').matches ? withFinger : withKeys
