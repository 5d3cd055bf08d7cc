/**
 * Questions to Excel: all that are asked while one is under way go together in the next request.
 *
 * A recalculation may ask for each of a thousand cells; Excel on the web refuses so many requests.
 */

/**
 * @template Loaded, Answer
 * @typedef {object} Question
 * @property {string} key what is asked; the same is asked once in a request
 * @property {number} cells how many cells Excel will tell of at most
 * @property {(context: Excel.RequestContext) => Loaded} load
 * @property {(loaded: Loaded) => Answer} read of what is loaded, once Excel has answered
 */

/**
 * @typedef {object} Waiting
 * @property {Question<any, any>} question
 * @property {Promise<any>} answer
 * @property {(answer: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** So many cells are asked for in one request, or one question alone: answers must stay small. */
const MOST_CELLS = 100_000;

/** @type {Map<string, Waiting>} */
const WAITING = new Map();
let asking = false;

/**
 * Asks Excel.
 *
 * @template Loaded, Answer
 * @param {Question<Loaded, Answer>} question
 * @returns {Promise<Answer>}
 * @throws {Error} what Excel says where it cannot tell
 */
export function ask(question) {
  const same = WAITING.get(question.key);
  if (same) return same.answer;
  /** @type {(answer: any) => void} */
  let resolve = () => {};
  /** @type {(error: unknown) => void} */
  let reject = () => {};
  const answer = new Promise((yes, no) => ([resolve, reject] = [yes, no]));
  WAITING.set(question.key, { question, answer, resolve, reject });
  if (!asking) {
    asking = true;
    setTimeout(askAll, 0);
  }
  return answer;
}

/** @returns {Promise<void>} */
async function askAll() {
  while (WAITING.size) await request(taken());
  asking = false;
}

/** @returns {Waiting[]} those that go together in one request */
function taken() {
  const together = [];
  let cells = 0;
  for (const [key, each] of WAITING) {
    cells += each.question.cells;
    if (together.length && cells > MOST_CELLS) break;
    together.push(each);
    WAITING.delete(key);
  }
  return together;
}

/**
 * @param {readonly Waiting[]} together
 * @returns {Promise<void>}
 */
async function request(together) {
  try {
    const answers = await Excel.run({ delayForCellEdit: true }, async (context) => {
      const loaded = together.map(({ question }) => question.load(context));
      await context.sync();
      return together.map(({ question }, at) => question.read(loaded[at]));
    });
    together.forEach(({ resolve }, at) => resolve(answers[at]));
  } catch (error) {
    if (together.length === 1) {
      together[0].reject(error);
      return;
    }
    // one that fails, as of a sheet that is gone, must not fail the others
    const half = Math.ceil(together.length / 2);
    await request(together.slice(0, half));
    await request(together.slice(half));
  }
}
