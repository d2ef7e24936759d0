namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>The modelled receiver. Everything is counted per source IP.</summary>
internal sealed record ReceiverScenario
{
    /// <summary>The steps of the cap; the first is at 0, the last holds.</summary>
    public required IReadOnlyList<CapStep> Cap { get; init; }

    public double DiurnalAmplitude { get; init; }

    public OpenRateScenario? OpenRate { get; init; }

    public required RefuseAt RefuseAt { get; init; }

    public required string Refusal { get; init; }

    public PenaltyScenario? Penalty { get; init; }

    public BlockScenario? Block { get; init; }

    public TrustScenario? Trust { get; init; }

    public required int MessagesPerConnection { get; init; }

    public required double Greylist { get; init; }

    public required double MailboxFull { get; init; }

    public required double BadMailbox { get; init; }
}

/// <summary>From when on the cap is how high.</summary>
internal sealed record CapStep(TimeSpan At, int Connections);

/// <summary>No more than so many connections accepted within a window.</summary>
internal sealed record OpenRateScenario(TimeSpan Window, int Connections);

/// <summary>More than the tolerated refusals within a window shrink the cap; it grows back.</summary>
internal sealed record PenaltyScenario(TimeSpan Window, int Tolerated, double Shrink, int Floor, double RecoverPerHour);

/// <summary>That many refusals within a window, and every connection of the source is refused for a time.</summary>
internal sealed record BlockScenario(TimeSpan Window, int Refusals, TimeSpan For);

/// <summary>A new IP: the cap grows with each clean hour.</summary>
internal sealed record TrustScenario(double Start, double PerHour, double Max);
