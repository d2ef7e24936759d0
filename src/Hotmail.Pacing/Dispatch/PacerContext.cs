using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <summary>What all paths of a pacer share. Immutable but for the configuration, which a reload swaps as a whole.</summary>
internal sealed class PacerContext
{
    private volatile PacingConfiguration _configuration;

    public PacerContext(PacingConfiguration configuration) => _configuration = configuration;

    public PacingConfiguration Configuration
    {
        get => _configuration;
        set => _configuration = value;
    }

    public required TimeProvider Time { get; init; }

    public required IDeliveryQueue Queue { get; init; }

    public required IConnectionGate Gate { get; init; }

    public required ConnectionOpener Opener { get; init; }

    public required AttemptJudge Judge { get; init; }

    public required PacingTelemetry Telemetry { get; init; }

    public required VerdictBoard Verdicts { get; init; }

    /// <summary>What lays restrictions on paths; <see langword="null"/> where nothing does.</summary>
    public RestrictionBoard? Restrictions { get; init; }

    public required Func<Random> NewRandom { get; init; }

    /// <summary>Told by a pump that has retired; mail that came for its path meanwhile gets a new one.</summary>
    public required Action<PathPump> Retired { get; init; }

    /// <summary>Cancelled when a stop begins: nothing more is looked up or opened.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Cancelled when the graceful stop is over: transactions still under way are dropped.</summary>
    public required CancellationToken Aborted { get; init; }
}
