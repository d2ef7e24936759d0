using System.Collections.Concurrent;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>Notes the recipients that were settled.</summary>
internal sealed class SettledList : IDeliveryObserver
{
    private readonly ConcurrentQueue<RecipientResult> _settled = new();

    public int Count => _settled.Count;

    public IReadOnlyList<RecipientResult> All => [.. _settled];

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        _settled.Enqueue(settled.Recipient);
        return default;
    }
}
