using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A delivery that was settled: its number, and its message's.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Settled(long Number, long Message);
