namespace Hotmail.Pacing.Telemetry;

/// <summary>How telemetry behaves. Immutable.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>Whether logs show addresses in full.</summary>
    public bool ShowAddresses { get; init; }

    /// <summary>How many records wait for each observer before the newest are dropped.</summary>
    public int ObserverBuffer { get; init; } = 10_000;

    /// <summary>How long a stop waits for the observers to take what is buffered.</summary>
    public TimeSpan ObserverDrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the rolling report covers: this many buckets of <see cref="ReportBucket"/>.</summary>
    public int ReportBuckets { get; init; } = 60;

    /// <summary>The report's step.</summary>
    public TimeSpan ReportBucket { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many groups beside the configured ones are told apart: as tag values, and as paths of the report at any time.</summary>
    public int MaxOtherGroups { get; init; } = 100;

    /// <summary>How many campaigns the report tells apart at any time.</summary>
    public int MaxCampaigns { get; init; } = 100;
}
