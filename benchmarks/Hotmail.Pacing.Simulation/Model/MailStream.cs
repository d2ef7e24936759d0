using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// One path's fresh mail, or a part of it, in the order of its arrival. A part is told by a chain of shares: of what the parts before it left over, so many. The same
/// message is in the same part whichever way a strategy splits the mail, up to rounding.
/// </summary>
internal sealed class MailStream
{
    private readonly Traffic _traffic;
    private readonly int _path;
    private readonly Part[] _parts;
    private readonly double _engaged;
    private readonly double _dormantOfRest;
    private readonly Engagement? _only;
    private int _bucket = -1;
    private long _arrived;

    /// <param name="scenario">The scenario.</param>
    /// <param name="traffic">Its traffic.</param>
    /// <param name="path">The path.</param>
    /// <param name="domain">The only domain wanted; <see langword="null"/> for all, which counts as the first.</param>
    /// <param name="engagement">The only engagement wanted.</param>
    public MailStream(Scenario scenario, Traffic traffic, int path, int? domain, Engagement? engagement)
    {
        (_traffic, _path, _only) = (traffic, path, engagement);
        _engaged = scenario.Traffic.Engaged;
        _dormantOfRest = _engaged >= 1 ? 0 : Math.Min(1, scenario.Traffic.Dormant / (1 - _engaged));
        Domain = (byte)(domain ?? 0);
        Share = (domain is { } index ? Domains.Shares[index] : 1)
            * (engagement switch
            {
                Engagement.Engaged => _engaged,
                Engagement.Dormant => (1 - _engaged) * _dormantOfRest,
                Engagement.Normal => (1 - _engaged) * (1 - _dormantOfRest),
                _ => 1,
            });
        _parts = [.. Split(domain, engagement)];
    }

    public byte Domain { get; }

    /// <summary>Its share of the path's mail.</summary>
    public double Share { get; }

    /// <summary>How many messages have been taken from it.</summary>
    public long Taken { get; private set; }

    /// <summary>When the next message arrived; <see langword="null"/> when none is there yet.</summary>
    public long? Peek(long now)
    {
        var last = _traffic.BucketAt(now);
        while (_arrived <= Taken)
        {
            if (_bucket >= last)
            {
                return null;
            }

            _arrived = CountAt(++_bucket);
        }

        return _bucket * _traffic.BucketLength;
    }

    /// <summary>How many messages are there. Those of all buckets from the first with mail on.</summary>
    public long Waiting(long now) => Math.Max(0, CountAt(_traffic.BucketAt(now)) - Taken);

    /// <summary>Takes the next message, which <see cref="Peek"/> has found.</summary>
    public Mail Take()
    {
        var index = Taken++;
        return new Mail { AcceptedAt = _bucket * _traffic.BucketLength, Domain = Domain, Engagement = _only ?? EngagementOf(index) };
    }

    /// <summary>Leaves out what arrived before a time.</summary>
    /// <returns>How many messages that were.</returns>
    public long Expire(long before)
    {
        if (before <= 0)
        {
            return 0;
        }

        // Mail of a bucket arrived at its beginning.
        var bucket = (int)Math.Min((before - 1) / _traffic.BucketLength, _traffic.Buckets - 1);
        var expired = CountAt(bucket) - Taken;
        if (expired <= 0)
        {
            return 0;
        }

        Taken += expired;
        (_bucket, _arrived) = (bucket, Taken);
        return expired;
    }

    private Engagement EngagementOf(long index)
    {
        var engaged = (long)(index * _engaged);
        if ((long)((index + 1) * _engaged) > engaged)
        {
            return Engagement.Engaged;
        }

        var rest = index - engaged;
        return (long)((rest + 1) * _dormantOfRest) > (long)(rest * _dormantOfRest) ? Engagement.Dormant : Engagement.Normal;
    }

    private long CountAt(int bucket)
    {
        var count = _traffic.Arrived(_path, bucket);
        foreach (var part in _parts)
        {
            var taken = (long)(count * part.Share);
            count = part.Left ? count - taken : taken;
        }

        return count;
    }

    private IEnumerable<Part> Split(int? domain, Engagement? engagement)
    {
        if (domain is { } index)
        {
            var rest = 1.0;
            for (var before = 0; before < index; before++)
            {
                yield return new Part(Domains.Shares[before] / rest, Left: true);
                rest -= Domains.Shares[before];
            }

            if (index < Domains.Names.Count - 1)
            {
                yield return new Part(Domains.Shares[index] / rest, Left: false);
            }
        }

        if (engagement is { } only)
        {
            yield return new Part(_engaged, Left: only != Engagement.Engaged);
            if (only != Engagement.Engaged)
            {
                yield return new Part(_dormantOfRest, Left: only == Engagement.Normal);
            }
        }
    }

    /// <summary>A share of what there is: it, or what it leaves.</summary>
    private readonly record struct Part(double Share, bool Left);
}
