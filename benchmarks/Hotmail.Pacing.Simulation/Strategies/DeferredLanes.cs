using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// Deferred messages, first due first: a few queues in each of which the due times only rise, so that a sender whose delays are a few constants pays for a message what a
/// queue costs, also with millions of them. Whatever fits in none of them goes into a heap.
/// </summary>
internal sealed class DeferredLanes
{
    private const int MostLanes = 16;
    private const int Others = MostLanes;
    private const int Nothing = -1;

    private readonly List<Queue<(Mail Mail, long DueAt)>> _lanes = [];
    private readonly long[] _lastDue = new long[MostLanes];
    private readonly PriorityQueue<Mail, long> _others = new();
    private int _next = Nothing;

    /// <summary>When the first message is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextAt { get; private set; } = long.MaxValue;

    /// <summary>Keeps a message until a time.</summary>
    public void Add(in Mail mail, long dueAt)
    {
        var lane = LaneFor(dueAt);
        if (lane == Others)
        {
            _others.Enqueue(mail, dueAt);
        }
        else
        {
            _lanes[lane].Enqueue((mail, dueAt));
            _lastDue[lane] = dueAt;
        }

        if (dueAt < NextAt)
        {
            (NextAt, _next) = (dueAt, lane);
        }
    }

    /// <summary>Takes the first message; there must be one.</summary>
    public Mail Take()
    {
        var mail = _next == Others ? _others.Dequeue() : _lanes[_next].Dequeue().Mail;
        FindNext();
        return mail;
    }

    /// <summary>The lane whose last message is due latest, but not later; so there are never more lanes than needed.</summary>
    private int LaneFor(long dueAt)
    {
        var best = Nothing;
        for (var lane = 0; lane < _lanes.Count; lane++)
        {
            if (_lastDue[lane] <= dueAt && (best == Nothing || _lastDue[lane] > _lastDue[best]))
            {
                best = lane;
            }
        }

        if (best == Nothing)
        {
            best = _lanes.Count;
            if (best < MostLanes)
            {
                _lanes.Add(new());
            }
        }

        return best;
    }

    private void FindNext()
    {
        (NextAt, _next) = _others.TryPeek(out _, out var due) ? (due, Others) : (long.MaxValue, Nothing);
        for (var lane = 0; lane < _lanes.Count; lane++)
        {
            if (_lanes[lane].TryPeek(out var first) && first.DueAt < NextAt)
            {
                (NextAt, _next) = (first.DueAt, lane);
            }
        }
    }
}
