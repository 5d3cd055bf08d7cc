/**
 * What Excel loads through Office.js: the worksheet functions and the task pane, in one runtime.
 *
 * Twin of funnel_addin/udfs.py, for Excel on the Mac and the web.
 */

import { published } from "./functions.js";
import { openPane, withoutOffice } from "./pane/pane.js";

if (typeof CustomFunctions !== "undefined") CustomFunctions.associate(published());
if (typeof Office !== "undefined") Office.onReady(() => openPane());
else if (typeof document !== "undefined") withoutOffice();
