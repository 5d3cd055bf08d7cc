/**
 * What Excel loads through Office.js: the worksheet functions and the task pane, in one runtime.
 *
 * Twin of funnel_addin/udfs.py, for Excel on the Mac and the web.
 */

import { published } from "./functions.js";
import { openPane } from "./pane/pane.js";

CustomFunctions.associate(published());
Office.onReady(() => openPane());
