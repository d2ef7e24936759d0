using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Moves what waits to another egress source. Group and route follow the source: a relay is one route for all, and where mail leaves directly the domain's mail exchangers decide. So the
/// domains are found first, looked up, and then their deliveries are moved.
/// </summary>
internal sealed class DeliveryMover(PacerContext context, MessageIntake intake, EgressSource source)
{
    private const int LookupsAtOnce = 100;

    private readonly Dictionary<string, MoveTarget> _targets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    /// <summary>Moves what matches and waits now.</summary>
    /// <returns>How many deliveries.</returns>
    public async Task<int> MoveAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await context.Queue.MoveAsync(filter, Note, cancellationToken).ConfigureAwait(false);
        foreach (var domains in _domains.Chunk(LookupsAtOnce))
        {
            await Task.WhenAll(domains.Select(domain => LookUpAsync(domain, cancellationToken))).ConfigureAwait(false);
        }

        return await context.Queue.MoveAsync(filter, Decide, cancellationToken).ConfigureAwait(false);
    }

    private MoveTarget? Note(Delivery delivery)
    {
        if (delivery.Path.Source != source.Name)
        {
            _domains.Add(delivery.Domain);
        }

        return null;
    }

    private async Task LookUpAsync(string domain, CancellationToken cancellationToken)
    {
        var (group, route) = await intake.RouteAsync(source, domain, lookups: null, context.Configuration, context.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        lock (_targets)
        {
            _targets.Add(domain, new MoveTarget(new EgressPath(source.Name, group.Name), route));
        }
    }

    private MoveTarget? Decide(Delivery delivery)
    {
        if (delivery.Path.Source == source.Name || !_targets.TryGetValue(delivery.Domain, out var target))
        {
            return null;
        }

        context.Verdicts.Move(delivery, target.Path);
        return target;
    }
}
