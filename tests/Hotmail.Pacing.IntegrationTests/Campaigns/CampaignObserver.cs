using System.Collections.Concurrent;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>Keeps what the pacer reports, and waits for it.</summary>
internal sealed class CampaignObserver : IDeliveryObserver
{
    private readonly ConcurrentQueue<AttemptRecord> _attempts = [];
    private readonly ConcurrentQueue<SettledRecord> _settled = [];

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyCollection<AttemptRecord> Attempts => _attempts;

    /// <summary>Every recipient with a final status, in order.</summary>
    public IReadOnlyCollection<SettledRecord> Settled => _settled;

    /// <summary>Waits until a condition holds; fails the test when it does not in time.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="atMost">The bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitUntilAsync(Func<CampaignObserver, bool> condition, string what, TimeSpan atMost, CancellationToken cancellationToken) =>
        Campaigns.WaitUntilAsync(() => Task.FromResult(condition(this)), () => $"{what}. {_attempts.Count} attempts, {_settled.Count} settled.", atMost, cancellationToken);

    /// <summary>The attempts that found their connection refused, once so many are reported: the message goes on before its observers hear of it.</summary>
    /// <param name="count">The connections that the server says it refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AttemptRecord>> WaitForRefusedAsync(int count, CancellationToken cancellationToken)
    {
        await WaitUntilAsync(
            all => all._attempts.Count(static attempt => attempt.ConnectionRefused) >= count, $"{count} refused connections are reported", TimeSpan.FromSeconds(30), cancellationToken);
        return [.. _attempts.Where(static attempt => attempt.ConnectionRefused)];
    }

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken)
    {
        _attempts.Enqueue(attempt);
        return default;
    }

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        _settled.Enqueue(settled);
        return default;
    }
}
