using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// Deferred messages of a sender that looks for due ones at a fixed interval: a list for each look, so that deferring a million messages costs little more than keeping them.
/// What is due after the end of the run is not kept.
/// </summary>
internal sealed class DeferredMail(long interval, long duration)
{
    private readonly Dictionary<long, List<Mail>> _looks = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<List<Mail>> _free = [];
    private List<Mail>? _lastList;
    private long _lastLook = -1;

    /// <summary>When the first look that finds something is; <see cref="long.MaxValue"/> when none does.</summary>
    public long NextAt => _order.TryPeek(out var look, out _) ? look * interval : long.MaxValue;

    /// <summary>Keeps a message until the first look at or after a time.</summary>
    public void Add(in Mail mail, long dueAt)
    {
        var look = (dueAt + interval - 1) / interval;
        if (look * interval >= duration)
        {
            return;
        }

        if (look != _lastLook)
        {
            if (!_looks.TryGetValue(look, out _lastList))
            {
                _lastList = _free.TryPop(out var free) ? free : [];
                _looks.Add(look, _lastList);
                _order.Enqueue(look, look);
            }

            _lastLook = look;
        }

        _lastList!.Add(mail);
    }

    /// <summary>Moves what is due, in the order in which it was deferred.</summary>
    public void MoveDue(long now, Queue<Mail> ready)
    {
        while (NextAt <= now)
        {
            _looks.Remove(_order.Dequeue(), out var list);
            foreach (var mail in list!)
            {
                ready.Enqueue(mail);
            }

            list.Clear();
            _free.Push(list);
            _lastLook = -1;
        }
    }
}
