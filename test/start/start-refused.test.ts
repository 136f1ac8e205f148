/** How `npm start` refuses. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endAll, freePort, newDirectory, shownBy, start, startAndWait } from './commands';

afterAll(endAll);

describe('what keeps it from starting is told with what would mend it, and without a stack', () => {
  test('a port that is taken', async () => {
    const port = await freePort();
    const squatter = createServer();
    await new Promise<void>((done) => squatter.listen(port, '127.0.0.1', done));
    const data = newDirectory();
    const { code, stdout, stderr } = await start('--port', String(port), '--data', data);
    squatter.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Port \d+ is taken by another process\. .*npm start -- --port \d+ --data \S+\n$/);
    // Nothing was begun that a later start would have to go on with.
    expect(existsSync(join(data, 'site.db'))).toBe(false);
  });

  test('a directory that cannot be made', async () => {
    const { code, stdout, stderr } = await start('--port', '0', '--data', '/proc/none');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The data directory \/proc\/none cannot be written\. Name another/);
  });

  const broken: readonly (readonly [string, (directory: string) => void, readonly string[], RegExp])[] = [
    ['a file in place of the directory', (data) => writeFileSync(data, 'x'), [], /cannot be written\. Name another/],
    ['a store that is damaged', store('no database at all'), [], /site\.db cannot be read.*move it away/],
    ["another program's store, also with --fresh", store('no database at all'), ['--fresh'], /site\.db cannot be read/],
    ['a damaged note of the start', note('{'), [], /start\.json cannot be read.*--fresh/],
  ];
  test.each(broken)('%s', async (_name, breakIt, options, message) => {
    const data = newDirectory();
    breakIt(data);
    const { code, stdout, stderr } = await start('--port', '0', '--data', data, ...options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(data)).toBe(true);
  });

  function store(text: string): (data: string) => void {
    return (data) => {
      mkdirSync(data);
      writeFileSync(join(data, 'site.db'), text);
    };
  }
  function note(text: string): (data: string) => void {
    return (data) => {
      mkdirSync(data);
      writeFileSync(join(data, 'start.json'), text);
    };
  }

  test('--fresh mends a damaged note and a damaged store beside a note', async () => {
    const data = newDirectory();
    mkdirSync(data);
    writeFileSync(join(data, 'start.json'), '{');
    writeFileSync(join(data, 'site.db'), 'damaged');
    const site = await startAndWait('--json', '--fresh', '--port', '0', '--data', data);
    expect(shownBy(site.stdout).keys).toHaveLength(2);
    await site.end('SIGTERM');
  });

  test('an option that there is none of: exit code 2', async () => {
    const { code, stdout, stderr } = await start('--prot', '1');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^There is no option --prot\. There are: .*--port.*\n$/);
  });
});
