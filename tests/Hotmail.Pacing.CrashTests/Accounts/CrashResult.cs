using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.CrashTests;

/// <summary>What a crash test found. All is counted by recipient.</summary>
/// <param name="Accepted">Those whose message was reported accepted.</param>
/// <param name="Received">Those that the receiver took the right bytes for; more than <paramref name="Accepted"/> where the kill came before the report.</param>
/// <param name="Lost">Accepted, but not received.</param>
/// <param name="Duplicates">Receptions beyond the first of a recipient.</param>
/// <param name="Explained">Those of them whose earlier reception a kill kept from being settled.</param>
/// <param name="Findings">What is wrong, one by one.</param>
internal sealed record CrashResult(int Accepted, int Received, int Lost, int Duplicates, int Explained, IReadOnlyList<string> Findings)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>How often the child was killed.</summary>
    public int Kills { get; init; }

    /// <summary>What became of the damages; <see langword="null"/> where none was done.</summary>
    public DamageCounts? Damages { get; init; }

    /// <summary>Whether what was accepted was kept, nothing was sent twice without need, and no damage went unnoticed.</summary>
    public bool IsGood => Lost == 0 && Duplicates == Explained && Findings.Count == 0 && Damages is not { Undetected: > 0 };

    /// <summary>Both together.</summary>
    public static CrashResult operator +(CrashResult one, CrashResult other) => new(
        one.Accepted + other.Accepted, one.Received + other.Received, one.Lost + other.Lost, one.Duplicates + other.Duplicates, one.Explained + other.Explained,
        [.. one.Findings, .. other.Findings])
    {
        Kills = one.Kills + other.Kills,
        Damages = one.Damages is { } damages && other.Damages is { } more ? damages + more : one.Damages ?? other.Damages,
    };

    /// <summary>The one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Line(Kills, Accepted, Received, Lost, Duplicates, Explained, Damages?.Damaged, Damages?.Detected, Damages?.Harmless, Damages?.Undetected), s_json);

    private sealed record Line(
        int Kills, int Accepted, int Received, int Lost, int Duplicates, int DuplicatesExplained, int? Damaged, int? Detected, int? Harmless, int? Undetected);
}
