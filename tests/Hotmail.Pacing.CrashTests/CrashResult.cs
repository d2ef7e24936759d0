using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.CrashTests;

/// <summary>What a crash test found.</summary>
/// <param name="Accepted">The messages whose acceptance was reported.</param>
/// <param name="Received">The different messages that the receiver took; more than <paramref name="Accepted"/> where the kill came before the report.</param>
/// <param name="Lost">Accepted, but not received.</param>
/// <param name="Duplicates">Receptions beyond the first of a message.</param>
/// <param name="Explained">Those of them whose earlier reception a kill kept from being settled.</param>
/// <param name="MostOfOneKill">The most messages that one kill had received again.</param>
/// <param name="Refused">Messages given up, which this receiver gives no reason for.</param>
/// <param name="Findings">What is wrong, message by message.</param>
internal sealed record CrashResult(
    int Accepted, int Received, int Lost, int Duplicates, int Explained, int MostOfOneKill, int Refused, IReadOnlyList<string> Findings)
{
    /// <summary>Whether what was accepted was kept, and nothing was sent twice without need.</summary>
    public bool IsGood => Lost == 0 && Duplicates == Explained && Refused == 0;

    /// <summary>The one line.</summary>
    public string ToJson(int kills) => JsonSerializer.Serialize(new Line(kills, Accepted, Received, Lost, Duplicates, Explained));

    private sealed record Line(
        [property: JsonPropertyName("kills")] int Kills,
        [property: JsonPropertyName("accepted")] int Accepted,
        [property: JsonPropertyName("received")] int Received,
        [property: JsonPropertyName("lost")] int Lost,
        [property: JsonPropertyName("duplicates")] int Duplicates,
        [property: JsonPropertyName("duplicates_explained")] int DuplicatesExplained);
}
