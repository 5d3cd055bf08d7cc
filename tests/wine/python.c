/* python.exe and pythonw.exe: what starts the Python in python311.dll, which lies beside it. */
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    int (*py_main)(int, wchar_t **);
    HMODULE python = LoadLibraryW(L"python311.dll");
    if (python == NULL)
        return 3;
    py_main = (int (*)(int, wchar_t **))(void *)GetProcAddress(python, "Py_Main");
    return py_main == NULL ? 3 : py_main(count, words);
}
