namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>A part of a history.</summary>
public readonly record struct DmarcHistoryRange
{
    /// <summary>The first day, in UTC; null: the earliest that is kept.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in UTC; null: the latest.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The domain that the reports are about; null: any.</summary>
    public string? Domain { get; init; }
}
