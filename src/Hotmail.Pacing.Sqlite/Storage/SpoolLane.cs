using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A row of the table of lanes: what deliveries of one path, route and domain share.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpoolLane(EgressPath Path, string Route, string Domain)
{
    public uint Crc => Checksum.New.Add(Path.Source).Add(Path.Group).Add(Route).Add(Domain).Value;
}
