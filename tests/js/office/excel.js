/**
 * What Excel on the Mac offers to an add-in's page, and nothing else: a message handler named Agave,
 * which tells Office.js where it runs, executes the requests of its object model on a small workbook,
 * and sends calls of custom functions. Everything above that is Microsoft's own office.js and
 * excel-mac-16.00.js. It is put into the page before any script of it runs.
 *
 * The messages were learnt from those scripts; in real Excel nothing of this has been tried.
 */

(() => {
  const METHOD = { execute: 1, register: 2, context: 5 };
  const RICH_REQUEST = 93;
  const EVENT = { selection: 2, message: 33 };
  const INVOKE = 1000;
  /** How many milliseconds it takes until selections are told of: questions are answered sooner. */
  const SELECTIONS_TOLD_AFTER = 300;
  const ERRORS_ALLOWED = 4;
  const SETS =
    window.name === "no custom functions"
      ? { ExcelApi: "1.17" }
      : { ExcelApi: "1.17", CustomFunctionsRuntime: "1.4", CustomFunctions: "1.8" };
  const ERRORS = new Set(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #SPILL! #CALC!".split(" "),
  );
  const LAST_ROW = 1_048_576;
  const WIRE = { 1: "#N/A", 5: "#DIV/0!", 6: "#NUM!", 7: "#VALUE!", 8: "#NULL!" };

  /** Cells by "Sheet!R,C", each { value, formula }; names by small letters; the selected cell. */
  const book = { name: "Book1.xlsx", cells: new Map(), names: new Map(), active: "Sheet1!A1" };
  /** The callbacks of events, by event; answers awaited, by invocation. */
  const handlers = new Map();
  const awaited = new Map();
  let lastInvocation = 0;
  let requests = 0;
  let broken = "";
  /** Whether the next answer is held back; what then gives it. */
  let holding = false;
  let held = null;

  // --- the workbook --------------------------------------------------------------------------

  const letters = (column) => {
    let text = "";
    for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
      text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
    }
    return text;
  };
  const number = (text) => [...text].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0);
  const quoted = (sheet) => (/^\w+$/.test(sheet) ? sheet : `'${sheet.replace(/'/g, "''")}'`);

  /** A rectangle of cells by its address: "Sheet1!B2:C9". */
  function area(address, sheet = "Sheet1") {
    const mark = address.lastIndexOf("!");
    if (mark >= 0) sheet = address.slice(0, mark).replace(/^'|'$/g, "").replace(/''/g, "'");
    const cells = address.slice(mark + 1).replace(/\$/g, "");
    const whole = /^([A-Z]+):([A-Z]+)$/.exec(cells);
    if (whole) {
      const left = number(whole[1]);
      return { sheet, top: 1, left, rows: LAST_ROW, columns: number(whole[2]) - left + 1 };
    }
    const corners = /^([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?$/.exec(cells);
    if (!corners) throw new Error(`the address ${address} is not understood`);
    const [, left, top, right = left, bottom = top] = corners;
    return {
      sheet,
      top: Number(top),
      left: number(left),
      rows: Number(bottom) - Number(top) + 1,
      columns: number(right) - number(left) + 1,
    };
  }

  function addressOf({ sheet, top, left, rows, columns }) {
    const first = `${quoted(sheet)}!${letters(left)}${top}`;
    if (rows === 1 && columns === 1) return first;
    return `${first}:${letters(left + columns - 1)}${top + rows - 1}`;
  }

  const key = (place, row, column) => `${place.sheet}!${place.top + row},${place.left + column}`;

  function grid(place, of) {
    return Array.from({ length: place.rows }, (_, row) =>
      Array.from({ length: place.columns }, (_, column) => {
        return of(book.cells.get(key(place, row, column)) ?? null);
      }),
    );
  }

  function put(address, rows) {
    const place = area(address);
    rows.forEach((row, at) =>
      row.forEach((value, column) => {
        if (value === null) book.cells.delete(key(place, at, column));
        else book.cells.set(key(place, at, column), { value, formula: value });
      }),
    );
  }

  /** Types rows into a sheet from its second line down; gives their address. */
  function typed(sheet, left, rows) {
    const address = addressOf({ sheet, top: 2, left, rows: rows.length, columns: rows[0].length });
    put(address, rows);
    return address;
  }

  /** A cell as Excel hands it over to a custom function. */
  function handed(cell, blank) {
    if (cell === null) return blank;
    return ERRORS.has(cell) ? { type: "CustomFunctionError", code: cell } : cell;
  }

  /** The part of a rectangle that holds anything, or null where none of it does. */
  function used(place) {
    const held = [...book.cells.keys()].flatMap((each) => {
      const mark = each.lastIndexOf("!");
      const [row, column] = each
        .slice(mark + 1)
        .split(",")
        .map(Number);
      const [down, across] = [row - place.top, column - place.left];
      const within = down >= 0 && down < place.rows && across >= 0 && across < place.columns;
      return each.slice(0, mark) === place.sheet && within ? [[row, column]] : [];
    });
    if (!held.length) return null;
    const [rows, columns] = [held.map(([row]) => row), held.map(([, column]) => column)];
    const [top, left] = [Math.min(...rows), Math.min(...columns)];
    const [bottom, right] = [Math.max(...rows), Math.max(...columns)];
    return { sheet: place.sheet, top, left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  const typeOf = (cell) => {
    if (cell === null) return "Empty";
    if (typeof cell.value === "boolean") return "Boolean";
    if (typeof cell.value === "number") return "Double";
    return ERRORS.has(cell.value) ? "Error" : "String";
  };

  // --- the object model: paths to objects, and actions on them --------------------------------

  const NOTHING = { kind: "nothing" };
  const range = (place) => ({ kind: "range", place });

  const MEMBERS = {
    workbook: {
      Names: () => ({ kind: "names" }),
      Worksheets: () => ({ kind: "worksheets" }),
      GetActiveCell: () => range(area(book.active)),
    },
    names: {
      GetItemOrNullObject: (_, name) =>
        book.names.has(name.toLowerCase())
          ? { kind: "name", refers: book.names.get(name.toLowerCase()) }
          : NOTHING,
    },
    name: {
      GetRangeOrNullObject: ({ refers }) => (refers.cells ? range(area(refers.cells)) : NOTHING),
    },
    worksheets: {
      item: (_, sheet) => ({ kind: "worksheet", sheet }),
      GetActiveWorksheet: () => ({ kind: "worksheet", sheet: area(book.active).sheet }),
    },
    worksheet: { GetRange: ({ sheet }, address) => range(area(address, sheet)) },
    range: {
      GetUsedRangeOrNullObject: ({ place }) => {
        const part = used(place);
        return part ? range(part) : NOTHING;
      },
      GetResizedRange: ({ place }, rows, columns) =>
        range({ ...place, rows: place.rows + rows, columns: place.columns + columns }),
    },
    nothing: { GetRangeOrNullObject: () => NOTHING },
  };

  const PROPERTIES = {
    workbook: { name: () => book.name },
    name: { type: ({ refers }) => refers.type },
    range: {
      address: ({ place }) => addressOf(place),
      rowIndex: ({ place }) => place.top - 1,
      columnIndex: ({ place }) => place.left - 1,
      values: ({ place }) => grid(place, (cell) => cell?.value ?? ""),
      formulas: ({ place }) => grid(place, (cell) => cell?.formula ?? ""),
      valueTypes: ({ place }) => grid(place, typeOf),
    },
  };

  const SETTERS = {
    range: {
      Formulas: ({ place }, [[formula]]) => {
        book.cells.set(key(place, 0, 0), { value: 0, formula });
      },
      Values: ({ place }, rows) => put(addressOf(place), rows),
    },
  };

  const METHODS = {
    range: {
      Select: ({ place }) => {
        select(addressOf({ ...place, rows: 1, columns: 1 }));
      },
    },
    service: {
      SetInvocationArrayResults: (_, results) => results.forEach(answered),
    },
  };

  /** The objects that a request speaks of, by their ids. */
  function objectsOf(paths) {
    const objects = new Map();
    const find = (id) => {
      if (objects.has(id)) return objects.get(id);
      const path = paths[id];
      let object = NOTHING;
      if (path.ObjectPathType === 1) object = { kind: "workbook" };
      else if (path.ObjectPathType === 2) object = { kind: "service" };
      else {
        const parent = find(path.ParentObjectPathId);
        const member = MEMBERS[parent.kind]?.[path.ObjectPathType === 5 ? "item" : path.Name];
        if (!member && parent.kind !== "service") {
          throw new Error(`${parent.kind} has no ${path.Name}`);
        }
        object = member?.(parent, ...(path.ArgumentInfo?.Arguments ?? [])) ?? NOTHING;
      }
      objects.set(id, object);
      return object;
    };
    return find;
  }

  /** What one action of a request answers. */
  function acted(action, find) {
    const object = find(action.ObjectPathId);
    const given = action.ArgumentInfo?.Arguments ?? [];
    if (action.ActionType === 3)
      return METHODS[object.kind]?.[action.Name]?.(object, ...given) ?? null;
    if (action.ActionType === 4) {
      SETTERS[object.kind][action.Name](object, ...given);
      return null;
    }
    if (object.kind === "nothing") return null;
    if (action.ActionType !== 2) return {};
    const asked = action.QueryInfo.Select ?? [];
    return Object.fromEntries(
      asked
        .filter((name) => name !== "isNullObject")
        .map((name) => {
          const property = PROPERTIES[object.kind]?.[name];
          if (!property) throw new Error(`${object.kind} has no property ${name}`);
          return [name[0].toUpperCase() + name.slice(1), property(object)];
        }),
    );
  }

  function executed(body) {
    requests += 1;
    const ours = Object.values(body.ObjectPaths).some((path) => path.ObjectPathType === 4);
    if (broken && ours) return { Error: { Code: "GeneralException", Message: broken } };
    const find = objectsOf(body.ObjectPaths);
    try {
      return {
        Results: body.Actions.map((action) => ({
          ActionId: action.Id,
          Value: acted(action, find),
        })),
      };
    } catch (error) {
      console.error(`the stub of Excel: ${error.stack}`);
      return { Error: { Code: "GeneralException", Message: error.message } };
    }
  }

  // --- custom functions ------------------------------------------------------------------------

  /** One result, as Office.js sends it: [invocation, whether it succeeded, value, code]. */
  function answered([invocation, succeeded, value, code]) {
    const { resolve, cell } = awaited.get(invocation);
    awaited.delete(invocation);
    const plain = (each) => each?.code ?? each;
    if (Array.isArray(value)) value = value.map((row) => row.map(plain));
    const shown = succeeded ? value : [[WIRE[code] ?? `code ${code}`]];
    const formula = book.cells.get(key(area(cell), 0, 0))?.formula;
    put(cell, Array.isArray(shown) ? shown : [[shown]]);
    const anchor = book.cells.get(key(area(cell), 0, 0));
    if (anchor && formula) anchor.formula = formula;
    resolve(succeeded ? { value } : { error: WIRE[code] ?? `code ${code}`, message: value });
  }

  /** Sends a call as Excel does; values are rows of cells, null where an argument is omitted. */
  function invoke(id, values, addresses = [], cell = "Sheet1!ZZ1") {
    const invocation = ++lastInvocation;
    const message = [invocation, id, values, cell, ERRORS_ALLOWED, addresses];
    return new Promise((resolve) => {
      awaited.set(invocation, { resolve, cell });
      fire(EVENT.message, [[1, INVOKE, "", JSON.stringify(message), invocation, false]]);
    });
  }

  function fire(event, payload) {
    for (const callback of handlers.get(event) ?? []) {
      OSF.ScriptMessaging.agaveHostEventCallback(callback, [payload, event]);
    }
  }

  function select(address) {
    book.active = address;
    fire(EVENT.selection, []);
  }

  // --- the message handler ---------------------------------------------------------------------

  /** Tells Office.js where it runs: the order is that of its AppContextProperties. */
  function context() {
    const told = {
      0: [[], []],
      1: "funnel",
      2: 1,
      3: 16,
      4: 80,
      8: "en-US",
      9: "en-US",
      11: book.name,
    };
    Object.assign(told, { 12: 1, 13: 1, 14: "", 15: "", 16: "c", 17: "i", 18: 0, 19: 1 });
    Object.assign(told, { 20: JSON.stringify(SETS), 21: "", 22: "16.80.0.0", 23: 0 });
    return Array.from({ length: 24 }, (_, at) => told[at] ?? 0);
  }

  /** Sends an event from now on. */
  function registered({ params: { id }, callbackId }) {
    handlers.set(id, [...(handlers.get(id) ?? []), callbackId]);
  }

  function received(message) {
    if (message.methodId === METHOD.context) return context();
    if (message.methodId === METHOD.execute && message.params.id === RICH_REQUEST) {
      const [request] = message.params.apiArgs;
      return [[0, 200, [], JSON.stringify(executed(JSON.parse(request[4])))]];
    }
    return [0];
  }

  window.webkit = {
    messageHandlers: {
      Agave: {
        postMessage(text) {
          const message = JSON.parse(text);
          const answer = received(message);
          const give = () => OSF.ScriptMessaging.agaveHostCallback(message.callbackId, answer);
          if (message.methodId === METHOD.register) {
            const late = message.params.id === EVENT.selection;
            const after = late ? SELECTIONS_TOLD_AFTER : 0;
            setTimeout(() => {
              registered(message);
              give();
            }, after);
          } else if (holding && message.methodId === METHOD.execute) {
            [holding, held] = [false, give];
          } else {
            setTimeout(give, 0);
          }
        },
      },
    },
  };

  window.excel = {
    put,
    typed,
    handed,
    select,
    invoke,
    book,
    defineName: (name, refers) => book.names.set(name.toLowerCase(), refers),
    at: (address) => book.cells.get(key(area(address), 0, 0)) ?? null,
    ready: () => handlers.has(EVENT.message),
    breakWith: (message) => {
      broken = message;
    },
    /** Holds the answer to the next request back, until it is let go. */
    hold: () => {
      holding = true;
    },
    holds: () => held !== null,
    letGo: () => {
      held();
      held = null;
    },
    requests: () => requests,
  };
})();
