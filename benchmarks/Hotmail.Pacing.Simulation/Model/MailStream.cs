namespace Hotmail.Pacing.Simulation.Model;

/// <summary>One path's fresh mail, or that of one domain or engagement, in the order of its arrival. It keeps counters, and nothing for a message.</summary>
internal sealed class MailStream
{
    private readonly World _world;
    private readonly Traffic _traffic;
    private readonly int _path;
    private readonly int[] _places;
    private readonly int[] _before;
    private int _bucket = -1;
    private long _arrived;

    /// <param name="world">The world.</param>
    /// <param name="path">The path.</param>
    /// <param name="domain">The only domain wanted; <see langword="null"/> for all.</param>
    /// <param name="engagement">The only engagement wanted; <see langword="null"/> for all.</param>
    public MailStream(World world, int path, int? domain, Engagement? engagement)
    {
        (_world, _traffic, _path) = (world, world.Traffic, path);
        _places = world.Pattern.Places(domain, engagement);
        _before = new int[MailPattern.Length + 1];
        foreach (var place in _places)
        {
            _before[place + 1] = 1;
        }

        for (var place = 0; place < MailPattern.Length; place++)
        {
            _before[place + 1] += _before[place];
        }
    }

    /// <summary>Whether there will never be a message.</summary>
    public bool IsEmpty => _places.Length == 0;

    /// <summary>How many messages have been taken from it.</summary>
    public long Taken { get; private set; }

    /// <summary>The number of the next message among all of the path's.</summary>
    public long NextIndex => (Taken / _places.Length * MailPattern.Length) + _places[Taken % _places.Length];

    /// <summary>When the next message arrived; <see langword="null"/> when none is there yet.</summary>
    public long? Peek(long now)
    {
        if (_arrived > Taken)
        {
            return _bucket * _traffic.BucketLength;
        }

        for (var last = _traffic.BucketAt(now); _bucket < last;)
        {
            if ((_arrived = CountAt(++_bucket)) > Taken)
            {
                return _bucket * _traffic.BucketLength;
            }
        }

        return null;
    }

    /// <summary>How many messages are there.</summary>
    public long Waiting(long now) => Math.Max(0, CountAt(_traffic.BucketAt(now)) - Taken);

    /// <summary>Takes the next message, which <see cref="Peek"/> has found.</summary>
    public Mail Take()
    {
        var index = NextIndex;
        Taken++;
        return new Mail
        {
            AcceptedAt = _bucket * _traffic.BucketLength,
            Domain = _world.Pattern.DomainOf(index),
            Engagement = _world.Pattern.EngagementOf(index),
            Kind = _world.Pattern.KindOf(_path, index),
        };
    }

    /// <summary>Leaves out what arrived before a time.</summary>
    /// <returns>How many messages that were.</returns>
    public long Expire(long before)
    {
        // Mail of a bucket arrived at its beginning.
        if (before <= 0 || (before - 1) / _traffic.BucketLength is var bucket && bucket <= _bucket - 1)
        {
            return 0;
        }

        var last = (int)Math.Min(bucket, _traffic.Buckets - 1);
        var expired = CountAt(last) - Taken;
        if (expired <= 0)
        {
            return 0;
        }

        Taken += expired;
        (_bucket, _arrived) = (last, Taken);
        return expired;
    }

    private long CountAt(int bucket)
    {
        var (rounds, rest) = _traffic.Arrived(_path, bucket);
        return (rounds * _places.Length) + _before[rest];
    }
}
