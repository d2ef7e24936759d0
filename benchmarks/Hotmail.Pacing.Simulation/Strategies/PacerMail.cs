using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// One path's queue in the product's order (<see cref="ReadyOrder{T}"/>). Fresh mail is brought into it a few messages at a time: the first ones of every domain and engagement
/// are always in it, and those behind them come after them in any case, so it gives what it would give with all mail in it.
/// </summary>
internal sealed class PacerMail
{
    private const int Chunk = 32;

    private static readonly Engagement[] _engagements = [Engagement.Engaged, Engagement.Normal, Engagement.Dormant];

    private readonly World _world;
    private readonly long _lifetime;
    private readonly ReadyOrder<MailEntry> _order = new(Ageing.Default);
    private readonly Stack<MailEntry> _free = [];
    private readonly MailStream[] _streams;
    private readonly MailEntry[][] _chunks;
    private readonly int[] _inOrder;
    private long _lastNumber = long.MaxValue / 2;
    private int _expected;
    private bool _ended;

    public PacerMail(World world, int path)
    {
        (_world, _lifetime) = (world, world.Scenario.Traffic.QueueMaxAge.Ticks);
        var streams =
            from domain in Enumerable.Range(0, Domains.Names.Count)
            from engagement in _engagements
            select new MailStream(world, path, domain, engagement) into stream
            where !stream.IsEmpty
            select stream;
        _streams = [.. streams];
        _chunks = [.. _streams.Select(_ => new MailEntry[Chunk])];
        _inOrder = new int[_streams.Length];
    }

    /// <summary>Fresh mail may have arrived.</summary>
    public void Arrive(long now)
    {
        for (var stream = 0; stream < _streams.Length; stream++)
        {
            if (_inOrder[stream] == 0)
            {
                Fill(stream, now);
            }
        }
    }

    /// <summary>The first message in the product's order.</summary>
    public MailEntry? Take(long now, string? route, bool holdDormant)
    {
        while (true)
        {
            var entry = _order.Take(now, route, holdDormant);
            if (entry is not null)
            {
                _expected--;
                if (entry.Stream >= 0)
                {
                    var stream = entry.Stream;
                    entry.Stream = -1;
                    if (--_inOrder[stream] == 0)
                    {
                        Fill(stream, now);
                    }
                }
            }

            // Expired messages that the order met have left it; what was behind them may be first now.
            if (_order.Count == _expected || !DropExpired(now) || entry is not null)
            {
                return entry;
            }
        }
    }

    /// <summary>When the next message is ready; <see langword="null"/> when there is none.</summary>
    public long? NextDue(long now, bool holdDormant)
    {
        while (true)
        {
            var due = _order.NextDue(now, null, holdDormant);
            if (_order.Count == _expected || !DropExpired(now))
            {
                return due;
            }
        }
    }

    /// <summary>Puts a message back.</summary>
    public void PutBack(MailEntry entry, long dueAt)
    {
        entry.Slot.DueAt = dueAt;
        _order.Add(entry);
        _expected++;
    }

    /// <summary>Puts a message back whose entry is gone.</summary>
    public void PutBack(in Mail mail, long dueAt)
    {
        var entry = NewEntry(mail);
        entry.Slot.Number = ++_lastNumber;
        PutBack(entry, dueAt);
    }

    /// <summary>A message has come to its end.</summary>
    public void Settle(MailEntry entry) => _free.Push(entry);

    /// <summary>The run ends: counts what is past its time.</summary>
    public void End(long now)
    {
        _ended = true;
        foreach (var stream in _streams)
        {
            _world.Statistics.Expired += stream.Expire(now - _lifetime);
        }

        while (Take(now, null, holdDormant: false) is not null)
        {
        }
    }

    private void Fill(int index, long now)
    {
        var stream = _streams[index];
        _world.Statistics.Expired += stream.Expire(now - _lifetime);
        var chunk = _chunks[index];
        var count = 0;
        for (; !_ended && count < chunk.Length && stream.Peek(now) is not null; count++)
        {
            var number = stream.NextIndex;
            var entry = NewEntry(stream.Take());
            entry.Stream = index;
            entry.Slot.Number = number;
            _order.Add(entry);
            chunk[count] = entry;
        }

        _expected += count;
        _inOrder[index] = count;
    }

    private MailEntry NewEntry(in Mail mail)
    {
        if (!_free.TryPop(out var entry))
        {
            entry = new MailEntry();
        }

        entry.Mail = mail;
        entry.Stream = -1;
        entry.Route = Domains.Names[mail.Domain];
        ref var slot = ref entry.Slot;
        slot.AcceptedAt = slot.DueAt = mail.AcceptedAt;
        slot.ExpiresAt = mail.AcceptedAt + _lifetime;
        slot.Priority = MessagePriority.Bulk;
        slot.Engagement = mail.Engagement;
        return entry;
    }

    /// <summary>Counts what the order has dropped, and brings up what was behind it.</summary>
    /// <returns>Whether there is more now.</returns>
    private bool DropExpired(long now)
    {
        _world.Statistics.Expired += _expected - _order.Count;
        _expected = _order.Count;
        var before = _expected;
        for (var index = 0; index < _streams.Length; index++)
        {
            foreach (var entry in _chunks[index])
            {
                if (entry is not null && entry.Stream == index && !ReadyOrder<MailEntry>.Contains(entry))
                {
                    entry.Stream = -1;
                    _inOrder[index]--;
                    _free.Push(entry);
                }
            }

            if (_inOrder[index] == 0)
            {
                Fill(index, now);
            }
        }

        return _expected > before;
    }
}
