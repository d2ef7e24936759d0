using System.Collections.Concurrent;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Telemetry;

/// <summary>Notes what it is told, and does at each call what the test says.</summary>
internal sealed class RecordingObserver : IDeliveryObserver
{
    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>What happens at each call, after it was noted.</summary>
    public Func<string, CancellationToken, Task> Then { get; init; } = static (_, _) => Task.CompletedTask;

    public IEnumerable<string> Seen => _seen;

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken) =>
        NoteAsync(attempt.Attempt > 1 ? $"attempt {attempt.Attempt}" : "attempt", cancellationToken);

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken) => NoteAsync("settled", cancellationToken);

    public ValueTask OnPhaseChangedAsync(PathChange change, CancellationToken cancellationToken) => NoteAsync("change", cancellationToken);

    private ValueTask NoteAsync(string what, CancellationToken cancellationToken)
    {
        _seen.Enqueue(what);
        return new ValueTask(Then(what, cancellationToken));
    }
}
