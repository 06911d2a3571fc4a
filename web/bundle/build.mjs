// Restores packages and bundles them, unless another build has just done it. Called by Bundle.targets in the folder of web.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';

const lock = 'obj/bundle.lock';
const stamp = 'wwwroot/dist/.bundled';
const restored = 'node_modules/.restored';
const waitMs = 10 * 60 * 1000;

const hash = (...files) => {
  const sum = createHash('sha256');
  for (const file of files.sort()) sum.update(file).update('\0').update(readFileSync(file)).update('\0');
  return sum.digest('hex');
};
const inside = (folder) => readdirSync(folder).map((file) => `${folder}/${file}`);
const says = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text;
const touch = (file) => utimesSync(file, new Date(), new Date());

await inTurn(async () => {
  const packages = hash('package.json', 'package-lock.json');
  if (!says(restored, packages)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], run());
    writeFileSync(restored, packages);
  }

  const sources = hash('package-lock.json', 'tsconfig.json', ...inside('bundle'), ...inside('Scripts'));
  if (!says(stamp, sources)) {
    execFileSync('node', ['node_modules/typescript/bin/tsc', '--noEmit'], { stdio: 'inherit' });
    const { bundle } = await import('./bundle.mjs');
    await bundle();
    writeFileSync(stamp, sources);
  }

  touch(stamp);
});

function run() {
  return { stdio: 'inherit', shell: process.platform === 'win32' };
}

// A folder can be made by one process only. One that was left behind by a build that was killed is taken over.
async function inTurn(work) {
  mkdirSync('obj', { recursive: true });
  for (const start = Date.now(); ;) {
    try {
      mkdirSync(lock);
      break;
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem;
      if (isAbandoned()) rmSync(lock, { recursive: true, force: true });
      else if (Date.now() - start > waitMs) throw new Error(`Another build has been bundling for ten minutes; if there is none, delete web/${lock}.`);
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  writeFileSync(`${lock}/pid`, String(process.pid));
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isAbandoned() {
  try {
    process.kill(Number(readFileSync(`${lock}/pid`, 'utf8')), 0);
    return false;
  } catch (problem) {
    // Between making the folder and writing the number there is a moment.
    return problem.code === 'ESRCH' || (problem.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 5000);
  }
}
