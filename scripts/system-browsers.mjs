import { join } from 'node:path'

/** Where an installed Chromium, Chrome or Edge usually is. */
export function systemBrowsers() {
  return pathsOn(process.platform).map((executablePath) => ({ executablePath }))
}

function pathsOn(platform) {
  if (platform === 'darwin') return macPaths()
  if (platform === 'win32') return windowsPaths()
  return linuxPaths()
}

function linuxPaths() {
  return [
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ]
}

function macPaths() {
  return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  )
}

function windowsPaths() {
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86, LOCALAPPDATA } = process.env
  const folders = [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA].filter(Boolean)
  const programs = [
    join('Chromium', 'Application', 'chrome.exe'),
    join('Google', 'Chrome', 'Application', 'chrome.exe'),
    join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)))
}
