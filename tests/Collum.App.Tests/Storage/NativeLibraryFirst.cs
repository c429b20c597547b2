using System.Runtime.CompilerServices;
using Collum.Clinic.Storage;

namespace Collum.App.Tests.Storage;

/// <summary>Tests open SQLite files by themselves, in any order: the program's choice of library comes before all of them.</summary>
static class NativeLibraryFirst
{
    [ModuleInitializer]
    internal static void Choose() => SqliteDialect.ChooseLibrary();
}
