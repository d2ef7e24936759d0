using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>What is asked of a spool.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SpoolRequest
{
    public required SpoolVerb Verb { get; init; }

    /// <summary>Which deliveries, for the verbs that are about deliveries.</summary>
    public SpoolFilter Filter { get; init; } = new();

    /// <summary>Only deliveries with a higher number, to page on.</summary>
    public long After { get; init; }

    /// <summary>The most deliveries of a page.</summary>
    public int Max { get; init; }

    /// <summary>The egress source to move to.</summary>
    public string? ToSource { get; init; }

    /// <summary>The destination group to pause or resume.</summary>
    public string? Group { get; init; }

    /// <summary>Until when it pauses; <see langword="null"/> until somebody resumes it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who asks, for the record.</summary>
    public string? By { get; init; }
}
